import type { Db } from "./db.ts";
import { halfBytes } from "./half.ts";
import { rowsOf, sql } from "./sql.ts";
import { topicsNow } from "./topics-now.ts";

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

/** One way to say in words what a topic is about. */
export interface Wording {
  readonly method: string;
  readonly keywords: readonly KeywordScore[];
}

export interface NewTopic extends TopicRow {
  /** Whether somebody gave the name. */
  readonly hasGivenName?: boolean;
  /** Ways to say it in words, side by side. */
  readonly panel?: readonly Wording[];
  readonly centroid: Float32Array;
  /** Chunk ids, nearest the centroid first. */
  readonly exemplars: readonly number[];
}

/** Takes back what an earlier attempt at this run's topics wrote. */
export async function deleteTopics(tx: Db, runId: number): Promise<void> {
  await tx.run(sql`delete from topic_link where run_id = ${runId}`);
  await tx.run(sql`delete from document_topic where run_id = ${runId}`);
  await tx.run(sql`delete from membership where run_id = ${runId}`);
  await tx.run(sql`delete from layer where run_id = ${runId}`);
}

/** @param madeBy the edit that the topics come from; 0 for the analysis itself */
export async function insertTopics(
  tx: Db,
  runId: number,
  topics: readonly NewTopic[],
  madeBy = 0,
): Promise<void> {
  await tx.run(sql`
    insert into topic (
      run_id, id, layer, name, keywords, size, documents, parent, x, y, centroid, exemplars, made_by, panel,
      has_given_name
    )
    select ${runId}, id, layer, name, keywords, size, documents, parent, x, y, centroid,
      array(select jsonb_array_elements_text(exemplars)::bigint), ${madeBy}, panel, has_given_name
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
      panel: ["jsonb", (row) => row.panel ?? []],
      has_given_name: ["boolean", (row) => row.hasGivenName ?? false],
    })}`);
}

/** The topics that are shown: suggested layer first, then fine to coarse, large before small. */
export function topicsOf(db: Db, runId: number, layer?: number): Promise<TopicRow[]> {
  return db.many(sql`
    with topic as materialized ${topicsNow(runId)}
    select topic.id, topic.layer, topic.name, topic.keywords, topic.size, topic.documents, broader.shown_as as parent,
      topic.x, topic.y
    from topic
    join layer on layer.run_id = topic.run_id and layer.layer = topic.layer
    left join topic as broader on broader.id = topic.parent
    where topic.shown_as = topic.id and topic.layer = coalesce(${layer ?? null}::int, topic.layer)
    order by suggested desc, topic.layer, topic.size desc, topic.id`);
}

/** @returns undefined also for a topic that is not shown any more */
export function topicWithExemplars(
  db: Db,
  runId: number,
  topicId: number,
): Promise<(TopicRow & { exemplars: number[]; panel: Wording[] }) | undefined> {
  return db.maybeOne(sql`
    with topic as materialized ${topicsNow(runId)}
    select topic.id, topic.layer, topic.name, topic.keywords, topic.size, topic.documents, broader.shown_as as parent,
      topic.x, topic.y, topic.exemplars, topic.panel
    from topic
    left join topic as broader on broader.id = topic.parent
    where topic.id = ${topicId} and topic.shown_as = topic.id`);
}

/** The finer topics that lie inside one. */
export function childTopics(
  db: Db,
  runId: number,
  topicId: number,
): Promise<{ id: number; name: string; size: number }[]> {
  return db.many(sql`
    with topic as materialized (select id, name, size, parent, shown_as from ${topicsNow(runId)} as topic)
    select topic.id, topic.name, topic.size
    from topic
    join topic as broader on broader.id = topic.parent
    where topic.shown_as = topic.id and broader.shown_as = ${topicId}
    order by topic.size desc, topic.id`);
}

/** Lets the database know at once how much an analysis wrote: planned by what it knew before, a list of documents took a minute. */
export async function countAnew(tx: Db): Promise<void> {
  await tx.run(sql`analyze document, chunk, layer, topic, membership, document_topic`);
}
