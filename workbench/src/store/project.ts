import { ToposcopeError } from "../errors.ts";
import { activeStates, type HandedDown, type PrivacyMode, type RunSettings } from "../model.ts";
import type { Db } from "./db.ts";
import { addEvent } from "./event.ts";
import { forgetAnswers } from "./paid-answer.ts";
import { forgetPlacements } from "./placement.ts";
import { addDrift } from "./run-drift.ts";
import { json, sql } from "./sql.ts";
import { tallyTopics } from "./topic-tally.ts";

const deletionDeadlineMs = 600_000;

export interface ProjectRow {
  readonly id: number;
  readonly name: string;
  readonly chunkTokens: number;
  readonly chunkOverlap: number;
  readonly currentRunId: number | null;
  /** What is read of it: the analysis asked for, else the current one, else the newest picture. */
  readonly shownRunId: number | null;
  /** What it hands down to its runs. */
  readonly settings: ProjectSettings;
}

export type ProjectSettings = { readonly [K in HandedDown]?: RunSettings[K] } & {
  readonly privacy?: PrivacyMode;
  readonly minSources?: number;
  readonly reranker?: string;
};

/** A project with what the list of projects shows of it. */
export interface ProjectCounts extends ProjectRow {
  readonly documents: number;
  readonly chunks: number;
  readonly topics: number;
  readonly sources: number;
  readonly rejections: number;
  readonly run: number | null;
  readonly activeRun: number | null;
  readonly provisional: ProvisionalRow | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export const projectColumns = sql`
  project.id, project.name, chunk_tokens as "chunkTokens", chunk_overlap as "chunkOverlap",
  current_run_id as "currentRunId", coalesce(current_run_id, picture_run_id) as "shownRunId", project.settings`;

export function projectByName(db: Db, name: string): Promise<ProjectRow | undefined> {
  return db.maybeOne(sql`select ${projectColumns} from project where name = ${name}`);
}

export const noProject = (name: string) =>
  new ToposcopeError("PROJECT_NOT_FOUND", `there is no project ${name}`);

/**
 * A project as it is shown, or as one of its analyses has it.
 *
 * @param asOf id of that analysis
 * @throws ToposcopeError PROJECT_NOT_FOUND, RUN_NOT_FOUND when it has no such analysis that is completed
 */
export async function requireProject(db: Db, name: string, asOf?: number): Promise<ProjectRow> {
  const project = await projectByName(db, name);
  if (!project) throw noProject(name);
  if (asOf === undefined || asOf === project.shownRunId) return project;
  const run = await db.maybeOne(sql`
    select from run where id = ${asOf} and project_id = ${project.id} and kind in ('analysis', 'picture')
      and state = 'completed'`);
  if (!run) throw new ToposcopeError("RUN_NOT_FOUND", `project ${name} has no completed analysis ${asOf}`);
  return { ...project, shownRunId: asOf };
}

/** Makes a project unless there is one of this name; undefined when there is. */
export function insertProject(
  db: Db,
  {
    name,
    chunkTokens,
    chunkOverlap,
    now,
  }: { name: string; chunkTokens: number; chunkOverlap: number; now: Date },
): Promise<ProjectRow | undefined> {
  return db.maybeOne(sql`
    insert into project (name, chunk_tokens, chunk_overlap, created_at, updated_at)
    values (${name}, ${chunkTokens}, ${chunkOverlap}, ${now}, ${now})
    on conflict (name) do nothing
    returning ${projectColumns}`);
}

/** Projects with their counts, the one changed last first; one project where a name is given. */
export function projectsWithCounts(db: Db, name?: string): Promise<ProjectCounts[]> {
  return db.many(sql`
    select ${projectColumns}, project.created_at as "createdAt", project.updated_at as "updatedAt",
      (select count(*) from document where project_id = project.id) as documents,
      (select count(*) from chunk where project_id = project.id) as chunks,
      (select count(*) from source where project_id = project.id) as sources,
      (select count(*) from rejection where project_id = project.id) as rejections,
      (
        select count(*)
        from topic
        join layer on layer.run_id = topic.run_id and layer.layer = topic.layer and suggested
        join run on run.id = topic.run_id and made_by <= edit_in_force
        left join topic_change as change on change.run_id = topic.run_id and change.topic_id = topic.id
          and edit_in_force between since and till
        where topic.run_id = coalesce(current_run_id, picture_run_id) and (change.topic_id is null or shown_as = topic.id)
      ) as topics,
      (select number from run where id = current_run_id) as run,
      (
        select ${provisionalOf} from run where id = coalesce(current_run_id, picture_run_id)
      ) as provisional,
      (
        select id
        from run
        where project_id = project.id and state = any(${[...activeStates]}::text[]) and not queued
          and kind <> 'picture'
      ) as "activeRun"
    from project
    where name = coalesce(${name ?? null}::text, name)
    order by project.updated_at desc, project.id desc`);
}

/** @returns whether there was such a project */
export async function renameProject(
  db: Db,
  { id, name, now }: { id: number; name: string; now: Date },
): Promise<boolean> {
  return (await db.run(sql`update project set name = ${name}, updated_at = ${now} where id = ${id}`)) === 1;
}

/** Keeps what a project hands down to the runs that it starts from now on; null takes a setting out. */
export async function saveProjectSettings(
  db: Db,
  { id, patch, now }: { id: number; patch: Readonly<Record<string, unknown>>; now: Date },
): Promise<void> {
  await db.run(sql`
    update project set settings = jsonb_strip_nulls(settings || ${json(patch)}::jsonb), updated_at = ${now}
    where id = ${id}`);
}

export async function touchProject(db: Db, id: number, now: Date): Promise<void> {
  await db.run(sql`update project set updated_at = ${now} where id = ${id}`);
}

/** Deletes a project and all that is in it; vectors stay in the cache, and what was spent in the ledger. */
export async function deleteProject(db: Db, id: number): Promise<void> {
  await db.within(deletionDeadlineMs).transaction(async (tx) => {
    // Whoever completes a stage holds it, and then the project.
    await tx.run(sql`
      select from stage
      where run_id in (select id from run where project_id = ${id})
      order by run_id, ordinal
      for update`);
    await tx.run(sql`update project set current_run_id = null where id = ${id}`);
    await forgetAnswers(tx, id);
    await tx.run(sql`delete from run where project_id = ${id}`);
    await tx.run(sql`delete from document where project_id = ${id}`);
    await tx.run(sql`delete from project where id = ${id}`);
  });
}

/** The analysis that a project shows. */
export interface CurrentRun {
  readonly id: number;
  readonly number: number;
  readonly model: string;
  readonly modelId: number;
}

/** An analysis or picture, as a project is read. */
export interface ShownRun extends CurrentRun {
  /** Of a picture: what it is a part of. */
  readonly provisional: ProvisionalRow | null;
}

/** What a picture is of, and which share of its project's chunks it has. */
export interface ProvisionalRow {
  readonly picture: number;
  readonly of: number;
  readonly share: number;
}

const provisionalOf = sql`
  case when run.kind = 'picture' then
    jsonb_build_object('picture', run.id, 'of', run.parent_run_id, 'share', run.chunk_share)
  end`;

/** The analysis or picture that a project was asked for, if it has one. A picture has the number of what it is a part of. */
export function shownRun(
  db: Db,
  { shownRunId }: Pick<ProjectRow, "shownRunId">,
): Promise<ShownRun | undefined> {
  return db.maybeOne(sql`
    select run.id, run.settings ->> 'model' as model, run.model_id as "modelId",
      coalesce(
        run.number, parent.number,
        (select coalesce(max(number), 0) + 1 from run as other where other.project_id = run.project_id)
      ) as number,
      ${provisionalOf} as provisional
    from run
    left join run as parent on parent.id = run.parent_run_id
    where run.id = ${shownRunId}`);
}

export function currentRun(db: Db, projectId: number): Promise<CurrentRun | undefined> {
  return db.maybeOne(sql`
    select run.id, run.number, run.settings ->> 'model' as model, model_id as "modelId"
    from project
    join run on run.id = current_run_id
    where project.id = ${projectId}`);
}

/** Whether this is the analysis that a project shows. */
export async function projectShows(
  db: Db,
  { projectId, runId }: { projectId: number; runId: number },
): Promise<boolean> {
  const row = await db.maybeOne(
    sql`select from project where id = ${projectId} and current_run_id = ${runId}`,
  );
  return row !== undefined;
}

/** Lets a project show no analysis. */
export async function clearCurrent(tx: Db, projectId: number): Promise<void> {
  await tx.run(sql`update project set current_run_id = null where id = ${projectId}`);
}

/**
 * Makes a completed analysis the one that the project shows: a single update, so readers never see a mixture. What was placed
 * into another one goes.
 */
export async function makeCurrent(
  tx: Db,
  { projectId, runId, now }: { projectId: number; runId: number; now: Date },
) {
  await tx.run(
    sql`update project set current_run_id = ${runId}, updated_at = ${now} where id = ${projectId}`,
  );
  for (const left of await forgetPlacements(tx, { projectId, except: runId })) {
    await addDrift(tx, left, {});
    await tallyTopics(tx, left);
  }
  await addEvent(tx, { projectId, runId, type: "run.current" });
}
