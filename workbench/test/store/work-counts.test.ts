import { expect, test } from "vitest";
import { serverVersion } from "../../src/store/server-version.ts";
import { sql } from "../../src/store/sql.ts";
import { countWork } from "../../src/store/work-counts.ts";
import { testDb } from "../postgres.ts";

const db = await testDb();

test("runs are counted by state, and the open batches of those that are not over", async () => {
  expect(await countWork(db)).toEqual({ runs: {}, batches: {} });
  await db.run(sql`
    insert into project (name, chunk_tokens, chunk_overlap, created_at, updated_at)
    select 'p' || n, 1000, 150, now(), now()
    from generate_series(1, 3) as n`);
  await db.run(sql`
    insert into run (project_id, kind, state, settings, correlation_id, created_at)
    select id, 'import', case when id = 1 then 'completed' else 'running' end, '{}', 'c', now()
    from project`);
  await db.run(sql`insert into stage (run_id, name, ordinal) select id, 'read', 0 from run`);
  await db.run(sql`
    insert into batch (run_id, stage, ordinal, state, items)
    select run.id, 'read', n, case when n = 1 then 'done' else 'undone' end, '[]'
    from run, generate_series(1, 3) as n`);
  expect(await countWork(db)).toEqual({
    runs: { completed: 1, running: 2 },
    batches: { done: 2, undone: 4 },
  });
});

test("the server's version is its number alone", async () => {
  expect(await serverVersion(db)).toMatch(/^\d+(\.\d+)*$/);
});
