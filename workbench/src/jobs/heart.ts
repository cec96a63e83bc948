import { setTimeout as sleep } from "node:timers/promises";
import { ToposcopeError } from "../errors.ts";
import type { Db } from "../store/db.ts";
import {
  registerWorker,
  releaseDeadWorkers,
  runsThatStopped,
  signOfLife,
  unregisterWorker,
  type WorkerIdentity,
} from "../store/worker.ts";

/** Who is told what becomes of a worker in the eyes of the others. */
export interface HeartListener {
  /** The others know this process as this worker from now on. */
  registered(workerId: number): void;
  /** They may have given it up: nothing that it is at can be committed any more. */
  lost(error: unknown): void;
  /** These runs have something to do again, since a worker that was at them is dead. */
  freed(runIds: readonly number[]): void;
  /** This program may not work on these tables. */
  refused(error: ToposcopeError): void;
}

export interface HeartOptions {
  /** Calls on it must not wait long: that is how a dead connection is noticed. */
  readonly db: Db;
  readonly identity: WorkerIdentity;
  readonly listener: HeartListener;
  /** Ends the process. Without it, who does not leave a stopped run is waited for. */
  readonly kill?: ((why: string) => void) | undefined;
}

/** A turn at a run that the process is in. */
interface Stretch {
  readonly runId: number;
  /** When it was noticed that nothing comes of it any more, on `performance.now()`. */
  stoppedAtMs?: number;
}

const beatMs = 2_000;
const stopCheckMs = 350;
const overdueCheckMs = 100;
/** So long a process may take to leave a stopped run before it is ended; noticed and ended within two seconds. */
const leaveMs = 1_000;
const retryMs = 500;

/**
 * Keeps a worker alive in the eyes of the others: holds its lock, says every two seconds that it is there, looks after
 * the dead, and ends its own process when that computes on for a run that was stopped.
 */
export class Heart {
  readonly #options: HeartOptions;
  readonly #stretches = new Map<number, Stretch>();
  #workerId: number | undefined;

  constructor(options: HeartOptions) {
    this.#options = options;
  }

  enter(stretch: number, runId: number): void {
    this.#stretches.set(stretch, { runId });
  }

  leave(stretch: number): void {
    this.#stretches.delete(stretch);
  }

  /** Beats until the signal fires, through lost connections; then the worker is no more. */
  async beat(signal: AbortSignal): Promise<void> {
    const overdue = setInterval(() => this.#endOverdue(), overdueCheckMs);
    try {
      while (!signal.aborted && (await this.#liveOnce(signal))) {
        await sleep(retryMs, undefined, { signal }).catch(() => {});
      }
    } finally {
      clearInterval(overdue);
    }
  }

  /** @returns whether to try again */
  async #liveOnce(signal: AbortSignal): Promise<boolean> {
    const { db, listener } = this.#options;
    try {
      await db.session((session) => this.#live(session, signal));
      return false;
    } catch (error) {
      if (signal.aborted) return false;
      listener.lost(error);
      if (!(error instanceof ToposcopeError) || error.code !== "DATABASE_NEWER") return true;
      listener.refused(error);
      return false;
    }
  }

  async #live(session: Db, signal: AbortSignal): Promise<void> {
    const { identity, listener } = this.#options;
    const { id, freed } = await registerWorker(session, identity, { before: this.#workerId });
    this.#workerId = id;
    for (const stretch of this.#stretches.values()) stretch.stoppedAtMs ??= performance.now();
    listener.registered(id);
    listener.freed(freed);
    for (let beatAtMs = 0; !signal.aborted; ) {
      if (performance.now() >= beatAtMs) {
        beatAtMs = performance.now() + beatMs;
        await this.#beatOnce(session, id);
      }
      await this.#noticeStops(session);
      await sleep(stopCheckMs, undefined, { signal }).catch(() => {});
    }
    await unregisterWorker(session, id);
  }

  async #beatOnce(session: Db, workerId: number): Promise<void> {
    const alive = await signOfLife(session, { workerId, memoryBytes: process.memoryUsage.rss() });
    if (!alive) throw new Error(`worker ${workerId} was silent for too long and given up`);
    this.#options.listener.freed(await releaseDeadWorkers(session, { self: workerId }).catch(() => []));
  }

  async #noticeStops(session: Db): Promise<void> {
    const open = [...this.#stretches.values()].filter(({ stoppedAtMs }) => stoppedAtMs === undefined);
    if (open.length === 0) return;
    const noticedAtMs = performance.now();
    const stopped = await runsThatStopped(
      session,
      open.map(({ runId }) => runId),
    );
    for (const stretch of open) if (stopped.has(stretch.runId)) stretch.stoppedAtMs = noticedAtMs;
  }

  #endOverdue(): void {
    const dueAtMs = performance.now() - leaveMs;
    const overdue = [...this.#stretches.values()].find(
      ({ stoppedAtMs = Number.POSITIVE_INFINITY }) => stoppedAtMs < dueAtMs,
    );
    if (overdue)
      this.#options.kill?.(`run ${overdue.runId} was stopped, and this process computes on for it`);
  }
}
