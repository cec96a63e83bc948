import { type Matrix, rowDot } from "../matrix.ts";

/** Whether any of the wanted items is among the first `k` of a list. */
export function isHit(
  list: readonly number[],
  wanted: ReadonlySet<number>,
  { k = 10 }: { readonly k?: number | undefined } = {},
): boolean {
  return list.slice(0, k).some((item) => wanted.has(item));
}

/**
 * Normalised discounted cumulative gain of a list's first `k` under yes-or-no judgements, 0..1; 0 where nothing is wanted.
 *
 * @param list items, each once
 *
 * @see Järvelin & Kekäläinen, TOIS 2002 (with the logarithm to base 2 of the rank plus 1)
 */
export function normalizedGain(
  list: readonly number[],
  wanted: ReadonlySet<number>,
  { k = 10 }: { readonly k?: number | undefined } = {},
): number {
  let gain = 0;
  let best = 0;
  for (let rank = 0; rank < k; rank++) {
    const share = 1 / Math.log2(rank + 2);
    if (rank < list.length && wanted.has(list[rank])) gain += share;
    if (rank < wanted.size) best += share;
  }
  return best === 0 ? 0 : gain / best;
}

/** Share of the items that are in any of the lists, 0..1. */
export function catalogueCoverage(lists: readonly (readonly number[])[], items: number): number {
  return items === 0 ? 0 : new Set(lists.flat()).size / items;
}

/**
 * How unlike each other a list's items are: the mean of 1 less the cosine over all pairs, 0..2; 0 where there is no pair.
 *
 * @param points n × d, rows of unit length
 * @param list rows of `points`
 *
 * Cost O(list²·d).
 */
export function listDiversity(points: Matrix, list: readonly number[]): number {
  let sum = 0;
  let pairs = 0;
  for (let i = 0; i < list.length; i++) {
    for (let j = 0; j < i; j++) {
      sum += 1 - rowDot(points, list[i], points, list[j]);
      pairs++;
    }
  }
  return pairs === 0 ? 0 : sum / pairs;
}
