import { ToposcopeError } from "../errors.ts";
import {
  activeStates,
  type RunKind,
  type RunSettings,
  type RunState,
  type StageName,
  stages,
  statesBefore,
  type WaitReason,
} from "../model.ts";
import type { Db } from "./db.ts";
import { addEvent } from "./event.ts";
import { json, type Sql, sql } from "./sql.ts";

export interface RunRow {
  readonly id: number;
  readonly projectId: number;
  readonly sourceId: number | null;
  /** The run that a picture is of. */
  readonly parentRunId: number | null;
  /** Of a picture: the share of the project's chunks that is in it. */
  readonly chunkShare: number | null;
  readonly kind: RunKind;
  readonly number: number | null;
  /** What the user calls it. */
  readonly name: string | null;
  readonly state: RunState;
  /** In line behind the project's other run. */
  readonly queued: boolean;
  /** Of a waiting run. */
  readonly waitsFor: WaitReason | null;
  readonly waitsDetail: string | null;
  readonly waitsUntil: Date | null;
  /** Whether a waiting run is to be tried again by now. */
  readonly isDue: boolean;
  /** How often it has waited for the same. */
  readonly tries: number;
  readonly settings: RunSettings;
  /** Names of the settings that its project would have set otherwise. */
  readonly overridden: readonly string[];
  readonly modelId: number | null;
  /** What the result depends on: equal fingerprints, equal results. */
  readonly fingerprint: Buffer | null;
  /** Whose files it reads, if any. */
  readonly machine: string | null;
  readonly error: string | null;
  readonly correlationId: string;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

const columns = sql`
  id, project_id as "projectId", source_id as "sourceId", parent_run_id as "parentRunId", chunk_share as "chunkShare", kind, number, run.name, state, queued,
  waits_for as "waitsFor", waits_detail as "waitsDetail", waits_until as "waitsUntil",
  coalesce(waits_until <= now(), false) as "isDue", tries, run.settings, overridden, model_id as "modelId",
  fingerprint, run.machine_id as machine, error, correlation_id as "correlationId", created_at as "createdAt", finished_at as "finishedAt"`;

export interface NewRun {
  readonly projectId: number;
  readonly kind: RunKind;
  readonly settings: RunSettings;
  readonly overridden?: readonly string[] | undefined;
  readonly sourceId: number | null;
  readonly machine: string | null;
  readonly correlationId: string;
  /** Stand in line where the project has a run under way already. */
  readonly queue?: boolean | undefined;
  readonly now: Date;
}

/**
 * Makes a run with its stages. Analyses are numbered within their project.
 *
 * @throws ToposcopeError RUN_ALREADY_ACTIVE when the project has one that is not over, and this shall not stand in line
 */
export function insertRun(db: Db, run: NewRun): Promise<RunRow> {
  return db.transaction(async (tx) => {
    if (!(await holdProject(tx, run.projectId)))
      throw new ToposcopeError("PROJECT_NOT_FOUND", "the project was deleted meanwhile");
    const active = await activeRun(tx, run.projectId);
    if (active && !run.queue) throw alreadyActive(active);
    const made = await tx.one<RunRow>(sql`
      insert into run (
        project_id, source_id, kind, number, state, queued, settings, overridden, machine_id, correlation_id,
        created_at
      )
      values (
        ${run.projectId}, ${run.sourceId}, ${run.kind}, ${numberOf(run)}, 'pending', ${active !== undefined},
        ${json(run.settings)}::jsonb, ${[...(run.overridden ?? [])]}::text[], ${run.machine}, ${run.correlationId},
        ${run.now}
      )
      returning ${columns}`);
    await tx.run(sql`
      insert into stage (run_id, name, ordinal)
      select ${made.id}, name, ordinality
      from unnest(${[...stages[run.kind]]}::text[]) with ordinality as listed(name, ordinality)`);
    await addRunEvent(tx, made.id);
    return made;
  });
}

function numberOf({ kind, projectId }: NewRun): Sql {
  if (kind !== "analysis") return sql`null`;
  return sql`(select coalesce(max(number), 0) + 1 from run where project_id = ${projectId})`;
}

/** Runs of a project begin and end one after the other: held until the transaction ends, and taken before a run's row. @returns whether there is such a project */
export async function holdProject(tx: Db, projectId: number): Promise<boolean> {
  return (await tx.run(sql`select from project where id = ${projectId} for no key update`)) === 1;
}

const alreadyActive = ({ id, kind, state }: RunRow) =>
  new ToposcopeError("RUN_ALREADY_ACTIVE", `the project has ${kind} run ${id} under way: it is ${state}`);

export function runById(db: Db, id: number): Promise<RunRow | undefined> {
  return db.maybeOne(sql`select ${columns} from run where id = ${id}`);
}

/** A run, and whether it is the one that its project shows. */
export interface RunWithCurrent extends RunRow {
  readonly current: boolean;
}

/** A project's imports and analyses, or one of them, newest first. */
export function runsWithCurrent(
  db: Db,
  of: { readonly projectId: number } | { readonly runId: number },
): Promise<RunWithCurrent[]> {
  const condition =
    "runId" in of ? sql`run.id = ${of.runId}` : sql`project_id = ${of.projectId} and kind <> 'picture'`;
  return db.many(sql`
    select ${columns}, exists (select from project where current_run_id = run.id) as current
    from run
    where ${condition}
    order by run.id desc`);
}

/** The run of a project that is not over, without those in line. */
export function activeRun(db: Db, projectId: number): Promise<RunRow | undefined> {
  return db.maybeOne(sql`
    select ${columns}
    from run
    where project_id = ${projectId} and state = any(${[...activeStates]}::text[]) and not queued
      and kind <> 'picture'`);
}

/** All runs of a project that are not over, those in line included. */
export function openRuns(db: Db, projectId: number): Promise<RunRow[]> {
  return db.many(sql`
    select ${columns}
    from run
    where project_id = ${projectId} and state = any(${[...activeStates]}::text[])
    order by id`);
}

/** The newest analysis of a project with edits in force, of those before a run. */
export function lastEditedRun(
  db: Db,
  { projectId, before }: { projectId: number; before: number },
): Promise<RunRow | undefined> {
  return db.maybeOne(sql`
    select ${columns}
    from run
    where project_id = ${projectId} and id < ${before} and edit_in_force > 0
    order by id desc
    limit 1`);
}

/** All runs that have something to do now, oldest first. */
export function workableRuns(db: Db): Promise<RunRow[]> {
  return db.many(sql`
    select ${columns}
    from run
    where not queued and (state in ('pending', 'running') or state = 'waiting' and waits_until <= now())
    order by id`);
}

/** The newest run of a project with this fingerprint in one of these states. */
export function runByFingerprint(
  db: Db,
  {
    projectId,
    kind,
    fingerprint,
    states,
  }: { projectId: number; kind: RunKind; fingerprint: Buffer; states: readonly RunState[] },
): Promise<RunRow | undefined> {
  return db.maybeOne(sql`
    select ${columns}
    from run
    where project_id = ${projectId} and kind = ${kind} and fingerprint = ${fingerprint}
      and state = any(${states}::text[])
    order by id desc
    limit 1`);
}

/** The newest run of a project, if it failed or was cancelled at exactly this work: it can go on. */
export function stoppedRun(
  db: Db,
  { projectId, kind, settings, sourceId }: Pick<NewRun, "projectId" | "kind" | "settings" | "sourceId">,
): Promise<RunRow | undefined> {
  return db.maybeOne(sql`
    select ${columns}
    from run
    where id = (select max(id) from run where project_id = ${projectId} and kind <> 'picture')
      and state in ('failed', 'cancelled') and kind = ${kind} and settings = ${json(settings)}::jsonb
      and source_id is not distinct from ${sourceId}
      and finished_at >= (select updated_at from project where id = ${projectId})`);
}

export async function renameRun(db: Db, runId: number, name: string | null): Promise<void> {
  await db.run(sql`update run set name = ${name} where id = ${runId}`);
}

/** Deletes a run that is over, with its result. @returns false when it is not over */
export async function deleteRun(tx: Db, runId: number): Promise<boolean> {
  const deleted = await tx.run(sql`
    delete from run where id = ${runId} and (queued or state = any(${["completed", "failed", "cancelled"]}::text[]))`);
  return deleted === 1;
}

/** The newest completed analysis of a project. */
export function lastCompleted(db: Db, projectId: number): Promise<RunRow | undefined> {
  return db.maybeOne(sql`
    select ${columns}
    from run
    where project_id = ${projectId} and kind = 'analysis' and state = 'completed'
    order by finished_at desc, id desc
    limit 1`);
}

/** What imports of a machine are to read below a folder, and whether all of it is read. */
export async function pathsToRead(
  db: Db,
  { machine, folder }: { machine: string; folder: string },
): Promise<{ path: string; isRead: boolean }[]> {
  return await db.many(sql`
    select path, coalesce(stage.state = 'completed', false) as "isRead"
    from run
    left join stage on run_id = run.id and stage.name = 'read'
    cross join lateral jsonb_array_elements_text(settings -> 'paths') as path
    where kind = 'import' and machine_id = ${machine} and starts_with(path, ${folder})`);
}

/** Remembers what a run's result depends on, once it is known. */
export async function setFingerprint(db: Db, runId: number, fingerprint: Buffer): Promise<void> {
  await db.run(sql`update run set fingerprint = ${fingerprint} where id = ${runId}`);
}

export async function setRunModel(db: Db, runId: number, modelId: number): Promise<void> {
  await db.run(sql`update run set model_id = ${modelId} where id = ${runId}`);
}

interface RunMove {
  readonly runId: number;
  readonly to: RunState;
  readonly now: Date;
  readonly error?: string | null;
  /** Into the line behind the project's other run. */
  readonly queued?: boolean;
}

/**
 * Moves a run to another state, if it is in one from which it may come there. @returns whether it did
 *
 * What it waited for is forgotten with any move but one to `waiting`.
 */
export function moveRun(db: Db, { runId, to, now, error = null, queued = false }: RunMove): Promise<boolean> {
  const isOver = to === "completed" || to === "failed" || to === "cancelled";
  return withEvent(db, runId, (tx) =>
    tx.run(sql`
      update run
      set state = ${to}, error = ${error}, finished_at = ${isOver ? now : null}, waits_for = null, waits_detail = null,
        waits_until = null, queued = ${queued}
      where id = ${runId} and state = any(${statesBefore(to)}::text[]) and not (queued and ${to !== "cancelled"})`),
  );
}

/** Makes a move and, where there was one, tells of it. */
function withEvent(db: Db, runId: number, move: (tx: Db) => Promise<number>): Promise<boolean> {
  return db.transaction(async (tx) => {
    const moved = (await move(tx)) === 1;
    if (moved) await addRunEvent(tx, runId);
    return moved;
  });
}

/** Tells in which state a run is now; a picture is only told of when it is ready. */
async function addRunEvent(tx: Db, runId: number): Promise<void> {
  const { projectId, ...data } = await tx.one<Pick<RunRow, "projectId" | "kind" | "number" | "state">>(sql`
    select project_id as "projectId", kind, number, state from run where id = ${runId}`);
  if (data.kind === "picture") return;
  await addEvent(tx, { projectId, runId, type: "run.state", data });
}

/** Whether a run goes on; its answer holds until the transaction ends. */
export async function holdRun(tx: Db, runId: number): Promise<boolean> {
  const row = await tx.maybeOne(
    sql`select from run where id = ${runId} and state = 'running' for no key update`,
  );
  return row !== undefined;
}

/**
 * Lets a run wait for something outside until a later try.
 *
 * @param delayMs until the next try, from now by the database's clock
 */
export function waitRun(
  db: Db,
  {
    runId,
    waitsFor,
    detail,
    delayMs,
  }: { runId: number; waitsFor: WaitReason; detail: string; delayMs: number },
): Promise<boolean> {
  return withEvent(db, runId, (tx) =>
    tx.run(sql`
      update run
      set state = 'waiting', waits_for = ${waitsFor}, waits_detail = ${detail}, tries = tries + 1,
        waits_until = now() + ${delayMs}::float8 * interval '1 millisecond'
      where id = ${runId} and state = any(${statesBefore("waiting")}::text[])`),
  );
}

/** A run that gets on has nothing to wait for. */
export async function forgetTries(tx: Db, runId: number): Promise<void> {
  await tx.run(sql`update run set tries = 0 where id = ${runId} and tries > 0`);
}

/** Takes back what workers hold of a run: nothing that they do for it now is committed. */
export async function releaseWork(tx: Db, runId: number): Promise<void> {
  await tx.run(sql`
    update batch set state = 'undone', worker_id = null, progress = 0
    where run_id = ${runId} and state = 'running'`);
  await tx.run(sql`update stage set planner = null where run_id = ${runId} and planner is not null`);
}

/** Ends a run with what went wrong. Its finished batches stay, so that starting it again goes on behind them. */
export async function failRun(
  tx: Db,
  { runId, stage, error, now }: { runId: number; stage: StageName; error: string; now: Date },
): Promise<boolean> {
  if (!(await moveRun(tx, { runId, to: "failed", now, error }))) return false;
  await tx.run(sql`
    update stage set state = 'failed', finished_at = ${now} where run_id = ${runId} and name = ${stage}`);
  return true;
}

/**
 * Lets a run that is paused, failed or cancelled go on where it stopped, under the id of whoever asks for it now.
 *
 * @throws ToposcopeError RUN_ALREADY_ACTIVE when the project has another one under way, and this shall not stand in line
 */
export function reviveRun(
  db: Db,
  run: RunRow,
  { correlationId, queue = false, now }: { correlationId: string; queue?: boolean | undefined; now: Date },
): Promise<RunRow> {
  return db.transaction(async (tx) => {
    await holdProject(tx, run.projectId);
    const other = await activeRun(tx, run.projectId);
    const isOther = other !== undefined && other.id !== run.id;
    if (isOther && !queue) throw alreadyActive(other);
    if (!(await moveRun(tx, { runId: run.id, to: "pending", queued: isOther, now })))
      throw await cannotMove(tx, run.id, "resumed");
    const revived = await tx.one<RunRow>(sql`
      update run set correlation_id = ${correlationId}, tries = 0
      where id = ${run.id}
      returning ${columns}`);
    await tx.run(sql`
      update stage set state = 'waiting', finished_at = null, failures = 0, error = null
      where run_id = ${run.id} and state = 'failed'`);
    await tx.run(
      sql`update batch set failures = 0, error = null where run_id = ${run.id} and state <> 'done'`,
    );
    return revived;
  });
}

/** Why a run is not moved: from the state that it has. @throws ToposcopeError RUN_NOT_FOUND */
export async function cannotMove(db: Db, runId: number, done: string): Promise<ToposcopeError> {
  const run = await runById(db, runId);
  if (!run) return new ToposcopeError("RUN_NOT_FOUND", `there is no run ${runId}`);
  const state = run.queued ? "in line" : run.state;
  return new ToposcopeError("RUN_STATE", `run ${runId} is ${state}: it cannot be ${done}`);
}

/** Lets the project's next run in line begin, where none is under way. */
export async function beginQueued(tx: Db, projectId: number): Promise<number | undefined> {
  await holdProject(tx, projectId);
  if (await activeRun(tx, projectId)) return undefined;
  const next = await tx.maybeOne<{ id: number }>(sql`
    update run set queued = false
    where id = (select min(id) from run where project_id = ${projectId} and queued)
    returning id`);
  return next?.id;
}

export type { ClaimedBatch } from "./batch.ts";
