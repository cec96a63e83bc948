import type { Db } from "./db.ts";
import { rowsOf, sql } from "./sql.ts";
import { always, editInForce, topicsNow } from "./topics-now.ts";

/** The documents that came after an analysis was made and have no place in it yet, with their chunks. */
export interface ArrivedDocument {
  readonly id: number;
  readonly chunks: readonly number[];
}

/**
 * Documents of a project that may have come after an analysis: those with chunks behind its last one, and those without a
 * topic in it, as far as they are not placed. Documents set aside are left out.
 *
 * @param lastChunk the highest id among the chunks that were analysed
 */
export function documentsWithoutPlace(
  db: Db,
  { projectId, runId, lastChunk }: { projectId: number; runId: number; lastChunk: number },
): Promise<ArrivedDocument[]> {
  return db.many(sql`
    select document.id, array_agg(chunk.id order by chunk.ordinal) as chunks
    from document
    join chunk on chunk.document_id = document.id
    where document.project_id = ${projectId} and not set_aside
      and (
        chunk.id > ${lastChunk}
        or not exists (
          select from document_topic where document_topic.run_id = ${runId} and document_id = document.id
        )
      )
      and not exists (
        select from placed_document where placed_document.run_id = ${runId} and document_id = document.id
      )
    group by document.id
    order by document.id`);
}

/** Whether a project may have documents that came after an analysis and have no place in it. */
export async function hasDocumentsWithoutPlace(
  db: Db,
  { projectId, runId }: { projectId: number; runId: number },
): Promise<boolean> {
  const { found } = await db.one<{ found: boolean }>(sql`
    select exists (
      select from document
      where project_id = ${projectId} and not set_aside and chunked
        and not exists (
          select from document_topic where document_topic.run_id = ${runId} and document_id = document.id
        )
        and not exists (
          select from placed_document where placed_document.run_id = ${runId} and document_id = document.id
        )
    ) as found`);
  return found;
}

/** Of these documents, those that are there and have no place in an analysis. No other transaction places or deletes them meanwhile. */
export async function holdUnplaced(
  tx: Db,
  runId: number,
  documents: readonly number[],
): Promise<Set<number>> {
  const rows = await tx.many<{ id: number }>(sql`
    select id
    from document
    where id = any(${[...documents]}::bigint[]) and not exists (
      select from placed_document where placed_document.run_id = ${runId} and document_id = document.id
    )
    order by id
    for key share`);
  return new Set(rows.map(({ id }) => id));
}

export interface PlacedDocumentRow {
  readonly document: number;
  readonly fits: boolean;
  readonly similarity: number;
}

export interface PlacedChunkRow {
  readonly chunk: number;
  readonly x: number;
  readonly y: number;
}

export interface PlacedMemberRow {
  readonly chunk: number;
  readonly layer: number;
  readonly topic: number;
  readonly strength: number;
  readonly outlier: boolean;
}

/** A topic of a document while the edit in force is one from `since` to `till`, or any later one where there is no `till`. */
export interface DatedTopicRow {
  readonly document: number;
  readonly layer: number;
  readonly topic: number;
  readonly relevance: number;
  readonly main: boolean;
  readonly rank: "primary" | "secondary" | undefined;
  readonly since: number;
  readonly till: number | undefined;
}

export interface NewPlacement {
  readonly documents: readonly PlacedDocumentRow[];
  readonly chunks: readonly PlacedChunkRow[];
  readonly members: readonly PlacedMemberRow[];
  readonly topics: readonly DatedTopicRow[];
}

/** Adds documents to an analysis that was made without them. */
export async function insertPlacement(
  tx: Db,
  { runId, now }: { runId: number; now: Date },
  { documents, chunks, members, topics }: NewPlacement,
): Promise<void> {
  await tx.run(sql`
    insert into placed_document (run_id, document_id, fits, similarity, placed_at)
    select ${runId}, document, fits, similarity, ${now}
    from ${rowsOf(documents, {
      document: ["bigint", (row) => row.document],
      fits: ["boolean", (row) => row.fits],
      similarity: ["real", (row) => row.similarity],
    })}`);
  await tx.run(sql`
    insert into placed_chunk (run_id, chunk_id, x, y)
    select ${runId}, chunk, x, y
    from ${rowsOf(chunks, {
      chunk: ["bigint", (row) => row.chunk],
      x: ["real", (row) => row.x],
      y: ["real", (row) => row.y],
    })}`);
  await tx.run(sql`
    insert into membership (run_id, chunk_id, layer, topic_id, strength, outlier)
    select ${runId}, chunk, layer, topic, strength, outlier
    from ${rowsOf(members, {
      chunk: ["bigint", (row) => row.chunk],
      layer: ["int", (row) => row.layer],
      topic: ["int", (row) => row.topic],
      strength: ["real", (row) => row.strength],
      outlier: ["boolean", (row) => row.outlier],
    })}`);
  await tx.run(sql`
    insert into document_topic (run_id, document_id, layer, topic_id, relevance, main, rank, since, till)
    select ${runId}, document, layer, topic, relevance, main, rank, since, till
    from ${rowsOf(topics, {
      document: ["bigint", (row) => row.document],
      layer: ["int", (row) => row.layer],
      topic: ["int", (row) => row.topic],
      relevance: ["real", (row) => row.relevance],
      main: ["boolean", (row) => row.main],
      rank: ["text", (row) => row.rank],
      since: ["int", (row) => row.since],
      till: ["int", (row) => row.till ?? always],
    })}`);
}

/** Where a placed chunk lies on the map, and its topics as the analysis itself has them, by layer. */
export interface PlacedPoint {
  readonly chunk: number;
  readonly document: number;
  readonly x: number;
  readonly y: number;
  readonly topics: readonly { readonly layer: number; readonly topic: number; readonly strength: number }[];
}

/** The chunks that were placed into an analysis, in the order in which they came. */
export function placedPoints(db: Db, runId: number): Promise<PlacedPoint[]> {
  return db.many(sql`
    select placed_chunk.chunk_id as chunk, document_id as document, x, y, (
      select coalesce(jsonb_agg(jsonb_build_object('layer', membership.layer, 'topic', topic_id, 'strength', strength)), '[]')
      from membership
      join topic on topic.run_id = membership.run_id and topic.id = topic_id and made_by = 0
      where membership.run_id = ${runId} and membership.chunk_id = placed_chunk.chunk_id
    ) as topics
    from placed_chunk
    join chunk on chunk.id = placed_chunk.chunk_id
    where placed_chunk.run_id = ${runId}
    order by placed_chunk.chunk_id`);
}

/** Of these chunks those that are not there any more. */
export async function goneChunks(db: Db, chunks: readonly number[]): Promise<number[]> {
  const rows = await db.many<{ id: number }>(sql`
    select id
    from unnest(${[...chunks]}::bigint[]) as wanted(id)
    where not exists (select from chunk where chunk.id = wanted.id)`);
  return rows.map(({ id }) => id);
}

/** Documents with the topic that each is counted under, as the edits in force have it. */
export function readyDocuments(
  db: Db,
  runId: number,
  documents: readonly number[],
): Promise<
  { document: number; title: string; path: string; topic: number | null; topicName: string | null }[]
> {
  return db.many(sql`
    with topic as materialized (select id, name, shown_as from ${topicsNow(runId)} as topic)
    select document.id as document, document.title, document.path, shown.id as topic, shown.name as "topicName"
    from document
    left join lateral (
      select shown_as
      from document_topic
      join layer on layer.run_id = document_topic.run_id and layer.layer = document_topic.layer and suggested
      join topic on topic.id = topic_id
      where document_topic.run_id = ${runId} and document_id = document.id and main
        and ${editInForce(runId)} between since and till
      limit 1
    ) as main on true
    left join topic as shown on shown.id = main.shown_as
    where document.id = any(${[...documents]}::bigint[])
    order by document.id`);
}

/** The least relevance that an analysis took for a primary and for any topic of a document, in the layers that have such. */
export function rankThresholds(
  db: Db,
  runId: number,
): Promise<{ layer: number; primary: number | null; secondary: number }[]> {
  return db.many(sql`
    select layer, min(relevance) filter (where rank = 'primary') as primary, min(relevance) as secondary
    from document_topic
    where run_id = ${runId} and since = 0 and rank is not null
    group by layer`);
}

/** Takes what was placed out of the analyses of a project but one. @returns the analyses that had something */
export async function forgetPlacements(
  tx: Db,
  { projectId, except }: { projectId: number; except: number },
): Promise<number[]> {
  const rows = await tx.many<{ id: number }>(sql`
    select id from run
    where project_id = ${projectId} and id <> ${except}
      and exists (select from placed_document where placed_document.run_id = run.id)`);
  const runs = rows.map(({ id }) => id);
  if (runs.length === 0) return [];
  await tx.run(sql`
    delete from membership using placed_chunk
    where placed_chunk.run_id = any(${runs}::bigint[]) and membership.run_id = placed_chunk.run_id
      and membership.chunk_id = placed_chunk.chunk_id`);
  await tx.run(sql`
    delete from document_topic using placed_document
    where placed_document.run_id = any(${runs}::bigint[]) and document_topic.run_id = placed_document.run_id
      and document_topic.document_id = placed_document.document_id`);
  await tx.run(sql`delete from placed_chunk where run_id = any(${runs}::bigint[])`);
  await tx.run(sql`delete from placed_document where run_id = any(${runs}::bigint[])`);
  return runs;
}
