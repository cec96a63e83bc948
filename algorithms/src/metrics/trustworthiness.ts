import { InputError } from "../input-error.ts";
import { type Matrix, rowDistanceSquared, rowDot } from "../matrix.ts";
import { Random } from "../random.ts";
import { smallest } from "./smallest.ts";

export interface TrustworthinessOptions {
  readonly neighbors?: number | undefined;
  /** How many points are judged; all when there are no more. */
  readonly sample?: number | undefined;
  readonly random?: Random | undefined;
}

/**
 * How far the neighbors on a map are neighbors in truth, 0..1: each false one costs the ranks by which it is too far.
 *
 * @param points n × d, rows of unit length, compared by cosine
 * @param layout n × 2 (or any number of columns), compared by Euclidean distance
 * @throws InputError when the two have different numbers of rows
 *
 * Exact for the points judged; 1 when n < 2 · neighbors + 2, where the measure is not defined. Cost O(sample · n · (d + log n)).
 * @see Venna & Kaski 2001
 */
export function trustworthiness(
  points: Matrix,
  layout: Matrix,
  options: TrustworthinessOptions = {},
): number {
  const { neighbors: k = 15, sample = 2_000, random = new Random() } = options;
  const n = points.rows;
  if (layout.rows !== n) throw new InputError(`a layout of ${layout.rows} rows does not fit ${n} points`);
  if (n < 2 * k + 2) return 1;
  const judged = random.sample(n, sample);
  const similarity = new Float64Array(n);
  const distance = new Float64Array(n);
  const order = new Uint32Array(n);
  let penalty = 0;
  for (const i of judged) {
    for (let j = 0; j < n; j++) {
      similarity[j] = j === i ? Number.POSITIVE_INFINITY : rowDot(points, i, points, j);
      distance[j] = j === i ? -1 : rowDistanceSquared(layout, i, layout, j);
    }
    const near = smallest(distance, order, k + 1);
    for (let r = 1; r <= k; r++) penalty += Math.max(0, rankOf(similarity, near[r]) - k);
  }
  return 1 - (2 * penalty) / (judged.length * k * (2 * n - 3 * k - 1));
}

/** Rank of a point among all others by decreasing similarity; the point itself, being infinite, has rank 0. */
function rankOf(similarity: Float64Array, point: number): number {
  let rank = 0;
  const own = similarity[point];
  for (let j = 0; j < similarity.length; j++) {
    if (similarity[j] > own || (similarity[j] === own && j < point)) rank++;
  }
  return rank;
}
