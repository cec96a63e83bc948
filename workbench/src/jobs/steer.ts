import type { Context } from "../context.ts";
import { ToposcopeError } from "../errors.ts";
import type { Db } from "../store/db.ts";
import {
  beginQueued,
  cannotMove,
  holdProject,
  moveRun,
  openRuns,
  type RunRow,
  releaseWork,
  reviveRun,
  runById,
} from "../store/run.ts";
import { endSessionsAtRun, waitForLocks } from "../store/worker.ts";
import { stopPictures } from "./pictures.ts";
import { notifyRun, notifyStop } from "./run-channel.ts";

const lockWaitMs = 300;

type Steering = Pick<Context, "db" | "clock" | "newId" | "queue" | "correlationId">;

/**
 * Pauses a run: from the commit on nothing that workers do for it is kept but what is finished, and they stop.
 *
 * @throws ToposcopeError RUN_NOT_FOUND, RUN_STATE when it is over, paused already or in line
 */
export async function pauseRun(context: Steering, runId: number): Promise<void> {
  const run = await requireRun(context.db, runId);
  await takingWork(context.db, runId, async (tx) => {
    await holdProject(tx, run.projectId);
    if (!(await moveRun(tx, { runId, to: "paused", now: context.clock.now() })))
      throw await cannotMove(tx, runId, "paused");
    await stopWork({ ...context, db: tx }, run);
  });
}

/**
 * Cancels a run, and lets the next in line begin. What it finished stays, so that it can be resumed.
 *
 * @throws ToposcopeError RUN_NOT_FOUND, RUN_STATE when it is over
 */
export async function cancelRun(context: Steering, runId: number): Promise<void> {
  const run = await requireRun(context.db, runId);
  const { projectId } = run;
  await takingWork(context.db, runId, async (tx) => {
    await holdProject(tx, projectId);
    if (!(await moveRun(tx, { runId, to: "cancelled", now: context.clock.now() })))
      throw await cannotMove(tx, runId, "cancelled");
    await stopWork({ ...context, db: tx }, run);
    await beginNext({ ...context, db: tx }, projectId);
  });
}

/** Cancels all of a project's runs that are not over: before what they work on is deleted. */
export async function cancelRunsOf(context: Steering, projectId: number): Promise<void> {
  await context.db.transaction(async (tx) => {
    await holdProject(tx, projectId);
    for (const run of await openRuns(tx, projectId)) {
      await moveRun(tx, { runId: run.id, to: "cancelled", now: context.clock.now() });
      await stopWork({ ...context, db: tx }, run);
    }
  });
}

/**
 * Lets a run go on behind its last finished batch: one that is paused, failed or cancelled, or one that waits, at once.
 *
 * @throws ToposcopeError RUN_NOT_FOUND, RUN_STATE when it is under way or completed, RUN_ALREADY_ACTIVE when another is
 *   under way and it shall not stand in line
 */
export async function resumeRun(
  context: Steering,
  runId: number,
  { queue = false }: { queue?: boolean | undefined } = {},
): Promise<void> {
  const { db, clock, newId } = context;
  const run = await requireRun(db, runId);
  const now = clock.now();
  await db.transaction(async (tx) => {
    const waited = run.state === "waiting" && (await moveRun(tx, { runId, to: "running", now }));
    const correlationId = context.correlationId ?? newId();
    if (!waited) await reviveRun(tx, run, { correlationId, queue, now });
    await notifyRun(tx, runId);
    await context.queue.wake(tx, runId);
  });
}

/** Lets the project's next run in line begin, where none is under way; in the transaction that ended the one before. */
export async function beginNext(
  { db, queue }: Pick<Context, "db" | "queue">,
  projectId: number,
): Promise<void> {
  const next = await beginQueued(db, projectId);
  if (next === undefined) return;
  await notifyRun(db, next);
  await queue.wake(db, next);
}

/** Whoever computes within a transaction keeps what it locked: it loses its connections, and what it has not committed. */
async function takingWork(db: Db, runId: number, work: (tx: Db) => Promise<void>): Promise<void> {
  try {
    await db.transaction(async (tx) => {
      await waitForLocks(tx, lockWaitMs);
      await work(tx);
    });
  } catch (error) {
    if (!(error instanceof ToposcopeError) || error.code !== "DATABASE_TIMEOUT") throw error;
    await endSessionsAtRun(db, runId);
    await db.transaction(work);
  }
}

async function stopWork({ db: tx, clock }: Pick<Steering, "db" | "clock">, run: RunRow): Promise<void> {
  await releaseWork(tx, run.id);
  await notifyRun(tx, run.id);
  await notifyStop(tx, run.id);
  await stopPictures({ db: tx, clock }, run);
}

async function requireRun(db: Db, runId: number): Promise<RunRow> {
  const run = await runById(db, runId);
  if (!run || run.kind === "picture") throw new ToposcopeError("RUN_NOT_FOUND", `there is no run ${runId}`);
  return run;
}
