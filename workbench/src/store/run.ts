import { ToposcopeError } from "../errors.ts";
import { type RunKind, type RunSettings, type RunState, type StageName, stages } from "../model.ts";
import type { Db } from "./db.ts";
import { json, type Sql, sql } from "./sql.ts";

export interface RunRow {
  readonly id: number;
  readonly projectId: number;
  readonly sourceId: number | null;
  readonly kind: RunKind;
  readonly number: number | null;
  readonly state: RunState;
  readonly settings: RunSettings;
  readonly modelId: number | null;
  /** What the result depends on: equal fingerprints, equal results. */
  readonly fingerprint: Buffer | null;
  readonly error: string | null;
  readonly correlationId: string;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

const columns = sql`
  id, project_id as "projectId", source_id as "sourceId", kind, number, state, settings, model_id as "modelId",
  fingerprint, error, correlation_id as "correlationId", created_at as "createdAt", finished_at as "finishedAt"`;

export interface NewRun {
  readonly projectId: number;
  readonly kind: RunKind;
  readonly settings: RunSettings;
  readonly sourceId: number | null;
  readonly correlationId: string;
  readonly now: Date;
}

/**
 * Makes a run with its stages. Analyses are numbered within their project.
 *
 * @throws ToposcopeError RUN_ALREADY_ACTIVE when the project has one that is not finished
 */
export function insertRun(db: Db, run: NewRun): Promise<RunRow> {
  return db.transaction(async (tx) => {
    const made = await tx.maybeOne<RunRow>(sql`
      insert into run (
        project_id, source_id, kind, number, state, settings, correlation_id, created_at
      )
      values (
        ${run.projectId}, ${run.sourceId}, ${run.kind}, ${numberOf(run)}, 'pending', ${json(run.settings)}::jsonb,
        ${run.correlationId}, ${run.now}
      )
      on conflict do nothing
      returning ${columns}`);
    if (!made) throw await alreadyActive(tx, run.projectId);
    await tx.run(sql`
      insert into stage (run_id, name, ordinal)
      select ${made.id}, name, ordinality
      from unnest(${[...stages[run.kind]]}::text[]) with ordinality as listed(name, ordinality)`);
    return made;
  });
}

function numberOf({ kind, projectId }: NewRun): Sql {
  if (kind !== "analysis") return sql`null`;
  return sql`(select coalesce(max(number), 0) + 1 from run where project_id = ${projectId})`;
}

async function alreadyActive(db: Db, projectId: number): Promise<ToposcopeError> {
  const active = await activeRun(db, projectId);
  return new ToposcopeError(
    "RUN_ALREADY_ACTIVE",
    `the project already has run ${active?.id ?? "of another process"} under way`,
  );
}

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
  const condition = "runId" in of ? sql`run.id = ${of.runId}` : sql`project_id = ${of.projectId}`;
  return db.many(sql`
    select ${columns}, exists (select from project where current_run_id = run.id) as current
    from run
    where ${condition}
    order by run.id desc`);
}

/** The run of a project that is not finished. */
function activeRun(db: Db, projectId: number): Promise<RunRow | undefined> {
  return db.maybeOne(sql`
    select ${columns}
    from run
    where project_id = ${projectId} and state in ('pending', 'running')`);
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

/** All runs that are not finished, oldest first. */
export function activeRuns(db: Db): Promise<RunRow[]> {
  return db.many(sql`select ${columns} from run where state in ('pending', 'running') order by id`);
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

/** The newest run of a project, if it failed at exactly this work: it can go on. */
export function failedRun(
  db: Db,
  { projectId, kind, settings, sourceId }: Pick<NewRun, "projectId" | "kind" | "settings" | "sourceId">,
): Promise<RunRow | undefined> {
  return db.maybeOne(sql`
    select ${columns}
    from run
    where id = (select max(id) from run where project_id = ${projectId})
      and state = 'failed' and kind = ${kind} and settings = ${json(settings)}::jsonb
      and source_id is not distinct from ${sourceId}
      and finished_at >= (select updated_at from project where id = ${projectId})`);
}

/** Remembers what a run's result depends on, once it is known. */
export async function setFingerprint(db: Db, runId: number, fingerprint: Buffer): Promise<void> {
  await db.run(sql`update run set fingerprint = ${fingerprint} where id = ${runId}`);
}

export async function setRunModel(db: Db, runId: number, modelId: number): Promise<void> {
  await db.run(sql`update run set model_id = ${modelId} where id = ${runId}`);
}

/** @returns false when the run is over */
export async function markRunning(db: Db, runId: number): Promise<boolean> {
  return (
    (await db.run(sql`
      update run set state = 'running' where id = ${runId} and state in ('pending', 'running')`)) === 1
  );
}

export async function completeRun(tx: Db, runId: number, now: Date): Promise<void> {
  await tx.run(sql`
    update run set state = 'completed', finished_at = ${now} where id = ${runId} and state = 'running'`);
}

/** Ends a run with what went wrong. Its finished batches stay, so that starting it again goes on behind them. */
export async function failRun(
  tx: Db,
  { runId, stage, error, now }: { runId: number; stage: StageName; error: string; now: Date },
): Promise<void> {
  await tx.run(sql`
    update run set state = 'failed', error = ${error}, finished_at = ${now} where id = ${runId} and state = 'running'`);
  await tx.run(sql`
    update stage set state = 'failed', finished_at = ${now} where run_id = ${runId} and name = ${stage}`);
}

/**
 * Lets a failed run go on where it stopped, under the id of whoever asks for it now.
 *
 * @throws ToposcopeError RUN_ALREADY_ACTIVE when the project has another one under way
 */
export function reviveRun(db: Db, run: RunRow, correlationId: string): Promise<RunRow> {
  return db.transaction(async (tx) => {
    const other = await activeRun(tx, run.projectId);
    if (other && other.id !== run.id) throw await alreadyActive(tx, run.projectId);
    const revived = await tx.one<RunRow>(sql`
      update run set state = 'pending', error = null, finished_at = null, correlation_id = ${correlationId}
      where id = ${run.id}
      returning ${columns}`);
    await tx.run(sql`
      update stage set state = 'waiting', finished_at = null, failures = 0, error = null where run_id = ${run.id} and state = 'failed'`);
    await tx.run(
      sql`update batch set failures = 0, error = null where run_id = ${run.id} and state <> 'done'`,
    );
    return revived;
  });
}

export type { ClaimedBatch } from "./batch.ts";
