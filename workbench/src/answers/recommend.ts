import {
  centroidsOf,
  diversify,
  exemplars,
  gatherRows,
  highest,
  type LinearAlgebra,
  labelSizes,
  type Matrix,
  type PreferenceStrategy,
  preferenceScores,
} from "@toposcope/algorithms";
import { dayMs, type Example, remaining } from "./reading-weights.ts";

/** The documents to recommend from. */
export interface DocumentVectors {
  /** Document of each row, in order. */
  readonly ids: readonly number[];
  /** Mean direction of each document's chunks, less what all have in common, at unit length. */
  readonly points: Matrix;
  /** Topic that each is counted under; -1 for none. */
  readonly topics: Int32Array;
  /** Date of each, in milliseconds since 1970; NaN where it has none. */
  readonly dates: Float64Array;
}

export interface RecommendOptions {
  readonly limit: number;
  readonly strategy: PreferenceStrategy;
  /** 0: only what fits best; 1: only what is unlike the rest of the list. */
  readonly variety: number;
  /** Of one topic, while others have something. */
  readonly mostPerTopic: number;
  /** How much it counts that a document is new, 0 to 1. */
  readonly freshness: number;
  readonly now: number;
  readonly linearAlgebra: LinearAlgebra;
}

/** A document that is recommended, and what speaks for it. */
export interface Recommended {
  readonly row: number;
  /** 0..1 among the candidates. */
  readonly score: number;
  /** The liked document that it is most like; undefined where nothing is known of the reader. */
  readonly because: { readonly row: number; readonly similarity: number } | undefined;
  readonly isFresh: boolean;
  /** When it was read before. */
  readonly readAt: number | undefined;
}

/** How recommendations are made where nothing else is asked for. */
export const recommendDefaults = {
  strategy: "best",
  variety: 0.3,
  freshness: 0.1,
  halfLifeDays: 180,
  /** Documents of a history that count, the strongest ones. */
  mostExamples: 64,
} as const;

/** Documents of one topic in a list: seven in ten, so that one interest does not fill it. */
export const usualPerTopic = (limit: number): number => Math.max(2, Math.ceil(0.7 * limit));

/** A document that was read gets half of its score back after so long, and never all of it. */
const readAgainDays = 90;
const mostReadAgain = 0.6;
/** A document so much older than the newest is half as fresh. */
const freshDays = 30;
const candidatesPerWanted = 20;
/** Documents at least this similar are copies of each other. */
const sameText = 0.995;

/**
 * Documents for a reader, best first. What was read is left out at first and comes back behind other documents with time; what
 * is disliked or was only named as an example is left out.
 *
 * @param examples what the reader likes and dislikes, at least one of them liked
 *
 * Cost O(examples·n) beside their inner products.
 */
export async function recommend(
  documents: DocumentVectors,
  examples: readonly Example[],
  { limit, strategy, variety, mostPerTopic, freshness, now, linearAlgebra }: RecommendOptions,
): Promise<Recommended[]> {
  const { points, topics } = documents;
  const items = points.rows;
  const products = new Float32Array(examples.length * items);
  await linearAlgebra.productsInto(
    products,
    points,
    gatherRows(
      points,
      examples.map(({ row }) => row),
    ),
  );
  // An example says nothing of itself.
  for (const [example, { row }] of examples.entries()) products[example * items + row] = 0;
  const weights = examples.map(({ weight }) => weight);
  const liked = scaled(preferenceScores(products, weights, { items, strategy }));
  const fresh = freshnesses(documents.dates);
  const scores = liked.map((score, row) => (1 - freshness) * score + freshness * (fresh[row] ?? 0));
  for (const { row, weight, readAt } of examples) {
    const isOver = readAt === undefined || weight < 0 || now - readAt < dayMs;
    const share = isOver ? 0 : mostReadAgain * (1 - remaining(now - readAt, readAgainDays));
    scores[row] = isOver ? Number.NEGATIVE_INFINITY : scores[row]! * share;
  }
  const candidates = highest(scores, limit * candidatesPerWanted);
  const relevances = scaled(Float32Array.from(candidates, (row) => scores[row]!));
  const taken = diversify(points, candidates, relevances, {
    limit,
    variety,
    tooSimilar: sameText,
    groups: { of: candidates.map((row) => topics[row]!), most: mostPerTopic },
  });
  const readAt = new Map(examples.map((example) => [example.row, example.readAt]));
  return taken.map((at) => {
    const row = candidates[at]!;
    return {
      row,
      score: relevances[at]!,
      because: nearestLike(examples, (example) => products[example * items + row]!),
      isFresh: freshness > 0 && (fresh[row] ?? 0) >= 0.5,
      readAt: readAt.get(row),
    };
  });
}

/** The documents most similar to one, best first; copies of it and of each other are passed over. */
export async function similarDocuments(
  { points }: DocumentVectors,
  row: number,
  { limit, linearAlgebra }: Pick<RecommendOptions, "limit" | "linearAlgebra">,
): Promise<{ readonly row: number; readonly similarity: number }[]> {
  const products = new Float32Array(points.rows);
  await linearAlgebra.productsInto(products, points, gatherRows(points, [row]));
  products[row] = Number.NEGATIVE_INFINITY;
  const candidates = highest(products, limit * 2).filter((other) => products[other]! < sameText);
  const similarities = candidates.map((other) => products[other]!);
  const taken = diversify(points, candidates, similarities, { limit, variety: 0, tooSimilar: sameText });
  return taken.map((at) => ({ row: candidates[at]!, similarity: similarities[at]! }));
}

/** Documents for a reader of whom nothing is known: what shows best what each topic is about, the largest topics first. */
export function startingDocuments(
  { points, topics }: DocumentVectors,
  { limit, except }: { readonly limit: number; readonly except: ReadonlySet<number> },
): Recommended[] {
  const count = Math.max(0, topics.reduce((most, topic) => Math.max(most, topic), -1) + 1);
  const labels = count === 0 ? new Int32Array(points.rows) : topics;
  const groups = Math.max(1, count);
  const sizes = labelSizes(labels, groups);
  const bySize = Array.from(sizes.keys()).sort((a, b) => sizes[b]! - sizes[a]! || a - b);
  const shown = exemplars(points, labels, centroidsOf(points, labels, groups), { count: limit });
  const rounds = Array.from({ length: limit }, (_, round) => bySize.map((topic) => shown[topic]?.[round]));
  const rows = rounds.flat().filter((row) => row !== undefined && !except.has(row)) as number[];
  return rows.slice(0, limit).map((row, at) => ({
    row,
    score: 1 - at / limit,
    because: undefined,
    isFresh: false,
    readAt: undefined,
  }));
}

/** How much of what a reader likes is in each topic, 0..1. */
export function likedTopics(
  { topics }: Pick<DocumentVectors, "topics">,
  examples: readonly Example[],
): Map<number, number> {
  const likes = examples.filter(({ weight }) => weight > 0);
  const whole = likes.reduce((sum, { weight }) => sum + weight, 0);
  const shares = new Map<number, number>();
  for (const { row, weight } of likes) {
    const topic = topics[row]!;
    if (topic >= 0) shares.set(topic, (shares.get(topic) ?? 0) + weight / whole);
  }
  return shares;
}

function nearestLike(examples: readonly Example[], similarityTo: (example: number) => number) {
  let best = -1;
  let bestScore = Number.NEGATIVE_INFINITY;
  for (const [at, { weight }] of examples.entries()) {
    const score = weight * similarityTo(at);
    if (weight > 0 && score > bestScore) [best, bestScore] = [at, score];
  }
  return best === -1 ? undefined : { row: examples[best]!.row, similarity: similarityTo(best) };
}

/** Numbers moved and stretched into 0..1; all 1 where they are the same. */
function scaled(scores: Float32Array): Float32Array {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const score of scores) {
    if (score < low) low = score;
    if (score > high) high = score;
  }
  return scores.map((score) => (high > low ? (score - low) / (high - low) : 1));
}

/** How new each document is, beside the newest: 1, and half as much for each month; 0 without a date. */
function freshnesses(dates: Float64Array): Float32Array {
  let newest = Number.NEGATIVE_INFINITY;
  for (const date of dates) if (date > newest) newest = date;
  return Float32Array.from(dates, (date) => (Number.isNaN(date) ? 0 : remaining(newest - date, freshDays)));
}
