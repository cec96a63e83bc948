import { InputError } from "../input-error.ts";
import { byScore, type Candidate, distinctTerms, preferPhrases } from "../text/choose-terms.ts";
import { countTerms, type TermCounts } from "../text/term-counts.ts";
import type { TermIndex } from "../text/term-index.ts";

export interface CellKeywordOptions {
  /** Most keywords a cell. */
  readonly count?: number | undefined;
  /** Each cell's words are averaged with those of its whole topic, so that a small cell stays readable. */
  readonly global?: boolean | undefined;
  /** Each cell's words are averaged with those of the cell before, so that a topic changes step by step; for time. */
  readonly evolution?: boolean | undefined;
}

export interface CellKeywordInput {
  /** For each text of the index its topic, -1 for none. */
  readonly topics: Int32Array;
  /** For each text its cell, -1 for none: a stretch of time, a class. */
  readonly cells: Int32Array;
  readonly topicCount: number;
  readonly cellCount: number;
}

const candidatesPerKeyword = 12;

/**
 * What each topic is about in each cell, best first: class-based TF-IDF of the topic's texts in the cell, with the
 * rarity of words over all topics, averaged as the options say.
 *
 * @returns topics × cells lists of keywords, row-major; empty for a cell without texts of the topic
 * @throws InputError when topics, cells and texts differ in number
 *
 * Cost O(words + terms of the cells · log). @see Grootendorst 2022, section 3.4 (dynamic topic modelling)
 */
export function cellKeywords(
  index: TermIndex,
  { topics, cells, topicCount, cellCount }: CellKeywordInput,
  { count = 5, global = true, evolution = false }: CellKeywordOptions = {},
): string[][] {
  if (topics.length !== cells.length)
    throw new InputError(`${topics.length} topics do not fit ${cells.length} cells`);
  const whole = countTerms(index, topics, topicCount);
  const groups = Int32Array.from(topics, (topic, i) =>
    topic >= 0 && cells[i] >= 0 ? topic * cellCount + cells[i] : -1,
  );
  const parts = countTerms(index, groups, topicCount * cellCount);
  const rarity = rarityOf(whole);
  const chosen: Candidate[][] = [];
  for (let topic = 0; topic < topicCount; topic++) {
    const background = global ? weightsOf(whole, topic, rarity) : undefined;
    let before: Weights | undefined;
    for (let cell = 0; cell < cellCount; cell++) {
      const group = topic * cellCount + cell;
      if (parts.textsPerTopic[group] === 0) {
        chosen.push([]);
        continue;
      }
      const own = averaged(
        averaged(weightsOf(parts, group, rarity), background),
        evolution ? before : undefined,
      );
      before = own;
      chosen.push(bestOf(index, own, count));
    }
  }
  const spellings = index.spellings(chosen.flat().map(({ term }) => term));
  return chosen.map((found) => found.map(({ term }) => spellings.get(term)!));
}

/** Weight of each term, adding up to one. */
type Weights = ReadonlyMap<number, number>;

function rarityOf({ totals, wordsPerTopic, topics }: TermCounts): Float64Array {
  const mean = wordsPerTopic.reduce((sum, words) => sum + words, 0) / Math.max(1, topics);
  return Float64Array.from(totals, (total) => (total === 0 ? 0 : Math.log(1 + mean / total)));
}

function weightsOf(
  { starts, terms, counts, wordsPerTopic }: TermCounts,
  group: number,
  rarity: Float64Array,
): Weights {
  const weights = new Map<number, number>();
  let sum = 0;
  for (let e = starts[group]; e < starts[group + 1]; e++) {
    const weight = Math.sqrt(counts[e] / wordsPerTopic[group]) * rarity[terms[e]];
    weights.set(terms[e], weight);
    sum += weight;
  }
  for (const [term, weight] of weights) weights.set(term, weight / sum);
  return weights;
}

function averaged(a: Weights, b: Weights | undefined): Weights {
  if (!b) return a;
  const both = new Map<number, number>();
  for (const [term, weight] of a) both.set(term, weight / 2);
  for (const [term, weight] of b) both.set(term, (both.get(term) ?? 0) + weight / 2);
  return both;
}

function bestOf(index: TermIndex, weights: Weights, count: number): Candidate[] {
  const best = [...weights].sort((a, b) => b[1] - a[1]).slice(0, count * candidatesPerKeyword);
  const candidates = best.map(([term, score]) => ({
    term,
    score,
    key: index.keyOf(term),
    length: index.lengthOf(term),
    count: score,
  }));
  return distinctTerms(preferPhrases(candidates.sort(byScore)), count);
}
