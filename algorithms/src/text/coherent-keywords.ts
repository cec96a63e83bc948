import { InputError } from "../input-error.ts";
import { membersByLabel } from "../labels.ts";
import type { Keyword } from "./keywords.ts";
import type { TermCounts } from "./term-counts.ts";
import type { TermIndex } from "./term-index.ts";

export interface CoherentOptions {
  /** Most keywords a topic. */
  readonly count?: number | undefined;
  /** 0: by score alone. */
  readonly weight?: number | undefined;
  /** Words of an index that two terms may lie apart to occur together. */
  readonly reach?: number | undefined;
}

/** So many texts seem to hold a pair that none holds. */
const unseen = 0.01;

/**
 * Chooses for each topic, among candidates, those that keep company: one after the other the one of the highest
 * score · ((1 + npmi) / 2)^`weight`, npmi the mean normalised pointwise mutual information with those chosen before.
 *
 * @param labels the topic of each text, as it was counted
 * @param candidates of each topic, best first, as `keywords` gives them; 32 are plenty
 * @returns at most `count` candidates of each topic, in the order of choice, with their own scores
 * @throws InputError when labels or candidates do not fit the counts
 *
 * Cost O(words · longest phrase + occurrences of candidates · candidates).
 * @see Bouma 2009 (npmi); Mimno et al., EMNLP 2011 (coherence within a topic's own texts)
 */
export function coherentKeywords(
  counts: TermCounts,
  labels: Int32Array,
  candidates: readonly (readonly Keyword[])[],
  { count = 10, weight = 2, reach = 10 }: CoherentOptions = {},
): Keyword[][] {
  const { index, topics, totals } = counts;
  if (labels.length !== index.texts || candidates.length !== topics)
    throw new InputError(
      `${labels.length} labels and candidates of ${candidates.length} topics do not fit ${index.texts} texts of ${topics} topics`,
    );
  const { starts, members } = membersByLabel(labels, topics);
  const slots = new Int32Array(index.size).fill(-1);
  return candidates.map((found, topic) => {
    const terms = found.map(({ term }) => term);
    for (const [slot, term] of terms.entries()) slots[term] = slot;
    const texts = members.subarray(starts[topic], starts[topic + 1]);
    const together = textsWithPairs(index, texts, { slots, width: terms.length, reach });
    for (const term of terms) slots[term] = -1;
    const shares = terms.map((term) => Math.min(1, totals[term] / index.texts));
    const npmi = (a: number, b: number) => {
      const joint = (together[a * terms.length + b] + unseen) / index.texts;
      if (joint >= 1) return 0;
      return Math.max(-1, Math.log(joint / (shares[a] * shares[b])) / -Math.log(joint));
    };
    const chosen = companions(
      found.map(({ score }) => score),
      npmi,
      { count, weight },
    );
    return chosen.map((slot) => found[slot]);
  });
}

interface PairOptions {
  /** For each term of the index its place among those that are looked for, or -1. */
  readonly slots: Int32Array;
  /** How many are looked for. */
  readonly width: number;
  readonly reach: number;
}

/** For each pair of terms the texts that hold both near each other; a width × width matrix. */
function textsWithPairs(
  { stream: { starts, tokens }, levels }: TermIndex,
  texts: Int32Array,
  { slots, width, reach }: PairOptions,
): Int32Array {
  const together = new Int32Array(width * width);
  const countedIn = new Int32Array(width * width).fill(-1);
  const lastAt = new Int32Array(width);
  for (const text of texts) {
    const end = text + 1 < starts.length ? starts[text + 1] : tokens.length;
    lastAt.fill(-1 - reach);
    for (let p = starts[text]; p < end; p++) {
      for (const at of levels) {
        const slot = at[p] < 0 ? -1 : slots[at[p]];
        if (slot < 0) continue;
        for (let other = 0; other < width; other++) {
          const pair = slot * width + other;
          if (other === slot || p - lastAt[other] > reach || countedIn[pair] === text) continue;
          countedIn[pair] = text;
          countedIn[other * width + slot] = text;
          together[pair]++;
          together[other * width + slot]++;
        }
        lastAt[slot] = p;
      }
    }
  }
  return together;
}

/** Which candidates keep company, in the order of choice. */
function companions(
  scores: readonly number[],
  npmi: (a: number, b: number) => number,
  { count, weight }: { readonly count: number; readonly weight: number },
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
