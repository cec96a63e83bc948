import {
  type CellKeywordOptions,
  cellCounts,
  cellKeywords,
  equalTimeBins,
  ownTimeBins,
  type TimeBins,
} from "@toposcope/algorithms";
import type { Context } from "../context.ts";
import { ToposcopeError } from "../errors.ts";
import type { Db } from "../store/db.ts";
import { documentsWithValue, documentValues } from "../store/document-value.ts";
import { layersOf } from "../store/layer.ts";
import { type MainTopicRow, mainTopicsOf, memberChunksOf } from "../store/main-topic.ts";
import { type CurrentRun, requireProject } from "../store/project.ts";
import { type TopicRow, topicsOf } from "../store/topic.ts";
import type { TopicsOverTime, TopicsPerClass } from "../topic-contract.ts";
import { requireAnalysis } from "./actions.ts";
import { indexTerms } from "./chunk-terms.actions.ts";

/** Documents whose words stand for all. */
const sampledDocuments = 3_000;
const leastPerCell = 3;
const chunksPerDocument = 2;
const keywordsPerCell = 5;
const mostOwnBins = 500;

export interface TrendInput {
  readonly project: string;
  /** Id of the analysis; by default the one that is shown. */
  readonly run?: number | undefined;
  readonly layer?: number | undefined;
  /** Only these topics, all of one layer. */
  readonly topic?: readonly number[] | undefined;
}

export interface OverTimeInput extends TrendInput {
  readonly bins?: number | undefined;
  /** Every date that occurs is a bin of its own. */
  readonly eachDate?: boolean | undefined;
  readonly evolution?: boolean | undefined;
  /** Only documents of which this column says this value. */
  readonly column?: string | undefined;
  readonly value?: string | undefined;
}

/**
 * How many documents each topic has over time, and what it is about in each stretch of it. Documents without a date are
 * left out and counted.
 *
 * @throws ToposcopeError NO_ANALYSIS, TOPIC_NOT_FOUND, INVALID_INPUT
 */
export async function topicsOverTime(
  context: Context,
  { bins = 20, eachDate = false, evolution = true, column, value, ...asked }: OverTimeInput,
): Promise<TopicsOverTime> {
  const { db } = context;
  const found = await findMembers(context, asked);
  if ((column === undefined) !== (value === undefined))
    throw new ToposcopeError("INVALID_INPUT", "a column and its value are named together, or neither");
  const members =
    column === undefined ? found.members : await withValue(db, found.members, column, value as string);
  const times = members.map(({ date }) => (date === null ? Number.NaN : Date.parse(date)));
  const own = eachDate ? ownTimeBins(times) : undefined;
  if (own && own.edges.length - 1 > mostOwnBins)
    throw new ToposcopeError(
      "INVALID_INPUT",
      `there are ${own.edges.length - 1} dates; at most ${mostOwnBins} can be bins`,
    );
  const time = own ?? equalTimeBins(times, bins);
  const cellCount = Math.max(0, time.edges.length - 1);
  const trend = await trendsOf(db, {
    ...found,
    members,
    cells: time.bins,
    cellCount,
    options: { evolution },
  });
  return {
    run: found.run.number,
    layer: found.layer,
    bins: binViews(time, cellCount),
    undated: times.filter(Number.isNaN).length,
    topics: trend,
  };
}

export interface PerClassInput extends TrendInput {
  readonly column: string;
  readonly classes?: number | undefined;
}

/**
 * How many documents each topic has in each class of a column, and what it is about there.
 *
 * @throws ToposcopeError NO_ANALYSIS, TOPIC_NOT_FOUND, INVALID_INPUT for a column that says nothing
 */
export async function topicsPerClass(
  context: Context,
  { column, classes = 20, ...asked }: PerClassInput,
): Promise<TopicsPerClass> {
  const { db } = context;
  const found = await findMembers(context, asked);
  const values = await valuesOf(db, found.members, column);
  if (values.every((value) => value === null)) await refuseEmptyColumn(db, found.projectId, column);
  const kept = mostFrequent(values, classes);
  const numberOf = new Map(kept.map(({ value }, cell) => [value, cell]));
  const cells = Int32Array.from(values, (value) => (value === null ? -1 : (numberOf.get(value) ?? -1)));
  return {
    run: found.run.number,
    layer: found.layer,
    column,
    classes: kept,
    others: cells.reduce((sum, cell) => sum + Number(cell < 0), 0),
    topics: await trendsOf(db, { ...found, cells, cellCount: kept.length, options: {} }),
  };
}

interface Members {
  readonly projectId: number;
  readonly run: CurrentRun;
  readonly layer: number;
  readonly topics: readonly TopicRow[];
  /** Documents of these topics. */
  readonly members: readonly MainTopicRow[];
}

async function findMembers(
  context: Context,
  { project, run: asOf, layer: asked, topic }: TrendInput,
): Promise<Members> {
  const { db } = context;
  const run = await requireAnalysis(context, { project, run: asOf });
  const { id: projectId } = await requireProject(db, project);
  const all = await topicsOf(db, run.id);
  const topics = topic === undefined ? undefined : topic.map((id) => requireTopic(all, id, run));
  const layer = topics?.[0]?.layer ?? asked ?? (await suggestedLayer(db, run.id));
  if (topics?.some((one) => one.layer !== layer))
    throw new ToposcopeError("INVALID_INPUT", "the topics are of several layers; name those of one");
  const shown = topics ?? all.filter((one) => one.layer === layer);
  const isShown = new Set(shown.map(({ id }) => id));
  const members = (await mainTopicsOf(db, run.id, layer)).filter((member) => isShown.has(member.topic));
  return { projectId, run, layer, topics: shown, members };
}

function requireTopic(topics: readonly TopicRow[], id: number, run: CurrentRun): TopicRow {
  const found = topics.find((topic) => topic.id === id);
  if (!found) throw new ToposcopeError("TOPIC_NOT_FOUND", `analysis ${run.number} has no topic ${id}`);
  return found;
}

/** The layer to show first. */
export async function suggestedLayer(db: Db, runId: number): Promise<number> {
  return (await layersOf(db, runId)).find(({ suggested }) => suggested)?.layer ?? 0;
}

const valuesOf = (db: Db, members: readonly MainTopicRow[], column: string) =>
  documentValues(db, { documents: members.map(({ document }) => document), column });

async function withValue(
  db: Db,
  members: readonly MainTopicRow[],
  column: string,
  value: string,
): Promise<MainTopicRow[]> {
  const values = await valuesOf(db, members, column);
  return members.filter((_, at) => values[at] === value);
}

async function refuseEmptyColumn(db: Db, projectId: number, column: string): Promise<void> {
  if ((await documentsWithValue(db, { projectId, column })) === 0)
    throw new ToposcopeError(
      "INVALID_INPUT",
      `no document has a column ${column}; the one taken for labels is called label`,
    );
}

function mostFrequent(
  values: readonly (string | null)[],
  most: number,
): { value: string; documents: number }[] {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, most)
    .map(([value, documents]) => ({ value, documents }));
}

const binViews = ({ edges, bins }: TimeBins, count: number): TopicsOverTime["bins"] =>
  Array.from({ length: count }, (_, bin) => ({
    from: new Date(edges[bin]!).toISOString(),
    to: new Date(edges[bin + 1]!).toISOString(),
    documents: bins.reduce((sum, other) => sum + Number(other === bin), 0),
  }));

interface TrendsInput extends Members {
  /** Cell of each member, -1 for none. */
  readonly cells: Int32Array;
  readonly cellCount: number;
  readonly options: CellKeywordOptions;
}

async function trendsOf(db: Db, input: TrendsInput): Promise<TopicsOverTime["topics"]> {
  const { topics, members, cells, cellCount } = input;
  const numberOf = new Map(topics.map(({ id }, topic) => [id, topic]));
  const topicOf = Int32Array.from(members, ({ topic }) => numberOf.get(topic)!);
  const counts = cellCounts(topicOf, cells, { topicCount: topics.length, cellCount });
  const keywords = cellCount === 0 ? [] : await keywordsOf(db, input, topicOf);
  return topics.map(({ id, name }, topic) => {
    const range = [topic * cellCount, (topic + 1) * cellCount] as const;
    return { id, name, counts: [...counts.subarray(...range)], keywords: keywords.slice(...range) };
  });
}

/** The words of each cell, from some documents of each. */
async function keywordsOf(db: Db, input: TrendsInput, topicOf: Int32Array): Promise<string[][]> {
  const { run, layer, members, cells, cellCount, topics, options } = input;
  const sample = sampleOf(topicOf, cells, cellCount);
  const placeOf = new Map(sample.map((at) => [members[at]!.document, at]));
  const chunks = await memberChunksOf(db, {
    runId: run.id,
    layer,
    members: sample.map((at) => members[at]!),
    perDocument: chunksPerDocument,
  });
  const index = await indexTerms(
    db,
    chunks.map(({ chunk }) => chunk),
  );
  const places = chunks.map(({ document }) => placeOf.get(document)!);
  return cellKeywords(
    index,
    {
      topics: Int32Array.from(places, (at) => topicOf[at]!),
      cells: Int32Array.from(places, (at) => cells[at]!),
      topicCount: topics.length,
      cellCount,
    },
    { count: keywordsPerCell, ...options },
  );
}

/** Positions of as many members of each topic in each cell as there is room for, spread evenly over them. */
function sampleOf(topicOf: Int32Array, cells: Int32Array, cellCount: number): number[] {
  const groups = new Map<number, number[]>();
  for (const [at, cell] of cells.entries()) {
    if (cell < 0) continue;
    const group = topicOf[at]! * cellCount + cell;
    const own = groups.get(group);
    if (own) own.push(at);
    else groups.set(group, [at]);
  }
  const most = Math.max(leastPerCell, Math.floor(sampledDocuments / Math.max(1, groups.size)));
  return [...groups.values()].flatMap((own) =>
    own.length <= most
      ? own
      : Array.from({ length: most }, (_, i) => own[Math.floor((i * own.length) / most)]!),
  );
}
