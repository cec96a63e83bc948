import type { Context } from "../context.ts";
import { type ClaimedBatch, setProgress } from "../store/batch.ts";
import { setDetail } from "../store/stage.ts";
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

  /** The batch's row before the stage's, as whoever finishes a batch locks them. */
  #write(): void {
    this.#waiting = undefined;
    this.#writtenAt = this.#context.clock.monotonicMs();
    const { detail, done } = this.#latest ?? { detail: "", done: undefined };
    const { runId, stage } = this.#batch;
    this.#writing = this.#context.db
      .transaction(async (tx) => {
        if (done !== undefined) await setProgress(tx, this.#batch, done);
        await setDetail(tx, { runId, stage, detail });
        await notifyRun(tx, runId);
      })
      .catch((error: unknown) => this.#context.log.debug({ error }, "progress was not written"));
  }
}
