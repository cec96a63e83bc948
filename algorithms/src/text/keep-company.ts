import { InputError } from "../input-error.ts";
import { membersByLabel } from "../labels.ts";
import type { TermCounts } from "./term-counts.ts";
import type { TermIndex } from "./term-index.ts";

/** So many texts seem to hold a pair that none holds. */
const unseen = 0.01;
/** Words of an index that two terms may lie apart to occur together. */
const reach = 10;
/** Power of what company counts for beside the score. */
const weight = 2;

/**
 * Chooses for each topic, among candidates, terms that occur together in its texts: one after the other the one of the
 * highest score · ((1 + npmi) / 2)², npmi the mean normalised pointwise mutual information with those chosen before.
 *
 * @param labels the topic of each text, as it was counted
 * @param candidates of each topic, best first
 * @returns at most `count` candidates of each topic, in the order of choice
 * @throws InputError when there are more or fewer labels than texts
 *
 * Cost O(words · longest phrase + topics · candidates · count). The weight and the reach are those of the highest NPMI on four corpora.
 * @see Bouma 2009 (npmi); Mimno et al., EMNLP 2011 (coherence within a topic's own texts)
 */
export function keepCompany<T extends { readonly term: number; readonly score: number }>(
  { index, topics, totals }: TermCounts,
  labels: Int32Array,
  candidates: readonly (readonly T[])[],
  count: number,
): T[][] {
  if (labels.length !== index.texts)
    throw new InputError(`${labels.length} labels do not fit ${index.texts} texts`);
  const { starts, members } = membersByLabel(labels, topics);
  const slots = new Int32Array(index.size).fill(-1);
  return candidates.map((found, topic) => {
    const terms = found.map(({ term }) => term);
    for (const [slot, term] of terms.entries()) slots[term] = slot;
    const texts = members.subarray(starts[topic], starts[topic + 1]);
    const together = textsWithPairs(index, texts, { slots, width: terms.length });
    for (const term of terms) slots[term] = -1;
    const shares = terms.map((term) => Math.min(1, totals[term] / index.texts));
    const npmi = (a: number, b: number) => {
      const pair = Math.min(a, b) * terms.length + Math.max(a, b);
      const joint = (together[pair] + unseen) / index.texts;
      if (joint >= 1) return 0;
      return Math.max(-1, Math.log(joint / (shares[a] * shares[b])) / -Math.log(joint));
    };
    const scores = found.map(({ score }) => score);
    return companions(scores, npmi, count).map((slot) => found[slot]);
  });
}

interface PairOptions {
  /** For each term of the index its place among those that are looked for, or -1. */
  readonly slots: Int32Array;
  /** How many are looked for. */
  readonly width: number;
}

/** For each pair of terms, the lower one first, the texts that hold both near each other; a width × width matrix. */
function textsWithPairs(
  { stream: { starts, tokens }, levels }: TermIndex,
  texts: Int32Array,
  { slots, width }: PairOptions,
): Int32Array {
  const together = new Int32Array(width * width);
  const countedIn = new Int32Array(width * width).fill(-1);
  // What was met within reach, in a ring: at each place at most one term of each length.
  const room = (reach + 1) * levels.length;
  const metAt = new Int32Array(room);
  const met = new Int32Array(room);
  for (const text of texts) {
    const end = text + 1 < starts.length ? starts[text + 1] : tokens.length;
    let [first, next] = [0, 0];
    for (let p = starts[text]; p < end; p++) {
      for (let level = 0; level < levels.length; level++) {
        const term = levels[level][p];
        if (term < 0) break;
        const slot = slots[term];
        if (slot < 0) continue;
        while (first < next && p - metAt[first % room] > reach) first++;
        for (let e = first; e < next; e++) {
          const other = met[e % room];
          const pair = slot < other ? slot * width + other : other * width + slot;
          if (other === slot || countedIn[pair] === text) continue;
          countedIn[pair] = text;
          together[pair]++;
        }
        metAt[next % room] = p;
        met[next++ % room] = slot;
      }
    }
  }
  return together;
}

/** Which candidates keep company, in the order of choice. */
function companions(
  scores: readonly number[],
  npmi: (a: number, b: number) => number,
  count: number,
): number[] {
  const chosen: number[] = [];
  const sums = new Float64Array(scores.length);
  const left = new Set(scores.keys());
  while (chosen.length < count && left.size > 0) {
    let next = -1;
    let highest = Number.NEGATIVE_INFINITY;
    for (const slot of left) {
      const mean = chosen.length === 0 ? 1 : sums[slot] / chosen.length;
      const value = scores[slot] * ((1 + mean) / 2) ** weight;
      if (value > highest) [next, highest] = [slot, value];
    }
    left.delete(next);
    chosen.push(next);
    for (const slot of left) sums[slot] += npmi(slot, next);
  }
  return chosen;
}
