import { readFile } from "node:fs/promises";
import type { Db } from "./db.ts";
import {
  knownSchemaVersion,
  migrationFolder,
  migrationNames,
  migrationNumber,
  refuseNewer,
  schemaVersion,
} from "./schema-version.ts";
import { sql, sqlText } from "./sql.ts";
import { dismissWorkers } from "./worker.ts";

interface Migration {
  readonly number: number;
  readonly name: string;
  readonly up: string;
  readonly down: string;
}

const migrationDeadlineMs = 600_000;
/** From this migration on there are workers to dismiss. */
const firstWithWorkers = 1;

/**
 * Brings the database's tables to this program's version, or to an earlier one. Several processes may do it at once.
 *
 * @param to number of the last migration to have; 0 takes everything away
 * @throws ToposcopeError DATABASE_NEWER when a newer program has been here
 */
export async function migrate(db: Db, { to }: { to?: number } = {}): Promise<void> {
  await refuseNewer(db);
  const names = await migrationNames();
  const target = to ?? (await knownSchemaVersion());
  const found = await schemaVersion(db);
  if (found === target) return;
  const patient = db.within(migrationDeadlineMs);
  if (found === 0) await patient.transaction(createRecord);
  const between = (low: number, high: number) =>
    names.filter((name) => migrationNumber(name) > low && migrationNumber(name) <= high);
  for (const name of between(found, target)) await apply(patient, await readMigration(name));
  for (const name of between(target, found).reverse()) await takeBack(patient, await readMigration(name));
}

async function readMigration(name: string): Promise<Migration> {
  const [up, down] = await Promise.all(
    ["up", "down"].map((way) => readFile(`${migrationFolder}${name}.${way}.sql`, "utf8")),
  );
  return { number: migrationNumber(name), name, up: up as string, down: down as string };
}

/**
 * One of several processes makes the schema. The others wait for the lock and then read the catalogue itself, since
 * `if not exists` would answer from a cache of before the wait.
 */
async function createRecord(tx: Db): Promise<void> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtext('toposcope.migration'))`);
  const { there } = await tx.one<{ there: boolean }>(
    sql`select exists (select from pg_tables where schemaname = 'toposcope' and tablename = 'migration') as there`,
  );
  if (there) return;
  await tx.run(sql`create schema if not exists toposcope`);
  await tx.run(
    sql`create table toposcope.migration (
      number int primary key,
      name text not null,
      applied_at timestamptz not null default now()
    )`,
  );
}

/**
 * Records first: a second process waits at the key until the first has committed, and then has nothing to do. Workers of
 * the older program lose what they hold, and find a newer version when they register again.
 */
async function apply(db: Db, { number, name, up }: Migration): Promise<void> {
  await db.transaction(async (tx) => {
    const recorded = await tx.run(sql`
      insert into migration (number, name)
      values (${number}, ${name})
      on conflict do nothing`);
    if (recorded === 0) return;
    if (number > firstWithWorkers) await dismissWorkers(tx);
    await tx.run(sqlText(up));
  });
}

async function takeBack(db: Db, { number, down }: Migration): Promise<void> {
  await db.transaction(async (tx) => {
    const removed = await tx.run(sql`delete from migration where number = ${number}`);
    if (removed === 1) await tx.run(sqlText(down));
  });
}
