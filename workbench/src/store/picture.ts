import { activeStates, type RunSettings, type StageName } from "../model.ts";
import type { Db } from "./db.ts";
import { addEvent } from "./event.ts";
import { holdProject, holdRun, moveRun, type RunRow, releaseWork } from "./run.ts";
import { json, type Sql, sql } from "./sql.ts";
import { doneSoFar, msSince, withUnderway, workedSoFar } from "./stage.ts";

/** The stages of a run during which pictures of it are made. */
export const watchedStages = ["read", "embed"] as const satisfies StageName[];
export type WatchedStage = (typeof watchedStages)[number];

/** How far a watched stage of a run is, and what the last picture of it was like. */
export interface WorkSoFar {
  /** Share of what there was to do that is done, 0..1. */
  readonly workShare: number;
  /** Chunks that a picture would hold without being given any; of a run that reads all that there are. */
  readonly chunks: number;
  /** Whether there are documents without chunks. */
  readonly isMore: boolean;
  /** Milliseconds that workers took for it together. */
  readonly busyMs: number;
  /** Milliseconds in which anybody worked at it. */
  readonly elapsedMs: number;
  /** Whether the project shows an analysis of all of its documents; of a run that reads, any at all. */
  readonly isCovered: boolean;
  readonly last: LastPicture | null;
}

export interface LastPicture {
  readonly id: number;
  readonly workShare: number;
  readonly isOver: boolean;
  readonly chunks: number;
  /** Milliseconds that its topics and map took. */
  readonly busyMs: number;
  /** Milliseconds that were spent before, on what the run would have done later. */
  readonly aheadMs: number;
}

/** Stages of a picture that do what its run would do later. */
const isAhead = sql`stage = any('{chunk,embed}')`;

/** @returns undefined where the run is not at that stage now */
export function workSoFar(
  db: Db,
  { runId, stage }: { runId: number; stage: WatchedStage },
): Promise<WorkSoFar | undefined> {
  return db.maybeOne(sql`
    select ${doneSoFar} / stage.total as "workShare", ${ofStage[stage]},
      (
        select coalesce(sum(case batch.state when 'running' then ${msSince(sql`claimed_at`)} else milliseconds end), 0)
        from batch
        where batch.run_id = run.id and batch.stage = stage.name
      ) as "busyMs",
      ${workedSoFar} as "elapsedMs",
      (
        select jsonb_build_object(
          'id', picture.id, 'workShare', work_share, 'isOver', picture.state <> all(${[...activeStates]}::text[]),
          'chunks', coalesce((select (shape ->> 0)::int from artifact where run_id = picture.id and name = 'chunks'), 0),
          'busyMs', (select coalesce(sum(milliseconds), 0) from batch where run_id = picture.id and not ${isAhead}),
          'aheadMs', (select coalesce(sum(milliseconds), 0) from batch where run_id = picture.id and ${isAhead})
        )
        from run as picture
        where parent_run_id = run.id and work_share is not null
        order by picture.id desc
        limit 1
      ) as last
    from run
    join project on project.id = run.project_id
    join stage on stage.run_id = run.id and stage.name = ${stage} and stage.state = 'running' and planned
    ${withUnderway}
    where run.id = ${runId} and run.state = 'running' and stage.total > 0`);
}

const ofStage: Readonly<Record<WatchedStage, Sql>> = {
  read: sql`
    (select count(*) from chunk where project_id = project.id) as chunks,
    exists (select from document where project_id = project.id and not chunked) as "isMore",
    current_run_id is not null as "isCovered"`,
  embed: sql`
    coalesce((provenance -> 'embedding' ->> 'chunks')::int - stage.total, 0) + stage.done as chunks,
    false as "isMore",
    exists (
      select from run as shown
      where shown.id = current_run_id
        and not exists (select from source where project_id = project.id and source.created_at > shown.created_at)
    ) as "isCovered"`,
};

/**
 * Makes a picture of a run that goes on. Topics and places continue those of the run's newest finished picture.
 *
 * @param during the run's stage: behind it nothing is made
 * @param after id of the last picture that was known: with a later one nothing is made
 * @returns its id
 */
export async function insertPicture(
  tx: Db,
  {
    run,
    during,
    stages,
    settings,
    workShare,
    after,
    now,
  }: {
    run: RunRow;
    during: WatchedStage;
    stages: readonly StageName[];
    settings: RunSettings;
    workShare: number;
    after: number;
    now: Date;
  },
): Promise<number | undefined> {
  if (!(await holdRun(tx, run.id))) return undefined;
  // Only now, with the run held, does a query see what another worker began a moment ago.
  const { isLate, earlier } = await tx.one<{ isLate: boolean; earlier: number | null }>(sql`
    select
      exists (
        select from run where parent_run_id = ${run.id} and work_share is not null and id > ${after}
      ) or exists (
        select from stage where run_id = ${run.id} and name = ${during} and state <> 'running'
      ) as "isLate",
      (
        select picture.id
        from project
        join run as picture on picture.id = picture_run_id
        where project.id = ${run.projectId} and parent_run_id = ${run.id}
          and picture.model_id = coalesce(${run.modelId}, picture.model_id)
      ) as earlier`);
  if (isLate) return undefined;
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
    from unnest(${[...stages]}::text[]) with ordinality as listed(name, ordinality)`);
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

/**
 * How many chunks an analysis is likely to be about: while a run reads, judged by the letters that were cut into chunks and
 * the bytes of files that were read; else as many as there are.
 */
export async function expectedChunks(
  db: Db,
  { projectId, runId }: { projectId: number; runId: number },
): Promise<number> {
  const { chunks } = await db.one<{ chunks: number }>(sql`
    select chunks * coalesce(letters / nullif(cut, 0), 1) * coalesce(bytes / nullif(done, 0), 1) as chunks
    from (
      select count(*)::float8 as chunks
      from chunk
      join document on document.id = document_id
      where chunk.project_id = ${projectId} and not set_aside
    ) as known
    cross join (
      select sum(octet_length(text))::float8 as letters,
        sum(octet_length(text)) filter (where chunked)::float8 as cut
      from document
      where project_id = ${projectId} and not set_aside
    ) as found
    cross join (
      select sum(bytes)::float8 as bytes,
        sum(bytes * case state when 'done' then 1 else progress / weight end)::float8 as done
      from batch
      cross join lateral (select sum((file ->> 'bytes')::bigint) as bytes from jsonb_array_elements(items) as file) as files
      where run_id = ${runId} and stage = 'read'
    ) as reading`);
  return chunks;
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

/** A stage of a run is over: pictures of the next one begin anew, as if there had been none. */
export async function forgetWorkShares(tx: Db, runId: number): Promise<void> {
  await tx.run(sql`update run set work_share = null where parent_run_id = ${runId}`);
}

/** Lets the pictures of a run be those of the one that follows it. */
export async function handOverPictures(tx: Db, { from, to }: { from: number; to: number }): Promise<void> {
  await tx.run(sql`update run set parent_run_id = ${to} where parent_run_id = ${from}`);
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
    where id in (
      select run_id
      from free
      group by run_id
      having count(*) = (select count(*) from stage where stage.run_id = free.run_id)
    )`);
}
