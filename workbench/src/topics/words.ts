import {
  countTerms,
  diverseKeywords,
  foreignStopWords,
  type Keyword,
  type KeywordOptions,
  keywordPanel,
  lightStem,
  type Matrix,
  nameTopics,
  normaliseRows,
  rerankByMeaning,
  sumTermCounts,
  type TermCounts,
  type TermIndex,
  topeaxImportance,
  weighByMeaning,
} from "@toposcope/algorithms";
import type { DiscoveredLayer } from "./discover.ts";

/** One way to say in words what a topic is about. */
export interface TopicWords {
  readonly method: string;
  readonly keywords: readonly { readonly keyword: string; readonly score: number }[];
}

/** What the topics of a layer are called. */
export interface LayerWords {
  readonly names: readonly string[];
  readonly keywords: readonly TopicWords["keywords"][];
  /** For each topic the ways to say it, side by side. */
  readonly panel: readonly (readonly TopicWords[])[];
}

/** Tells what words mean and what topics mean, under one model. */
export interface Meaning {
  /** A row of unit length for each text. */
  embed(texts: readonly string[]): Promise<Matrix>;
  /** A row of unit length for each topic. */
  readonly topics: Matrix;
}

const shownKeywords = 10;
const candidateKeywords = 100;
/** So many of a topic's keywords betray another language. */
const leastForeignWords = 3;

/** What is shown of a topic: words and phrases that occur together; judged by `evaluate/words.ts` the most coherent and diverse. */
const shown = "phrases";
/** The same by score alone: what topics are named by where their meaning is not known. */
const ranked = "ranked";
/** What topics are named by where their meaning is known; the nearest to what people call them. */
const named = "weighted";

/** How each representation from counts alone is made. */
const fromCounts = {
  [ranked]: {},
  ctfidf: { reduceFrequent: false, longest: 1 },
  bm25: { weighting: "bm25", reduceFrequent: false, longest: 1 },
  frequent: { reduceFrequent: true, longest: 1 },
} as const satisfies Record<string, KeywordOptions>;

/**
 * Finds the words of a layer's topics.
 *
 * @param labels topic of each text of the index
 * @param meaning given for layers whose words are compared with what the topics mean
 * @param counts of the layer's topics, where they are known already
 */
export async function layerWords(
  index: TermIndex,
  { labels, count }: Pick<DiscoveredLayer, "labels" | "count">,
  meaning?: Meaning,
  counts: TermCounts = countTerms(index, labels, count),
): Promise<LayerWords> {
  const methods: Record<string, KeywordOptions> = {
    [shown]: { labels },
    ...fromCounts,
    ...(meaning ? { candidates: { count: candidateKeywords } } : {}),
  };
  const found = keywordPanelOf(counts, Object.values(methods));
  const byMethod = new Map(Object.keys(methods).map((method, at) => [method, found[at]!]));
  if (meaning) await addMeaningful(byMethod, counts, meaning);
  const names = nameTopics((byMethod.get(named) ?? byMethod.get(ranked))!);
  for (const method of [ranked, "candidates"]) byMethod.delete(method);
  const keywords = byMethod.get(shown)!;
  return {
    names,
    keywords: keywords.map(scored),
    panel: Array.from({ length: count }, (_, topic) =>
      [...byMethod].map(([method, topics]) => ({ method, keywords: scored(topics[topic]!) })),
    ),
  };
}

/** Keywords in which no topic is described by the function words of a language that its texts were not known to hold. */
function keywordPanelOf(counts: TermCounts, panel: readonly KeywordOptions[]): Keyword[][][] {
  const found = keywordPanel(counts, panel);
  const excluded = new Set(found.flat().flatMap((topic) => foreignStems(topic.slice(0, shownKeywords))));
  return excluded.size === 0
    ? found
    : keywordPanel(
        counts,
        panel.map((options) => ({ ...options, excluded })),
      );
}

function foreignStems(keywords: readonly Keyword[]): string[] {
  const words = keywords.flatMap(({ text }) => text.toLowerCase().split(/[\s-]/));
  const foreign = foreignStopWords(words, words.length, { least: leastForeignWords });
  return [...foreign].flatMap((word) => [word, lightStem(word, "en")]);
}

/** The terms of each layer's topics, fine to coarse; topics made of whole topics of the layer before are not counted again. */
export function* layerCounts(
  index: TermIndex,
  layers: readonly Pick<DiscoveredLayer, "labels" | "count">[],
): Generator<TermCounts> {
  let finer: { readonly labels: Int32Array; readonly counts: TermCounts } | undefined;
  for (const { labels, count } of layers) {
    const groups = finer && groupsOf(finer.labels, finer.counts.topics, labels);
    const counts =
      finer && groups ? sumTermCounts(finer.counts, groups, count) : countTerms(index, labels, count);
    finer = { labels, counts };
    yield counts;
  }
}

/** The coarser topic that holds each finer one; undefined where one is not held whole, or there are others beside. */
function groupsOf(finer: Int32Array, count: number, coarser: Int32Array): Int32Array | undefined {
  const none = -2;
  const groups = new Int32Array(count).fill(none);
  for (let i = 0; i < finer.length; i++) {
    const topic = finer[i]!;
    if (topic < 0 ? coarser[i]! >= 0 : groups[topic] !== none && groups[topic] !== coarser[i])
      return undefined;
    if (topic >= 0) groups[topic] = coarser[i]!;
  }
  return groups;
}

/** Adds the representations that compare words with what the topics mean. */
async function addMeaningful(
  byMethod: Map<string, Keyword[][]>,
  counts: TermCounts,
  { embed, topics }: Meaning,
): Promise<void> {
  const candidates = byMethod.get("candidates")!;
  const texts = [...new Set(candidates.flatMap((found) => found.map(({ text }) => text)))];
  const rowOf = new Map(texts.map((text, row) => [text, row]));
  const vectors = centred(await embed(texts));
  const seen = centred(topics);
  const given = candidates.map((found, topic) => ({
    candidates: found,
    vectors: rowsOf(
      vectors,
      found.map(({ text }) => rowOf.get(text)!),
    ),
    topic: rowsOf(seen, [topic]),
  }));
  byMethod.set(
    named,
    given.map((one) => weighByMeaning(one, { count: shownKeywords })),
  );
  byMethod.set(
    "keybert",
    given.map((one) => rerankByMeaning(one, { count: shownKeywords })),
  );
  byMethod.set(
    "mmr",
    given.map((one) => diverseKeywords(one, { count: shownKeywords })),
  );
  byMethod.set(
    "topeax",
    given.map((one, topic) => topeaxImportance(one, counts, topic, { count: shownKeywords })),
  );
}

/** Rows less their mean, at unit length: what is common to all words, or all topics, tells none from another. */
function centred({ rows, cols, data }: Matrix): Matrix {
  const mean = new Float32Array(cols);
  for (let i = 0; i < data.length; i++) mean[i % cols]! += data[i]! / rows;
  return normaliseRows({ rows, cols, data: data.map((value, i) => value - mean[i % cols]!) });
}

function rowsOf({ cols, data }: Matrix, rows: readonly number[]): Matrix {
  const own = new Float32Array(rows.length * cols);
  for (const [at, row] of rows.entries()) own.set(data.subarray(row * cols, (row + 1) * cols), at * cols);
  return { rows: rows.length, cols, data: own };
}

const scored = (keywords: readonly Keyword[]) =>
  keywords.map(({ text, score }) => ({ keyword: text, score }));
