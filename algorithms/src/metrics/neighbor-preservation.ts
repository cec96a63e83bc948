import { InputError } from "../input-error.ts";
import { type Matrix, rowDistanceSquared, rowDot } from "../matrix.ts";
import { Random } from "../random.ts";
import { smallest } from "./smallest.ts";
import type { TrustworthinessOptions } from "./trustworthiness.ts";

/**
 * Which share of the nearest neighbors in truth are among the nearest on a map, 0..1.
 *
 * @param points n × d, rows of unit length, compared by cosine
 * @param layout n × 2 (or any number of columns), compared by Euclidean distance
 * @throws InputError when the two have different numbers of rows
 *
 * Exact for the points judged; 1 when no point has as many others. Cost O(sample · n · d).
 * @see Venna & Kaski 2001; Böhm, Berens & Kobak 2022 ("kNN recall")
 * @example
 * const kept = neighborPreservation(points, matrix(points.rows, 2, await layoutMap(points, neighbors)));
 */
export function neighborPreservation(
  points: Matrix,
  layout: Matrix,
  options: TrustworthinessOptions = {},
): number {
  const { neighbors: k = 15, sample = 2_000, random = new Random() } = options;
  const n = points.rows;
  if (layout.rows !== n) throw new InputError(`a layout of ${layout.rows} rows does not fit ${n} points`);
  if (n < k + 1) return 1;
  const judged = random.sample(n, sample);
  const farness = new Float64Array(n);
  const distance = new Float64Array(n);
  const scratch = new Uint32Array(k);
  let kept = 0;
  for (const i of judged) {
    for (let j = 0; j < n; j++) {
      farness[j] = j === i ? Number.POSITIVE_INFINITY : -rowDot(points, i, points, j);
      distance[j] = j === i ? Number.POSITIVE_INFINITY : rowDistanceSquared(layout, i, layout, j);
    }
    const neighbors = new Set(smallest(farness, scratch, k));
    for (const j of smallest(distance, scratch, k)) if (neighbors.has(j)) kept++;
  }
  return kept / (judged.length * k);
}
