import type { Db } from "./db.ts";
import { addEvent } from "./event.ts";
import { fromHalf } from "./half.ts";
import { json, rowsOf, type Sql, sql } from "./sql.ts";
import type { KeywordScore, Wording } from "./topic.ts";
import { always, editedTopics, topicsAfter } from "./topics-now.ts";

export type TopicEditKind = "merge" | "split" | "rename" | "exclude" | "reduce";

/** A topic as an edit found or left it. */
export interface EditedTopic {
  readonly id: number;
  readonly name: string;
  readonly size: number;
}

export interface TopicEditRow {
  readonly edit: number;
  readonly kind: TopicEditKind;
  readonly layer: number;
  readonly asked: unknown;
  readonly before: readonly EditedTopic[];
  readonly after: readonly EditedTopic[];
  readonly undone: boolean;
  readonly createdAt: Date;
}

/** The last edit in force and the numbers that the next edit and its topics get. */
export interface EditState {
  readonly inForce: number;
  readonly nextEdit: number;
  readonly nextTopic: number;
}

/** The last edit in force. While the transaction lasts, no other edit of this run's topics comes in between. */
export async function lockEdits(tx: Db, runId: number): Promise<EditState> {
  await tx.one(sql`select id from run where id = ${runId} for no key update`);
  return await tx.one(sql`
    select edit_in_force as "inForce",
      (select coalesce(max(edit), 0) + 1 from topic_edit where run_id = run.id) as "nextEdit",
      1 + greatest(
        next_topic - 1,
        (select coalesce(max(topic.id), -1) from topic where topic.run_id = run.id),
        (
          select coalesce(max((made ->> 'id')::int), -1)
          from topic_edit, jsonb_array_elements(after) as made
          where topic_edit.run_id = run.id
        )
      ) as "nextTopic"
    from run
    where id = ${runId}`);
}

export async function editInForceOf(db: Db, runId: number): Promise<number> {
  const { edit } = await db.one<{ edit: number }>(
    sql`select edit_in_force as edit from run where id = ${runId}`,
  );
  return edit;
}

/** Moves to another edit as the last one in force: all that edits say is read from there on. */
export async function putInForce(tx: Db, runId: number, edit: number): Promise<void> {
  const { projectId, number } = await tx.one<{ projectId: number; number: number }>(sql`
    update run set edit_in_force = ${edit} where id = ${runId} returning project_id as "projectId", number`);
  await addEvent(tx, { projectId, runId, type: "topic.changed", data: { number, edit } });
}

/** The edits of a run that were not discarded, in order. */
export function topicEditsOf(db: Db, runId: number): Promise<TopicEditRow[]> {
  return db.many(sql`
    select edit, topic_edit.kind, layer, asked, before, after, edit > edit_in_force as undone,
      topic_edit.created_at as "createdAt"
    from topic_edit
    join run on run.id = run_id
    where run_id = ${runId} and not discarded
    order by edit`);
}

export interface NewTopicEdit extends Omit<TopicEditRow, "undone"> {
  readonly runId: number;
}

export async function insertTopicEdit(tx: Db, made: NewTopicEdit): Promise<void> {
  await tx.run(sql`
    insert into topic_edit (run_id, edit, kind, layer, asked, before, after, created_at)
    values (
      ${made.runId}, ${made.edit}, ${made.kind}, ${made.layer}, ${json(made.asked)}::jsonb,
      ${json(made.before)}::jsonb, ${json(made.after)}::jsonb, ${made.createdAt}
    )`);
}

/** Throws away what undone edits had made; their numbers and those of their topics are not used again. */
export async function discardUndone(tx: Db, runId: number, inForce: number): Promise<void> {
  const discarded = await tx.run(sql`
    update topic_edit set discarded = true where run_id = ${runId} and edit > ${inForce} and not discarded`);
  if (discarded === 0) return;
  const made = sql`(select id from topic where run_id = ${runId} and made_by > ${inForce})`;
  await tx.run(sql`
    delete from topic_link where run_id = ${runId} and (source_topic in ${made} or target_topic in ${made})`);
  await tx.run(sql`delete from membership where run_id = ${runId} and topic_id in ${made}`);
  await tx.run(sql`delete from topic where run_id = ${runId} and made_by > ${inForce}`);
  await reopen(tx, sql`document_topic`, runId, inForce);
  await reopen(tx, sql`topic_change`, runId, inForce);
}

async function reopen(tx: Db, table: Sql, runId: number, inForce: number): Promise<void> {
  await tx.run(sql`delete from ${table} where run_id = ${runId} and since > ${inForce}`);
  await tx.run(sql`
    update ${table} set till = ${always} where run_id = ${runId} and till >= ${inForce} and till < ${always}`);
}

/** What edits may change about a topic. */
export interface TopicState {
  readonly id: number;
  readonly layer: number;
  /** The topic that its members are counted under. */
  readonly shownAs: number | null;
  readonly name: string;
  readonly documents: number;
  /** As found: the broader topic, whatever became of it since. */
  readonly parent: number | null;
}

/** All topics of a run, shown or not, by id; as they are now, or were when an edit was the last one. */
export function topicStates(db: Db, runId: number, edit?: number): Promise<TopicState[]> {
  return db.many(sql`
    select id, layer, shown_as as "shownAs", name, documents, parent
    from ${topicsAfter(runId, edit)} as topic
    order by id`);
}

/** Says of topics what holds from an edit on. */
export async function changeTopics(
  tx: Db,
  { runId, edit }: { runId: number; edit: number },
  states: readonly TopicState[],
): Promise<void> {
  if (states.length === 0) return;
  await tx.run(sql`
    update topic_change set till = ${edit - 1}
    where run_id = ${runId} and topic_id = any(${states.map(({ id }) => id)}::int[]) and till = ${always}
      and since < ${edit}`);
  await tx.run(sql`
    insert into topic_change (run_id, topic_id, since, shown_as, name, documents, parent)
    select ${runId}, id, ${edit}, shown_as, name, documents, parent
    from ${rowsOf(states, {
      id: ["int", (row) => row.id],
      shown_as: ["int", (row) => row.shownAs],
      name: ["text", (row) => row.name],
      documents: ["int", (row) => row.documents],
      parent: ["int", (row) => row.parent],
    })}
    on conflict (run_id, topic_id, since) do update
    set shown_as = excluded.shown_as, name = excluded.name, documents = excluded.documents, parent = excluded.parent`);
}

/** A topic that is shown, with all that goes into one made of it. */
export interface TopicPart {
  readonly id: number;
  readonly layer: number;
  readonly name: string;
  readonly isNamedByHand: boolean;
  readonly keywords: readonly KeywordScore[];
  readonly panel: readonly Wording[];
  readonly size: number;
  readonly documents: number;
  /** Shown too. */
  readonly parent: number | null;
  readonly centroid: Float32Array;
  readonly exemplars: readonly number[];
}

/** The topics of a layer that are shown, by id. */
export async function topicParts(db: Db, runId: number, layer: number): Promise<TopicPart[]> {
  const rows = await db.many<Omit<TopicPart, "centroid"> & { centroid: Buffer }>(sql`
    with topic as materialized ${editedTopics(runId)}
    select topic.id, topic.layer, topic.name, topic.name <> topic.own_name as "isNamedByHand", topic.keywords,
      topic.panel, topic.size, topic.documents, broader.shown_as as parent, topic.centroid, topic.exemplars
    from topic
    left join topic as broader on broader.id = topic.parent
    where topic.layer = ${layer} and topic.shown_as = topic.id
    order by topic.id`);
  return rows.map((row) => ({
    ...row,
    centroid: fromHalf(new Uint16Array(Uint8Array.from(row.centroid).buffer)),
  }));
}

/** Puts topics that an edit made in the middle of their points. */
export async function placeTopics(
  tx: Db,
  runId: number,
  places: readonly { readonly id: number; readonly x: number; readonly y: number }[],
): Promise<void> {
  await tx.run(sql`
    update topic set x = rows.x, y = rows.y
    from ${rowsOf(places, {
      id: ["int", (row) => row.id],
      x: ["real", (row) => row.x],
      y: ["real", (row) => row.y],
    })}
    where run_id = ${runId} and topic.id = rows.id`);
}

/**
 * The topics of one run that have chunks of a topic of another, most alike first. Chunks that only one of the two runs has in
 * topics do not count.
 *
 * @param edit the last edit in force when the topic was as it is meant
 */
export function topicMatches(
  db: Db,
  { from, edit, topic, to }: { from: number; edit: number; topic: number; to: number },
): Promise<{ layer: number; topic: number; overlap: number }[]> {
  return db.many(sql`
    with found as materialized (
      select chunk_id
      from ${topicsAfter(from, edit)} as topic
      join membership on membership.run_id = ${from} and topic_id = topic.id
      where shown_as = ${topic}
        and exists (select from membership as other where other.run_id = ${to} and other.chunk_id = membership.chunk_id)
    ),
    shared as (
      select topic.layer, shown_as as topic, count(*) as chunks
      from found
      join membership on membership.run_id = ${to} and membership.chunk_id = found.chunk_id
      join ${editedTopics(to)} as topic on topic.id = topic_id
      where shown_as is not null
      group by topic.layer, shown_as
    )
    select shared.layer, shared.topic, shared.chunks::float8 / greatest(theirs.chunks, ours.chunks) as overlap
    from shared
    cross join (select count(*) as chunks from found) as theirs
    cross join lateral (
      select count(*) as chunks
      from ${editedTopics(to)} as topic
      join membership on membership.run_id = ${to} and topic_id = topic.id
      where shown_as = shared.topic
        and exists (select from membership as other where other.run_id = ${from} and other.chunk_id = membership.chunk_id)
    ) as ours
    where 2 * shared.chunks >= theirs.chunks
    order by overlap desc, shared.layer, shared.topic`);
}
