import { activeStates } from "../model.ts";
import type { Db } from "./db.ts";
import { sql } from "./sql.ts";

/** How much work there is, by state. */
export interface WorkCounts {
  readonly runs: Readonly<Record<string, number>>;
  /** Of runs that are not over. */
  readonly batches: Readonly<Record<string, number>>;
}

interface StateCount {
  readonly state: string;
  readonly count: number;
}

export async function countWork(db: Db): Promise<WorkCounts> {
  const [runs, batches] = await Promise.all([
    db.many<StateCount>(sql`
      select state, count(*) as count
      from run
      group by state`),
    db.many<StateCount>(sql`
      select batch.state, count(*) as count
      from batch
      join run on run.id = batch.run_id
      where run.state = any(${[...activeStates]}::text[])
      group by batch.state`),
  ]);
  return { runs: byState(runs), batches: byState(batches) };
}

/** What the worker processes at a run have in memory. */
export interface MemoryInUse {
  readonly bytes: number;
  readonly workers: number;
}

/** Of the workers that hold a batch or lay out a stage, by run; runs that nobody is at are left out. */
export async function memoryAtRuns(
  db: Db,
  runIds: readonly number[],
): Promise<ReadonlyMap<number, MemoryInUse>> {
  if (runIds.length === 0) return new Map();
  const rows = await db.many<MemoryInUse & { runId: number }>(sql`
    select run_id as "runId", count(*) as workers, sum(memory_bytes)::bigint as bytes
    from (
      select run_id, worker_id from batch where run_id = any(${runIds}::bigint[]) and state = 'running'
      union
      select run_id, planner from stage where run_id = any(${runIds}::bigint[]) and planner is not null
    ) as at_work
    join worker on worker.id = worker_id
    group by run_id`);
  return new Map(rows.map(({ runId, ...memory }) => [runId, memory]));
}

const byState = (counts: readonly StateCount[]) =>
  Object.fromEntries(counts.map(({ state, count }) => [state, count]));
