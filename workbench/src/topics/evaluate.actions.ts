import {
  adjustedMutualInformation,
  adjustedRand,
  cvCoherence,
  fowlkesMallows,
  graphSilhouette,
  type Matrix,
  meaningCoherence,
  normalizedMutualInformation,
  npmiCoherence,
  purity,
  stopWordRate,
  stopWords,
  topicCountError,
  topicDiversity,
  words,
} from "@toposcope/algorithms";
import type { Context } from "../context.ts";
import { ToposcopeError } from "../errors.ts";
import { readChunks, readNeighbors } from "../store/analysis.ts";
import { type ChunkText, chunkTexts } from "../store/chunk.ts";
import type { Db } from "../store/db.ts";
import { documentValues } from "../store/document-value.ts";
import { layersOf } from "../store/layer.ts";
import { mainTopicsOf } from "../store/main-topic.ts";
import { chunksOfTopics, type TopicChunks } from "../store/membership.ts";
import { requireProject } from "../store/project.ts";
import { runById } from "../store/run.ts";
import { type TopicRow, topicsOf } from "../store/topic.ts";
import type { Evaluation } from "../topic-contract.ts";
import { requireAnalysis } from "./actions.ts";
import { wordModel } from "./chunk-meaning.actions.ts";
import { languagesOf } from "./chunk-terms.actions.ts";

/** Texts by which words are judged. */
const sampledTexts = 5_000;
const wordsJudged = 10;

export interface EvaluateInput {
  readonly project: string;
  /** Id of an analysis; the one shown without it. */
  readonly run?: number | undefined;
  readonly layer?: number | undefined;
  /** Column whose values the topics are compared with. */
  readonly labels?: string | undefined;
}

interface Judged {
  readonly runId: number;
  readonly number: number;
  readonly layer: number;
  readonly topics: readonly TopicRow[];
  readonly members: readonly TopicChunks[];
}

/**
 * Judges the topics of an analysis by themselves, by a sample of their texts, and by labels where a column has them.
 *
 * @throws ToposcopeError NO_ANALYSIS, RUN_NOT_FOUND, INVALID_INPUT for a layer or a column that is not there
 */
export async function evaluateTopics(context: Context, input: EvaluateInput): Promise<Evaluation> {
  const { db } = context;
  const { runId, number } = await judgedRun(context, input);
  const layers = await layersOf(db, runId);
  const layer = layers.find((one) => (input.layer === undefined ? one.suggested : one.layer === input.layer));
  if (!layer) throw new ToposcopeError("INVALID_INPUT", `the analysis has no layer ${input.layer ?? 0}`);
  const topics = await topicsOf(db, runId, layer.layer);
  const members = await chunksOfTopics(
    db,
    runId,
    topics.map(({ id }) => id),
  );
  const judged = { runId, number, layer: layer.layer, topics, members };
  const { perTopic, ...sampled } = await judgeWords(context, judged);
  return {
    run: number,
    layer: layer.layer,
    topics: topics.length,
    coverage: layer.coverage,
    silhouette: await silhouetteOf(db, judged),
    stability: layer.stability,
    words: sampled,
    perTopic,
    labels: input.labels === undefined ? null : await compareLabels(db, judged, input.labels),
  };
}

async function judgedRun(
  context: Context,
  { project, run: asked }: EvaluateInput,
): Promise<{ runId: number; number: number }> {
  if (asked === undefined) {
    const { id, number } = await requireAnalysis(context, { project });
    return { runId: id, number };
  }
  const { id: projectId } = await requireProject(context.db, project);
  const run = await runById(context.db, asked);
  if (!run || run.projectId !== projectId || run.number === null || run.state !== "completed")
    throw new ToposcopeError("RUN_NOT_FOUND", `project ${project} has no completed analysis ${asked}`);
  return { runId: run.id, number: run.number };
}

async function silhouetteOf(db: Db, { runId, members }: Judged): Promise<number | null> {
  const { chunks, firsts } = await readChunks(db, runId);
  const topicOf = new Map<number, number>();
  for (const [topic, own] of members.entries()) for (const chunk of own.chunks) topicOf.set(chunk, topic);
  const labels = Int32Array.from(firsts, (position) => topicOf.get(chunks[position]!) ?? -1);
  return said(graphSilhouette(await readNeighbors(db, runId), labels));
}

async function judgeWords(context: Context, { topics, members }: Judged) {
  const texts = await sampleTexts(context.db, members);
  const languages = languagesOf(texts);
  const sequences = texts.map(({ text, language }) => words(text, language ?? languages[0]));
  const described = topics.map(({ keywords }) => keywords.map(({ keyword }) => keyword));
  const single = described.map((keywords) =>
    [...new Set(keywords.flatMap((keyword) => words(keyword, languages[0])))].slice(0, wordsJudged),
  );
  const npmi = npmiCoherence(single, sequences);
  const cv = cvCoherence(single, sequences);
  const meaning = await meaningOfWords(context, single);
  const stops = new Set(languages.flatMap((language) => [...stopWords(language)]));
  return {
    sample: texts.length,
    npmi: meanSaid(npmi),
    cv: meanSaid(cv),
    diversity: topicDiversity(single, { words: wordsJudged }),
    stopWords: stopWordRate(described, stops, { words: wordsJudged }),
    meaningInside: said(meaning.inside),
    meaningBetween: said(meaning.between),
    perTopic: topics.map(({ id, name }, at) => ({ id, name, npmi: said(npmi[at]!), cv: said(cv[at]!) })),
  };
}

/** Texts spread evenly over the chunks of the topics. */
async function sampleTexts(db: Db, members: readonly TopicChunks[]): Promise<ChunkText[]> {
  const total = members.reduce((sum, { chunks }) => sum + chunks.length, 0);
  const every = Math.max(1, total / sampledTexts);
  const ids = members.flatMap(({ chunks }) =>
    Array.from({ length: Math.ceil(chunks.length / every) }, (_, i) => chunks[Math.floor(i * every)]!),
  );
  return await chunkTexts(db, ids);
}

/** Words are compared under the quick model, and seen from their mean. */
async function meaningOfWords({ embedders }: Context, topics: readonly (readonly string[])[]) {
  const embedder = await embedders.open(wordModel);
  const all = [...new Set(topics.flat())];
  const rowOf = new Map(all.map((word, row) => [word, row]));
  const vectors: Matrix = {
    rows: all.length,
    cols: embedder.stamp.dimensions,
    data: (await embedder.embed(all)).vectors,
  };
  return meaningCoherence(
    topics.map((topic) => topic.map((word) => rowOf.get(word)!)),
    vectors,
  );
}

/** Compares the topics that documents are counted under with the values of a column. */
async function compareLabels(
  db: Db,
  { runId, layer }: Judged,
  column: string,
): Promise<NonNullable<Evaluation["labels"]>> {
  const main = await mainTopicsOf(db, runId, layer);
  const values = await documentValues(db, { documents: main.map(({ document }) => document), column });
  const known = main.filter((_, at) => values[at] !== null);
  if (known.length === 0)
    throw new ToposcopeError(
      "INVALID_INPUT",
      `no document has a column ${column}; the one taken for labels is called label`,
    );
  const numbers = new Map<string, number>();
  for (const value of values) if (value !== null && !numbers.has(value)) numbers.set(value, numbers.size);
  const truth = values.flatMap((value) => (value === null ? [] : [numbers.get(value)!]));
  const found = known.map(({ topic }) => topic);
  return {
    column,
    documents: known.length,
    labels: numbers.size,
    ami: adjustedMutualInformation(found, truth),
    ari: adjustedRand(found, truth),
    nmi: normalizedMutualInformation(found, truth),
    purity: purity(found, truth),
    fmi: fowlkesMallows(found, truth),
    countError: topicCountError(found, truth),
  };
}

const said = (value: number): number | null => (Number.isFinite(value) ? value : null);

function meanSaid(values: readonly number[]): number | null {
  const finite = values.filter(Number.isFinite);
  return finite.length === 0 ? null : finite.reduce((sum, value) => sum + value, 0) / finite.length;
}
