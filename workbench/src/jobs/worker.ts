import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import type { Context } from "../context.ts";
import type { Db } from "../store/db.ts";
import { registerWorker, signOfLife, unregisterWorker } from "../store/worker.ts";
import { RunStops } from "./run-stops.ts";
import type { Steps } from "./step.ts";
import { Turn } from "./turn.ts";

export interface WorkerOptions {
  readonly steps: Steps;
  /** Ends the worker: it gives back the batch at hand. */
  readonly signal: AbortSignal;
  /** Told the worker's id each time it has one. */
  readonly onRegistered?: (workerId: number) => void;
}

const signOfLifeMs = 5_000;
const retryMs = 500;

/** Works on whatever runs there are until it is told to stop. A lost database is waited for. */
export async function work(context: Context, options: WorkerOptions): Promise<void> {
  const { signal } = options;
  while (!signal.aborted) {
    try {
      await context.db.session((session) => workUnderLock(context, session, options));
    } catch (error) {
      if (signal.aborted) return;
      context.log.warn({ error }, "the worker lost the database and tries again");
      await sleep(retryMs, undefined, { signal }).catch(() => {});
    }
  }
}

/** While the session's connection lives, the database takes this worker for alive. */
async function workUnderLock(
  context: Context,
  session: Db,
  { steps, signal, onRegistered }: WorkerOptions,
): Promise<void> {
  const workerId = await registerWorker(session, {
    host: hostname(),
    processId: process.pid,
    now: context.clock.now(),
  });
  onRegistered?.(workerId);
  const lost = new AbortController();
  const stops = new RunStops(context);
  const stopListening = await stops.listen();
  const turns = { context, steps, workerId, stops, signal: AbortSignal.any([signal, lost.signal]) };
  const stopTaking = await context.queue.work((runId) => new Turn(turns, runId).take());
  try {
    while (!signal.aborted) {
      await sleep(signOfLifeMs, undefined, { signal }).catch(() => {});
      await signOfLife(session);
    }
  } finally {
    lost.abort();
    await stopTaking();
    await stopListening();
  }
  await unregisterWorker(session, workerId);
}
