import { activeStates, type RunSettings, stages } from "../model.ts";
import type { Db } from "./db.ts";
import { addEvent } from "./event.ts";
import { holdProject, holdRun, moveRun, type RunRow, releaseWork } from "./run.ts";
import { json, type Sql, sql } from "./sql.ts";

/** How far the embedding of a run is, and what the last picture of it was like. */
export interface EmbeddingSoFar {
  /** Share of what was to be embedded that is, 0..1. */
  readonly workShare: number;
  /** Chunks that have a vector. */
  readonly chunks: number;
  /** Milliseconds that workers took for it together. */
  readonly busyMs: number;
  /** Milliseconds in which anybody worked at it. */
  readonly elapsedMs: number;
  /** Whether the project shows an analysis of all of its documents. */
  readonly isCovered: boolean;
  readonly last: LastPicture | null;
}

export interface LastPicture {
  readonly id: number;
  readonly workShare: number;
  readonly isOver: boolean;
  readonly chunks: number;
  readonly busyMs: number;
}

/** @returns undefined where the run does not embed now */
export function embeddingSoFar(db: Db, runId: number): Promise<EmbeddingSoFar | undefined> {
  return db.maybeOne(sql`
    select stage.done::float8 / stage.total as "workShare", stage.done + coalesce((embedding ->> 'cacheHits')::int, 0) as chunks,
      (
        select coalesce(sum(milliseconds), 0)
        from batch
        where batch.run_id = run.id and batch.stage = 'embed'
      ) as "busyMs",
      stage.worked_ms as "elapsedMs",
      exists (
        select from project
        join run as shown on shown.id = current_run_id
        where project.id = run.project_id
          and not exists (select from source where project_id = project.id and source.created_at > shown.created_at)
      ) as "isCovered",
      (
        select jsonb_build_object(
          'id', picture.id, 'workShare', work_share, 'isOver', picture.state <> all(${[...activeStates]}::text[]),
          'chunks', coalesce((select (shape ->> 0)::int from artifact where run_id = picture.id and name = 'chunks'), 0),
          'busyMs', (select coalesce(sum(milliseconds), 0) from batch where run_id = picture.id)
        )
        from run as picture
        where parent_run_id = run.id and work_share is not null
        order by picture.id desc
        limit 1
      ) as last
    from run
    join stage on stage.run_id = run.id and stage.name = 'embed' and stage.state = 'running' and planned
    cross join lateral (select provenance -> 'embedding' as embedding) as noted
    where run.id = ${runId} and run.state = 'running' and stage.total > 0`);
}

/**
 * Makes a picture of a run that goes on, with its stages. Topics and places continue those of the run's newest finished
 * picture.
 *
 * @param after id of the last picture that was known: with a later one nothing is made
 * @returns its id
 */
export async function insertPicture(
  tx: Db,
  {
    run,
    settings,
    workShare,
    after,
    now,
  }: { run: RunRow; settings: RunSettings; workShare: number; after: number; now: Date },
): Promise<number | undefined> {
  if (!(await holdRun(tx, run.id))) return undefined;
  // Only now, with the run held, does a query see what another worker began a moment ago.
  const { begun, earlier } = await tx.one<{ begun: boolean; earlier: number | null }>(sql`
    select
      exists (
        select from run where parent_run_id = ${run.id} and work_share is not null and id > ${after}
      ) as begun,
      (
        select picture.id
        from project
        join run as picture on picture.id = picture_run_id
        where project.id = ${run.projectId} and parent_run_id = ${run.id} and picture.model_id = ${run.modelId}
      ) as earlier`);
  if (begun) return undefined;
  const continued = earlier === null ? settings : { ...settings, updates: earlier };
  const { id } = await tx.one<{ id: number }>(sql`
    insert into run (
      project_id, kind, parent_run_id, work_share, state, settings, model_id, correlation_id, created_at
    )
    values (
      ${run.projectId}, 'picture', ${run.id}, ${workShare}, 'pending', ${json(continued)}::jsonb, ${run.modelId},
      ${run.correlationId}, ${now}
    )
    returning id`);
  await tx.run(sql`
    insert into stage (run_id, name, ordinal)
    select ${id}, name, ordinality
    from unnest(${[...stages.picture]}::text[]) with ordinality as listed(name, ordinality)`);
  return id;
}

/** Ends what is under way of a run's pictures; nothing of it is kept. @returns the pictures' ids */
export async function cancelPictures(
  tx: Db,
  { projectId, runId, now }: { projectId: number; runId: number; now: Date },
): Promise<number[]> {
  await holdProject(tx, projectId);
  const pictures = await tx.many<{ id: number }>(sql`
    select id from run where parent_run_id = ${runId} and state = any(${[...activeStates]}::text[])`);
  for (const { id } of pictures) {
    await moveRun(tx, { runId: id, to: "cancelled", now });
    await releaseWork(tx, id);
  }
  return pictures.map(({ id }) => id);
}

/** Keeps which share of its project's chunks a picture has. */
export async function setChunkShare(tx: Db, runId: number, share: number): Promise<void> {
  await tx.run(sql`update run set chunk_share = ${share} where id = ${runId}`);
}

/**
 * Makes a picture the one that its project shows until it has an analysis. The one before stays for those who read it
 * just now; older ones go.
 */
export async function showPicture(tx: Db, { id, projectId, parentRunId }: RunRow): Promise<void> {
  const { before, share } = await tx.one<{ before: number | null; share: number }>(sql`
    select picture_run_id as before, chunk_share as share
    from project
    join run on run.id = ${id}
    where project.id = ${projectId}`);
  await tx.run(sql`update project set picture_run_id = ${id} where id = ${projectId}`);
  await deletePictures(tx, sql`project_id = ${projectId} and id < ${before ?? 0}`);
  await addEvent(tx, { projectId, runId: parentRunId, type: "picture.ready", data: { picture: id, share } });
}

/** Lets the pictures of a run be those of the one that follows it. */
export async function handOverPictures(tx: Db, { from, to }: { from: number; to: number }): Promise<void> {
  await tx.run(sql`update run set parent_run_id = ${to}, work_share = null where parent_run_id = ${from}`);
}

/** Drops a project's pictures of other runs than the one that begins. */
export function deletePicturesOfOthers(db: Db, { id, projectId }: Pick<RunRow, "id" | "projectId">) {
  return deletePictures(db, sql`project_id = ${projectId} and parent_run_id <> ${id}`);
}

/** Drops the pictures of a run that came to nothing. */
export function deleteUnfinishedPictures(db: Db, runId: number): Promise<void> {
  return deletePictures(db, sql`parent_run_id = ${runId} and state <> 'completed'`);
}

/** Of these pictures deletes those that are over; one that a worker is just about to complete is left for another time. */
async function deletePictures(db: Db, which: Sql): Promise<void> {
  await db.run(sql`
    with free as (
      select run_id
      from stage
      where run_id in (
        select id from run where kind = 'picture' and state <> all(${[...activeStates]}::text[]) and ${which}
      )
      for update skip locked
    )
    delete from run
    where id in (select run_id from free group by run_id having count(*) = ${stages.picture.length})`);
}
