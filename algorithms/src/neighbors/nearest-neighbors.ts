import { type Control, checkpoint } from "../control.ts";
import { InputError } from "../input-error.ts";
import { type LinearAlgebra, plainLinearAlgebra } from "../linear-algebra.ts";
import type { Matrix } from "../matrix.ts";
import { Random } from "../random.ts";
import { approximateNeighbors } from "./approximate-neighbors.ts";
import { type NeighborGraph, usualNeighbors, withoutSelf } from "./neighbor-graph.ts";

export interface NeighborOptions extends Control {
  /** Wanted for each point; by default 15, fewer for fewer than 225 points. */
  readonly neighbors?: number | undefined;
  readonly linearAlgebra?: LinearAlgebra | undefined;
  /** The largest number of points that are compared all with all. */
  readonly exactUpTo?: number | undefined;
  readonly random?: Random | undefined;
}

/**
 * Finds the most similar other points of every point, by cosine.
 *
 * @param points n × d, rows of unit length
 * @returns min(neighbors, n - 1) neighbors of each point, best first, equal ones by the lower index
 * @throws InputError when `neighbors` is not a positive whole number, or a row holds what is no finite number
 *
 * Exact up to `exactUpTo` points, cost O(n²·d); above, about .98 of the true ones, cost O(n^1.5·d).
 * The same points and seed give the same graph.
 */
export async function nearestNeighbors(
  points: Matrix,
  options: NeighborOptions = {},
): Promise<NeighborGraph> {
  const {
    linearAlgebra = plainLinearAlgebra,
    exactUpTo = 30_000,
    random = new Random(),
    ...control
  } = options;
  const n = points.rows;
  const wanted = options.neighbors ?? usualNeighbors(n);
  if (options.neighbors !== undefined && !(Number.isInteger(wanted) && wanted > 0)) {
    throw new InputError(`neighbors must be a positive whole number, found ${wanted}`);
  }
  requireFinite(points);
  const k = Math.max(0, Math.min(wanted, n - 1));
  if (k === 0) return { n, k, indices: new Int32Array(0), similarities: new Float32Array(0) };
  if (n > exactUpTo) return approximateNeighbors(points, k, { ...control, linearAlgebra, random });
  const nearest = await linearAlgebra.nearest(points, points, k + 1, control);
  await checkpoint(control, n, n);
  return withoutSelf(nearest, n, k);
}

function requireFinite({ cols, data }: Matrix): void {
  for (let p = 0; p < data.length; p++) {
    if (!Number.isFinite(data[p])) throw new InputError(`row ${Math.floor(p / cols)} holds ${data[p]}`);
  }
}
