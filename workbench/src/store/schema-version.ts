import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { ToposcopeError } from "../errors.ts";
import { programVersion } from "../process.ts";
import type { Db } from "./db.ts";
import { sql } from "./sql.ts";

/** Where the migrations' files lie; a packaged program must hold them there. */
export const migrationFolder = fileURLToPath(new URL("./migrations/", import.meta.url));

let names: Promise<string[]> | undefined;

/** The migrations that this program knows, in order: `0001-foundation`. */
export function migrationNames(): Promise<string[]> {
  names ??= readdir(migrationFolder).then((files) =>
    files
      .filter((file) => file.endsWith(".up.sql"))
      .map((file) => file.slice(0, -".up.sql".length))
      .sort(),
  );
  return names;
}

export const migrationNumber = (name: string) => Number(name.slice(0, 4));

/** Number of the last migration that this program knows. */
export async function knownSchemaVersion(): Promise<number> {
  return Math.max(0, ...(await migrationNames()).map(migrationNumber));
}

/** Number of the last migration that the database has; 0 for none. */
export async function schemaVersion(db: Db): Promise<number> {
  const { there } = await db.one<{ there: boolean }>(
    sql`select to_regclass('toposcope.migration') is not null as there`,
  );
  if (!there) return 0;
  const { version } = await db.one<{ version: number }>(
    sql`select coalesce(max(number), 0) as version from toposcope.migration`,
  );
  return version;
}

/**
 * For a program that may not change the tables, since others on other machines work on them.
 *
 * @returns whether there are tables at all
 * @throws ToposcopeError DATABASE_NEWER, DATABASE_OLDER
 */
export async function requireSameVersion(db: Db): Promise<boolean> {
  await refuseNewer(db);
  const [found, known] = await Promise.all([schemaVersion(db), knownSchemaVersion()]);
  if (found === 0 || found === known) return found > 0;
  throw new ToposcopeError(
    "DATABASE_OLDER",
    `the database's tables are at version ${found}; this program, toposcope ${programVersion()}, works at version ${known}`,
  );
}

/** @throws ToposcopeError DATABASE_NEWER when a newer program has been here: this one does not know the tables */
export async function refuseNewer(db: Db): Promise<void> {
  const [found, known] = await Promise.all([schemaVersion(db), knownSchemaVersion()]);
  if (found <= known) return;
  throw new ToposcopeError(
    "DATABASE_NEWER",
    `the database's tables are at version ${found}; this program, toposcope ${programVersion()}, knows versions up to ${known}`,
  );
}
