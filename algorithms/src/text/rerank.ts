import { InputError } from "../input-error.ts";
import { type Matrix, rowDot } from "../matrix.ts";
import type { Keyword } from "./keywords.ts";
import type { TermCounts } from "./term-counts.ts";

/** Candidates of one topic with what they mean. */
export interface MeaningfulCandidates {
  /** Best first, as `keywords` gives them; 100 are plenty. */
  readonly candidates: readonly Keyword[];
  /** A row for each candidate, of unit length; a row of zeros where there is no vector. */
  readonly vectors: Matrix;
  /** 1 × d, of unit length: what the topic's best texts mean, under the same model. */
  readonly topic: Matrix;
}

/**
 * Orders a topic's candidates by how near they are to what its texts mean.
 *
 * @returns the best `count`, scored by cosine
 * @throws InputError when vectors do not fit
 *
 * Cost O(candidates · d). @see Grootendorst 2020 (KeyBERT)
 */
export function rerankByMeaning(
  given: MeaningfulCandidates,
  { count = 10 }: { readonly count?: number } = {},
): Keyword[] {
  const nearness = nearnessOf(given);
  return best(given.candidates, nearness).slice(0, count);
}

/**
 * Orders a topic's candidates by their scores, those that mean something else than its texts after those that mean the
 * same: score · ((1 + cosine) / 2)^`weight`.
 *
 * @returns the best `count`
 * @throws InputError when vectors do not fit
 *
 * Cost O(candidates · d).
 */
export function weighByMeaning(
  given: MeaningfulCandidates,
  { count = 10, weight = 2 }: { readonly count?: number; readonly weight?: number } = {},
): Keyword[] {
  const nearness = nearnessOf(given);
  const weighed = given.candidates.map(({ score }, i) => score * ((1 + nearness[i]) / 2) ** weight);
  return best(given.candidates, weighed).slice(0, count);
}

export interface DiverseOptions {
  readonly count?: number | undefined;
  /** 0: nearest to the topic only; 1: unlike each other only. */
  readonly diversity?: number | undefined;
}

/**
 * Chooses candidates that are near to the topic and unlike those chosen before: maximal marginal relevance.
 *
 * @returns `count` keywords in the order of choice, scored by cosine to the topic
 * @throws InputError when vectors do not fit
 *
 * Cost O(candidates · count · d). @see Carbonell & Goldstein, SIGIR 1998
 */
export function diverseKeywords(
  given: MeaningfulCandidates,
  { count = 10, diversity = 0.3 }: DiverseOptions = {},
): Keyword[] {
  const { candidates, vectors } = given;
  const nearness = nearnessOf(given);
  const likeness = new Float64Array(candidates.length);
  const left = new Set(candidates.keys());
  const chosen: Keyword[] = [];
  while (chosen.length < count && left.size > 0) {
    let next = -1;
    let highest = Number.NEGATIVE_INFINITY;
    for (const i of left) {
      const value = (1 - diversity) * nearness[i] - diversity * likeness[i];
      if (value > highest) [next, highest] = [i, value];
    }
    left.delete(next);
    chosen.push({ ...candidates[next], score: nearness[next] });
    for (const i of left) likeness[i] = Math.max(likeness[i], rowDot(vectors, i, vectors, next));
  }
  return chosen;
}

/**
 * Orders a topic's candidates by how much the topic and the word say about each other and by how alike they mean:
 * √((1 + npmi)/2 · (1 + cosine)/2).
 *
 * @param topic number of the topic in the counts
 * @throws InputError when vectors do not fit
 *
 * Cost O(candidates · d). @see Kardos 2026 (Topeax); deviates: two pseudo-occurrences of a word are spread over the topics by size
 */
export function topeaxImportance(
  given: MeaningfulCandidates,
  counts: TermCounts,
  topic: number,
  { count = 10 }: { readonly count?: number } = {},
): Keyword[] {
  const nearness = nearnessOf(given);
  const all = counts.wordsPerTopic.reduce((sum, words) => sum + words, 0);
  const share = counts.wordsPerTopic[topic] / all;
  const importance = given.candidates.map(({ term, count: occurrences }, i) => {
    const association = smoothedNpmi(occurrences, counts.totals[term], share, all);
    return Math.sqrt(((1 + association) / 2) * ((1 + nearness[i]) / 2));
  });
  return best(given.candidates, importance).slice(0, count);
}

const pseudoOccurrences = 2;

function smoothedNpmi(count: number, total: number, share: number, all: number): number {
  const together = (count + pseudoOccurrences * share) / (all + pseudoOccurrences);
  const word = (total + pseudoOccurrences) / (all + pseudoOccurrences);
  if (share >= 1) return 0;
  return Math.log(together / (word * share)) / -Math.log(together);
}

function nearnessOf({ candidates, vectors, topic }: MeaningfulCandidates): Float64Array {
  if (vectors.rows !== candidates.length || vectors.cols !== topic.cols || topic.rows !== 1)
    throw new InputError(
      `${vectors.rows} × ${vectors.cols} vectors do not fit ${candidates.length} candidates of a topic of ${topic.cols} dimensions`,
    );
  return Float64Array.from(candidates, (_, i) => rowDot(vectors, i, topic, 0));
}

/** By falling value; of equals the earlier candidate. */
function best(candidates: readonly Keyword[], values: ArrayLike<number>): Keyword[] {
  return candidates
    .map((candidate, i) => ({ ...candidate, score: values[i], i }))
    .sort((a, b) => b.score - a.score || a.i - b.i)
    .map(({ i, score }) => ({ ...candidates[i], score }));
}
