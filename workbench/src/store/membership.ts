import type { Db } from "./db.ts";
import { rowsOf, sql } from "./sql.ts";
import { topicsAfter, topicsNow } from "./topics-now.ts";

export interface MembershipRow {
  readonly chunk: number;
  readonly topic: number;
  readonly strength: number;
  /** Whether the chunk is in no topic by itself, and only belongs here most. */
  readonly outlier: boolean;
}

const rowsPerInsert = 20_000;

export async function insertMemberships(
  tx: Db,
  runId: number,
  layer: number,
  members: readonly MembershipRow[],
): Promise<void> {
  for (let from = 0; from < members.length; from += rowsPerInsert) {
    await tx.run(sql`
      insert into membership (run_id, chunk_id, layer, topic_id, strength, outlier)
      select ${runId}, chunk, ${layer}, topic, strength, outlier
      from ${rowsOf(members.slice(from, from + rowsPerInsert), {
        chunk: ["bigint", (row) => row.chunk],
        topic: ["int", (row) => row.topic],
        strength: ["real", (row) => row.strength],
        outlier: ["boolean", (row) => row.outlier],
      })}`);
  }
}

/** Each chunk's topic and strength in the suggested layer. */
export function chunkTopics(
  db: Db,
  runId: number,
  chunkIds: readonly number[],
): Promise<{ chunk: number; topic: number; strength: number }[]> {
  return db.many(sql`
    select chunk_id as chunk, shown_as as topic, strength
    from membership
    join layer on layer.run_id = membership.run_id and layer.layer = membership.layer and suggested
    join ${topicsNow(runId)} as topic on topic.id = topic_id
    where membership.run_id = ${runId} and chunk_id = any(${chunkIds}::bigint[]) and shown_as is not null`);
}

/** A topic's chunk with what an edit needs to know of it. */
export interface MemberRow {
  readonly chunk: number;
  readonly document: number;
  readonly strength: number;
  readonly outlier: boolean;
}

/** The chunks of a topic that is shown, in order. */
export function membersOf(db: Db, runId: number, topicId: number): Promise<MemberRow[]> {
  return db.many(sql`
    select chunk_id as chunk, document_id as document, strength, outlier
    from ${topicsNow(runId)} as topic
    join membership on membership.run_id = ${runId} and topic_id = topic.id
    join chunk on chunk.id = chunk_id
    where shown_as = ${topicId}
    order by chunk_id`);
}

/** Chunk ids as a map keeps them. */
export interface TopicChunks {
  readonly topic: number;
  readonly chunks: Uint32Array;
}

/** The chunks of topics that are shown, in order; topics without chunks are left out. */
export async function chunksOfTopics(
  db: Db,
  runId: number,
  topicIds: readonly number[],
): Promise<TopicChunks[]> {
  const rows = await db.many<{ topic: number; chunks: Buffer }>(sql`
    select shown_as as topic, string_agg(int8send(chunk_id), ''::bytea order by chunk_id) as chunks
    from ${topicsNow(runId)} as topic
    join membership on membership.run_id = ${runId} and topic_id = topic.id
    where shown_as = any(${topicIds}::int[])
    group by shown_as
    order by shown_as`);
  return rows.map(({ topic, chunks }) => ({ topic, chunks: idsOf(chunks) }));
}

/** The shown topics of the next finer layer that have chunks of topics (by their own ids, shown or not). */
export async function finerTopics(
  tx: Db,
  { runId, layer, topics }: { runId: number; layer: number; topics: readonly number[] },
): Promise<number[]> {
  if (topics.length === 0 || layer === 0) return [];
  const rows = await tx.many<{ topic: number }>(sql`
    with topic as materialized (select id, shown_as from ${topicsNow(runId)} as topic)
    select distinct shown_as as topic
    from (
      select distinct finer.topic_id
      from membership
      join membership as finer on finer.run_id = ${runId} and finer.layer = ${layer - 1}
        and finer.chunk_id = membership.chunk_id
      where membership.run_id = ${runId} and membership.topic_id = any(${topics}::int[])
    ) as sharing
    join topic on topic.id = topic_id
    where shown_as is not null
    order by shown_as`);
  return rows.map(({ topic }) => topic);
}

/** For topics of a layer the one of the next broader layer that has most of their chunks; none where no chunk is in any. */
export async function broaderTopics(
  tx: Db,
  { runId, layer, topics }: { runId: number; layer: number; topics: readonly number[] },
): Promise<Map<number, number>> {
  if (topics.length === 0) return new Map();
  const rows = await tx.many<{ topic: number; broader: number }>(sql`
    with topic as materialized (select id, shown_as from ${topicsNow(runId)} as topic),
    shared as (
      select topic.shown_as as topic, broader.topic_id, count(*) as chunks
      from topic
      join membership on membership.run_id = ${runId} and membership.topic_id = topic.id
      join membership as broader on broader.run_id = ${runId} and broader.layer = ${layer + 1}
        and broader.chunk_id = membership.chunk_id
      where topic.shown_as = any(${topics}::int[])
      group by topic.shown_as, broader.topic_id
    )
    select distinct on (shared.topic) shared.topic, shown_as as broader
    from shared
    join topic on topic.id = topic_id
    where shown_as is not null
    group by shared.topic, shown_as
    order by shared.topic, sum(chunks) desc, shown_as`);
  return new Map(rows.map(({ topic, broader }) => [topic, broader]));
}

/** The chunks of topics that edits made out of others' members, each under the topic it is shown as after an edit. */
export async function regroupedChunks(
  db: Db,
  runId: number,
  edit?: number,
): Promise<(TopicChunks & { readonly layer: number })[]> {
  const rows = await db.many<{ layer: number; topic: number; chunks: Buffer }>(sql`
    select topic.layer, shown_as as topic, string_agg(int8send(chunk_id), ''::bytea order by chunk_id) as chunks
    from ${topicsAfter(runId, edit)} as topic
    join topic as own on own.run_id = topic.run_id and own.id = topic.id and made_by > 0
    join membership on membership.run_id = ${runId} and topic_id = topic.id
    where shown_as is not null
    group by topic.layer, shown_as
    order by topic.layer, shown_as`);
  return rows.map(({ layer, topic, chunks }) => ({ layer, topic, chunks: idsOf(chunks) }));
}

/** Chunk ids as a map keeps them; they are below 2^32. */
function idsOf(bytes: Buffer): Uint32Array {
  return Uint32Array.from({ length: bytes.length / 8 }, (_, i) => bytes.readUInt32BE(i * 8 + 4));
}
