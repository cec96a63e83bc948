import { contingency } from "./contingency.ts";

/**
 * Geometric mean of precision and recall of the pairs that two groupings put together, 0..1.
 *
 * @param a n labels; -1 is a label like any other
 * @param b n labels
 * @throws InputError when the two have different lengths
 *
 * Cost O(n). @see Fowlkes & Mallows 1983
 */
export function fowlkesMallows(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const { rows, cols, cells } = contingency(a, b);
  const pairs = (count: number) => (count * (count - 1)) / 2;
  const sum = (sizes: readonly number[]) => sizes.reduce((total, size) => total + pairs(size), 0);
  const together = sum(cells.map(({ count }) => count));
  const inA = sum(rows);
  const inB = sum(cols);
  if (inA === 0 && inB === 0) return 1;
  return inA === 0 || inB === 0 ? 0 : together / Math.sqrt(inA * inB);
}

/** By how much the number of topics misses the true one, as a share of it: 0 is exact, 1 twice as many or none. */
export function topicCountError(labels: ArrayLike<number>, truth: ArrayLike<number>): number {
  const kinds = (values: ArrayLike<number>) => new Set(Array.from(values).filter((label) => label >= 0)).size;
  const wanted = kinds(truth);
  return wanted === 0 ? 0 : Math.abs(kinds(labels) - wanted) / wanted;
}
