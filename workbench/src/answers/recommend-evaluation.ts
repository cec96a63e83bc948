import {
  catalogueCoverage,
  highest,
  isHit,
  type LinearAlgebra,
  listDiversity,
  normalizedGain,
  type PreferenceStrategy,
} from "@toposcope/algorithms";
import { type Reading, readingWeights } from "./reading-weights.ts";
import {
  type DocumentVectors,
  type RecommendOptions,
  recommend,
  recommendDefaults,
  usualPerTopic,
} from "./recommend.ts";

/** A reader's readings but those of the last liked document, which is to be found again. */
export interface LeftOut {
  readonly known: readonly Reading[];
  readonly wanted: number;
  /** When that was read. */
  readonly now: number;
}

/** How good the lists of all readers are. */
export interface Ratings {
  readonly hit: number;
  readonly ndcg: number;
  readonly coverage: number;
  readonly diversity: number;
}

/**
 * Leaves out the document that a reader liked last, with all readings of it.
 *
 * @param readings in any order
 * @returns undefined where nothing that is liked would be left to go by
 */
export function leaveLastOut(readings: readonly Reading[]): LeftOut | undefined {
  const inOrder = [...readings].sort((a, b) => a.at - b.at);
  const last = inOrder.findLast(({ weight }) => weight > 0);
  if (!last) return undefined;
  const known = inOrder.filter(({ row, at }) => row !== last.row && at <= last.at);
  return known.some(({ weight }) => weight > 0) ? { known, wanted: last.row, now: last.at } : undefined;
}

export interface EvaluationOptions {
  /** Length of a list. */
  readonly k: number;
  readonly linearAlgebra: LinearAlgebra;
  /** Those of the product where none are given. */
  readonly options?: Partial<Pick<RecommendOptions, "variety" | "freshness" | "mostPerTopic">> & {
    readonly halfLifeDays?: number;
  };
}

/** Rates the lists that a strategy makes from what is known of each reader. */
export async function rateStrategy(
  documents: DocumentVectors,
  readers: readonly LeftOut[],
  strategy: PreferenceStrategy,
  { k, linearAlgebra, options = {} }: EvaluationOptions,
): Promise<Ratings> {
  const { mostExamples: most } = recommendDefaults;
  const used = { ...recommendDefaults, mostPerTopic: usualPerTopic(k), ...options, strategy, linearAlgebra };
  const lists: number[][] = [];
  for (const { known, now } of readers) {
    const examples = readingWeights(known, { now, halfLifeDays: used.halfLifeDays, most });
    const found = await recommend(documents, examples, { ...used, limit: k, now });
    lists.push(found.map(({ row }) => row));
  }
  return rated(documents, readers, lists, k);
}

/** Rates lists of what most others read, without what a reader has read. */
export function ratePopularity(
  documents: DocumentVectors,
  readers: readonly LeftOut[],
  { k }: Pick<EvaluationOptions, "k">,
): Ratings {
  const readBy = new Float32Array(documents.points.rows);
  for (const { known } of readers)
    for (const row of new Set(known.filter(({ weight }) => weight > 0).map((one) => one.row))) readBy[row]!++;
  const lists = readers.map(({ known }) => {
    const scores = readBy.slice();
    for (const { row } of known) scores[row] = Number.NEGATIVE_INFINITY;
    return highest(scores, k);
  });
  return rated(documents, readers, lists, k);
}

function rated(
  { points }: DocumentVectors,
  readers: readonly LeftOut[],
  lists: readonly (readonly number[])[],
  k: number,
): Ratings {
  const wanted = readers.map((reader) => new Set([reader.wanted]));
  const mean = (of: (list: readonly number[], at: number) => number) =>
    lists.reduce((sum, list, at) => sum + of(list, at), 0) / Math.max(1, lists.length);
  return {
    hit: mean((list, at) => (isHit(list, wanted[at]!, { k }) ? 1 : 0)),
    ndcg: mean((list, at) => normalizedGain(list, wanted[at]!, { k })),
    coverage: catalogueCoverage(lists, points.rows),
    diversity: mean((list) => listDiversity(points, list)),
  };
}
