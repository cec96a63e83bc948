import type { Db } from "./db.ts";
import { type Sql, sql } from "./sql.ts";

/** Lets one process at a time set the queue up: its tables are made in steps that two would trip over. */
export function startingAlone<T>(db: Db, work: () => Promise<T>): Promise<T> {
  return db.session(async (session) => {
    await session.run(sql`select pg_advisory_lock(hashtext('toposcope.queue'))`);
    try {
      return await work();
    } finally {
      await session.run(sql`select pg_advisory_unlock(hashtext('toposcope.queue'))`);
    }
  });
}

/** Runs a script that may hold a transaction of its own; when it breaks off, that does not stay open on the connection. */
export function runScript<T>(db: Db, script: Sql): Promise<T[]> {
  return db.session(async (session) => {
    try {
      return await session.many<T>(script);
    } catch (error) {
      await session.run(sql`rollback`).catch(() => {});
      throw error;
    }
  });
}
