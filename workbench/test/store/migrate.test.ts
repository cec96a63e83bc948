import { afterAll, expect, test } from "vitest";
import { migrate } from "../../src/store/migrate.ts";
import { schemaVersion } from "../../src/store/schema-version.ts";
import { sql } from "../../src/store/sql.ts";
import { createTestDatabase, schemaDump } from "../postgres.ts";

const { db, drop } = await createTestDatabase({ migrated: false });
afterAll(drop);

test("up, down and up again gives the same tables", async () => {
  expect(await schemaVersion(db)).toBe(0);
  await migrate(db);
  const first = await schemaDump(db);
  expect((first as { columns: unknown[] }).columns.length).toBeGreaterThan(100);
  await migrate(db, { to: 0 });
  const { tables } = await db.one<{ tables: number }>(
    sql`select count(*) as tables from information_schema.tables where table_schema = 'toposcope'`,
  );
  expect(tables).toBe(1);
  await migrate(db);
  expect(await schemaDump(db)).toEqual(first);
});

test("each step's way back leads to what was there before it", async () => {
  await migrate(db);
  const newest = await schemaVersion(db);
  await migrate(db, { to: 0 });
  for (let to = 1; to <= newest; to += 1) {
    const before = await schemaDump(db);
    await migrate(db, { to });
    await migrate(db, { to: to - 1 });
    expect(await schemaDump(db), `migration ${to}`).toEqual(before);
    await migrate(db, { to });
  }
});

test("several processes may migrate at once", async () => {
  await migrate(db, { to: 0 });
  await db.run(sql`drop schema toposcope cascade`);
  await Promise.all([1, 2, 3, 4].map(() => migrate(db)));
  expect(await schemaVersion(db)).toBeGreaterThan(0);
});

test("a database of a newer program is refused", async () => {
  await migrate(db);
  await db.run(sql`insert into migration (number, name) values (9999, '9999-tomorrow')`);
  await expect(migrate(db)).rejects.toMatchObject({ code: "DATABASE_NEWER" });
  await db.run(sql`delete from migration where number = 9999`);
});
