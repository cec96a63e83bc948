import type { Context } from "../context.ts";
import type { RunKind, RunSettings } from "../model.ts";
import { activeRuns, failedRun, insertRun, type RunRow, reviveRun } from "../store/run.ts";
import { releaseDeadWorkers } from "../store/worker.ts";
import { notifyRun } from "./run-channel.ts";

export interface StartRun {
  readonly projectId: number;
  readonly kind: RunKind;
  readonly settings: RunSettings;
  readonly sourceId?: number | null;
  /** Follows a run through all processes' logs; by default the context's, else a fresh one. */
  readonly correlationId?: string;
}

/**
 * Starts a run and wakes a worker for it, both at the commit where `context.db` is a transaction. When the project's
 * newest run failed at exactly this work, that one goes on where it stopped.
 *
 * @throws ToposcopeError RUN_ALREADY_ACTIVE
 */
export async function startRun(
  context: Pick<Context, "db" | "clock" | "newId" | "queue" | "correlationId">,
  { projectId, kind, settings, sourceId = null, ...given }: StartRun,
): Promise<RunRow> {
  const { db, clock, newId, queue } = context;
  const correlationId = given.correlationId ?? context.correlationId ?? newId();
  return await db.transaction(async (tx) => {
    const failed = await failedRun(tx, { projectId, kind, settings, sourceId });
    const run = failed
      ? await reviveRun(tx, failed, correlationId)
      : await insertRun(tx, { projectId, kind, settings, sourceId, correlationId, now: clock.now() });
    await notifyRun(tx, run.id);
    await queue.wake(tx, run.id);
    return run;
  });
}

/**
 * Takes up what a crash interrupted: batches of dead workers are undone again, and every run that is not over wakes a
 * worker. @returns the ids of these runs
 */
export async function resumeInterrupted({
  db,
  queue,
  log,
}: Pick<Context, "db" | "queue" | "log">): Promise<number[]> {
  await releaseDeadWorkers(db);
  const runs = await activeRuns(db);
  for (const { id, correlationId, kind } of runs) {
    log.info({ run: id, kind, correlationId }, "going on with a run");
    await queue.wake(db, id);
  }
  return runs.map(({ id }) => id);
}
