import { setTimeout as sleep } from "node:timers/promises";
import type { Context } from "../context.ts";
import type { Run, StageProgress } from "../contract.ts";
import { ToposcopeError } from "../errors.ts";
import type { Db } from "../store/db.ts";
import { type RunWithCurrent, runsWithCurrent } from "../store/run.ts";
import { type StageRow, stagesOf } from "../store/stage.ts";
import { listenToRun } from "./run-channel.ts";

const rateWindowMs = 30_000;
const closestViewsMs = 100;
const furthestViewsMs = 1_000;

/** A run as it is now. Rates are means since the stage's start. @throws ToposcopeError RUN_NOT_FOUND */
export async function runView(db: Db, runId: number): Promise<Run> {
  const [view] = await views(db, await runsWithCurrent(db, { runId }));
  if (!view) throw new ToposcopeError("RUN_NOT_FOUND", `there is no run ${runId}`);
  return view;
}

/** A project's runs as they are now, newest first. */
export async function runViews(db: Db, projectId: number): Promise<Run[]> {
  return await views(db, await runsWithCurrent(db, { projectId }));
}

/**
 * A run as it is now and at each change, ten times a second at most, until it is over. Rates are means over the last
 * half minute.
 *
 * @throws ToposcopeError RUN_NOT_FOUND
 */
export async function* watchRun(
  { db }: Pick<Context, "db">,
  runId: number,
  { signal }: { signal?: AbortSignal } = {},
): AsyncGenerator<Run> {
  let changed = Promise.withResolvers<void>();
  const stop = await listenToRun(db, runId, () => changed.resolve());
  const rates = new Rates();
  try {
    while (!signal?.aborted) {
      changed = Promise.withResolvers<void>();
      const run = rates.into(await runView(db, runId));
      yield run;
      if (isOver(run)) return;
      await sleep(closestViewsMs);
      await Promise.race([changed.promise, sleep(furthestViewsMs, undefined, { signal }).catch(() => {})]);
    }
  } finally {
    await stop();
  }
}

function isOver({ state }: Run): boolean {
  return state === "completed" || state === "failed" || state === "cancelled";
}

async function views(db: Db, runs: readonly RunWithCurrent[]): Promise<Run[]> {
  const stages = Map.groupBy(
    await stagesOf(
      db,
      runs.map(({ id }) => id),
    ),
    ({ runId }) => runId,
  );
  const now = Date.now();
  return runs.map((run) => ({
    id: run.id,
    number: run.number,
    name: run.name,
    kind: run.kind,
    state: run.state,
    queued: run.queued,
    waitsFor: waitView(run),
    model: run.settings.model,
    error: run.error,
    current: run.current,
    createdAt: run.createdAt.toISOString(),
    finishedAt: run.finishedAt?.toISOString() ?? null,
    stages: (stages.get(run.id) ?? []).map((stage) => stageView(stage, now)),
  }));
}

function waitView({ waitsFor, waitsDetail, waitsUntil }: RunWithCurrent): Run["waitsFor"] {
  if (waitsFor === null || waitsUntil === null) return null;
  return { what: waitsFor, detail: waitsDetail ?? "", until: waitsUntil.toISOString() };
}

function stageView(stage: StageRow, now: number): StageProgress {
  const { name, state, done, unit, detail, startedAt, finishedAt } = stage;
  const total = stage.planned ? stage.total : null;
  const seconds = startedAt
    ? Math.max(0, ((finishedAt?.getTime() ?? now) - startedAt.getTime()) / 1_000)
    : null;
  const rate = seconds && done > 0 ? done / seconds : null;
  return {
    name,
    state,
    done,
    total,
    unit,
    detail,
    rate,
    secondsLeft: secondsLeft(state, done, total, rate),
    seconds,
  };
}

function secondsLeft(
  state: StageRow["state"],
  done: number,
  total: number | null,
  rate: number | null,
): number | null {
  return state === "running" && total !== null && rate ? Math.max(0, total - done) / rate : null;
}

/** What one watcher saw of each stage's progress, for rates over a sliding window. */
class Rates {
  readonly #seen = new Map<string, { at: number; done: number }[]>();

  into(run: Run): Run {
    return {
      ...run,
      stages: run.stages.map((stage) => (stage.state === "running" ? this.#withRate(stage) : stage)),
    };
  }

  #withRate(stage: StageProgress): StageProgress {
    const now = performance.now();
    const seen = this.#seen.get(stage.name) ?? [];
    this.#seen.set(stage.name, seen);
    seen.push({ at: now, done: stage.done });
    while ((seen[1]?.at ?? now) < now - rateWindowMs) seen.shift();
    const [first] = seen;
    const elapsedSeconds = first ? (now - first.at) / 1_000 : 0;
    if (!first || elapsedSeconds < 1) return stage;
    const rate = Math.max(0, stage.done - first.done) / elapsedSeconds || stage.rate;
    return { ...stage, rate, secondsLeft: secondsLeft(stage.state, stage.done, stage.total, rate) };
  }
}
