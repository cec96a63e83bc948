import type { Db } from "./db.ts";
import { rowsOf, sql } from "./sql.ts";
import { always, editInForce, topicsNow } from "./topics-now.ts";

export interface DocumentTopicRow {
  readonly document: number;
  readonly topic: number;
  readonly relevance: number;
  readonly main: boolean;
  readonly rank: "primary" | "secondary" | undefined;
}

const rowsPerInsert = 20_000;

/** @param since the edit that the rows come from; 0 for the analysis itself */
export async function insertDocumentTopics(
  tx: Db,
  { runId, layer, since = 0 }: { runId: number; layer: number; since?: number },
  relevances: readonly DocumentTopicRow[],
): Promise<void> {
  for (let from = 0; from < relevances.length; from += rowsPerInsert) {
    await tx.run(sql`
      insert into document_topic (run_id, document_id, layer, topic_id, relevance, main, rank, since)
      select ${runId}, document, ${layer}, topic, relevance, main, rank, ${since}
      from ${rowsOf(relevances.slice(from, from + rowsPerInsert), {
        document: ["bigint", (row) => row.document],
        topic: ["int", (row) => row.topic],
        relevance: ["real", (row) => row.relevance],
        main: ["boolean", (row) => row.main],
        rank: ["text", (row) => row.rank],
      })}`);
  }
}

/**
 * The topics a document is about, of the suggested layer, most relevant first. A document is as relevant to topics that
 * were merged as to the most relevant of them.
 */
export function topicsOfDocument(
  db: Db,
  runId: number,
  documentId: number,
): Promise<{ id: number; name: string; relevance: number; rank: "primary" | "secondary" }[]> {
  return db.many(sql`
    with topic as materialized (select id, name, shown_as from ${topicsNow(runId)} as topic)
    select shown.id, shown.name, max(relevance) as relevance, min(rank) as rank
    from document_topic
    join layer on layer.run_id = document_topic.run_id and layer.layer = document_topic.layer and suggested
    join topic on topic.id = topic_id
    join topic as shown on shown.id = topic.shown_as
    where document_topic.run_id = ${runId} and document_id = ${documentId} and rank is not null
      and ${editInForce(runId)} between since and till
    group by shown.id, shown.name
    order by relevance desc, shown.id`);
}

/** The documents that have a topic among those they are about. */
export async function documentsAbout(db: Db, runId: number, topicId: number): Promise<number[]> {
  const rows = await db.many<{ document: number }>(sql`
    select distinct document_id as document
    from document_topic
    join ${topicsNow(runId)} as topic on topic.id = topic_id
    where document_topic.run_id = ${runId} and shown_as = ${topicId} and ${editInForce(runId)} between since and till
    order by document_id`);
  return rows.map(({ document }) => document);
}

/** The least relevance that an analysis took for a primary and for any topic of a document; null where there was none. */
export function relevanceThresholds(
  db: Db,
  runId: number,
): Promise<{ primary: number | null; secondary: number | null }> {
  return db.one(sql`
    select min(relevance) filter (where rank = 'primary') as primary, min(relevance) as secondary
    from document_topic
    where run_id = ${runId} and since = 0 and rank is not null`);
}

/** A document that is counted under another topic than before. */
export interface MovedDocument {
  readonly document: number;
  /** Null where it was counted under none. */
  readonly from: number | null;
  readonly to: number;
  /** Null where it was not known. */
  readonly relevance: number | null;
}

/**
 * Of the documents with chunks in these topics (by their own ids, shown or not) those that are counted under a topic that is
 * not shown any more, or that another one has overtaken: the topic that holds most of their chunks now; of equals the more
 * relevant one, then the lower.
 *
 * @param grown the topics that hold more chunks than before
 */
export function movedDocuments(
  tx: Db,
  {
    runId,
    layer,
    topics,
    grown,
  }: { runId: number; layer: number; topics: readonly number[]; grown: readonly number[] },
): Promise<MovedDocument[]> {
  return tx.many(sql`
    with topic as materialized (select id, shown_as from ${topicsNow(runId)} as topic where layer = ${layer}),
    touched as materialized (
      select distinct document_id, shown_as as topic_id
      from membership
      join chunk on chunk.id = chunk_id
      join topic on topic.id = topic_id
      where run_id = ${runId} and topic_id = any(${topics}::int[])
    ),
    concerned as materialized (
      select distinct touched.document_id, shown_as as main_topic
      from touched
      left join document_topic on run_id = ${runId} and document_topic.document_id = touched.document_id
        and layer = ${layer} and main and till = ${always}
      left join topic on topic.id = document_topic.topic_id
      where shown_as is null or (touched.topic_id = any(${grown}::int[]) and touched.topic_id <> shown_as)
    ),
    held as (
      select document_id, shown_as as topic_id, sum(chunks) as chunks
      from (
        select concerned.document_id, topic_id, count(*) as chunks
        from concerned
        join chunk on chunk.document_id = concerned.document_id
        join membership on membership.run_id = ${runId} and layer = ${layer} and chunk_id = chunk.id
        group by concerned.document_id, topic_id
      ) as counted
      join topic on topic.id = topic_id
      where shown_as is not null
      group by document_id, shown_as
    ),
    known as (
      select concerned.document_id, shown_as as topic_id, max(relevance) as relevance
      from concerned
      join document_topic on run_id = ${runId} and document_topic.document_id = concerned.document_id
      join topic on topic.id = topic_id
      where layer = ${layer} and shown_as is not null and till = ${always}
      group by concerned.document_id, shown_as
    ),
    best as (
      select distinct on (document_id) document_id, topic_id, relevance
      from held
      left join known using (document_id, topic_id)
      order by document_id, chunks desc, relevance desc nulls last, topic_id
    )
    select document_id as document, main_topic as from, best.topic_id as to, relevance
    from best
    join concerned using (document_id)
    where main_topic is distinct from best.topic_id
    order by document_id`);
}

/** Counts documents under other topics from an edit on. */
export async function moveDocuments(
  tx: Db,
  { runId, layer, edit }: { runId: number; layer: number; edit: number },
  moves: readonly { readonly document: number; readonly to: number; readonly relevance: number }[],
): Promise<void> {
  if (moves.length === 0) return;
  const moved = sql`
    run_id = ${runId} and layer = ${layer} and main and till = ${always} and since < ${edit}
    and document_id = any(${moves.map(({ document }) => document)}::bigint[])`;
  await tx.run(sql`
    insert into document_topic (run_id, document_id, layer, topic_id, relevance, main, rank, since)
    select run_id, document_id, layer, topic_id, relevance, false, rank, ${edit}
    from document_topic
    where ${moved}
    on conflict do nothing`);
  await tx.run(sql`update document_topic set till = ${edit - 1} where ${moved}`);
  await tx.run(sql`
    insert into document_topic (run_id, document_id, layer, topic_id, relevance, main, since)
    select ${runId}, document, ${layer}, topic, relevance, true, ${edit}
    from ${rowsOf(moves, {
      document: ["bigint", (row) => row.document],
      topic: ["int", (row) => row.to],
      relevance: ["real", (row) => row.relevance],
    })}
    on conflict (run_id, document_id, topic_id, since) do update set main = true`);
}
