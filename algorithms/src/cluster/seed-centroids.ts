import { type Control, checkpoint } from "../control.ts";
import type { LinearAlgebra } from "../linear-algebra.ts";
import { gatherRows, type Matrix } from "../matrix.ts";
import type { Random } from "../random.ts";

export interface SeedOptions extends Control {
  readonly linearAlgebra: LinearAlgebra;
  readonly random: Random;
}

const seedsPerCluster = 20;
const smallestSample = 4096;
const sameDirection = 1e-6;

/**
 * Chooses points of a sample as first centroids: each next one is drawn with probability proportional to 1 - its best
 * cosine so far, and is the best of a few such draws.
 *
 * @param points n × d, rows of unit length
 * @returns at most `clusters` × d, fewer where no more points differ
 *
 * Cost O(clusters² · d · log clusters). @see Arthur & Vassilvitskii 2007 (greedy k-means++)
 */
export async function seedCentroids(
  points: Matrix,
  clusters: number,
  { linearAlgebra, random, ...control }: SeedOptions,
): Promise<Matrix> {
  const size = Math.max(smallestSample, seedsPerCluster * clusters);
  const sample = gatherRows(points, random.split(0).sample(points.rows, size));
  const n = sample.rows;
  if (n === 0) return sample;
  const draws = random.split(1);
  const trials = 2 + Math.floor(Math.log(clusters));
  const products = new Float32Array(trials * n);
  const distances = new Float64Array(n).fill(1);
  const chosen: number[] = [];
  let total = n;
  while (chosen.length < Math.min(clusters, n) && total > 0) {
    await checkpoint(control, chosen.length, clusters);
    const candidates = Int32Array.from({ length: chosen.length === 0 ? 1 : trials }, () =>
      draw(distances, draws.uniform() * total),
    );
    await linearAlgebra.productsInto(products, sample, sample, candidates);
    const best = leastTotal(products, candidates.length, distances);
    chosen.push(candidates[best]);
    total = approach(products, best * n, distances, chosen.length === 1);
  }
  return gatherRows(sample, chosen);
}

function draw(weights: Float64Array, target: number): number {
  let left = target;
  let last = 0;
  for (let i = 0; i < weights.length; i++) {
    if (weights[i] === 0) continue;
    last = i;
    left -= weights[i];
    if (left < 0) break;
  }
  return last;
}

/** The candidate after whose choice points would be nearest to their centroids, the first of equal ones. */
function leastTotal(products: Float32Array, candidates: number, distances: Float64Array): number {
  let best = 0;
  let bestTotal = Number.POSITIVE_INFINITY;
  for (let candidate = 0, p = 0; candidate < candidates; candidate++) {
    let total = 0;
    for (let i = 0; i < distances.length; i++, p++) total += Math.min(distances[i], 1 - products[p]);
    if (total < bestTotal) {
      bestTotal = total;
      best = candidate;
    }
  }
  return best;
}

/** Takes a chosen point into account; returns the sum of the distances then. */
function approach(products: Float32Array, start: number, distances: Float64Array, isFirst: boolean): number {
  let total = 0;
  for (let i = 0; i < distances.length; i++) {
    const distance = 1 - products[start + i];
    if (isFirst || distance < distances[i]) distances[i] = distance < sameDirection ? 0 : distance;
    total += distances[i];
  }
  return total;
}
