import type { Db } from "./db.ts";
import { halfBytes } from "./half.ts";
import { rowsOf, sql } from "./sql.ts";

export interface LayerRow {
  readonly layer: number;
  readonly suggested: boolean;
  readonly stability: number | null;
  readonly coverage: number;
}

export interface KeywordScore {
  readonly keyword: string;
  readonly score: number;
}

export interface TopicRow {
  readonly id: number;
  readonly layer: number;
  readonly name: string;
  readonly keywords: readonly KeywordScore[];
  /** Chunks. */
  readonly size: number;
  readonly documents: number;
  readonly parent: number | null;
  readonly x: number | null;
  readonly y: number | null;
}

export interface NewTopic extends TopicRow {
  readonly centroid: Float32Array;
  /** Chunk ids, nearest the centroid first. */
  readonly exemplars: readonly number[];
}

export interface MembershipRow {
  readonly chunk: number;
  readonly topic: number;
  readonly strength: number;
}

export interface DocumentTopicRow {
  readonly document: number;
  readonly topic: number;
  readonly relevance: number;
  readonly main: boolean;
  readonly rank: "primary" | "secondary" | undefined;
}

export interface TopicLinkRow {
  readonly source: number;
  readonly target: number;
  readonly similarity: number;
}

const rowsPerInsert = 20_000;

function* slicesOf<T>(rows: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < rows.length; start += rowsPerInsert)
    yield rows.slice(start, start + rowsPerInsert);
}

/** Takes back what an earlier attempt at this run's topics wrote. */
export async function deleteTopics(tx: Db, runId: number): Promise<void> {
  await tx.run(sql`delete from topic_link where run_id = ${runId}`);
  await tx.run(sql`delete from document_topic where run_id = ${runId}`);
  await tx.run(sql`delete from membership where run_id = ${runId}`);
  await tx.run(sql`delete from layer where run_id = ${runId}`);
}

export async function insertLayers(tx: Db, runId: number, layers: readonly LayerRow[]): Promise<void> {
  await tx.run(sql`
    insert into layer (run_id, layer, suggested, stability, coverage)
    select ${runId}, layer, suggested, stability, coverage
    from ${rowsOf(layers, {
      layer: ["int", (row) => row.layer],
      suggested: ["boolean", (row) => row.suggested],
      stability: ["real", (row) => row.stability],
      coverage: ["real", (row) => row.coverage],
    })}`);
}

export async function insertTopics(tx: Db, runId: number, topics: readonly NewTopic[]): Promise<void> {
  await tx.run(sql`
    insert into topic (run_id, id, layer, name, keywords, size, documents, parent, x, y, centroid, exemplars)
    select ${runId}, id, layer, name, keywords, size, documents, parent, x, y, centroid,
      array(select jsonb_array_elements_text(exemplars)::bigint)
    from ${rowsOf(topics, {
      id: ["int", (row) => row.id],
      layer: ["int", (row) => row.layer],
      name: ["text", (row) => row.name],
      keywords: ["jsonb", (row) => row.keywords],
      size: ["int", (row) => row.size],
      documents: ["int", (row) => row.documents],
      parent: ["int", (row) => row.parent],
      x: ["real", (row) => row.x],
      y: ["real", (row) => row.y],
      centroid: ["bytea", (row) => halfBytes(row.centroid)],
      exemplars: ["jsonb", (row) => row.exemplars],
    })}`);
}

export async function insertMemberships(
  tx: Db,
  runId: number,
  layer: number,
  members: readonly MembershipRow[],
): Promise<void> {
  for (const rows of slicesOf(members)) {
    await tx.run(sql`
      insert into membership (run_id, chunk_id, layer, topic_id, strength)
      select ${runId}, chunk, ${layer}, topic, strength
      from ${rowsOf(rows, {
        chunk: ["bigint", (row) => row.chunk],
        topic: ["int", (row) => row.topic],
        strength: ["real", (row) => row.strength],
      })}`);
  }
}

export async function insertDocumentTopics(
  tx: Db,
  runId: number,
  layer: number,
  relevances: readonly DocumentTopicRow[],
): Promise<void> {
  for (const rows of slicesOf(relevances)) {
    await tx.run(sql`
      insert into document_topic (run_id, document_id, layer, topic_id, relevance, main, rank)
      select ${runId}, document, ${layer}, topic, relevance, main, rank
      from ${rowsOf(rows, {
        document: ["bigint", (row) => row.document],
        topic: ["int", (row) => row.topic],
        relevance: ["real", (row) => row.relevance],
        main: ["boolean", (row) => row.main],
        rank: ["text", (row) => row.rank],
      })}`);
  }
}

export async function insertTopicLinks(
  tx: Db,
  runId: number,
  layer: number,
  links: readonly TopicLinkRow[],
): Promise<void> {
  for (const rows of slicesOf(links)) {
    await tx.run(sql`
      insert into topic_link (run_id, layer, source_topic, target_topic, similarity)
      select ${runId}, ${layer}, source, target, similarity
      from ${rowsOf(rows, {
        source: ["int", (row) => row.source],
        target: ["int", (row) => row.target],
        similarity: ["real", (row) => row.similarity],
      })}`);
  }
}

/** The layers of an analysis, fine to coarse. */
export function layersOf(db: Db, runId: number): Promise<LayerRow[]> {
  return db.many(sql`
    select layer, suggested, stability, coverage
    from layer
    where run_id = ${runId}
    order by layer`);
}

/** The topics of an analysis: suggested layer first, then fine to coarse, large before small. */
export function topicsOf(db: Db, runId: number, layer?: number): Promise<TopicRow[]> {
  return db.many(sql`
    select topic.id, topic.layer, name, keywords, size, documents, parent, x, y
    from topic
    join layer on layer.run_id = topic.run_id and layer.layer = topic.layer
    where topic.run_id = ${runId} and topic.layer = coalesce(${layer ?? null}::int, topic.layer)
    order by suggested desc, topic.layer, size desc, topic.id`);
}

export function topicWithExemplars(
  db: Db,
  runId: number,
  topicId: number,
): Promise<(TopicRow & { exemplars: number[] }) | undefined> {
  return db.maybeOne(sql`
    select id, layer, name, keywords, size, documents, parent, x, y, exemplars
    from topic
    where run_id = ${runId} and id = ${topicId}`);
}

/** The topics most similar to one, most similar first. */
export function relatedTopics(
  db: Db,
  { runId, topicId, limit }: { runId: number; topicId: number; limit: number },
): Promise<{ id: number; name: string; similarity: number }[]> {
  return db.many(sql`
    select topic.id, topic.name, similarity
    from topic_link
    join topic on topic.run_id = topic_link.run_id
      and topic.id = case when source_topic = ${topicId} then target_topic else source_topic end
    where topic_link.run_id = ${runId} and ${topicId} in (source_topic, target_topic)
    order by similarity desc, topic.id
    limit ${limit}`);
}

/** The finer topics that lie inside one. */
export function childTopics(
  db: Db,
  runId: number,
  topicId: number,
): Promise<{ id: number; name: string; size: number }[]> {
  return db.many(sql`
    select id, name, size from topic where run_id = ${runId} and parent = ${topicId} order by size desc, id`);
}

/** The links of a layer from a similarity on. */
export function topicLinks(
  db: Db,
  { runId, layer, threshold }: { runId: number; layer: number; threshold: number },
): Promise<TopicLinkRow[]> {
  return db.many(sql`
    select source_topic as source, target_topic as target, similarity
    from topic_link
    where run_id = ${runId} and layer = ${layer} and similarity >= ${threshold}
    order by similarity desc, source, target`);
}

/** The topics a document is about, of the suggested layer, most relevant first. */
export function topicsOfDocument(
  db: Db,
  runId: number,
  documentId: number,
): Promise<{ id: number; name: string; relevance: number; rank: "primary" | "secondary" }[]> {
  return db.many(sql`
    select topic.id, topic.name, relevance, rank
    from document_topic
    join layer on layer.run_id = document_topic.run_id and layer.layer = document_topic.layer and suggested
    join topic on topic.run_id = document_topic.run_id and topic.id = topic_id
    where document_topic.run_id = ${runId} and document_id = ${documentId} and rank is not null
    order by relevance desc, topic.id`);
}

/** Each chunk's topic and strength in the suggested layer. */
export function chunkTopics(
  db: Db,
  runId: number,
  chunkIds: readonly number[],
): Promise<{ chunk: number; topic: number; strength: number }[]> {
  return db.many(sql`
    select chunk_id as chunk, topic_id as topic, strength
    from membership
    join layer on layer.run_id = membership.run_id and layer.layer = membership.layer and suggested
    where membership.run_id = ${runId} and chunk_id = any(${chunkIds}::bigint[])`);
}
