import type { StageName } from "../model.ts";
import type { Db } from "./db.ts";
import { sql } from "./sql.ts";

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
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

/** Stages of runs, in order, with what running batches have done so far counted in. */
export function stagesOf(db: Db, runIds: readonly number[]): Promise<StageRow[]> {
  return db.many(sql`
    select stage.run_id as "runId", name, stage.ordinal, stage.state, unit, total, detail, planned,
      started_at as "startedAt", finished_at as "finishedAt",
      done + coalesce(
        (
          select sum(progress)
          from batch
          where batch.run_id = stage.run_id and batch.stage = stage.name and batch.state = 'running'
        ),
        0
      ) as done
    from stage
    where run_id = any(${runIds}::bigint[])
    order by run_id, stage.ordinal`);
}

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

/** Makes a worker the one that lays out a stage's batches; false when another one is. */
export async function claimPlanning(
  db: Db,
  { runId, stage, unit, workerId, now }: StageOf & { unit: string; workerId: number; now: Date },
): Promise<boolean> {
  const claimed = await db.run(sql`
    update stage
    set planner = ${workerId}, unit = ${unit}, state = 'running', started_at = coalesce(started_at, ${now}), total = 0
    where run_id = ${runId} and name = ${stage} and not planned and planner is null and state <> 'completed'`);
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
    update stage set planned = true, planner = null where run_id = ${runId} and name = ${stage}`);
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

/** @returns whether it was the run's last stage */
export async function completeStage(
  tx: Db,
  { runId, stage, now }: StageOf & { now: Date },
): Promise<boolean> {
  await tx.run(sql`
    update stage
    set state = 'completed', finished_at = ${now}, detail = null
    where run_id = ${runId} and name = ${stage}`);
  const { last } = await tx.one<{ last: boolean }>(sql`
    select not exists (select from stage where run_id = ${runId} and state <> 'completed') as last`);
  return last;
}

export async function setDetail(
  db: Db,
  { runId, stage, detail }: StageOf & { detail: string },
): Promise<void> {
  await db.run(
    sql`update stage set detail = ${detail} where run_id = ${runId} and name = ${stage} and state = 'running'`,
  );
}
