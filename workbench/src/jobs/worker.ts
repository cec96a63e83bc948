import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { Context } from "../context.ts";
import type { ToposcopeError } from "../errors.ts";
import { ownPulse, type Pulse } from "./pulse.ts";
import { RunStops } from "./run-stops.ts";
import type { Steps } from "./step.ts";
import { Turn } from "./turn.ts";

export interface WorkerOptions {
  readonly steps: Steps;
  /** Ends the worker: it gives back the batch at hand. */
  readonly signal: AbortSignal;
  /** Ends the worker once the batch at hand is done. */
  readonly retire?: AbortSignal;
  /** Told the worker's id each time it has one. */
  readonly onRegistered?: (workerId: number) => void;
  /** By default one that stops while this process computes. */
  readonly pulse?: Pulse;
}

/** The time during which the others know this process as one worker. */
interface Life {
  readonly workerId: number;
  readonly lost: AbortController;
}

const retryMs = 500;
const never = new AbortController().signal;

/**
 * Works on whatever runs there are until it is told to stop. A lost database is waited for.
 *
 * @throws ToposcopeError DATABASE_NEWER
 */
export async function work(context: Context, options: WorkerOptions): Promise<void> {
  const { pulse = ownPulse(context), signal, retire = never, onRegistered } = options;
  const stops = new RunStops(context, pulse);
  const ending = new AbortController();
  const refused = Promise.withResolvers<never>();
  refused.promise.catch(() => ending.abort());
  let life: Life | undefined;
  let living: Promise<void> = Promise.resolve();
  pulse.start({
    registered(workerId) {
      const next = { workerId, lost: new AbortController() };
      life = next;
      onRegistered?.(workerId);
      const over = AbortSignal.any([signal, ending.signal, next.lost.signal]);
      const end = AbortSignal.any([over, retire]);
      living = living.then(() => workThrough(context, { ...options, stops, workerId, over, end }));
    },
    lost(error) {
      context.log.warn({ error, worker: life?.workerId }, "the worker lost the database and tries again");
      life?.lost.abort();
      context.db.reset();
    },
    freed(runIds) {
      void wake(context, runIds);
    },
    refused: (error: ToposcopeError) => refused.reject(error),
  });
  try {
    const ended = AbortSignal.any([signal, retire]);
    await Promise.race([ended.aborted || once(ended, "abort"), refused.promise]);
  } finally {
    await living;
    await pulse.stop();
  }
}

interface Living {
  readonly steps: Steps;
  readonly stops: RunStops;
  readonly workerId: number;
  readonly over: AbortSignal;
  /** The same, or that no further turn is to be taken. */
  readonly end: AbortSignal;
}

/** Takes turns at runs until this life of the worker is over. */
async function workThrough(context: Context, living: Living): Promise<void> {
  while (!living.end.aborted) {
    try {
      await takeTurns(context, living);
    } catch (error) {
      if (living.over.aborted) return;
      context.log.warn({ error }, "the worker cannot take up work and tries again");
      await sleep(retryMs, undefined, { signal: living.over }).catch(() => {});
    }
  }
}

async function takeTurns(context: Context, { steps, stops, workerId, over, end }: Living): Promise<void> {
  const stopListening = await stops.listen();
  try {
    const turns = { context, steps, workerId, stops, signal: over };
    const stopTaking = await context.queue.work((runId) => new Turn(turns, runId).take());
    if (!end.aborted) await once(end, "abort");
    await stopTaking();
  } finally {
    await stopListening();
  }
}

async function wake({ db, queue, log }: Context, runIds: readonly number[]): Promise<void> {
  try {
    for (const runId of runIds) await queue.wake(db, runId);
  } catch (error) {
    log.warn({ error }, "could not wake a worker for what a dead one left");
  }
}
