import type { Db } from "./db.ts";
import { sql } from "./sql.ts";
import { topicsNow } from "./topics-now.ts";

/** How many copies a project's documents have, and those with most of them. */
export interface DuplicateCounts {
  readonly exact: number;
  readonly near: number;
  readonly groups: readonly { readonly document: number; readonly title: string; readonly copies: number }[];
}

/** Documents that are the same as another one, or nearly. */
export function duplicateCounts(
  db: Db,
  { projectId, groups }: { projectId: number; groups: number },
): Promise<DuplicateCounts> {
  return db.one(sql`
    with copy as materialized (
      select duplicate_of, flags @> '[{"flag": "exact-duplicate"}]' as exact
      from document
      where project_id = ${projectId} and duplicate_of is not null
    )
    select count(*) filter (where exact) as exact, count(*) filter (where not exact) as near,
      (
        select coalesce(jsonb_agg(to_jsonb(original) order by copies desc, document), '[]')
        from (
          select document.id as document, title, count(*) as copies
          from copy
          join document on document.id = copy.duplicate_of
          group by document.id
          order by copies desc, document.id
          limit ${groups}
        ) as original
      ) as groups
    from copy`);
}

/** Languages of a project's documents, the one of most first; null where none could be told. */
export function languageCounts(
  db: Db,
  projectId: number,
): Promise<{ language: string | null; documents: number }[]> {
  return db.many(sql`
    select language, count(*) as documents
    from document
    where project_id = ${projectId} and prepared
    group by language
    order by documents desc, language`);
}

/** A document that fits the topics badly. */
export interface OddDocument {
  readonly document: number;
  readonly title: string;
  readonly topic: number;
  readonly topicName: string;
  readonly strength: number;
  readonly outlier: boolean;
}

/** The documents that are least typical of the suggested topics: outliers first, then those that fit none well. */
export function oddDocuments(
  db: Db,
  { runId, limit }: { runId: number; limit: number },
): Promise<OddDocument[]> {
  return db.many(sql`
    with topic as materialized (select id, name, shown_as from ${topicsNow(runId)} as topic),
    document_fit as (
      select chunk.document_id, bool_and(membership.outlier) as outlier, max(strength) as strength,
        (array_agg(shown_as order by strength desc, shown_as))[1] as topic
      from membership
      join layer on layer.run_id = membership.run_id and layer.layer = membership.layer and suggested
      join topic on topic.id = membership.topic_id and shown_as is not null
      join chunk on chunk.id = membership.chunk_id
      where membership.run_id = ${runId}
      group by chunk.document_id
      order by outlier desc, strength, document_id
      limit ${limit}
    )
    select document.id as document, title, document_fit.topic, topic.name as "topicName", strength, outlier
    from document_fit
    join document on document.id = document_id
    join topic on topic.id = document_fit.topic
    order by outlier desc, strength, document.id`);
}

/** How many chunks an analysis or picture has. */
export async function chunksOfRun(db: Db, runId: number): Promise<number> {
  const row = await db.maybeOne<{ chunks: number }>(sql`
    select (shape ->> 0)::int as chunks from artifact where run_id = ${runId} and name = 'chunks'`);
  return row?.chunks ?? 0;
}
