import { InputError } from "../input-error.ts";
import type { NeighborGraph } from "../neighbors/neighbor-graph.ts";
import { naturalReach } from "./natural-reach.ts";

export interface GrowOptions {
  /** How often each new point settles among its neighbors. */
  readonly iterations?: number | undefined;
}

const sameSimilarity = 1 - 2e-6;

/**
 * Places new points on a map; those that are on it stay where they are. A point starts at the mean of its neighbors that
 * have a place, weighted by how near they are, then settles where their pull is balanced: a pull that fades with distance,
 * so that a point between two groups joins the one it belongs to more. A copy of a placed point lies on it.
 *
 * @param placed m × 2 places on a map of -1..1
 * @param neighbors the neighbors of each of the n new points: 0..m-1 are placed points, m + i is new point i, -1 is none
 * @returns n × 2 places; a point that no chain of neighbors ties to the map lies in its middle
 * @throws InputError when a neighbor is no point
 *
 * The same input gives the same places. Cost O(iterations · n · k).
 * @example
 * const places = growMap(map, { n: 2, k: 2, indices: Int32Array.of(7, 3, 3, 8), similarities });
 */
export function growMap(
  placed: Float32Array,
  neighbors: NeighborGraph,
  { iterations = 10 }: GrowOptions = {},
): Float32Array {
  const { n } = neighbors;
  const m = placed.length / 2;
  const highest = m + n;
  for (const j of neighbors.indices) {
    if (j < -1 || j >= highest)
      throw new InputError(`neighbor ${j} is none of ${m} placed and ${n} new points`);
  }
  const growth: Growth = {
    placed,
    neighbors,
    weights: nearness(neighbors),
    places: new Float32Array(2 * n).fill(Number.NaN),
    copyOf: placedCopies(m, neighbors),
  };
  while (round(growth, true)) {}
  for (let p = 0; p < growth.places.length; p++)
    if (Number.isNaN(growth.places[p])) growth.places[p] = middleOf(placed, p & 1);
  for (let iteration = 0; iteration < iterations; iteration++) round(growth, false);
  return growth.places;
}

interface Growth {
  readonly placed: Float32Array;
  readonly neighbors: NeighborGraph;
  readonly weights: Float64Array;
  readonly places: Float32Array;
  /** For each new point the placed point it is a copy of, -1 for none. */
  readonly copyOf: Int32Array;
}

/**
 * Gives the points of a map that have no place (NaN) one among their neighbors, as `growMap` does.
 *
 * @param places n × 2
 * @param neighbors the neighbor graph of all n points
 */
export function grownPlaces(places: Float32Array, neighbors: NeighborGraph): Float32Array {
  const { n, k } = neighbors;
  const known = Int32Array.from({ length: n }, (_, i) => i).filter((i) => !Number.isNaN(places[2 * i]));
  const missing = Int32Array.from({ length: n }, (_, i) => i).filter((i) => Number.isNaN(places[2 * i]));
  const numbers = new Int32Array(n);
  known.forEach((i, number) => {
    numbers[i] = number;
  });
  missing.forEach((i, number) => {
    numbers[i] = known.length + number;
  });
  const indices = new Int32Array(missing.length * k);
  const similarities = new Float32Array(missing.length * k);
  missing.forEach((i, row) => {
    for (let r = 0; r < k; r++) indices[row * k + r] = numbers[neighbors.indices[i * k + r]];
    similarities.set(neighbors.similarities.subarray(i * k, (i + 1) * k), row * k);
  });
  const placed = Float32Array.from(
    { length: 2 * known.length },
    (_, p) => places[2 * known[p >> 1] + (p & 1)],
  );
  const grown = growMap(placed, { n: missing.length, k, indices, similarities });
  const all = places.slice();
  missing.forEach((i, row) => {
    all.set(grown.subarray(2 * row, 2 * row + 2), 2 * i);
  });
  return all;
}

/** exp(-(gap to the nearest) / mean gap): 1 for each point's nearest neighbor. */
function nearness({ n, k, indices, similarities }: NeighborGraph): Float64Array {
  const weights = new Float64Array(n * k);
  for (let i = 0; i < n; i++) {
    let best = Number.NEGATIVE_INFINITY;
    for (let p = i * k; p < (i + 1) * k; p++) if (indices[p] >= 0) best = Math.max(best, similarities[p]);
    let gaps = 0;
    let count = 0;
    for (let p = i * k; p < (i + 1) * k; p++) {
      if (indices[p] < 0) continue;
      gaps += best - similarities[p];
      count++;
    }
    const scale = gaps / count;
    for (let p = i * k; p < (i + 1) * k; p++)
      if (indices[p] >= 0) weights[p] = scale > 0 ? Math.exp((similarities[p] - best) / scale) : 1;
  }
  return weights;
}

function placedCopies(m: number, { n, k, indices, similarities }: NeighborGraph): Int32Array {
  const copyOf = new Int32Array(n).fill(-1);
  for (let p = n * k - 1; p >= 0; p--) {
    if (indices[p] >= 0 && indices[p] < m && similarities[p] >= sameSimilarity)
      copyOf[Math.floor(p / k)] = indices[p];
  }
  return copyOf;
}

/**
 * Moves every new point to the weighted mean of its neighbors that have a place, from where all were before.
 *
 * @param starting places only the points without a place, at the plain mean
 * @returns whether any point was moved
 */
function round({ placed, neighbors, weights, places, copyOf }: Growth, starting: boolean): boolean {
  const { n, k, indices } = neighbors;
  const before = places.slice();
  const placeOf = (j: number, axis: number) =>
    j < placed.length / 2 ? placed[2 * j + axis] : before[2 * j - placed.length + axis];
  let moved = false;
  for (let i = 0; i < n; i++) {
    const isPlaced = !Number.isNaN(before[2 * i]);
    if (starting && isPlaced) continue;
    if (copyOf[i] >= 0) {
      places[2 * i] = placed[2 * copyOf[i]];
      places[2 * i + 1] = placed[2 * copyOf[i] + 1];
      moved = true;
      continue;
    }
    let sumX = 0;
    let sumY = 0;
    let total = 0;
    for (let p = i * k; p < (i + 1) * k; p++) {
      if (indices[p] < 0) continue;
      const x = placeOf(indices[p], 0);
      const y = placeOf(indices[p], 1);
      if (Number.isNaN(x)) continue;
      const weight = weights[p] * (isPlaced ? pull(x - before[2 * i], y - before[2 * i + 1]) : 1);
      sumX += weight * x;
      sumY += weight * y;
      total += weight;
    }
    if (total === 0) continue;
    places[2 * i] = sumX / total;
    places[2 * i + 1] = sumY / total;
    moved = true;
  }
  return moved;
}

/** How strongly a neighbor attracts across this gap, in the scale of a map of -1..1; as near pairs do in PaCMAP. */
function pull(dx: number, dy: number): number {
  const shifted = 11 + (dx * dx + dy * dy) * naturalReach * naturalReach;
  return 1 / (shifted * shifted);
}

function middleOf(placed: Float32Array, axis: number): number {
  let sum = 0;
  for (let p = axis; p < placed.length; p += 2) sum += placed[p];
  return placed.length > 0 ? (2 * sum) / placed.length : 0;
}
