import type { Control } from "../control.ts";
import type { LinearAlgebra } from "../linear-algebra.ts";
import { gatherRows } from "../matrix.ts";
import type { Random } from "../random.ts";
import type { Cells } from "./cells.ts";

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
 * @param homes the cell of each point
 *
 * Cost O(400·n·d), less for more than 15 neighbors.
 */
export async function probeCount(
  { centroids, points }: Cells,
  homes: Int32Array,
  k: number,
  { linearAlgebra, random, signal }: ProbeCountOptions,
): Promise<number> {
  const size = Math.min(mostPoints, Math.max(fewestPoints, Math.ceil(sampledPairs / k)));
  const sample = random.sample(points.rows, size);
  const { indices } = await linearAlgebra.nearest(points, gatherRows(points, sample), k + 1, { signal });
  const pairs = Array.from(sample, (point, s) =>
    Array.from(indices.subarray(s * (k + 1), (s + 1) * (k + 1)), (other) => [point, other] as const)
      .filter(([, other]) => other !== point)
      .slice(0, k),
  ).flat();
  const ends = Int32Array.from(pairs.flat());
  const cells = centroids.rows;
  const products = new Float32Array(ends.length * cells);
  await linearAlgebra.productsInto(products, centroids, points, ends);
  const needed = new Int32Array(cells + 1);
  for (let pair = 0; pair < pairs.length; pair++) {
    const [point, other] = pairs[pair];
    const there = rankOf(products, 2 * pair * cells, cells, homes[other]);
    const back = rankOf(products, (2 * pair + 1) * cells, cells, homes[point]);
    needed[Math.min(there, back)]++;
  }
  let count = 0;
  for (let met = 0; met < wantedRecall * pairs.length; ) met += needed[++count];
  return Math.max(1, count);
}

/** The place, from 1, of a cell among all by their products with a point. */
function rankOf(products: Float32Array, start: number, cells: number, cell: number): number {
  const own = products[start + cell];
  let rank = 1;
  for (let p = start; p < start + cells; p++) if (products[p] > own) rank++;
  return rank;
}
