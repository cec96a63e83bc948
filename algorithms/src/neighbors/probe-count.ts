import type { Control } from "../control.ts";
import type { LinearAlgebra } from "../linear-algebra.ts";
import { gatherRows, type Matrix } from "../matrix.ts";
import type { Random } from "../random.ts";

export interface ProbeCountOptions extends Control {
  readonly linearAlgebra: LinearAlgebra;
  readonly random: Random;
}

const sampledPairs = 6_000;
const fewestPoints = 20;
const mostPoints = 400;
const wantedRecall = 0.98;

/**
 * How many of its nearest cells each point must look into so that it meets nearly all of its k nearest others, told
 * by points whose true neighbors are found by comparing them with all.
 *
 * @param points n × d
 * @param centroids of the cells
 *
 * Cost O(400·n·d), less for more than 15 neighbors.
 */
export async function probeCount(
  points: Matrix,
  centroids: Matrix,
  k: number,
  { linearAlgebra, random, signal }: ProbeCountOptions,
): Promise<number> {
  const size = Math.min(mostPoints, Math.max(fewestPoints, Math.ceil(sampledPairs / k)));
  const sample = random.sample(points.rows, size);
  const { indices } = await linearAlgebra.nearest(points, gatherRows(points, sample), k + 1, { signal });
  const ends: number[] = [];
  for (let s = 0; s < sample.length; s++) {
    const others = indices.subarray(s * (k + 1), (s + 1) * (k + 1)).filter((other) => other !== sample[s]);
    for (const other of others.subarray(0, k)) ends.push(sample[s], other);
  }
  const cells = centroids.rows;
  const products = new Float32Array(ends.length * cells);
  await linearAlgebra.productsInto(products, centroids, points, Int32Array.from(ends));
  const homes = ends.map((_, end) => largest(products, end * cells, cells));
  const needed = new Int32Array(cells + 1);
  for (let end = 0; end < ends.length; end += 2) {
    const there = rankOf(products, end * cells, cells, homes[end + 1]);
    const back = rankOf(products, (end + 1) * cells, cells, homes[end]);
    needed[Math.min(there, back)]++;
  }
  let count = 0;
  for (let met = 0; met < (wantedRecall * ends.length) / 2; ) met += needed[++count];
  return Math.max(1, count);
}

/** The cell with the largest product, the first of equal ones. */
function largest(products: Float32Array, start: number, cells: number): number {
  let best = 0;
  for (let cell = 1; cell < cells; cell++) if (products[start + cell] > products[start + best]) best = cell;
  return best;
}

/** The place, from 1, of a cell among all by their products with a point. */
function rankOf(products: Float32Array, start: number, cells: number, cell: number): number {
  const own = products[start + cell];
  let rank = 1;
  for (let p = start; p < start + cells; p++) if (products[p] > own) rank++;
  return rank;
}
