import { topicLinks as linksOf } from "@toposcope/algorithms";
import type { Context } from "../context.ts";
import type { Layer, Run, Timing, TopicCard, TopicGraph, TopicList, TopicListItem } from "../contract.ts";
import { ToposcopeError } from "../errors.ts";
import { startRun } from "../jobs/engine.ts";
import { runView, runViews } from "../jobs/progress.ts";
import { watchRun as watch } from "../jobs/run-hub.ts";
import { runSettings } from "../jobs/run-settings.ts";
import { resetTimings as forgetTimings, runTimings as timingsOf } from "../jobs/timings.ts";
import type { Guidance, RunSettings } from "../model.ts";
import { chunksFingerprint } from "../store/chunk.ts";
import { metadataColumns } from "../store/document.ts";
import { documentsWithValue } from "../store/document-value.ts";
import { type LayerRow, layersOf } from "../store/layer.ts";
import { readMap } from "../store/map.ts";
import { passagesByIds } from "../store/passage.ts";
import { type ProjectRow, requireProject, type ShownRun, shownRun } from "../store/project.ts";
import { runByFingerprint, runById } from "../store/run.ts";
import { driftVersion } from "../store/run-drift.ts";
import { childTopics, type TopicRow, topicsOf, topicWithExemplars } from "../store/topic.ts";
import { topicCentroids } from "../store/topic-centroid.ts";
import { editInForceOf } from "../store/topic-edit.ts";
import { relatedTopics, type TopicLinkRow, topicLinks } from "../store/topic-link.ts";
import { hiddenCounts } from "../store/verdict.ts";
import { stackRows } from "./chunk-vectors.actions.ts";
import { analysisFingerprint } from "./fingerprint.ts";

const relatedShown = 8;

export interface AnalyzeInput {
  readonly project: string;
  readonly model?: string;
  readonly clustering?: RunSettings["clustering"];
  readonly mapMethod?: RunSettings["mapMethod"];
  readonly mapAlignment?: RunSettings["mapAlignment"];
  readonly topics?: number;
  readonly seed?: number;
  readonly guidance?: Guidance;
  /** Topics that go on from the analysis that is shown keep their ids, and the names given by hand. */
  readonly update?: boolean;
  /** First a quick analysis with the static model; this one then takes its place. */
  readonly preview?: boolean;
  /** Stand in line where the project has a run under way. */
  readonly queue?: boolean | undefined;
}

/**
 * Starts an analysis. One that would give what the project shows already is not started again: its run comes back.
 *
 * @throws ToposcopeError PROJECT_EMPTY when there is nothing to analyse, RUN_ALREADY_ACTIVE
 */
export async function analyze(
  context: Context,
  { project, preview = false, update = false, queue, guidance, ...asked }: AnalyzeInput,
): Promise<Run> {
  const { db } = context;
  const row = await requireProject(db, project);
  await requireColumn(context, row, guidance);
  const continued = update && row.currentRunId !== null ? { updates: row.currentRunId } : {};
  const handed = runSettings(context, row, asked);
  const { overridden } = handed;
  const settings = { ...handed.settings, ...(guidance && { guidance }), ...continued };
  const current = await sameAnalysis(context, row, settings);
  if (current !== undefined) return await runView(db, current);
  const isQuick = settings.model === "static";
  const first: RunSettings =
    preview && !isQuick ? { ...settings, model: "static", next: [settings.model] } : settings;
  const run = await startRun(context, {
    projectId: row.id,
    kind: "analysis",
    settings: first,
    overridden,
    sourceId: null,
    queue,
  });
  return await runView(db, run.id);
}

/** @throws ToposcopeError INVALID_INPUT when guidance names a column that says nothing of any document */
async function requireColumn(
  { db }: Context,
  { id: projectId, name }: ProjectRow,
  guidance: Guidance | undefined,
): Promise<void> {
  if (guidance === undefined || !("column" in guidance)) return;
  const { column } = guidance;
  if ((await documentsWithValue(db, { projectId, column })) > 0) return;
  const columns = await metadataColumns(db, projectId);
  const known = [...columns.map((one) => one.name), "label"].join(", ");
  throw new ToposcopeError("INVALID_INPUT", `no document of ${name} has a value in column ${column}`, {
    hint: `columns are: ${known}`,
  });
}

/** The run that a project shows, when an analysis under these settings would give the same. */
async function sameAnalysis(
  { db }: Context,
  project: ProjectRow,
  settings: RunSettings,
): Promise<number | undefined> {
  const chunks = await chunksFingerprint(db, project.id);
  if (chunks === null) throw new ToposcopeError("PROJECT_EMPTY", `project ${project.name} has no documents`);
  const run = await runByFingerprint(db, {
    projectId: project.id,
    kind: "analysis",
    fingerprint: analysisFingerprint(chunks, settings),
    states: ["completed"],
  });
  return run && run.id === project.currentRunId ? run.id : undefined;
}

export async function listRuns({ db }: Context, { project }: { project: string }): Promise<Run[]> {
  const { id } = await requireProject(db, project);
  return await runViews(db, id);
}

/** @throws ToposcopeError RUN_NOT_FOUND */
export async function getRun({ db }: Context, { run }: { run: number }): Promise<Run> {
  if (!(await runById(db, run))) throw new ToposcopeError("RUN_NOT_FOUND", `there is no run ${run}`);
  return await runView(db, run);
}

/** A run as it is now and at each change, until it is over. */
export function watchRun(
  context: Context,
  { run, signal }: { run: number; signal?: AbortSignal },
): AsyncIterable<Run> {
  return watch(context, run, { signal });
}

export async function runTimings(context: Context, { run }: { run: number }): Promise<Timing[]> {
  await getRun(context, { run });
  return await timingsOf(context.db, run);
}

/** Forgets a run's timings, to measure what comes from now on. @throws ToposcopeError RUN_NOT_FOUND */
export async function resetTimings(context: Context, { run }: { run: number }): Promise<void> {
  await getRun(context, { run });
  await forgetTimings(context.db, run);
}

/** A project as it is shown, or as one of its analyses has it: that one's run id. */
export interface AsOf {
  readonly project: string;
  readonly run?: number | undefined;
}

/** The analysis or picture that is asked for. @throws ToposcopeError PROJECT_NOT_FOUND, RUN_NOT_FOUND, NO_ANALYSIS */
export async function requireAnalysis(context: Context, { project, run: asOf }: AsOf): Promise<ShownRun> {
  const run = await shownRun(context.db, await requireProject(context.db, project, asOf));
  if (!run) throw new ToposcopeError("NO_ANALYSIS", `project ${project} has no topics yet`);
  return run;
}

/** Topics of the analysis that the project shows, suggested layer first. */
export async function listTopics(
  context: Context,
  { layer, ...asOf }: AsOf & { layer?: number },
): Promise<TopicList> {
  const { db } = context;
  const run = await requireAnalysis(context, asOf);
  const topics = await topicsOf(db, run.id);
  const layers = await layersOf(db, run.id);
  const hidden = new Map((await hiddenCounts(db, run.id)).map(({ layer, ...count }) => [layer, count]));
  return {
    run: run.number,
    provisional: run.provisional,
    model: run.model,
    edit: await editInForceOf(db, run.id),
    layers: layers.map((row) => layerView(row, { topics, hidden: hidden.get(row.layer) })),
    topics: topics.filter((topic) => layer === undefined || topic.layer === layer).map(topicView),
  };
}

/** @throws ToposcopeError TOPIC_NOT_FOUND */
export async function getTopic(
  context: Context,
  { topic: topicId, ...asOf }: AsOf & { topic: number },
): Promise<TopicCard> {
  const { db } = context;
  const run = await requireAnalysis(context, asOf);
  const topic = await topicWithExemplars(db, run.id, topicId);
  if (!topic) throw new ToposcopeError("TOPIC_NOT_FOUND", `analysis ${run.number} has no topic ${topicId}`);
  return {
    ...topicView(topic),
    run: run.number,
    keywordScores: [...topic.keywords],
    representations: topic.panel.map(({ method, keywords }) => ({
      method,
      keywords: keywords.map(({ keyword }) => keyword),
    })),
    passages: await passagesByIds(db, { runId: run.id, ids: topic.exemplars }),
    related: await relatedTopics(db, { runId: run.id, topicId, limit: relatedShown }),
    children: await childTopics(db, run.id, topicId),
  };
}

/** The topics of a layer and how alike they are; by default the suggested layer. */
export async function topicGraph(
  context: Context,
  {
    layer: asked,
    threshold = context.settings.linkThreshold,
    ...asOf
  }: AsOf & { layer?: number; threshold?: number },
): Promise<TopicGraph> {
  const { db } = context;
  const run = await requireAnalysis(context, asOf);
  const layer = asked ?? (await layersOf(db, run.id)).find(({ suggested }) => suggested)?.layer ?? 0;
  const topics = await topicsOf(db, run.id, layer);
  const ids = topics.map(({ id }) => id);
  const isKept = threshold >= ((await runById(db, run.id))?.settings.linkThreshold ?? threshold);
  return {
    layer,
    threshold,
    nodes: topics.map(({ id, name, size }) => ({ id, name, size })),
    edges: isKept
      ? await topicLinks(db, { runId: run.id, layer, threshold })
      : weakLinks(ids, await topicCentroids(db, run.id), threshold),
  };
}

/** Links weaker than those that the analysis keeps. */
function weakLinks(
  ids: readonly number[],
  centroids: ReadonlyMap<number, Float32Array>,
  threshold: number,
): TopicLinkRow[] {
  const links = linksOf(stackRows(ids.flatMap((id) => centroids.get(id) ?? [])), threshold);
  return links.map(({ a, b, similarity }) => ({ source: ids[a]!, target: ids[b]!, similarity }));
}

/** Every chunk's place and topic as binary columns, and what they are a version of: equal versions, equal bytes. */
export async function mapOf(
  context: Context,
  asOf: AsOf,
): Promise<{ readonly version: string; read(): Promise<Buffer> }> {
  const run = await requireAnalysis(context, asOf);
  const edit = await editInForceOf(context.db, run.id);
  const drift = await driftVersion(context.db, run.id);
  return { version: `${run.id}-${edit}-${drift}`, read: () => readMap(context.db, run.id, edit) };
}

function layerView(
  { layer, suggested, stability, coverage, outliers }: LayerRow,
  {
    topics,
    hidden = { few: 0, failed: 0 },
  }: { readonly topics: readonly TopicRow[]; readonly hidden: Layer["hidden"] | undefined },
): Layer {
  const count = topics.filter((topic) => topic.layer === layer).length;
  return { layer, topics: count, suggested, stability, coverage, outliers, hidden };
}

const topicView = ({
  id,
  layer,
  name,
  keywords,
  size,
  documents,
  parent,
  x,
  y,
}: TopicRow): TopicListItem => ({
  id,
  layer,
  name,
  keywords: keywords.map(({ keyword }) => keyword),
  size,
  documents,
  parent,
  x,
  y,
});
