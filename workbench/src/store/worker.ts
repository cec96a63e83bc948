import type { Db } from "./db.ts";
import { sql } from "./sql.ts";

/** Workers' ids lie above this number as keys of advisory locks. */
const lockBase = 7_702_000_000_000;

/**
 * Makes this process a worker. The session holds the worker's lock from then on: when its connection goes, in whatever
 * way, the database knows that the worker is dead.
 */
export function registerWorker(
  session: Db,
  { host, processId, now }: { host: string; processId: number; now: Date },
): Promise<number> {
  return session.transaction(async (tx) => {
    const { id } = await tx.one<{ id: number }>(sql`
      insert into worker (host, process_id, started_at)
      values (${host}, ${processId}, ${now})
      returning id`);
    await tx.run(sql`select pg_advisory_lock(${lockBase}::bigint + ${id}::bigint)`);
    return id;
  });
}

/** Ends a worker that has given back all it held. */
export async function unregisterWorker(session: Db, workerId: number): Promise<void> {
  await session.run(sql`delete from worker where id = ${workerId}`);
  await session.run(sql`select pg_advisory_unlock(${lockBase}::bigint + ${workerId}::bigint)`);
}

/**
 * Frees what dead workers held: batches are undone again, plannings open. Whoever gets a worker's lock knows that it is
 * dead, and keeps that lock until this is committed.
 *
 * @param blame why the workers died, when it may have been the batches' fault: these then count as failed once more
 * @returns the runs that have something to do again
 */
export function releaseDeadWorkers(db: Db, { blame }: { blame?: string } = {}): Promise<number[]> {
  return db.transaction(async (tx) => {
    const dead = await tx.many<{ id: number }>(sql`
      select id from worker where pg_try_advisory_xact_lock(${lockBase}::bigint + id)`);
    if (dead.length === 0) return [];
    const ids = dead.map(({ id }) => id);
    const runs = await tx.many<{ runId: number }>(sql`
      with freed as (
        update batch
        set state = 'undone', worker_id = null, progress = 0, failures = failures + ${blame === undefined ? 0 : 1},
          error = coalesce(${blame ?? null}, error)
        where worker_id = any(${ids}::bigint[]) and state = 'running'
        returning run_id
      ),
      reopened as (
        update stage
        set planner = null, failures = failures + ${blame === undefined ? 0 : 1}, error = coalesce(${blame ?? null}, error)
        where planner = any(${ids}::bigint[])
        returning run_id
      )
      select run_id as "runId" from freed union select run_id from reopened`);
    await tx.run(sql`delete from worker where id = any(${ids}::bigint[])`);
    return runs.map(({ runId }) => runId);
  });
}

export interface WorkerRow {
  readonly id: number;
  readonly host: string;
  readonly processId: number;
  readonly startedAt: Date;
}

export function listWorkers(db: Db): Promise<WorkerRow[]> {
  return db.many(sql`
    select id, host, process_id as "processId", started_at as "startedAt" from worker order by id`);
}

/** Fails when the connection is lost, and with it the worker's claim to be alive. */
export async function signOfLife(session: Db): Promise<void> {
  await session.run(sql`select`);
}
