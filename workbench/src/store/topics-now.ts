import { type Sql, sql } from "./sql.ts";

/** The score of a verdict from which a topic may be shown where privacy is strict. */
export const leastScore = 3;

/** What the project of a run says about privacy, else what this connection was opened with. */
export const privacyOf = (runId: number | null): Sql => sql`(
  select coalesce(settings ->> 'privacy', nullif(current_setting('toposcope.privacy', true), ''), 'off') = 'strict' as strict,
    coalesce(
      (settings ->> 'minSources')::int, nullif(current_setting('toposcope.min_sources', true), '')::int, 1
    ) as least
  from project
  where id = (select project_id from run where id = ${runId}::bigint)
)`;

/** `till` of what is in force until an edit says otherwise. */
export const always = 2_147_483_647;

/** The number of the last edit of a run's topics that is in force. */
export const editInForce = (runId: number | null): Sql =>
  sql`(select edit_in_force from run where id = ${runId}::bigint)`;

/** The topics of a run as they were when an edit was the last one; as they are now where none is named. Privacy hides none. */
export const topicsAfter = (runId: number, edit: number | undefined): Sql =>
  edit === undefined ? editedTopics(runId) : editedTopics(runId, sql`${edit}::int`);

/**
 * The topics of a run that are shown, to select from: as its edits in force have them, without those that privacy hides.
 * `shown_as` is the topic that a topic's members are counted under: itself where it is to be shown, another that it was
 * merged into, none where it was left out, split or hidden.
 */
export const topicsNow = (runId: number | null): Sql => sql`(
  select topic.run_id, topic.id, topic.layer, topic.name, topic.own_name, topic.keywords, topic.size, topic.documents,
    topic.x, topic.y, topic.centroid, topic.exemplars, topic.panel, topic.parent,
    case when shown_as = any(${hiddenTopics(runId)}) then null else shown_as end as shown_as
  from ${editedTopics(runId)} as topic
)`;

/** Ids of a run's topics that privacy hides: those of too few documents, and, where it is strict, those that failed an audit. */
export const hiddenTopics = (runId: number | null): Sql => sql`array(
  select topic.id
  from ${privacyOf(runId)} as privacy
  join ${editedTopics(runId)} as topic on (least > 1 or strict) and topic.shown_as = topic.id
  where documents < least or strict and exists (
    select from topic_verdict as verdict
    where verdict.run_id = topic.run_id and verdict.topic_id = topic.id and score < ${leastScore}
  )
)`;

/** The topics of a run as its edits in force have them, or had them when another was the last one. Privacy hides none. */
export const editedTopics = (runId: number | null, edit: Sql = editInForce(runId)): Sql => sql`(
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
