import type { Context } from "../context.ts";
import type { Run } from "../contract.ts";
import { countWork, type WorkCounts } from "../store/work-counts.ts";
import { runView } from "./progress.ts";
import * as steer from "./steer.ts";

/** Runs and open batches by state, for whoever watches the machine. */
export const workCounts = ({ db }: Context): Promise<WorkCounts> => countWork(db);

/** @throws ToposcopeError RUN_NOT_FOUND, RUN_STATE when it is over, paused already or in line */
export async function pauseRun(context: Context, { run }: { run: number }): Promise<Run> {
  await steer.pauseRun(context, run);
  return await runView(context.db, run);
}

/** @throws ToposcopeError RUN_NOT_FOUND, RUN_STATE when it is under way or completed, RUN_ALREADY_ACTIVE */
export async function resumeRun(
  context: Context,
  { run, queue }: { run: number; queue?: boolean | undefined },
): Promise<Run> {
  await steer.resumeRun(context, run, { queue });
  return await runView(context.db, run);
}

/** @throws ToposcopeError RUN_NOT_FOUND, RUN_STATE when it is over */
export async function cancelRun(context: Context, { run }: { run: number }): Promise<Run> {
  await steer.cancelRun(context, run);
  return await runView(context.db, run);
}
