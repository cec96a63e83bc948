import { adjustedRand } from "./agreement.ts";

/** A grouping of some of the points. */
export interface PartialLabelling {
  /** Points in any order; all of them, in order, where absent. */
  readonly points?: Int32Array | undefined;
  /** Label of each of these points. */
  readonly labels: Int32Array;
}

/**
 * How far several groupings of the same points agree: the mean adjusted Rand index of all pairs, over the points that
 * both of a pair group. Groupings by several seeds give seed stability, of several samples subsample stability.
 *
 * @returns 1 for the same, about 0 for unrelated ones; 1 for fewer than two
 *
 * Cost O(groupings² · points).
 */
export function stability(groupings: readonly PartialLabelling[]): number {
  const byPoint = groupings.map(({ points, labels }) => {
    const known = new Map<number, number>();
    for (let i = 0; i < labels.length; i++) known.set(points ? points[i] : i, labels[i]);
    return known;
  });
  let sum = 0;
  let pairs = 0;
  for (const [at, a] of byPoint.entries()) {
    for (const b of byPoint.slice(0, at)) {
      const common = [...a.keys()].filter((point) => b.has(point));
      sum += adjustedRand(
        common.map((point) => a.get(point)!),
        common.map((point) => b.get(point)!),
      );
      pairs++;
    }
  }
  return pairs === 0 ? 1 : sum / pairs;
}
