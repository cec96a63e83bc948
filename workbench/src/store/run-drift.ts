import type { Db } from "./db.ts";
import { sql } from "./sql.ts";
import { tallyTopics } from "./topic-tally.ts";

/** How far an analysis is from the documents that its project has by now. */
export interface RunDrift {
  readonly version: number;
  readonly placed: number;
  /** Documents that were placed and fit no topic. */
  readonly unplaced: number;
  readonly deleted: number;
  /** Documents that the analysis found topics in. */
  readonly analysed: number;
  /** Of the documents that came, to what the analysis was made from; null where none came. */
  readonly similarity: number | null;
  /** Three in four of the analysed texts are at least as similar to another; null where that was not measured. */
  readonly usualSimilarity: number | null;
}

/** Says that something was placed into an analysis or deleted from it. */
export async function addDrift(
  tx: Db,
  runId: number,
  {
    documents = 0,
    chunks = 0,
    usualSimilarity = null,
  }: { documents?: number; chunks?: number; usualSimilarity?: number | null },
): Promise<void> {
  await tx.run(sql`
    insert into run_drift (run_id, version, deleted_documents, deleted_chunks, usual_similarity)
    values (${runId}, 1, ${documents}, ${chunks}, ${usualSimilarity})
    on conflict (run_id) do update
    set version = run_drift.version + 1, deleted_documents = run_drift.deleted_documents + excluded.deleted_documents,
      deleted_chunks = run_drift.deleted_chunks + excluded.deleted_chunks,
      usual_similarity = coalesce(excluded.usual_similarity, run_drift.usual_similarity)`);
}

/** Changes with everything that is placed into an analysis or deleted from it; 0 for one that is as it was made. */
export async function driftVersion(db: Db, runId: number): Promise<number> {
  const row = await db.maybeOne<{ version: number }>(
    sql`select version from run_drift where run_id = ${runId}`,
  );
  return row?.version ?? 0;
}

/** Counts the topics of an analysis that has drifted anew, after an edit of them was made, undone or redone. */
export async function tallyDrifted(tx: Db, runId: number): Promise<void> {
  if ((await driftVersion(tx, runId)) > 0) await tallyTopics(tx, runId);
}

export async function driftOf(db: Db, runId: number): Promise<RunDrift> {
  return await db.one(sql`
    select coalesce(version, 0) as version, coalesce(deleted_documents, 0) as deleted,
      usual_similarity as "usualSimilarity", placed, unplaced, similarity, analysed
    from (select) as one
    left join run_drift on run_id = ${runId}
    cross join (
      select count(*) filter (where fits) as placed, count(*) filter (where not fits) as unplaced,
        avg(similarity)::real as similarity
      from placed_document
      where run_id = ${runId}
    ) as arrived
    cross join (
      select coalesce(sum(documents), 0) as analysed
      from topic
      join layer on layer.run_id = topic.run_id and layer.layer = topic.layer and suggested
      where topic.run_id = ${runId} and made_by = 0
    ) as own`);
}
