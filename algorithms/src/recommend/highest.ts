import { emptyBest, offer } from "../linear-algebra.ts";

/**
 * The positions of the highest scores, highest first; of equals the lower one. Scores of -Infinity are left out.
 *
 * Cost O(n·log n) at worst, O(n) in practice.
 */
export function highest(scores: ArrayLike<number>, count: number): number[] {
  const best = emptyBest(1, Math.max(1, Math.min(count, scores.length)));
  for (let at = 0; at < scores.length; at++) {
    if (scores[at] > Number.NEGATIVE_INFINITY) offer(best, 0, at, scores[at]);
  }
  return Array.from(best.indices.subarray(0, count)).filter((at) => at >= 0);
}
