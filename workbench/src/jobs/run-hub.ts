import { setTimeout as sleep } from "node:timers/promises";
import type { Context } from "../context.ts";
import type { Run } from "../contract.ts";
import { ToposcopeError } from "../errors.ts";
import type { Db } from "../store/db.ts";
import { isOver, runView } from "./progress.ts";
import { listenToRun } from "./run-channel.ts";

const closestViewsMs = 100;
const furthestViewsMs = 1_000;

/**
 * A run as it is now and at each change, ten times a second at most, until it is over. Whoever is slow misses states in
 * between. All watchers of a run in a process share what one of them asks the database, and get the same objects.
 *
 * @throws ToposcopeError RUN_NOT_FOUND
 */
export async function* watchRun(
  { db }: Pick<Context, "db">,
  runId: number,
  { signal }: { signal?: AbortSignal } = {},
): AsyncGenerator<Run> {
  const watch = watchOf(db, runId);
  const watcher = new Watcher();
  const onAbort = () => watcher.wake();
  signal?.addEventListener("abort", onAbort);
  watch.join(watcher);
  let seen = 0;
  try {
    while (!signal?.aborted) {
      const next = watch.after(seen);
      if (next) {
        seen = next.version;
        yield next.run;
        if (isOver(next.run)) return;
      } else await watcher.woken();
    }
  } finally {
    signal?.removeEventListener("abort", onAbort);
    watch.leave(watcher);
  }
}

/** Waits for the next thing to see. */
class Watcher {
  #wake: (() => void) | undefined;

  woken(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  wake(): void {
    this.#wake?.();
  }
}

const watches = new WeakMap<Db, Map<number, RunWatch>>();

function watchOf(db: Db, runId: number): RunWatch {
  const ofDb = watches.get(db) ?? new Map<number, RunWatch>();
  watches.set(db, ofDb);
  const known = ofDb.get(runId);
  if (known) return known;
  const made: RunWatch = new RunWatch(db, runId, () => {
    if (ofDb.get(runId) === made) ofDb.delete(runId);
  });
  ofDb.set(runId, made);
  return made;
}

interface RunVersion {
  readonly version: number;
  readonly run: Run;
  readonly text: string;
}

/** Looks at one run for all who watch it in this process, as long as there are any. */
class RunWatch {
  readonly #db: Db;
  readonly #runId: number;
  readonly #onEnd: () => void;
  readonly #gone = new AbortController();
  readonly #watchers = new Set<Watcher>();
  #latest: RunVersion | undefined;
  #fault: { readonly error: unknown } | undefined;

  constructor(db: Db, runId: number, onEnd: () => void) {
    this.#db = db;
    this.#runId = runId;
    this.#onEnd = onEnd;
  }

  join(watcher: Watcher): void {
    this.#watchers.add(watcher);
    if (this.#watchers.size === 1) void this.#look();
  }

  leave(watcher: Watcher): void {
    this.#watchers.delete(watcher);
    if (this.#watchers.size > 0) return;
    this.#onEnd();
    this.#gone.abort();
  }

  /** The newest state, where it is newer than the one that was seen. */
  after(seen: number): RunVersion | undefined {
    if (this.#fault) throw this.#fault.error;
    return this.#latest && this.#latest.version > seen ? this.#latest : undefined;
  }

  async #look(): Promise<void> {
    let stop: (() => Promise<void>) | undefined;
    try {
      let changed = Promise.withResolvers<void>();
      stop = await listenToRun(this.#db, this.#runId, () => changed.resolve());
      while (!this.#gone.signal.aborted) {
        changed = Promise.withResolvers<void>();
        const run = await this.#view();
        if (this.#show(run)) return;
        await this.#pause(closestViewsMs);
        await Promise.race([changed.promise, this.#pause(furthestViewsMs)]);
      }
    } catch (error) {
      this.#fault = { error };
      this.#end();
    } finally {
      await stop?.().catch(() => {});
    }
  }

  /** While the database cannot be reached that is what a run waits for, as far as anybody can see. */
  async #view(): Promise<Run> {
    try {
      return await runView(this.#db, this.#runId);
    } catch (error) {
      const isLost = error instanceof ToposcopeError && error.status === 503;
      if (isLost && this.#latest) return waitingForDatabase(this.#latest.run, error);
      throw error;
    }
  }

  /** @returns whether the run is over, and nothing more is to be seen */
  #show(run: Run): boolean {
    const text = JSON.stringify(run);
    if (text !== this.#latest?.text) {
      this.#latest = { version: (this.#latest?.version ?? 0) + 1, run, text };
      for (const watcher of this.#watchers) watcher.wake();
    }
    const over = isOver(run);
    if (over) this.#end();
    return over;
  }

  /** Whoever comes from now on looks anew. */
  #end(): void {
    this.#onEnd();
    for (const watcher of this.#watchers) watcher.wake();
  }

  async #pause(milliseconds: number): Promise<void> {
    await sleep(milliseconds, undefined, { signal: this.#gone.signal }).catch(() => {});
  }
}

function waitingForDatabase(run: Run, { message }: ToposcopeError): Run {
  const until = new Date(Date.now() + furthestViewsMs).toISOString();
  const waitsFor =
    run.waitsFor?.what === "database" ? run.waitsFor : { what: "database" as const, detail: message, until };
  return { ...run, state: "waiting", waitsFor };
}
