import type { Context } from "../context.ts";
import type { RunKind, RunSettings } from "../model.ts";
import { insertRun, type RunRow, reviveRun, stoppedRun, workableRuns } from "../store/run.ts";
import { listWorkers, releaseDeadWorkers } from "../store/worker.ts";
import { notifyRun } from "./run-channel.ts";
import { pauseRun } from "./steer.ts";

export interface StartRun {
  readonly projectId: number;
  readonly kind: RunKind;
  readonly settings: RunSettings;
  /** Names of the settings that the project would have set otherwise. */
  readonly overridden?: readonly string[];
  readonly sourceId?: number | null;
  /** Follows a run through all processes' logs; by default the context's, else a fresh one. */
  readonly correlationId?: string;
  /** Stand in line where the project has a run under way already. */
  readonly queue?: boolean | undefined;
}

/**
 * Starts a run and wakes a worker for it, both at the commit where `context.db` is a transaction. When the project's
 * newest run failed or was cancelled at exactly this work, that one goes on where it stopped.
 *
 * @throws ToposcopeError RUN_ALREADY_ACTIVE
 */
export async function startRun(
  context: Pick<Context, "db" | "clock" | "newId" | "queue" | "machine" | "correlationId">,
  { projectId, kind, settings, sourceId = null, overridden, queue: inLine, ...given }: StartRun,
): Promise<RunRow> {
  const { db, clock, newId, queue, machine } = context;
  const readsFiles = (settings.paths?.length ?? 0) > 0;
  const correlationId = given.correlationId ?? context.correlationId ?? newId();
  return await db.transaction(async (tx) => {
    const stopped = await stoppedRun(tx, { projectId, kind, settings, sourceId });
    const how = { correlationId, queue: inLine, now: clock.now() };
    const run = stopped
      ? await reviveRun(tx, stopped, how)
      : await insertRun(tx, {
          projectId,
          kind,
          settings,
          overridden,
          sourceId,
          machine: readsFiles ? machine : null,
          ...how,
        });
    await notifyRun(tx, run.id);
    if (!run.queued) await queue.wake(tx, run.id);
    return run;
  });
}

/**
 * Takes up what a crash interrupted: batches of dead workers are undone again, and every run that has something to do
 * wakes a worker. Runs that nobody works on are paused instead where the settings say so.
 *
 * @returns the ids of the runs that go on
 */
export async function resumeInterrupted(
  context: Pick<Context, "db" | "queue" | "log" | "clock" | "newId" | "settings">,
): Promise<number[]> {
  const { db, queue, log, settings } = context;
  await releaseDeadWorkers(db);
  const runs = await workableRuns(db);
  const isInterrupted = settings.resume === "ask" && (await listWorkers(db)).length === 0;
  const goOn: number[] = [];
  for (const { id, correlationId, kind, state } of runs) {
    if (isInterrupted && kind === "picture") continue;
    if (isInterrupted && state !== "pending") {
      log.info({ run: id, kind, correlationId }, "paused a run that was interrupted");
      await pauseRun(context, id);
      continue;
    }
    log.info({ run: id, kind, correlationId }, "going on with a run");
    await queue.wake(db, id, 1, { first: kind === "picture" });
    goOn.push(id);
  }
  return goOn;
}
