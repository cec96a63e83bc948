import type { StageName } from "../model.ts";
import type { Db } from "./db.ts";
import { type Sql, sql } from "./sql.ts";

export interface StageRow {
  readonly runId: number;
  readonly name: StageName;
  readonly ordinal: number;
  readonly state: "waiting" | "running" | "completed" | "failed";
  readonly unit: string;
  /** Units of finished batches, and those that running ones reported. */
  readonly done: number;
  readonly total: number | null;
  readonly detail: string | null;
  readonly planned: boolean;
  /** Whether a batch is being done. */
  readonly busy: boolean;
  /** Time in which it was worked on, by however many workers. */
  readonly workedMs: number;
  /** Work of late, older work fading away, and the time that it took. */
  readonly recentUnits: number;
  readonly recentMs: number;
}

/** After this long in work, what was done counts a third in the rate. */
const fadingMs = 30_000;

export const msSince = (moment: Sql) => sql`1000 * extract(epoch from clock_timestamp() - ${moment})::float8`;

/** Joins what is being done of a stage right now. */
export const withUnderway = sql`
  left join lateral (
    select count(*) as batches, sum(progress) as progress,
      case when count(*) > 0 then ${msSince(sql`greatest(worked_until, min(claimed_at))`)} end as passed,
      -- Of what a batch has done, the part that falls into the time that is not counted yet.
      sum(
        progress * ${msSince(sql`greatest(worked_until, claimed_at)`)} / greatest(${msSince(sql`claimed_at`)}, 1)
      ) as fresh
    from batch
    where batch.run_id = stage.run_id and batch.stage = stage.name and batch.state = 'running'
  ) as underway on stage.state = 'running'`;

/** Units of finished batches, and those that running ones reported. */
export const doneSoFar = sql`(stage.done + coalesce(underway.progress, 0))`;

/** Time in which a stage was worked on, by however many workers. */
export const workedSoFar = sql`
  stage.worked_ms
    + coalesce(case when planner is not null then ${msSince(sql`worked_until`)} else underway.passed end, 0)`;

/** Stages of runs, in order, with what running batches have done so far counted in. */
export function stagesOf(db: Db, runIds: readonly number[]): Promise<StageRow[]> {
  return db.many(sql`
    select stage.run_id as "runId", name, stage.ordinal, stage.state, unit, total, detail, planned,
      ${doneSoFar} as done,
      coalesce(batches > 0, false) as busy,
      ${workedSoFar} as "workedMs",
      recent_units + coalesce(fresh, 0) as "recentUnits",
      recent_ms + case when fresh > 0 then passed else 0 end as "recentMs"
    from stage
    ${withUnderway}
    where run_id = any(${runIds}::bigint[])
    order by run_id, stage.ordinal`);
}

/**
 * Counts a finished batch, and the time since the one before: from when it, or another that is still being done, was
 * claimed. So the time in which nobody worked does not count, and that in which several did counts once.
 */
export async function addDone(
  tx: Db,
  { runId, stage, weight, claimedAt }: StageOf & { readonly weight: number; readonly claimedAt: Date | null },
): Promise<void> {
  const begun = sql`
    select least(${claimedAt}::timestamptz, min(claimed_at))
    from batch
    where run_id = ${runId} and batch.stage = ${stage} and batch.state = 'running'`;
  await tx.run(sql`
    update stage
    set done = done + ${weight}, (worked_ms, worked_until, recent_units, recent_ms) = (
      select worked_ms + passed, clock_timestamp(), recent_units * exp(-passed / ${fadingMs}) + ${weight},
        recent_ms * exp(-passed / ${fadingMs}) + passed
      from (select greatest(0, ${msSince(sql`greatest(worked_until, (${begun}))`)}) as passed) as counted
    )
    where run_id = ${runId} and name = ${stage}`);
}

/**
 * How long stages took when they had something to do: in the last runs of the project before each run that were like it,
 * and where there are none, in those of other projects.
 */
export async function usualDurations(
  db: Db,
  runIds: readonly number[],
): Promise<Map<number, Partial<Record<StageName, number>>>> {
  const rows = await db.many<{ runId: number; stages: Partial<Record<StageName, number>> }>(sql`
    select run_id as "runId", jsonb_object_agg(name, ms) as stages
    from (
      select run.id as run_id, stage.name, avg(worked_ms) as ms
      from run
      cross join lateral (
        select id
        from (
          select earlier.id, rank() over (order by earlier.project_id = run.project_id desc) as kinship
          from run as earlier
          where earlier.kind = run.kind and earlier.state = 'completed' and earlier.finished_at <= run.created_at
            and earlier.settings ->> 'model' = run.settings ->> 'model'
        ) as earlier
        where kinship = 1
        order by id desc
        limit ${runsCompared}
      ) as like_it
      join stage on stage.run_id = like_it.id and total > 0
      where run.id = any(${runIds}::bigint[])
      group by run.id, stage.name
    ) as usual
    group by run_id`);
  return new Map(rows.map(({ runId, stages }) => [runId, stages]));
}

const runsCompared = 5;

/** The stage that a run is at; undefined when all are completed. */
export function currentStage(
  db: Db,
  runId: number,
): Promise<{ name: StageName; planned: boolean; failures: number; error: string | null } | undefined> {
  return db.maybeOne(sql`
    select name, planned, failures, error
    from stage
    where run_id = ${runId} and state <> 'completed'
    order by ordinal
    limit 1`);
}

interface StageOf {
  readonly runId: number;
  readonly stage: StageName;
}

/** Makes a worker the one that lays out a stage's batches; false when another one is, or as for `claimBatch`. */
export async function claimPlanning(
  db: Db,
  { runId, stage, unit, workerId, now }: StageOf & { unit: string; workerId: number; now: Date },
): Promise<boolean> {
  const claimed = await db.run(sql`
    with claiming as (
      select worker.id
      from worker
      join run on run.id = ${runId} and run.state = 'running'
      where worker.id = ${workerId}
      for share of run
      for key share of worker
    )
    update stage
    set planner = claiming.id, unit = ${unit}, state = 'running', started_at = coalesce(started_at, ${now}), total = 0,
      worked_until = clock_timestamp()
    from claiming
    where run_id = ${runId} and name = ${stage} and not planned and planner is null and stage.state <> 'completed'`);
  return claimed === 1;
}

/** Whether the worker is still the one that plans; its answer holds until the transaction ends. */
export async function holdPlanning(
  tx: Db,
  { runId, stage, workerId }: StageOf & { workerId: number },
): Promise<boolean> {
  const row = await tx.maybeOne(sql`
    select from stage
    where run_id = ${runId} and name = ${stage} and planner = ${workerId} and not planned
    for update`);
  return row !== undefined;
}

export async function addToTotal(
  tx: Db,
  { runId, stage, weight }: StageOf & { weight: number },
): Promise<void> {
  await tx.run(sql`
    update stage set total = coalesce(total, 0) + ${weight} where run_id = ${runId} and name = ${stage}`);
}

/** From here on the stage's batches can be claimed. */
export async function finishPlanning(tx: Db, { runId, stage }: StageOf): Promise<void> {
  await tx.run(sql`
    update stage
    set planned = true, planner = null, worked_ms = worked_ms + ${msSince(sql`worked_until`)},
      worked_until = clock_timestamp()
    where run_id = ${runId} and name = ${stage}`);
}

/** Gives a planning back undone. */
export async function abandonPlanning(
  db: Db,
  { runId, stage, workerId }: StageOf & { workerId: number },
): Promise<void> {
  await db.run(sql`
    update stage set planner = null where run_id = ${runId} and name = ${stage} and planner = ${workerId}`);
}

/** Counts a planning or completion that went wrong. @returns how many did by now */
export async function countStageFailure(
  db: Db,
  { runId, stage, error }: StageOf & { error: string },
): Promise<number> {
  const row = await db.maybeOne<{ failures: number }>(sql`
    update stage set failures = failures + 1, error = ${error}
    where run_id = ${runId} and name = ${stage}
    returning failures`);
  return row?.failures ?? 0;
}

/**
 * Locks a planned stage whose batches are all done, for the transaction that completes it: others wait here, and then
 * find it completed.
 */
export async function lockIfDone(tx: Db, { runId, stage }: StageOf): Promise<"done" | "open" | "completed"> {
  const row = await tx.one<{ state: StageRow["state"]; planned: boolean }>(sql`
    select state, planned from stage where run_id = ${runId} and name = ${stage} for update`);
  if (row.state === "completed") return "completed";
  if (!row.planned) return "open";
  const { open } = await tx.one<{ open: boolean }>(sql`
    select exists (
      select from batch where run_id = ${runId} and stage = ${stage} and state <> 'done'
    ) as open`);
  return open ? "open" : "done";
}

/** Completes a stage in the transaction that its completion takes. @returns whether it was the run's last stage */
export async function completeStage(
  tx: Db,
  { runId, stage, now }: StageOf & { now: Date },
): Promise<boolean> {
  await tx.run(sql`
    update stage
    set state = 'completed', finished_at = ${now}, detail = null, worked_ms = worked_ms + ${msSince(sql`now()`)}
    where run_id = ${runId} and name = ${stage}`);
  const { last } = await tx.one<{ last: boolean }>(sql`
    select not exists (select from stage where run_id = ${runId} and state <> 'completed') as last`);
  return last;
}
