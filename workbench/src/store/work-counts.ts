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

const byState = (counts: readonly StateCount[]) =>
  Object.fromEntries(counts.map(({ state, count }) => [state, count]));
