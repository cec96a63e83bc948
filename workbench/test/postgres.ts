import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type pg from "pg";
import { afterAll, inject } from "vitest";
import type { TestProject } from "vitest/node";
import { type Db, openDb } from "../src/store/db.ts";
import { openEmbedded, untilStopped } from "../src/store/embedded.ts";
import { migrate } from "../src/store/migrate.ts";
import { sql, sqlText } from "../src/store/sql.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The server that serves all tests of this run, and its database to clone. */
    postgres: { connection: pg.ClientConfig | string; template: string };
  }
}

/**
 * Gives every test run one PostgreSQL: the embedded one in a temporary folder, or the server named by
 * TOPOSCOPE_TEST_DATABASE_URL.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const url = process.env.TOPOSCOPE_TEST_DATABASE_URL;
  const folder = url ? undefined : await mkdtemp(join(tmpdir(), "toposcope-test-"));
  const embedded = folder ? await openEmbedded({ dataFolder: folder, lingerMs: 0 }) : undefined;
  const connection = url ?? (embedded?.connection as pg.ClientConfig);
  const template = `toposcope_template_${randomUUID().slice(0, 8)}`;
  await command(connection, `create database ${template}`);
  const db = openDb({ connection: inDatabase(connection, template) });
  await migrate(db);
  await db.close();
  project.provide("postgres", { connection, template });
  return async () => {
    await command(connection, `drop database ${template} with (force)`);
    if (!folder) return;
    embedded?.close();
    await untilStopped(folder);
    await rm(folder, { recursive: true, force: true });
  };
}

/** A database of its own, cloned from the migrated template. */
export interface TestDatabase {
  readonly db: Db;
  readonly connection: pg.ClientConfig | string;
  drop(): Promise<void>;
}

/** A fresh database for this test file, dropped when its tests are done. */
export async function testDb(): Promise<Db> {
  const database = await createTestDatabase();
  afterAll(() => database.drop());
  return database.db;
}

export async function createTestDatabase({ migrated = true } = {}): Promise<TestDatabase> {
  const { connection: server, template } = inject("postgres");
  const name = `toposcope_${randomUUID().replaceAll("-", "_")}`;
  await command(server, `create database ${name}${migrated ? ` template ${template}` : ""}`);
  const connection = inDatabase(server, name);
  const db = openDb({ connection, applicationName: "toposcope test" });
  return {
    db,
    connection,
    drop: async () => {
      await db.close();
      await command(server, `drop database ${name} with (force)`);
    },
  };
}

function inDatabase(connection: pg.ClientConfig | string, database: string): pg.ClientConfig | string {
  if (typeof connection !== "string") return { ...connection, database };
  const url = new URL(connection);
  url.pathname = `/${database}`;
  return url.href;
}

async function command(connection: pg.ClientConfig | string, text: string): Promise<void> {
  const db = openDb({ connection, maxConnections: 1 });
  try {
    await db.run(sqlText(text));
  } finally {
    await db.close();
  }
}

/** Everything that describes the tables, to compare two states of a schema. */
export async function schemaDump(db: Db): Promise<unknown> {
  return {
    columns: await db.many(sql`
      select table_name, column_name, data_type, udt_name, is_nullable, column_default, identity_generation
      from information_schema.columns
      where table_schema = 'toposcope'
      order by table_name, ordinal_position`),
    indexes: await db.many(sql`
      select tablename, indexname, indexdef from pg_indexes where schemaname = 'toposcope' order by 1, 2`),
    constraints: await db.many(sql`
      select conrelid::regclass::text as table_name, conname, pg_get_constraintdef(oid) as definition
      from pg_constraint
      where connamespace = 'toposcope'::regnamespace
      order by 1, 2, 3`),
  };
}
