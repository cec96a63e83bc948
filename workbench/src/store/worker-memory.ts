import type { Db } from "./db.ts";
import { sql } from "./sql.ts";

/** Lets the others know whether a worker's machine is short of memory, so that it begins nothing. */
export async function noteShortage(
  db: Db,
  { workerId, isShort }: { workerId: number; isShort: boolean },
): Promise<void> {
  await db.run(sql`update worker set short_of_memory = ${isShort} where id = ${workerId}`);
}

/** Whether a worker on another machine than this worker's has room. */
export async function othersHaveRoom(db: Db, workerId: number): Promise<boolean> {
  const found = await db.maybeOne(sql`
    select from worker as other
    join worker as own on own.id = ${workerId} and own.machine_id <> other.machine_id
    where not other.short_of_memory
    limit 1`);
  return found !== undefined;
}
