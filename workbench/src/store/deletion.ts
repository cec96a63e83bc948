import { activeStates } from "../model.ts";
import type { Db } from "./db.ts";
import { addEvent } from "./event.ts";
import { deleteQuestionsAbout } from "./question.ts";
import { holdProject } from "./run.ts";
import { addDrift } from "./run-drift.ts";
import { sql } from "./sql.ts";
import { forgetDescriptions } from "./topic-description.ts";
import { lockEdits } from "./topic-edit.ts";
import { tallyTopics } from "./topic-tally.ts";

/** What a deletion took. */
export interface Deleted {
  /** Ids of documents. */
  readonly documents: readonly number[];
  /** Analyses under way that have to begin again from what is left. */
  readonly restarted: readonly number[];
}

/**
 * Holds what a deletion of documents changes, in the order in which others hold it: the stages of unfinished analyses, then
 * the project. To be called before anything else of the project is locked. Whoever cuts documents into chunks holds these
 * before the stage.
 */
export async function holdForDeletion(tx: Db, projectId: number): Promise<void> {
  await tx.run(sql`
    select from stage
    where run_id in (select id from run where project_id = ${projectId} and kind <> 'import' and state <> 'completed')
      and name <> 'chunk'
    order by run_id, ordinal
    for update`);
  await holdProject(tx, projectId);
}

/**
 * Deletes documents with all that is known of them: from then on no list, count, map or search has them. Unfinished analyses
 * that had begun with them begin again behind the embedding; a file that loses a document is new when it is imported again.
 */
export async function deleteDocuments(
  tx: Db,
  { projectId, documents, now }: { projectId: number; documents: readonly number[]; now: Date },
): Promise<Deleted> {
  await holdForDeletion(tx, projectId);
  const rows = await tx.many<{ id: number; fileId: number; title: string; path: string }>(sql`
    select id, file_id as "fileId", title, path
    from document
    where project_id = ${projectId} and id = any(${[...documents]}::bigint[])
    order by id
    for update`);
  if (rows.length === 0) return { documents: [], restarted: [] };
  const ids = rows.map(({ id }) => id);
  const concerned = await concernedRuns(tx, ids);
  for (const { runId } of concerned) await lockEdits(tx, runId);
  const restarted = await restartAnalyses(tx, projectId);
  await forgetDescriptions(tx, ids);
  await tx.run(sql`delete from document where id = any(${ids}::bigint[])`);
  await deleteQuestionsAbout(tx, { projectId, documents: ids });
  await forgetContent(
    tx,
    rows.map(({ fileId }) => fileId),
  );
  for (const { runId, topics, documents: gone, chunks } of concerned) {
    await addDrift(tx, runId, { documents: gone, chunks });
    await tallyTopics(tx, runId, topics);
  }
  for (const { id, title, path } of rows)
    await addEvent(tx, { projectId, type: "document.deleted", data: { document: id, title, path } });
  await tx.run(sql`update project set updated_at = ${now} where id = ${projectId}`);
  return { documents: ids, restarted };
}

/** The analyses that have documents among theirs, with their topics of these and how many of these were there from the start. */
function concernedRuns(
  tx: Db,
  documents: readonly number[],
): Promise<{ runId: number; topics: number[]; documents: number; chunks: number }[]> {
  return tx.many(sql`
    with gone as materialized (select id from chunk where document_id = any(${[...documents]}::bigint[])),
    topics as (
      select run_id, topic_id from membership where chunk_id in (select id from gone)
      union
      select run_id, topic_id from document_topic where document_id = any(${[...documents]}::bigint[])
    ),
    analysed as (
      select distinct run_id, document_id
      from document_topic
      where document_id = any(${[...documents]}::bigint[]) and not exists (
        select from placed_document
        where placed_document.run_id = document_topic.run_id
          and placed_document.document_id = document_topic.document_id
      )
    ),
    counts as (
      select run_id, count(distinct analysed.document_id) as documents, count(chunk.id) as chunks
      from analysed
      left join chunk on chunk.document_id = analysed.document_id
      group by run_id
    ),
    runs as (
      select run_id from topics
      union
      select run_id from placed_document where document_id = any(${[...documents]}::bigint[])
    )
    select run_id as "runId",
      array(select topic_id from topics where topics.run_id = runs.run_id order by topic_id) as topics,
      coalesce(counts.documents, 0) as documents, coalesce(counts.chunks, 0) as chunks
    from runs
    left join counts using (run_id)
    order by run_id`);
}

/** Lets the unfinished analyses of a project take stock anew. @returns those of them that are under way */
async function restartAnalyses(tx: Db, projectId: number): Promise<number[]> {
  const rows = await tx.many<{ id: number; isActive: boolean }>(sql`
    with begun as materialized (
      select distinct run.id, run.state = any(${[...activeStates]}::text[]) and not queued as active,
        coalesce((select ordinal from stage where run_id = run.id and name = 'embed'), 0) as embedding
      from run
      join stage on stage.run_id = run.id and stage.name <> all('{chunk,embed}') and (planned or planner is not null)
      where project_id = ${projectId} and kind <> 'import' and run.state <> 'completed'
    ),
    dropped as (
      delete from batch
      using begun, stage
      where batch.run_id = begun.id and stage.run_id = begun.id and stage.name = batch.stage
        and stage.ordinal > embedding
    ),
    reopened as (
      update stage
      set state = 'waiting', planned = false, planner = null, done = 0, total = null, failures = 0, error = null,
        detail = null, started_at = null, finished_at = null
      from begun
      where stage.run_id = begun.id and stage.ordinal > embedding
    )
    select id, active as "isActive" from begun order by id`);
  return rows.filter(({ isActive }) => isActive).map(({ id }) => id);
}

/** Files without a document are forgotten, others are no longer known by their content. */
async function forgetContent(tx: Db, files: readonly number[]): Promise<void> {
  const ids = [...new Set(files)];
  await tx.run(sql`
    delete from file
    where id = any(${ids}::bigint[]) and not exists (select from document where file_id = file.id)`);
  await tx.run(sql`update file set content_hash = null where id = any(${ids}::bigint[])`);
}

/** Deletes files with their documents. */
export async function deleteFiles(
  tx: Db,
  { projectId, files, now }: { projectId: number; files: readonly number[]; now: Date },
): Promise<Deleted> {
  if (files.length === 0) return { documents: [], restarted: [] };
  const rows = await tx.many<{ id: number }>(
    sql`select id from document where project_id = ${projectId} and file_id = any(${[...files]}::bigint[])`,
  );
  const documents = rows.map(({ id }) => id);
  const deleted = await deleteDocuments(tx, { projectId, documents, now });
  await tx.run(sql`delete from file where project_id = ${projectId} and id = any(${[...files]}::bigint[])`);
  return deleted;
}

/** The files of a project at these places. */
export async function filesAt(
  db: Db,
  { projectId, locations }: { projectId: number; locations: readonly string[] },
): Promise<number[]> {
  const rows = await db.many<{ id: number }>(sql`
    select id from file where project_id = ${projectId} and location = any(${[...locations]}::text[]) order by id`);
  return rows.map(({ id }) => id);
}

/**
 * What was read before of a file that is to be read now: from the same place with other content or in another import, or
 * uploaded under the same name.
 */
export async function earlierVersions(
  db: Db,
  file: { projectId: number; sourceId: number; path: string; location: string; contentHash: Buffer },
): Promise<number[]> {
  const rows = await db.many<{ id: number }>(sql`
    select file.id
    from file
    join source on source.id = file.source_id
    join source as own on own.id = ${file.sourceId}
    where file.project_id = ${file.projectId} and case
      when file.source_id = own.id
        then file.location = ${file.location} and content_hash is distinct from ${file.contentHash}
      else file.location = ${file.location}
        or (file.path = ${file.path} and source.kind = 'upload' and own.kind = 'upload')
    end
    order by file.id`);
  return rows.map(({ id }) => id);
}
