import { exemplars as exemplarsOf, kmeans, type Matrix, Random, rowDot } from "@toposcope/algorithms";
import { ToposcopeError } from "../errors.ts";
import { documentsAbout, relevanceThresholds } from "../store/document-topic.ts";
import { layersOf } from "../store/layer.ts";
import { type MemberRow, membersOf } from "../store/membership.ts";
import type { EditState, TopicPart } from "../store/topic-edit.ts";
import type { EditGround, EditPlan } from "./apply-edit.actions.ts";
import { meaningOf } from "./chunk-meaning.actions.ts";
import { indexTerms } from "./chunk-terms.actions.ts";
import { chunkVectors, stackRows, vectorsInSlices, vectorsOf } from "./chunk-vectors.actions.ts";
import { freeName } from "./merge-topics.ts";
import { type LayerWords, layerWords } from "./words.ts";

/** Most members that the parts are found on; the others join the nearest part. */
const mostSampled = 10_000;
const attempts = 4;
const candidatesPerPart = 64;
/** Most texts of a part that its words are counted in. */
const textsPerPart = 500;

export interface SplitInput extends EditState {
  readonly into: number;
}

/** A part of a topic before it is a topic of its own. */
interface Part {
  readonly members: readonly MemberRow[];
  readonly centroid: Float32Array;
  /** Chunk ids. */
  readonly exemplars: readonly number[];
}

/**
 * Parts a topic's members by spherical k-means, seeded by the run's seed: the best of a few attempts.
 *
 * @throws ToposcopeError TOPIC_NOT_SPLITTABLE when its texts are too few or too much alike
 */
export async function planSplit(
  ground: EditGround,
  { topic, shown }: { readonly topic: TopicPart; readonly shown: readonly TopicPart[] },
  { into, nextTopic }: SplitInput,
): Promise<EditPlan> {
  const { tx, run } = ground;
  const { layer } = topic;
  const members = await membersOf(tx, run.id, topic.id);
  const parts = await partsOf(ground, members, into);
  if (parts.length < into)
    throw new ToposcopeError(
      "TOPIC_NOT_SPLITTABLE",
      `topic ${topic.id} falls into ${parts.length} parts at most, not ${into}`,
    );
  const isSuggested = (await layersOf(tx, run.id)).find((one) => one.layer === layer)?.suggested ?? false;
  const others = shown.filter((one) => one !== topic);
  const words = await describeParts(ground, parts, { others, isSuggested });
  const taken = others.map(({ name }) => name);
  const made = parts.map((part, at) => {
    const keywords = words.keywords[at]!;
    const name = freeName(keywords, taken);
    taken.push(name);
    return {
      id: nextTopic + at,
      layer,
      name,
      keywords,
      panel: words.panel[at]!,
      size: part.members.length,
      documents: 0,
      parent: topic.parent,
      x: null,
      y: null,
      centroid: part.centroid,
      exemplars: part.exemplars,
    };
  });
  return {
    layer,
    before: [topic],
    made,
    shownAs: new Map([[topic.id, null]]),
    unsettled: topic.parent === null ? [] : made.map(({ id }) => id),
    memberships: parts.flatMap((part, at) =>
      part.members.map(({ chunk, strength, outlier }) => ({
        chunk,
        topic: nextTopic + at,
        strength,
        outlier,
      })),
    ),
    relevances: await relevancesOf(ground, { topic: topic.id, parts, nextTopic, isSuggested }),
  };
}

async function partsOf(ground: EditGround, members: readonly MemberRow[], into: number): Promise<Part[]> {
  const chunks = members.map(({ chunk }) => chunk);
  const centres = await findCentres(ground, chunks, into);
  const labels = new Int32Array(chunks.length);
  const sums = new Float64Array(centres.rows * centres.cols);
  const nearest = Array.from({ length: centres.rows }, () => new NearestMembers(candidatesPerPart));
  for await (const { from, vectors } of vectorsInSlices(ground, chunks)) {
    for (let row = 0; row < vectors.rows; row++) {
      const { label, similarity } = nearestCentre(vectors, row, centres);
      labels[from + row] = label;
      nearest[label]!.offer(from + row, similarity);
      for (let c = 0; c < vectors.cols; c++)
        sums[label * vectors.cols + c]! += vectors.data[row * vectors.cols + c]!;
    }
  }
  const parts: Part[] = [];
  for (let label = 0; label < centres.rows; label++) {
    const own = members.filter((_, at) => labels[at] === label);
    if (own.length === 0) continue;
    const centroid = directionOf(sums.subarray(label * centres.cols, (label + 1) * centres.cols));
    const candidates = nearest[label]!.positions.sort((a, b) => a - b).map((at) => chunks[at]!);
    parts.push({ members: own, centroid, exemplars: await exemplarChunks(ground, candidates, centroid) });
  }
  return parts.sort((a, b) => b.members.length - a.members.length);
}

/** The best of a few seeded attempts on a sample. */
async function findCentres(ground: EditGround, chunks: readonly number[], clusters: number): Promise<Matrix> {
  const random = new Random(ground.run.settings.seed);
  const sampled = [...random.sample(chunks.length, mostSampled)].map((at) => chunks[at]!);
  const points = await vectorsOf(ground, sampled);
  const linearAlgebra = await ground.linearAlgebra();
  let best: { centroids: Matrix; closeness: number } | undefined;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const { centroids, strengths } = await kmeans(points, {
      clusters,
      random: random.split(attempt),
      linearAlgebra,
    });
    const closeness = strengths.reduce((sum, strength) => sum + strength, 0);
    const isBetter =
      best === undefined ||
      centroids.rows > best.centroids.rows ||
      (centroids.rows === best.centroids.rows && closeness > best.closeness);
    if (isBetter) best = { centroids, closeness };
  }
  return best!.centroids;
}

function nearestCentre(vectors: Matrix, row: number, centres: Matrix): { label: number; similarity: number } {
  let label = 0;
  let similarity = -Infinity;
  for (let candidate = 0; candidate < centres.rows; candidate++) {
    const found = rowDot(vectors, row, centres, candidate);
    if (found > similarity) [label, similarity] = [candidate, found];
  }
  return { label, similarity };
}

/** The members nearest to a centre among those offered, by their positions. */
class NearestMembers {
  readonly positions: number[] = [];
  readonly #similarities: number[] = [];
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  offer(position: number, similarity: number): void {
    const isFull = this.positions.length === this.#most;
    if (isFull && similarity <= this.#similarities.at(-1)!) return;
    let at = this.positions.length;
    while (at > 0 && this.#similarities[at - 1]! < similarity) at--;
    this.positions.splice(at, 0, position);
    this.#similarities.splice(at, 0, similarity);
    if (!isFull) return;
    this.positions.pop();
    this.#similarities.pop();
  }
}

function directionOf(sums: Float64Array): Float32Array {
  const length = Math.sqrt(sums.reduce((sum, value) => sum + value * value, 0));
  return Float32Array.from(sums, (value) => (length > 0 ? value / length : 0));
}

async function exemplarChunks(
  ground: EditGround,
  candidates: readonly number[],
  centroid: Float32Array,
): Promise<number[]> {
  const vectors = await vectorsOf(ground, candidates);
  const [best = []] = exemplarsOf(vectors, new Int32Array(vectors.rows), stackRows([centroid]));
  return best.map((row) => candidates[row]!);
}

/** The parts' words, told from those of each other and of the other topics, for which their exemplars stand. */
async function describeParts(
  ground: EditGround,
  parts: readonly Part[],
  { others, isSuggested }: { others: readonly TopicPart[]; isSuggested: boolean },
): Promise<LayerWords> {
  const texts = [
    ...parts.map(({ members }) => sampleEvenly(members, textsPerPart).map(({ chunk }) => chunk)),
    ...others.map(({ exemplars }) => exemplars),
  ];
  const index = await indexTerms(ground.tx, texts.flat());
  const labels = Int32Array.from(texts.flatMap((own, topic) => own.map(() => topic)));
  const exemplars = [...parts, ...others].map((one) => one.exemplars);
  const meaning = isSuggested
    ? await meaningOf({ db: ground.tx, embedders: ground.embedders }, exemplars)
    : undefined;
  return await layerWords(index, { labels, count: texts.length }, meaning);
}

function sampleEvenly<T>(values: readonly T[], most: number): T[] {
  const step = Math.max(1, values.length / most);
  return Array.from({ length: Math.min(most, values.length) }, (_, at) => values[Math.floor(at * step)]!);
}

interface NumberedParts {
  readonly parts: readonly Part[];
  readonly nextTopic: number;
}

/** What the documents that were about the topic, or have chunks in it, are about now. */
async function relevancesOf(
  ground: EditGround,
  { topic, parts, nextTopic, isSuggested }: NumberedParts & { topic: number; isSuggested: boolean },
): Promise<NonNullable<EditPlan["relevances"]>[number][]> {
  const { tx, run } = ground;
  const holding = parts.map(({ members }) => new Set(members.map(({ document }) => document)));
  const about = isSuggested ? await documentsAbout(tx, run.id, topic) : [];
  const documents = [...new Set([...holding.flatMap((own) => [...own]), ...about])].sort((a, b) => a - b);
  const thresholds = await relevanceThresholds(tx, run.id);
  const centroids = stackRows(parts.map(({ centroid }) => centroid));
  const means = await meanCosines(ground, documents, centroids);
  return documents.flatMap((document) =>
    parts.flatMap((_, at) => {
      const relevance = means.get(document)?.[at] ?? 0;
      const rank = isSuggested ? rankOf(relevance, thresholds) : undefined;
      if (rank === undefined && !holding[at]!.has(document)) return [];
      return [{ document, topic: nextTopic + at, relevance, main: false, rank }];
    }),
  );
}

function rankOf(
  relevance: number,
  { primary, secondary }: { primary: number | null; secondary: number | null },
): "primary" | "secondary" | undefined {
  if (primary !== null && relevance >= primary) return "primary";
  return secondary !== null && relevance >= secondary ? "secondary" : undefined;
}

/** The mean cosine of each document's chunks with each centroid. */
async function meanCosines(
  ground: EditGround,
  documents: readonly number[],
  centroids: Matrix,
): Promise<Map<number, Float64Array>> {
  const sums = new Map<number, Float64Array>();
  const counts = new Map<number, number>();
  for await (const { document, vectors, row } of chunkVectors(ground, documents)) {
    const own = sums.get(document) ?? new Float64Array(centroids.rows);
    for (let at = 0; at < own.length; at++) own[at]! += rowDot(vectors, row, centroids, at);
    sums.set(document, own);
    counts.set(document, (counts.get(document) ?? 0) + 1);
  }
  for (const [document, own] of sums)
    for (let at = 0; at < own.length; at++) own[at]! /= counts.get(document)!;
  return sums;
}
