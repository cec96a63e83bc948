import type { StageName } from "../model.ts";
import type { Db } from "./db.ts";
import { rowsOf, sql } from "./sql.ts";
import { addDone } from "./stage.ts";

/** A batch that a worker holds. Whoever claims it later gets a higher epoch, and this one may no longer commit. */
export interface ClaimedBatch {
  readonly id: number;
  readonly runId: number;
  readonly stage: StageName;
  readonly ordinal: number;
  readonly epoch: number;
  readonly items: unknown;
  readonly weight: number;
  /** How often it ended in an error or in a worker's death. */
  readonly failures: number;
  /** When this process claimed it, on `performance.now()`. */
  readonly claimedAtMs: number;
}

interface StageOf {
  readonly runId: number;
  readonly stage: StageName;
}

/** Drops what an interrupted planning laid out. Batches of a stage that is not planned cannot have been claimed. */
export async function deleteBatches(tx: Db, { runId, stage }: StageOf): Promise<void> {
  await tx.run(sql`delete from batch where run_id = ${runId} and stage = ${stage}`);
}

export async function insertBatches(
  tx: Db,
  {
    runId,
    stage,
    firstOrdinal,
    batches,
  }: StageOf & {
    firstOrdinal: number;
    batches: readonly { items: unknown; weight: number; machine?: string | null }[];
  },
): Promise<void> {
  await tx.run(sql`
    insert into batch (run_id, stage, ordinal, items, weight, machine_id)
    select ${runId}, ${stage}, ${firstOrdinal}::int + ordinality - 1, items, weight, machine_id
    from ${rowsOf(batches, {
      items: ["jsonb", ({ items }) => items],
      weight: ["bigint", ({ weight }) => weight],
      machine_id: ["text", ({ machine }) => machine ?? null],
    })}`);
}

/**
 * Hands one undone batch of a planned stage to a worker and raises its epoch; `skip locked` passes over batches that
 * another worker is claiming. A worker gets batches of its own machine, and first those that no other may have; one that
 * the others have given up gets none, nor does anybody of a run that was stopped. The locks on run and worker keep whoever
 * stops the one or gives up the other from missing what is being claimed; the run's is taken before any batch's.
 */
export async function claimBatch(
  db: Db,
  { runId, stage, workerId, failureLimit }: StageOf & { workerId: number; failureLimit: number },
): Promise<ClaimedBatch | undefined> {
  const row = await db.maybeOne<Omit<ClaimedBatch, "claimedAtMs">>(sql`
    with going as materialized (
      select from run where id = ${runId} and state = 'running' for share
    ),
    next as (
      select batch.id
      from batch
      join stage on stage.run_id = batch.run_id and stage.name = batch.stage
      join worker on worker.id = ${workerId}
      where exists (select from going) and batch.run_id = ${runId} and batch.stage = ${stage} and batch.state = 'undone'
        and batch.failures < ${failureLimit} and planned
        and (batch.machine_id is null or batch.machine_id = worker.machine_id)
      order by batch.machine_id nulls last, batch.ordinal
      limit 1
      for update of batch skip locked
      for key share of worker
    )
    update batch
    set state = 'running', worker_id = ${workerId}, epoch = epoch + 1, progress = 0, claimed_at = clock_timestamp()
    from next
    where batch.id = next.id
    returning batch.id, run_id as "runId", stage, ordinal, epoch, items, weight, failures`);
  return row && { ...row, claimedAtMs: performance.now() };
}

/** Whether a claim still holds; its answer holds until the transaction ends. */
export async function holdsBatch(tx: Db, { id, epoch }: ClaimedBatch): Promise<boolean> {
  const row = await tx.maybeOne(sql`
    select from batch where id = ${id} and epoch = ${epoch} and state = 'running' for update`);
  return row !== undefined;
}

/** @returns false when the claim no longer holds, and nothing was changed */
export async function markDone(tx: Db, batch: ClaimedBatch, milliseconds: number): Promise<boolean> {
  const marked = await tx.maybeOne<{ claimedAt: Date | null }>(sql`
    update batch
    set state = 'done', worker_id = null, milliseconds = ${milliseconds}, progress = 0, error = null
    where id = ${batch.id} and epoch = ${batch.epoch} and state = 'running'
    returning claimed_at as "claimedAt"`);
  if (!marked) return false;
  await addDone(tx, { ...batch, claimedAt: marked.claimedAt });
  return true;
}

/** Gives a batch back undone. With an error it counts as failed once more. @returns how often it failed by now */
export async function giveBack(db: Db, { id, epoch }: ClaimedBatch, error?: string): Promise<number> {
  const row = await db.maybeOne<{ failures: number }>(sql`
    update batch
    set state = 'undone', worker_id = null, progress = 0, failures = failures + ${error === undefined ? 0 : 1},
      error = coalesce(${error ?? null}, error)
    where id = ${id} and epoch = ${epoch} and state = 'running'
    returning failures`);
  return row?.failures ?? 0;
}

/** Gives back what a worker holds of a run: batches are undone again, and a planning is open. */
export async function releaseHeld(
  db: Db,
  { runId, workerId }: { runId: number; workerId: number },
): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.run(sql`
      update batch set state = 'undone', worker_id = null, progress = 0
      where run_id = ${runId} and worker_id = ${workerId} and state = 'running'`);
    await tx.run(sql`update stage set planner = null where run_id = ${runId} and planner = ${workerId}`);
  });
}

/**
 * Keeps how far a running batch is, and what is done right now. One statement, so that nothing stays locked where the
 * process computes on before it hears of the answer. The batch's row comes before the stage's, as in `markDone`.
 */
export async function reportProgress(
  db: Db,
  { id, epoch }: ClaimedBatch,
  { detail, done }: { detail: string; done?: number | undefined },
): Promise<void> {
  await db.run(sql`
    with reported as (
      update batch set progress = least(coalesce(${done ?? null}, progress), weight)
      where id = ${id} and epoch = ${epoch} and state = 'running'
      returning run_id, stage
    )
    update stage set detail = ${detail}
    from reported
    where stage.run_id = reported.run_id and name = reported.stage and state = 'running'`);
}

/** The batch of a stage that failed so often that nobody shall try it again. */
export function poisonBatch(
  db: Db,
  { runId, stage, limit }: StageOf & { limit: number },
): Promise<{ ordinal: number; failures: number; error: string } | undefined> {
  return db.maybeOne(sql`
    select ordinal, failures, coalesce(error, 'unknown') as error
    from batch
    where run_id = ${runId} and stage = ${stage} and state = 'undone' and failures >= ${limit}
    order by ordinal
    limit 1`);
}

export interface StageTiming {
  readonly stage: StageName;
  readonly count: number;
  readonly meanMs: number;
  readonly minMs: number;
  readonly maxMs: number;
  readonly totalMs: number;
}

/** How long the finished batches of each stage took, since the last reset. */
export function batchTimings(db: Db, runId: number): Promise<StageTiming[]> {
  return db.many(sql`
    select name as stage, count(*) as count, avg(milliseconds) as "meanMs", min(milliseconds) as "minMs",
      max(milliseconds) as "maxMs", sum(milliseconds) as "totalMs"
    from stage
    join batch on batch.run_id = stage.run_id and batch.stage = stage.name and milliseconds is not null
    where stage.run_id = ${runId}
    group by stage.ordinal, name
    order by stage.ordinal`);
}

export async function resetBatchTimings(db: Db, runId: number): Promise<void> {
  await db.run(
    sql`update batch set milliseconds = null where run_id = ${runId} and milliseconds is not null`,
  );
}
