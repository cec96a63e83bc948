import { type Control, checkpoint } from "../control.ts";
import type { LinearAlgebra } from "../linear-algebra.ts";
import { centroidsOf, type Matrix, rowDot } from "../matrix.ts";

export interface SettleOptions extends Control {
  readonly maxIterations: number;
  readonly linearAlgebra: LinearAlgebra;
}

const settledShare = 0.0005;

/**
 * Moves centroids to the mean direction of the points nearest to them until hardly a point changes its centroid.
 *
 * @param points n × d, rows of unit length
 * @param seeds k × d, rows of unit length
 * @returns k × d; a centroid that lost all its points stays where it was
 *
 * Cost O(n·k·d) an iteration. @see Lloyd 1982; Dhillon & Modha 2001
 */
export async function settleCentroids(
  points: Matrix,
  seeds: Matrix,
  { maxIterations, linearAlgebra, ...control }: SettleOptions,
): Promise<Matrix> {
  let centroids = seeds;
  let labels: Int32Array = new Int32Array(points.rows).fill(-1);
  for (let iteration = 0; iteration < maxIterations && points.rows > 0; iteration++) {
    await checkpoint(control, iteration, maxIterations);
    const { indices } = await linearAlgebra.nearest(centroids, points, 1, { signal: control.signal });
    const isSettled = differences(indices, labels) <= settledShare * points.rows;
    labels = indices;
    centroids = withoutEmpty(centroidsOf(points, labels, centroids.rows), centroids);
    if (isSettled) break;
  }
  await checkpoint(control, maxIterations, maxIterations);
  return centroids;
}

function differences(a: Int32Array, b: Int32Array): number {
  let count = 0;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) count++;
  return count;
}

function withoutEmpty(moved: Matrix, before: Matrix): Matrix {
  for (let t = 0; t < moved.rows; t++) {
    if (rowDot(moved, t, moved, t) > 0) continue;
    moved.data.set(before.data.subarray(t * before.cols, (t + 1) * before.cols), t * before.cols);
  }
  return moved;
}
