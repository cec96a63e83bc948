import type { Db } from "./db.ts";
import { rowsOf, sql } from "./sql.ts";
import { topicsNow } from "./topics-now.ts";

export interface TopicLinkRow {
  readonly source: number;
  readonly target: number;
  readonly similarity: number;
}

export async function insertTopicLinks(
  tx: Db,
  runId: number,
  layer: number,
  links: readonly TopicLinkRow[],
): Promise<void> {
  await tx.run(sql`
    insert into topic_link (run_id, layer, source_topic, target_topic, similarity)
    select ${runId}, ${layer}, source, target, similarity
    from ${rowsOf(links, {
      source: ["int", (row) => row.source],
      target: ["int", (row) => row.target],
      similarity: ["real", (row) => row.similarity],
    })}`);
}

/** The topics most similar to one, most similar first. */
export function relatedTopics(
  db: Db,
  { runId, topicId, limit }: { runId: number; topicId: number; limit: number },
): Promise<{ id: number; name: string; similarity: number }[]> {
  return db.many(sql`
    select topic.id, topic.name, similarity
    from topic_link
    join ${topicsNow(runId)} as topic
      on topic.id = case when source_topic = ${topicId} then target_topic else source_topic end
    where topic_link.run_id = ${runId} and ${topicId} in (source_topic, target_topic) and shown_as = topic.id
    order by similarity desc, topic.id
    limit ${limit}`);
}

/** The links of a layer from a similarity on. */
export function topicLinks(
  db: Db,
  { runId, layer, threshold }: { runId: number; layer: number; threshold: number },
): Promise<TopicLinkRow[]> {
  return db.many(sql`
    with shown as materialized (
      select id from ${topicsNow(runId)} as topic where topic.layer = ${layer} and shown_as = id
    )
    select source_topic as source, target_topic as target, similarity
    from topic_link
    join shown as one on one.id = source_topic
    join shown as other on other.id = target_topic
    where run_id = ${runId} and layer = ${layer} and similarity >= ${threshold}
    order by similarity desc, source, target`);
}
