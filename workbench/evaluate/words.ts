import {
  centroidsOf,
  contentWords,
  countTerms,
  exemplars,
  keywords,
  type Matrix,
  nameTopics,
  nearestNeighbors,
  normaliseRows,
  npmiCoherence,
  Random,
  rowDot,
  stopWordRate,
  stopWords,
  TermIndex,
  topicDiversity,
  WordStream,
} from "@toposcope/algorithms";
import { embedderSource } from "../src/native/embedder-source.ts";
import { nativeLinearAlgebra } from "../src/native/linear-algebra.ts";
import type { Embedder } from "../src/providers/embedder.ts";
import { discover } from "../src/topics/discover.ts";
import { layerWords } from "../src/topics/words.ts";
import { labelName } from "./label-names.ts";
import type { Corpus } from "./labelled-texts.ts";
import { type LabelledVectors, labelledVectors } from "./vectors.ts";

/** How good the words of one representation are. */
export interface WordQuality {
  readonly corpus: Corpus;
  readonly method: string;
  readonly topics: number;
  /** Share of topics whose name is nearer in meaning to the label of most of their texts than to any other label. */
  readonly named: number;
  readonly npmi: number;
  readonly diversity: number;
  /** Share of topics with a stop word among the first ten words. */
  readonly withStopWord: number;
}

/** One way to describe topics, to be judged. */
interface Described {
  readonly method: string;
  readonly words: readonly (readonly string[])[];
  readonly names: readonly string[];
}

const wordsJudged = 10;
/** Class-based TF-IDF over words as they stand: with stop words, as BERTopic does it by default, and as its users set it. */
const peer = "c-TF-IDF of all words (BERTopic)";
const peerSetUp = "c-TF-IDF, no stop words (BERTopic, set up)";

/** Judges the words and names of the topics that a default analysis finds in labelled corpora. */
export async function evaluateWords(
  corpora: readonly Corpus[] = ["arxiv", "banking77"],
): Promise<WordQuality[]> {
  const source = embedderSource();
  try {
    const names = await source.open("minilm");
    const words = await source.open("static");
    const found: WordQuality[] = [];
    for (const corpus of corpora) {
      const data = await labelledVectors(corpus);
      const layer = await suggestedLayer(data);
      for (const described of await describe(data, layer, words))
        found.push(await judge(corpus, data, layer, { described, embedder: names }));
    }
    return found;
  } finally {
    await source.close();
  }
}

interface Layer {
  readonly labels: Int32Array;
  readonly count: number;
}

async function suggestedLayer({ points }: LabelledVectors): Promise<Layer> {
  const linearAlgebra = await nativeLinearAlgebra({ threads: 2 });
  try {
    const neighbors = await nearestNeighbors(points, { linearAlgebra, random: new Random(0) });
    const found = await discover(points, neighbors, { clustering: "communities", seed: 0, linearAlgebra });
    return found.layers[found.suggested]!;
  } finally {
    await linearAlgebra.close();
  }
}

async function describe(data: LabelledVectors, layer: Layer, embedder: Embedder): Promise<Described[]> {
  const { points, texts } = data;
  const stream = new WordStream();
  for (const { text } of texts) stream.add(contentWords(text, "en"), "en");
  const centroids = centroidsOf(points, layer.labels, layer.count);
  const shown = exemplars(points, layer.labels, centroids);
  const embed = async (wanted: readonly string[]): Promise<Matrix> => ({
    rows: wanted.length,
    cols: embedder.stamp.dimensions,
    data: (await embedder.embed(wanted)).vectors,
  });
  const topicOf = Int32Array.from(shown.flatMap((members, topic) => members.map(() => topic)));
  const examples = await embed(shown.flat().map((i) => texts[i]!.text));
  const topics = normaliseRows(centroidsOf(examples, topicOf, layer.count));
  const { panel } = await layerWords(new TermIndex(stream), layer, { embed, topics });
  const methods = panel[0]?.map(({ method }) => method) ?? [];
  const own = methods.map((method, at) =>
    describedBy(
      method,
      panel.map((ways) => ways[at]!.keywords.map(({ keyword }) => keyword)),
    ),
  );
  return [
    describedBy(peer, peerWords(data, layer, new Set())),
    describedBy(peerSetUp, peerWords(data, layer, stopWords("en"))),
    ...own,
  ];
}

const describedBy = (method: string, words: readonly (readonly string[])[]): Described => ({
  method,
  words,
  names: nameTopics(words.map((topic) => topic.map((text) => ({ text })))),
});

function peerWords(
  { texts }: LabelledVectors,
  { labels, count }: Layer,
  stops: ReadonlySet<string>,
): string[][] {
  const stream = new WordStream();
  for (const { text } of texts) {
    const counted = wordsAsTheyStand(text).filter((word) => !stops.has(word));
    stream.add(counted.join(" "), "und");
  }
  const counts = countTerms(new TermIndex(stream, { longest: 1 }), labels, count);
  const plain = { reduceFrequent: false, minimumCount: 0, count: wordsJudged };
  return keywords(counts, plain).map((found) => found.map(({ text }) => text));
}

const wordsAsTheyStand = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}_]{2,}/gu) ?? [];

interface Judged {
  readonly described: Described;
  readonly embedder: Embedder;
}

async function judge(
  corpus: Corpus,
  data: LabelledVectors,
  layer: Layer,
  { described: { method, words, names }, embedder }: Judged,
): Promise<WordQuality> {
  const single = words.map((topic) => [...new Set(topic.flatMap(wordsAsTheyStand))].slice(0, wordsJudged));
  const coherence = npmiCoherence(
    single,
    data.texts.map(({ text }) => wordsAsTheyStand(text)),
  );
  const stops = stopWords("en");
  return {
    corpus,
    method,
    topics: layer.count,
    named: await namedShare(corpus, data, layer, { names, embedder }),
    npmi: mean(coherence.filter(Number.isFinite)),
    diversity: topicDiversity(single),
    withStopWord: mean(words.map((topic) => Number(stopWordRate([topic], stops) > 0))),
  };
}

async function namedShare(
  corpus: Corpus,
  { texts, truth }: LabelledVectors,
  { labels, count }: Layer,
  { names, embedder }: { names: readonly string[]; embedder: Embedder },
): Promise<number> {
  const kinds = [...new Set(texts.map(({ label }) => label))];
  const asked = [
    ...kinds.map((label) => labelName(corpus, label)),
    ...names.map((name) => name.replaceAll(" · ", ", ")),
  ];
  const { vectors } = await embedder.embed(asked);
  const all: Matrix = { rows: asked.length, cols: embedder.stamp.dimensions, data: vectors };
  const held = Array.from({ length: count }, () => new Float64Array(kinds.length));
  for (let i = 0; i < labels.length; i++) if (labels[i]! >= 0) held[labels[i]!]![truth[i]!]!++;
  const right = held.map((sizes, topic) => {
    const cosines = kinds.map((_, label) => rowDot(all, label, all, kinds.length + topic));
    return Number(sizes[largest(cosines)] === Math.max(...sizes));
  });
  return mean(right);
}

const largest = (values: readonly number[]) => values.indexOf(Math.max(...values));

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
