import type { WaitReason } from "../model.ts";
import type { Db } from "./db.ts";
import { sql } from "./sql.ts";

/** Ids of the runs that are at work, oldest first. */
export async function runningRuns(db: Db): Promise<number[]> {
  const rows = await db.many<{ id: number }>(sql`select id from run where state = 'running' order by id`);
  return rows.map(({ id }) => id);
}

/** Ends the waiting of all runs that wait for this: they are tried again now. @returns their ids, oldest first */
export async function endWaiting(db: Db, waitsFor: WaitReason): Promise<number[]> {
  const rows = await db.many<{ id: number }>(sql`
    update run set waits_until = now(), tries = 0
    where state = 'waiting' and waits_for = ${waitsFor}
    returning id`);
  return rows.map(({ id }) => id).sort((a, b) => a - b);
}
