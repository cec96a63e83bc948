import type { StageName } from "../model.ts";
import type { Db } from "./db.ts";
import { sql } from "./sql.ts";

interface StageOf {
  readonly runId: number;
  readonly stage: StageName;
}

/** Batches that nobody has begun and that any machine may take. */
export async function openSharedBatches(db: Db, { runId, stage }: StageOf): Promise<number> {
  const { batches } = await db.one<{ batches: number }>(sql`
    select count(*) as batches
    from batch
    where run_id = ${runId} and stage = ${stage} and state = 'undone' and machine_id is null`);
  return batches;
}

/** Whether something is left that only workers of one machine may do. */
export async function waitsForMachine(
  db: Db,
  { runId, stage, machine }: StageOf & { machine: string },
): Promise<boolean> {
  const { waits } = await db.one<{ waits: boolean }>(sql`
    select exists (
      select from batch
      where run_id = ${runId} and stage = ${stage} and state = 'undone' and machine_id = ${machine}
    ) as waits`);
  return waits;
}

/**
 * The last batch that only this machine may take, if its files are no larger than `mostBytes`: nobody begins it until the
 * transaction ends. The last, since this machine begins with the first.
 */
export function holdLastOwnBatch(
  tx: Db,
  {
    runId,
    stage,
    machine,
    mostBytes,
    not,
  }: StageOf & { machine: string; mostBytes: number; not: readonly number[] },
): Promise<{ id: number; items: unknown } | undefined> {
  return tx.maybeOne(sql`
    select id, items
    from batch
    where run_id = ${runId} and stage = ${stage} and state = 'undone' and machine_id = ${machine}
      and id <> all(${not}::bigint[])
      and (select sum((item ->> 'bytes')::bigint) from jsonb_array_elements(items) as item) <= ${mostBytes}
    order by ordinal desc
    limit 1
    for update skip locked`);
}

/** Lets any machine take a batch. */
export async function shareBatch(tx: Db, batchId: number): Promise<void> {
  await tx.run(sql`update batch set machine_id = null where id = ${batchId}`);
}

export async function insertFilePart(
  tx: Db,
  part: { batchId: number; location: string; ordinal: number; bytes: Buffer },
): Promise<void> {
  await tx.run(sql`
    insert into file_part (batch_id, location, ordinal, bytes)
    values (${part.batchId}, ${part.location}, ${part.ordinal}, ${part.bytes})`);
}

/** A part of a file, if there is one of this number. */
export async function filePart(
  db: Db,
  { batchId, location, ordinal }: { batchId: number; location: string; ordinal: number },
): Promise<Buffer | undefined> {
  const row = await db.maybeOne<{ bytes: Buffer }>(sql`
    select bytes from file_part
    where batch_id = ${batchId} and location = ${location} and ordinal = ${ordinal}`);
  return row?.bytes;
}

export async function deleteFileParts(tx: Db, batchId: number): Promise<void> {
  await tx.run(sql`delete from file_part where batch_id = ${batchId}`);
}
