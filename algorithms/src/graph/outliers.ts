import { InputError } from "../input-error.ts";
import type { NeighborGraph } from "../neighbors/neighbor-graph.ts";

/** A member that hears less than this of its own topic is weak. */
const weakBelow = 0.5;
const rank = 5;

/**
 * Marks the points that no topic holds: weak ones, most of whose surroundings are of other topics, and those that lie far off
 * from everything, whose fifth neighbor is further away than Tukey's upper fence over all points.
 *
 * @param strengths n strengths, as of `spreadLabels`
 * @returns n marks, 1 for an outlier
 * @throws InputError when the two differ in number
 *
 * Cost O(n log n). @see Tukey 1977 (fence: the upper quartile and one and a half times the range between quartiles)
 */
export function outliers({ n, k, similarities }: NeighborGraph, strengths: Float32Array): Uint8Array {
  if (strengths.length !== n) throw new InputError(`${strengths.length} strengths do not fit ${n} points`);
  const marks = Uint8Array.from(strengths, (strength) => Number(strength < weakBelow));
  if (k === 0) return marks;
  const distances = Float64Array.from(
    { length: n },
    (_, i) => 1 - similarities[i * k + Math.min(rank, k) - 1],
  );
  const sorted = distances.slice().sort();
  const lower = sorted[Math.floor(n / 4)];
  const upper = sorted[Math.floor((3 * n) / 4)];
  const fence = upper + 1.5 * (upper - lower);
  for (let i = 0; i < n; i++) if (distances[i] > fence) marks[i] = 1;
  return marks;
}
