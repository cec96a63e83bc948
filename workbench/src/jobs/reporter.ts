import type { Context } from "../context.ts";
import { type ClaimedBatch, setProgress } from "../store/batch.ts";
import { setDetail } from "../store/stage.ts";
import { notifyRun } from "./run-channel.ts";
import type { BatchProgress } from "./step.ts";

const closestReportsMs = 250;

/** Carries what a step says of its progress to the database, four times a second at most. */
export class Reporter {
  readonly #context: Pick<Context, "db" | "log">;
  readonly #batch: ClaimedBatch;
  #latest: { detail: string; done: number | undefined } | undefined;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();
  #writtenAt = Number.NEGATIVE_INFINITY;

  constructor(context: Pick<Context, "db" | "log">, batch: ClaimedBatch) {
    this.#context = context;
    this.#batch = batch;
  }

  readonly progress: BatchProgress = (detail, done) => {
    this.#latest = { detail, done: done ?? this.#latest?.done };
    if (this.#timer) return;
    const waitMs = Math.max(0, this.#writtenAt + closestReportsMs - performance.now());
    if (waitMs === 0) this.#write();
    else this.#timer = setTimeout(() => this.#write(), waitMs);
  };

  /** Waits for what is being written; nothing is written after that. */
  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#writing;
  }

  /** The batch's row before the stage's, as whoever finishes a batch locks them. */
  #write(): void {
    this.#timer = undefined;
    this.#writtenAt = performance.now();
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
