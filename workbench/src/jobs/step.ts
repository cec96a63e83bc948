import type { Context } from "../context.ts";
import type { RunKind, StageName } from "../model.ts";
import type { Db } from "../store/db.ts";
import type { ClaimedBatch, RunRow } from "../store/run.ts";

/** A batch as a step plans it: what it is about, and how much of the stage's progress it stands for. */
export interface PlannedBatch {
  readonly items: unknown;
  readonly weight: number;
  /** The one machine whose workers may do it; any, where none is named. */
  readonly machine?: string | null;
}

/** Tells what is being done right now, in a few words, and how many units of the batch are done. */
export type BatchProgress = (detail: string, done?: number) => void;

/** What a stage does. Running a step twice does the work once. */
export interface Step {
  readonly name: StageName;
  /** What progress counts: `files`, `documents`, `chunks`. */
  readonly unit: string;
  /** Whether it is one batch that takes much memory. */
  readonly isLarge?: boolean;
  /**
   * Yields batches of what is missing now. Asked by one process at a time. Where a crash cut the planning short, batches
   * that are not done are dropped and it is asked again.
   */
  plan(context: Context, run: RunRow, options: { signal: AbortSignal }): AsyncIterable<PlannedBatch>;
  /** Does one batch; its rows and its done-mark commit in one transaction through `finishBatch`. */
  run(
    context: Context,
    batch: ClaimedBatch,
    options: { run: RunRow; signal: AbortSignal; progress: BatchProgress },
  ): Promise<void>;
  /**
   * Of a step that is about files of the machine where its run was started, and is planned there: lets `others`, workers on
   * other machines, take some of the batches. @returns how many more they may take
   */
  share?(context: Context, run: RunRow, others: number): Promise<number>;
  /** Runs once when all batches are done, in the transaction that completes the stage. */
  finish?(tx: Db, run: RunRow, context: Context): Promise<void>;
}

export type Steps = Readonly<Record<RunKind, readonly Step[]>>;
