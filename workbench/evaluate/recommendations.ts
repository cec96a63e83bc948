import { contentWords, normaliseRows, Random } from "@toposcope/algorithms";
import { MeanVectors } from "../src/answers/mean-vectors.ts";
import type { Reading } from "../src/answers/reading-weights.ts";
import type { DocumentVectors } from "../src/answers/recommend.ts";
import {
  leaveLastOut,
  type Ratings,
  ratePopularity,
  rateStrategy,
} from "../src/answers/recommend-evaluation.ts";
import { nativeLinearAlgebra } from "../src/native/linear-algebra.ts";
import { recommendStrategies } from "../src/recommend-contract.ts";
import { arxivAuthors, type LabelledText } from "./labelled-texts.ts";
import { generateReaders } from "./readers.ts";
import { type LabelledVectors, labelledVectors } from "./vectors.ts";

export interface RecommendationQuality extends Ratings {
  /** Who reads: readers with known interests, or authors, whose papers are taken for what they read. */
  readonly readers: "generated" | "authors";
  readonly model: string;
  readonly method: string;
  readonly count: number;
}

const readerCount = 500;
const k = 10;
const leastDocuments = 6;
const mostDocuments = 25;
const leastPapers = 3;

/** Rates recommendations on `arxiv`, for readers with generated interests and for its authors. */
export async function evaluateRecommendations(
  models: readonly string[] = ["minilm", "static"],
): Promise<RecommendationQuality[]> {
  const linearAlgebra = await nativeLinearAlgebra({ threads: 2 });
  const found: RecommendationQuality[] = [];
  for (const model of models) {
    const data = await labelledVectors("arxiv", model);
    const documents = vectorsOf(data);
    for (const [readers, histories] of Object.entries(await historiesOf(data)) as [
      RecommendationQuality["readers"],
      Reading[][],
    ][]) {
      const leftOut = histories.flatMap((readings) => leaveLastOut(readings) ?? []);
      const described = { readers, model, count: leftOut.length };
      const popular = ratePopularity(documents, leftOut, { k });
      found.push({ ...described, method: "popularity", ...popular });
      for (const method of recommendStrategies) {
        const ratings = await rateStrategy(documents, leftOut, method, { k, linearAlgebra });
        found.push({ ...described, method, ...ratings });
      }
    }
  }
  await linearAlgebra.close();
  return found;
}

/** The documents as a project has them, their labels in the place of topics. */
function vectorsOf({ points, truth }: LabelledVectors): DocumentVectors {
  const means = new MeanVectors(points.rows, points.cols);
  const ids = Array.from({ length: points.rows }, (_, row) => row);
  means.add(ids, normaliseRows(points));
  const dates = new Float64Array(points.rows).fill(Number.NaN);
  return { ids, points: means.finish(), topics: truth, dates };
}

async function historiesOf({ texts }: LabelledVectors) {
  const generated = generateReaders(texts.length, interestsIn(texts), {
    readers: readerCount,
    random: new Random(1),
  });
  const rowOf = new Map(texts.map(({ text }, row) => [text, row]));
  const byAuthor = new Map<string, Reading[]>();
  for (const { author, text, at } of await arxivAuthors()) {
    const row = rowOf.get(text);
    if (row !== undefined) byAuthor.set(author, [...(byAuthor.get(author) ?? []), { row, at, weight: 1 }]);
  }
  const authors = [...byAuthor.values()].filter(({ length }) => length >= leastPapers).slice(0, readerCount);
  return { generated, authors };
}

/** Documents of one label that share a word of their titles, neither rare nor common: what somebody may care about. */
export function interestsIn(texts: readonly LabelledText[]): number[][] {
  const byWord = new Map<string, number[]>();
  for (const [row, { text, label }] of texts.entries()) {
    const [title = ""] = text.split("\n");
    const words = new Set(
      contentWords(title, "en")
        .toLowerCase()
        .split(/[\s-]+/),
    );
    for (const word of words) {
      const key = `${label} ${word}`;
      byWord.set(key, [...(byWord.get(key) ?? []), row]);
    }
  }
  return [...byWord.values()].filter(({ length }) => length >= leastDocuments && length <= mostDocuments);
}
