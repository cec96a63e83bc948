import type { Run, StageProgress } from "../contract.ts";
import { ToposcopeError } from "../errors.ts";
import type { RunKind, StageName } from "../model.ts";
import type { Db } from "../store/db.ts";
import { type RunWithCurrent, runsWithCurrent } from "../store/run.ts";
import { type StageRow, stagesOf, usualDurations } from "../store/stage.ts";
import { type MemoryInUse, memoryAtRuns } from "../store/work-counts.ts";
import { partsOf } from "./stage-parts.ts";

/** A run as it is now. @throws ToposcopeError RUN_NOT_FOUND */
export async function runView(db: Db, runId: number): Promise<Run> {
  const [view] = await views(db, await runsWithCurrent(db, { runId }));
  if (!view) throw new ToposcopeError("RUN_NOT_FOUND", `there is no run ${runId}`);
  return view;
}

/** A project's runs as they are now, newest first. */
export async function runViews(db: Db, projectId: number): Promise<Run[]> {
  return await views(db, await runsWithCurrent(db, { projectId }));
}

/** Whether nothing more happens to a run unless somebody resumes it. */
export function isOver({ state }: Pick<Run, "state">): boolean {
  return state === "completed" || state === "failed" || state === "cancelled";
}

async function views(db: Db, runs: readonly RunWithCurrent[]): Promise<Run[]> {
  const ids = runs.map(({ id }) => id);
  const stages = Map.groupBy(await stagesOf(db, ids), ({ runId }) => runId);
  const usual = await usualOf(
    db,
    runs.filter(({ state }) => state !== "completed"),
  );
  const running = runs.filter(({ state }) => state === "running").map(({ id }) => id);
  const memory = await memoryAtRuns(db, running);
  return runs.map((run) =>
    runOf(run, {
      stages: stages.get(run.id) ?? [],
      usual: usual.get(run.id) ?? {},
      memory: memory.get(run.id),
    }),
  );
}

type Durations = Partial<Record<StageName, number>>;

/** What was found for a run stays true: it tells of runs that were over before it began. */
const found = new WeakMap<Db, Map<number, Durations>>();
const mostFound = 1_000;

async function usualOf(db: Db, runs: readonly RunWithCurrent[]): Promise<ReadonlyMap<number, Durations>> {
  const known = found.get(db) ?? new Map<number, Durations>();
  found.set(db, known);
  const unknown = runs.filter(({ id }) => !known.has(id)).map(({ id }) => id);
  if (unknown.length === 0) return known;
  if (known.size > mostFound) known.clear();
  const durations = await usualDurations(db, unknown);
  for (const id of unknown) known.set(id, durations.get(id) ?? {});
  return known;
}

interface RunParts {
  readonly stages: readonly StageRow[];
  readonly usual: Durations;
  readonly memory: MemoryInUse | undefined;
}

function runOf(run: RunWithCurrent, { stages, usual, memory }: RunParts): Run {
  const rates = stages.map(rateOf);
  const times = stages.map((stage, at) => expectedMs(run, stage, rates[at] ?? null, usual));
  const weights = weightsOf(times);
  const views = stages.map((stage, at) =>
    stageView(stage, { rate: rates[at] ?? null, weight: weights[at] ?? 0 }),
  );
  const isRunning = run.state === "running";
  return {
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
    share:
      run.state === "completed"
        ? 1
        : Math.min(
            1,
            sumOf(views, ({ weight, share }) => weight * share),
          ),
    seconds: sumOf(stages, ({ workedMs }) => workedMs) / 1_000,
    secondsLeft: isRunning ? runSecondsLeft(stages, views, times) : null,
    memory: memory ?? null,
    stages: views,
  };
}

function waitView({ waitsFor, waitsDetail, waitsUntil }: RunWithCurrent): Run["waitsFor"] {
  if (waitsFor === null || waitsUntil === null) return null;
  return { what: waitsFor, detail: waitsDetail ?? "", until: waitsUntil.toISOString() };
}

/** Units a second, from the work of late. */
function rateOf({ recentUnits, recentMs }: StageRow): number | null {
  return recentUnits > 0 && recentMs > 0 ? (1_000 * recentUnits) / recentMs : null;
}

function stageView(
  stage: StageRow,
  { rate, weight }: { rate: number | null; weight: number },
): StageProgress {
  const { name, state, done, unit, workedMs } = stage;
  const total = stage.planned ? stage.total : null;
  const share = shareOf(stage);
  const isRunning = state === "running";
  return {
    name,
    state,
    done: Math.floor(done),
    total,
    unit,
    detail: detailOf(stage),
    weight,
    share,
    parts: isRunning && stage.busy ? partsOf(name, share) : [],
    rate,
    secondsLeft: isRunning && total !== null && done < total && rate !== null ? (total - done) / rate : null,
    seconds: state === "waiting" ? null : workedMs / 1_000,
  };
}

function shareOf({ state, planned, done, total }: StageRow): number {
  if (state === "completed") return 1;
  return planned && total !== null && total > 0 ? Math.min(1, done / total) : 0;
}

/** What the batches say; before and after them what the stage itself is at. */
function detailOf({ state, planned, busy, done, total, detail }: StageRow): string | null {
  if (state !== "running" || busy) return detail;
  if (!planned) return "looking what there is to do";
  return done === total ? "completing" : detail;
}

/**
 * How long a stage takes as a whole: as measured where it is over or under way, else as long as it usually does;
 * nothing where there is nothing to do.
 */
function expectedMs(
  { kind, settings }: RunWithCurrent,
  stage: StageRow,
  rate: number | null,
  usual: Durations,
): { readonly ms: number; readonly usualMs: number; readonly measured: boolean } {
  const { name, planned, total, done, workedMs } = stage;
  const usualMs =
    planned && total === 0 ? 0 : (usual[name] ?? usualSeconds(kind, name, settings.model) * 1_000);
  if (stage.state === "completed") return { ms: workedMs, usualMs, measured: true };
  if (rate === null || total === null || !planned) return { ms: usualMs, usualMs, measured: false };
  return { ms: workedMs + (1_000 * Math.max(0, total - done)) / rate, usualMs, measured: true };
}

/** Seconds that stages take per thousand passages or so on two cores, where no earlier run tells. */
const secondsByStage: Readonly<Partial<Record<RunKind, Durations>>> = {
  import: { read: 8, prepare: 6, chunk: 3, embed: 2, place: 0.5 },
  analysis: { embed: 2, neighbors: 2, cluster: 4, map: 5, name: 6 },
  picture: { chunk: 1, embed: 2, neighbors: 2, cluster: 4, map: 5, name: 6 },
  facets: { ask: 5 },
};
const secondsToEmbed = 60;

function usualSeconds(kind: RunKind, name: StageName, model: string): number {
  if (name === "embed" && model !== "static") return secondsToEmbed;
  return secondsByStage[kind]?.[name] ?? 1;
}

type Expected = ReturnType<typeof expectedMs>;

/** Each stage's part of the whole: by how long they usually take, which no run changes as it goes on. */
function weightsOf(times: readonly Expected[]): number[] {
  const whole = sumOf(times, ({ usualMs }) => usualMs);
  return times.map(({ usualMs }) => (whole > 0 ? usualMs / whole : 1 / times.length));
}

/** What is left of the stage under way, and of those to come what they usually take at the pace of this run. */
function runSecondsLeft(
  stages: readonly StageRow[],
  views: readonly StageProgress[],
  times: readonly Expected[],
): number | null {
  const measured = times.filter(({ measured, usualMs }) => measured && usualMs > 0);
  if (measured.length === 0) return null;
  const pace = sumOf(measured, ({ ms }) => ms) / sumOf(measured, ({ usualMs }) => usualMs);
  const at = stages.findIndex(({ state }) => state !== "completed");
  return sumOf(times.slice(Math.max(0, at)), ({ usualMs }, later) => {
    const view = views[at + later];
    const usual = Math.max(0, (pace * usualMs) / 1_000 - (view?.seconds ?? 0));
    return view?.secondsLeft ?? (view?.share === 1 ? 0 : usual);
  });
}

function sumOf<T>(items: readonly T[], of: (item: T, at: number) => number): number {
  return items.reduce((sum, item, at) => sum + of(item, at), 0);
}
