import { type ClaimedBatch, holdsBatch, markDone } from "../store/batch.ts";
import type { Db } from "../store/db.ts";
import { notifyRun } from "./run-channel.ts";

/** The batch belongs to another worker by now, or its run is gone: what this one did must not be committed. */
export class StaleBatchError extends Error {
  constructor({ runId, stage, ordinal, epoch }: ClaimedBatch) {
    super(`batch ${ordinal} of stage ${stage} of run ${runId} is no longer ours (epoch ${epoch})`);
    this.name = "StaleBatchError";
  }
}

const finished = new WeakSet<ClaimedBatch>();

/**
 * Marks a batch as done, in the transaction that commits its rows.
 *
 * @throws StaleBatchError when somebody else has claimed it since, so that the transaction is rolled back
 */
export async function finishBatch(tx: Db, batch: ClaimedBatch): Promise<void> {
  const milliseconds = performance.now() - batch.claimedAtMs;
  if (!(await markDone(tx, batch, milliseconds))) throw new StaleBatchError(batch);
  await notifyRun(tx, batch.runId);
  finished.add(batch);
}

/**
 * Makes sure that a part of a batch may be committed: for long batches that commit as they go.
 *
 * @throws StaleBatchError
 */
export async function checkEpoch(tx: Db, batch: ClaimedBatch): Promise<void> {
  if (!(await holdsBatch(tx, batch))) throw new StaleBatchError(batch);
}

/** Whether a step finished its batch, as every step must. */
export function isFinished(batch: ClaimedBatch): boolean {
  return finished.has(batch);
}
