import type { PromptPart } from "../model.ts";
import type { LlmOrigin } from "../providers/llm.ts";
import type { Db } from "./db.ts";
import { json, rowsOf, sql } from "./sql.ts";
import { topicsNow } from "./topics-now.ts";

/** What a model said of a topic. */
export interface TopicDescription {
  readonly topic: number;
  readonly part: PromptPart;
  readonly content: unknown;
  /** The chunks that the model was shown. */
  readonly evidence: readonly number[];
  readonly origin: LlmOrigin;
  /** Stands for how it was asked. */
  readonly recipe: Buffer;
}

/** A topic that is shown, as a model is asked about it. */
export interface DescribableTopic {
  readonly id: number;
  readonly layer: number;
  readonly name: string;
  readonly keywords: readonly string[];
  readonly size: number;
  /** Whether somebody named it: no model gives it another name. */
  readonly isNamedByHand: boolean;
}

/** The topics of an analysis that are shown, fine to coarse; all of them, or those of a layer. */
export function describableTopics(db: Db, runId: number, layer?: number): Promise<DescribableTopic[]> {
  return db.many(sql`
    select topic.id, topic.layer, topic.name, topic.size,
      array(select jsonb_path_query(topic.keywords, '$[*].keyword') #>> '{}') as keywords,
      topic.name <> topic.own_name or own.has_given_name or coalesce(made.asked ->> 'name', '') <> '' as "isNamedByHand"
    from ${topicsNow(runId)} as topic
    join topic as own on own.run_id = topic.run_id and own.id = topic.id
    left join topic_edit as made on made.run_id = topic.run_id and made.edit = own.made_by
    where shown_as = topic.id and topic.layer = coalesce(${layer ?? null}::int, topic.layer)
    order by topic.layer, topic.size desc, topic.id`);
}

/** After so many chunks of a document those of others come first. */
const chunksPerDocument = 2;

/** For topics that are shown the chunks that speak for them: exemplars, then the strongest members. */
export function evidenceOf(
  db: Db,
  { runId, topics, count }: { runId: number; topics: readonly number[]; count: number },
): Promise<{ topic: number; chunks: number[] }[]> {
  return db.many(sql`
    with part as materialized (
      select id, shown_as from ${topicsNow(runId)} as topic where shown_as = any(${topics}::int[])
    ),
    members as (
      select shown_as, chunk_id, outlier, strength, array_position(own.exemplars, chunk_id) as exemplar,
        row_number() over (
          partition by shown_as, document_id
          order by array_position(own.exemplars, chunk_id), outlier, strength desc, chunk_id
        ) as of_document
      from part
      join membership on membership.run_id = ${runId} and topic_id = part.id
      join topic as own on own.run_id = ${runId} and own.id = shown_as
      join chunk on chunk.id = chunk_id
    ),
    ranked as (
      select shown_as, chunk_id,
        row_number() over (
          partition by shown_as
          order by exemplar, of_document > ${chunksPerDocument}, outlier, strength desc, chunk_id
        ) as place
      from members
    )
    select shown_as as topic, array_agg(chunk_id order by place) as chunks
    from ranked
    where place <= ${count}
    group by shown_as`);
}

/** For topics that are shown the topics of their layer that are most like each, and the names of the finer ones in it. */
export function surroundingsOf(
  db: Db,
  { runId, topics, near }: { runId: number; topics: readonly number[]; near: number },
): Promise<{ topic: number; near: number[]; parts: string[] }[]> {
  return db.many(sql`
    with shown as materialized (select id, name, size, parent, shown_as from ${topicsNow(runId)} as topic),
    links as materialized (
      select source_topic as topic, target_topic as other, similarity
      from topic_link
      where run_id = ${runId} and source_topic = any(${topics}::int[])
      union all
      select target_topic, source_topic, similarity
      from topic_link
      where run_id = ${runId} and target_topic = any(${topics}::int[])
    ),
    ranked as materialized (
      select topic, other, row_number() over (partition by topic order by similarity desc, other) as place
      from links
      where other in (select id from shown where shown_as = id)
    ),
    nearest as materialized (
      select topic, array_agg(other order by place) as others from ranked where place <= ${near} group by topic
    ),
    held as materialized (
      select broader.shown_as as topic, array_agg(finer.name order by finer.size desc, finer.id) as names
      from shown as finer
      join shown as broader on broader.id = finer.parent
      where finer.shown_as = finer.id
      group by broader.shown_as
    )
    select wanted.topic, coalesce(others, '{}') as near, coalesce(names, '{}') as parts
    from unnest(${topics}::int[]) as wanted(topic)
    left join nearest using (topic)
    left join held using (topic)`);
}

export async function saveDescriptions(
  tx: Db,
  { runId, now }: { runId: number; now: Date },
  descriptions: readonly TopicDescription[],
): Promise<void> {
  await tx.run(sql`
    insert into topic_description (run_id, topic_id, part, content, evidence, origin, recipe, created_at)
    select ${runId}, rows.topic, part, content, array(select jsonb_array_elements_text(evidence)::bigint), origin, recipe,
      ${now}
    from ${rowsOf(descriptions, {
      topic: ["int", (row) => row.topic],
      part: ["text", (row) => row.part],
      content: ["jsonb", (row) => row.content],
      evidence: ["jsonb", (row) => row.evidence],
      origin: ["jsonb", (row) => row.origin],
      recipe: ["bytea", (row) => row.recipe],
    })}
    join topic on topic.run_id = ${runId} and topic.id = rows.topic
    on conflict (run_id, topic_id, part) do update
    set content = excluded.content, evidence = excluded.evidence, origin = excluded.origin, recipe = excluded.recipe,
      created_at = excluded.created_at`);
}

/** What models said of topics of an analysis; of all, where none are named. */
export function descriptionsOf(
  db: Db,
  runId: number,
  topics?: readonly number[],
): Promise<TopicDescription[]> {
  return db.many(sql`
    select topic_id as topic, part, content, evidence, origin, recipe
    from topic_description
    where run_id = ${runId} and topic_id = any(coalesce(${topics ?? null}::int[], array[topic_id]))`);
}

/**
 * Gives topics their names. Where edits had taken a name over, they have the new one, too; names given by hand stay.
 */
export async function nameTopics(
  tx: Db,
  runId: number,
  names: readonly { readonly id: number; readonly name: string }[],
): Promise<void> {
  const rows = rowsOf(names, { id: ["int", (row) => row.id], name: ["text", (row) => row.name] });
  await tx.run(sql`
    update topic_change set name = rows.name
    from ${rows}
    join topic on topic.run_id = ${runId} and topic.id = rows.id
    where topic_change.run_id = ${runId} and topic_change.topic_id = rows.id and topic_change.name = topic.name`);
  await tx.run(
    sql`update topic set name = rows.name from ${rows} where run_id = ${runId} and topic.id = rows.id`,
  );
}

/**
 * What models said of earlier topics of the project whose members are nearly those of topics of an analysis now.
 *
 * @param leastShared share of the members of both that both have
 */
export async function keptDescriptions(
  db: Db,
  {
    projectId,
    runId,
    part,
    recipe,
    leastShared,
  }: { projectId: number; runId: number; part: PromptPart; recipe: Buffer; leastShared: number },
): Promise<TopicDescription[]> {
  const earlier = await db.maybeOne<{ id: number }>(sql`
    select run.id
    from run
    where project_id = ${projectId} and run.id < ${runId} and exists (
      select from topic_description where run_id = run.id and part = ${part} and recipe = ${recipe}
    )
    order by run.id desc
    limit 1`);
  if (!earlier) return [];
  return await db.many(sql`
    with known as materialized (
      select topic_id from topic_description
      where run_id = ${earlier.id} and part = ${part} and recipe = ${recipe}
    ),
    before as (
      select topic_id, count(*) as chunks
      from membership
      where run_id = ${earlier.id} and topic_id in (select topic_id from known)
      group by topic_id
    ),
    now as (select topic_id, count(*) as chunks from membership where run_id = ${runId} group by topic_id),
    shared as (
      select membership.topic_id, earlier.topic_id as earlier, count(*) as chunks
      from membership
      join membership as earlier on earlier.run_id = ${earlier.id} and earlier.chunk_id = membership.chunk_id
        and earlier.topic_id in (select topic_id from known)
      where membership.run_id = ${runId}
      group by membership.topic_id, earlier.topic_id
    )
    select distinct on (shared.topic_id) shared.topic_id as topic, part, content, evidence, origin, recipe
    from shared
    join before on before.topic_id = earlier
    join now on now.topic_id = shared.topic_id
    join topic_description as said on said.run_id = ${earlier.id} and said.topic_id = earlier and part = ${part}
    where shared.chunks >= ${leastShared}::float8 * (before.chunks + now.chunks - shared.chunks)
    order by shared.topic_id, shared.chunks desc, earlier`);
}

/** Forgets what was said from documents that go. */
export async function forgetDescriptions(tx: Db, documents: readonly number[]): Promise<void> {
  const concerned = sql`
    evidence && array(select id from chunk where document_id = any(${[...documents]}::bigint[]))`;
  await tx.run(sql`delete from topic_description where part = 'insight' and ${concerned}`);
  await tx.run(sql`
    update topic_description set content = content || ${json({ summary: "" })}::jsonb
    where part = 'name' and ${concerned}`);
}
