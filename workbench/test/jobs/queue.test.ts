import { pino } from "pino";
import { expect, test } from "vitest";
import { openQueue } from "../../src/jobs/queue.ts";
import { sql } from "../../src/store/sql.ts";
import { testDb } from "../postgres.ts";

const db = await testDb();

test("processes that open a new database's queue at once all get it, and leave no transaction open", async () => {
  const log = pino({ level: "silent" });
  await db.run(sql`drop schema if exists pgboss cascade`);
  const queues = Array.from({ length: 4 }, () => openQueue({ db, log }));
  await Promise.all(queues.map((queue, run) => queue.wake(db, run + 1)));
  await Promise.all(
    Array.from({ length: 8 }, () => db.transaction((tx) => tx.run(sql`select pg_sleep(0.02)`))),
  );
  const open = await db.many(sql`
    select pid
    from pg_stat_activity
    where datname = current_database() and state like 'idle in transaction%'`);
  expect(open).toEqual([]);
  await Promise.all(queues.map((queue) => queue.close()));
});
