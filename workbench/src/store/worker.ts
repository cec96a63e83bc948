import type { StageName } from "../model.ts";
import type { Db } from "./db.ts";
import { refuseNewer } from "./schema-version.ts";
import { type Sql, sql } from "./sql.ts";

/** Workers' ids lie above this number as keys of advisory locks. */
const lockBase = 7_702_000_000_000;

/** A worker that was silent for longer is dead to the others, even if its lock is still held. */
export const longestSilenceMs = 10_000;
const lockDeadlineMs = 2_000;

/** What a worker tells of itself. */
export interface WorkerIdentity {
  readonly host: string;
  readonly processId: number;
  /** Whose files it sees. */
  readonly machine: string;
  /** Name of all connections of its process. */
  readonly sessionName: string;
  readonly programVersion: string;
}

/**
 * Makes this process a worker. The session holds the worker's lock from then on: when its connection goes, in whatever
 * way, the database knows that the worker is dead.
 *
 * @param before the worker that this process was until its connection was lost: what it held is free again
 * @throws ToposcopeError DATABASE_NEWER when the tables are a newer program's
 */
export function registerWorker(
  session: Db,
  { host, processId, machine, sessionName, programVersion }: WorkerIdentity,
  { before }: { before?: number | undefined } = {},
): Promise<{ id: number; freed: number[] }> {
  return session.transaction(async (tx) => {
    await refuseNewer(tx);
    const freed = before === undefined ? [] : await release(tx, [before]);
    const { id } = await tx.one<{ id: number }>(sql`
      insert into worker (host, process_id, machine_id, session_name, program_version, started_at)
      values (${host}, ${processId}, ${machine}, ${sessionName}, ${programVersion}, now())
      returning id`);
    await tx.run(sql`select pg_advisory_lock(${lockBase}::bigint + ${id}::bigint)`);
    await recallRuns(tx, machine);
    return { id, freed };
  });
}

/** What waited for a worker that sees the files of this machine need wait no longer. */
async function recallRuns(tx: Db, machine: string): Promise<void> {
  await tx.run(sql`
    update run set waits_until = now()
    where state = 'waiting' and waits_for = 'files' and machine_id = ${machine}`);
}

/** Whether a worker does no batch and has room for one. */
export async function hasIdleWorker(db: Db): Promise<boolean> {
  const found = await db.maybeOne(sql`
    select from worker
    where not short_of_memory and not exists (select from batch where worker_id = worker.id and state = 'running')
    limit 1`);
  return found !== undefined;
}

/** Ends a worker that has given back all it held. */
export async function unregisterWorker(session: Db, workerId: number): Promise<void> {
  await session.run(sql`delete from worker where id = ${workerId}`);
  await session.run(sql`select pg_advisory_unlock(${lockBase}::bigint + ${workerId}::bigint)`);
}

/**
 * Says that a worker is alive. @returns false when the others have given it up
 *
 * @throws ToposcopeError DATABASE_NEWER when the tables have become a newer program's
 */
export async function signOfLife(
  session: Db,
  { workerId, memoryBytes }: { workerId: number; memoryBytes: number },
): Promise<boolean> {
  await refuseNewer(session);
  const alive = await session.run(sql`
    update worker set seen_at = now(), memory_bytes = ${memoryBytes} where id = ${workerId}`);
  return alive === 1;
}

/**
 * Frees what dead workers held: batches are undone again, plannings open. A worker is dead when its lock is free, since
 * its process is gone, or when it has been silent for too long: its machine is gone, stands still or cannot be reached.
 *
 * @param self a worker whose own session asks, to which its own lock would seem free
 * @returns the runs that have something to do again
 */
export async function releaseDeadWorkers(db: Db, { self }: { self?: number } = {}): Promise<number[]> {
  const isOther = sql`worker.id is distinct from ${self ?? null}`;
  await endSessions(db, sql`${isOther} and ${isSilent}`);
  return await releaseWhere(
    db,
    sql`${isOther} and (${isSilent} or pg_try_advisory_xact_lock(${lockBase}::bigint + id))`,
  );
}

/**
 * Frees what a worker held whose process is known to be gone.
 *
 * @param blame how it went: it may have been the batch's fault, which then counts as failed once more
 */
export async function releaseWorker(
  db: Db,
  { workerId, blame }: { workerId: number; blame?: string | undefined },
): Promise<number[]> {
  await endSessions(db, sql`worker.id = ${workerId}`);
  return await releaseWhere(db, sql`id = ${workerId}`, blame);
}

const isSilent = sql`seen_at < now() - ${longestSilenceMs}::float8 * interval '1 millisecond'`;

/** Name of the connection of a worker's pulse. */
export const pulseSessionName = (sessionName: string) => `${sessionName} ${pulseSuffix}`;
const pulseSuffix = "pulse";

/** A dead worker may have left a transaction open: whoever waits for its rows would wait with it. */
async function endSessions(db: Db, condition: Sql): Promise<void> {
  await db.run(sql`
    select pg_terminate_backend(pid)
    from worker
    join pg_stat_activity on application_name in (session_name, session_name || ' ' || ${pulseSuffix}) and datname = current_database()
    where ${condition} and pid <> pg_backend_pid()`);
}

/**
 * Ends the connections of the workers that are at a run, but for their pulses': what they have locked for as long as they
 * compute is free.
 */
export async function endSessionsAtRun(db: Db, runId: number): Promise<void> {
  await db.run(sql`
    select pg_terminate_backend(pid)
    from worker
    join pg_stat_activity on application_name = session_name and datname = current_database()
    where worker.id in (
      select worker_id from batch where run_id = ${runId} and state = 'running'
      union
      select planner from stage where run_id = ${runId}
    )`);
}

/** Lets a transaction give up with DATABASE_TIMEOUT where it would wait longer for what another has locked. */
export async function waitForLocks(tx: Db, milliseconds: number): Promise<void> {
  await tx.run(sql`select set_config('lock_timeout', ${String(milliseconds)}, true)`);
}

function releaseWhere(db: Db, condition: Sql, blame?: string): Promise<number[]> {
  return db.transaction(async (tx) => {
    await waitForLocks(tx, lockDeadlineMs);
    const dead = await tx.many<{ id: number }>(sql`
      select id from worker where ${condition} for update skip locked`);
    const ids = dead.map(({ id }) => id);
    return ids.length === 0 ? [] : await release(tx, ids, blame);
  });
}

async function release(tx: Db, ids: readonly number[], blame?: string): Promise<number[]> {
  const failed = blame === undefined ? 0 : 1;
  const runs = await tx.many<{ runId: number }>(sql`
    with freed as (
      update batch
      set state = 'undone', worker_id = null, progress = 0, failures = failures + ${failed},
        error = coalesce(${blame ?? null}, error)
      where worker_id = any(${ids}::bigint[]) and state = 'running'
      returning run_id
    ),
    reopened as (
      update stage
      set planner = null, failures = failures + ${failed}, error = coalesce(${blame ?? null}, error)
      where planner = any(${ids}::bigint[])
      returning run_id
    )
    select run_id as "runId" from freed union select run_id from reopened`);
  await tx.run(sql`delete from worker where id = any(${ids}::bigint[])`);
  return runs.map(({ runId }) => runId);
}

/** Takes the work from all workers, who have to register anew: before the tables become another program's. */
export async function dismissWorkers(tx: Db): Promise<void> {
  const workers = await tx.many<{ id: number }>(sql`select id from worker for update`);
  await release(
    tx,
    workers.map(({ id }) => id),
  );
}

/** Of these runs the ones that do not go on: paused, failed, cancelled or deleted. */
export async function runsThatStopped(db: Db, runIds: readonly number[]): Promise<ReadonlySet<number>> {
  const rows = await db.many<{ id: number }>(sql`
    select wanted.id
    from unnest(${runIds}::bigint[]) as wanted(id)
    left join run on run.id = wanted.id
    where coalesce(state in ('paused', 'failed', 'cancelled'), true)`);
  return new Set(rows.map(({ id }) => id));
}

export interface WorkerRow {
  readonly id: number;
  readonly host: string;
  readonly processId: number;
  readonly machine: string;
  readonly programVersion: string;
  readonly startedAt: Date;
  readonly seenAt: Date;
  /** Since the last sign of life, by the database's clock. */
  readonly silentMs: number;
  readonly memoryBytes: number;
  /** What it is at. */
  readonly runId: number | null;
  readonly project: string | null;
  readonly stage: StageName | null;
  /** Of a batch; a worker that plans a stage has none. */
  readonly batch: number | null;
}

/** The workers that have not been given up, with what each is at. */
export function listWorkers(db: Db): Promise<WorkerRow[]> {
  return db.many(sql`
    select worker.id, host, process_id as "processId", worker.machine_id as machine, program_version as "programVersion",
      worker.started_at as "startedAt", seen_at as "seenAt", memory_bytes as "memoryBytes",
      extract(epoch from now() - seen_at)::float8 * 1000 as "silentMs",
      run.id as "runId", project.name as project, work.stage, work.ordinal as batch
    from worker
    left join lateral (
      select run_id, stage, ordinal from batch where worker_id = worker.id and state = 'running'
      union all
      select run_id, name, null from stage where planner = worker.id
      limit 1
    ) as work on true
    left join run on run.id = work.run_id
    left join project on project.id = run.project_id
    order by worker.id`);
}

/** How many workers, by machine, are to be reckoned with now. */
export async function workersByMachine(db: Db): Promise<ReadonlyMap<string, number>> {
  const rows = await db.many<{ machine: string; workers: number }>(sql`
    select machine_id as machine, count(*) as workers from worker where not ${isSilent} group by machine_id`);
  return new Map(rows.map(({ machine, workers }) => [machine, workers]));
}
