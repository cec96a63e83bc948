import { type Sql, sql } from "./sql.ts";

/** `till` of what is in force until an edit says otherwise. */
export const always = 2_147_483_647;

/** The number of the last edit of a run's topics that is in force. */
export const editInForce = (runId: number | null): Sql =>
  sql`(select edit_in_force from run where id = ${runId}::bigint)`;

/** The topics of a run as they were when an edit was the last one; as they are now where none is named. */
export const topicsAfter = (runId: number, edit: number | undefined): Sql =>
  edit === undefined ? topicsNow(runId) : topicsNow(runId, sql`${edit}::int`);

/**
 * The topics of a run as its edits in force have them, to select from. `shown_as` is the topic that a topic's members are
 * counted under: itself where it is to be shown, another that it was merged into, none where it was left out or split.
 *
 * @param edit as they were when this edit was the last one; by default the one in force
 */
export const topicsNow = (runId: number | null, edit: Sql = editInForce(runId)): Sql => sql`(
  select topic.run_id, topic.id, topic.layer, coalesce(change.name, topic.name) as name, topic.name as own_name,
    topic.keywords, coalesce(tally.chunks, topic.size) as size,
    coalesce(tally.documents, change.documents, topic.documents) as documents, topic.x, topic.y,
    topic.centroid, topic.exemplars, topic.panel,
    case when change.topic_id is null then topic.parent else change.parent end as parent,
    case when change.topic_id is null then topic.id else change.shown_as end as shown_as
  from topic
  left join lateral (
    select topic_id, shown_as, name, documents, parent
    from topic_change
    where topic_change.run_id = topic.run_id and topic_id = topic.id and ${edit} between since and till
    limit 1
  ) as change on true
  left join topic_tally as tally
    on tally.run_id = topic.run_id and tally.topic_id = topic.id and tally.edit = ${edit}
  where topic.run_id = ${runId}::bigint and topic.made_by <= ${edit}
)`;
