import type { Timing } from "../contract.ts";
import { batchTimings, resetBatchTimings } from "../store/batch.ts";
import type { Db } from "../store/db.ts";

/** How long the batches of a run's stages took, in the order of the stages; those without a finished batch are left out. */
export function runTimings(db: Db, runId: number): Promise<Timing[]> {
  return batchTimings(db, runId);
}

/** Forgets a run's timings, to measure what comes from now on. */
export function resetTimings(db: Db, runId: number): Promise<void> {
  return resetBatchTimings(db, runId);
}

/** Milliseconds that the batches of each stage took together. */
export async function stageDurations(db: Db, runId: number): Promise<Record<string, number>> {
  const timings = await batchTimings(db, runId);
  return Object.fromEntries(timings.map(({ stage, totalMs }) => [stage, Math.round(totalMs)]));
}
