import type { Context } from "../context.ts";
import { type ClaimedBatch, reportProgress } from "../store/batch.ts";
import { notifyRun } from "./run-channel.ts";
import type { BatchProgress } from "./step.ts";

const closestReportsMs = 250;

/** Carries what a step says of its progress to the database, four times a second at most. */
export class Reporter {
  readonly #context: Pick<Context, "db" | "log" | "clock">;
  readonly #batch: ClaimedBatch;
  #latest: { detail: string; done: number | undefined } | undefined;
  #waiting: AbortController | undefined;
  #writing: Promise<void> = Promise.resolve();
  #writtenAt = Number.NEGATIVE_INFINITY;

  constructor(context: Pick<Context, "db" | "log" | "clock">, batch: ClaimedBatch) {
    this.#context = context;
    this.#batch = batch;
  }

  readonly progress: BatchProgress = (detail, done) => {
    this.#latest = { detail, done: done ?? this.#latest?.done };
    if (this.#waiting) return;
    const waitMs = Math.max(0, this.#writtenAt + closestReportsMs - this.#context.clock.monotonicMs());
    if (waitMs === 0) this.#write();
    else void this.#writeLater(waitMs);
  };

  /** Waits for what is being written; nothing is written after that. */
  async stop(): Promise<void> {
    this.#waiting?.abort();
    this.#waiting = undefined;
    await this.#writing;
  }

  async #writeLater(waitMs: number): Promise<void> {
    const waiting = new AbortController();
    this.#waiting = waiting;
    await this.#context.clock.sleep(waitMs, { signal: waiting.signal });
    if (!waiting.signal.aborted) this.#write();
  }

  #write(): void {
    this.#waiting = undefined;
    this.#writtenAt = this.#context.clock.monotonicMs();
    this.#writing = this.#report(this.#latest ?? { detail: "", done: undefined }).catch((error: unknown) =>
      this.#context.log.debug({ error }, "progress was not written"),
    );
  }

  async #report(latest: { detail: string; done: number | undefined }): Promise<void> {
    await reportProgress(this.#context.db, this.#batch, latest);
    await notifyRun(this.#context.db, this.#batch.runId);
  }
}
