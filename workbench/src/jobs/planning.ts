import type { Context } from "../context.ts";
import { deleteBatches, insertBatches } from "../store/batch.ts";
import type { RunRow } from "../store/run.ts";
import { addToTotal, finishPlanning, holdPlanning } from "../store/stage.ts";
import { notifyRun } from "./run-channel.ts";
import type { PlannedBatch, Step } from "./step.ts";

const batchesPerCommit = 200;
const longestBetweenCommitsMs = 250;

/** Another worker plans this stage by now. */
class PlanningLostError extends Error {}

/**
 * Lays out a stage's batches, which can be claimed when all of them are there: so a planning that was cut short is
 * simply done again. @returns how many there are
 */
export async function planStage(
  context: Context,
  { run, step, workerId, signal }: { run: RunRow; step: Step; workerId: number; signal: AbortSignal },
): Promise<number> {
  const stage = { runId: run.id, stage: step.name };
  const held = <T>(work: (tx: Context["db"]) => Promise<T>) =>
    context.db.transaction(async (tx) => {
      if (!(await holdPlanning(tx, { ...stage, workerId })))
        throw new PlanningLostError(`stage ${step.name} of run ${run.id} is planned by another worker`);
      const result = await work(tx);
      await notifyRun(tx, run.id);
      return result;
    });
  let planned = 0;
  const commit = async (batches: readonly PlannedBatch[], isLast: boolean) => {
    await held(async (tx) => {
      if (planned === 0) await deleteBatches(tx, stage);
      await insertBatches(tx, { ...stage, firstOrdinal: planned, batches });
      await addToTotal(tx, { ...stage, weight: batches.reduce((sum, { weight }) => sum + weight, 0) });
      if (isLast) await finishPlanning(tx, stage);
    });
    planned += batches.length;
  };
  for await (const { batches, isLast } of grouped(step.plan(context, run, { signal }), context.clock)) {
    signal.throwIfAborted();
    await commit(batches, isLast);
  }
  return planned;
}

/** Gathers batches into groups to commit; the last one, which may be empty, is marked. */
async function* grouped(
  plan: AsyncIterable<PlannedBatch>,
  clock: Context["clock"],
): AsyncGenerator<{ batches: PlannedBatch[]; isLast: boolean }> {
  let batches: PlannedBatch[] = [];
  let dueAt = clock.monotonicMs() + longestBetweenCommitsMs;
  for await (const batch of plan) {
    batches.push(batch);
    if (batches.length < batchesPerCommit && clock.monotonicMs() < dueAt) continue;
    yield { batches, isLast: false };
    batches = [];
    dueAt = clock.monotonicMs() + longestBetweenCommitsMs;
  }
  yield { batches, isLast: true };
}
