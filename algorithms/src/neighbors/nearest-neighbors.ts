import { canonicalOrder, isInOrder } from "../canonical-order.ts";
import type { Control } from "../control.ts";
import { InputError } from "../input-error.ts";
import { type LinearAlgebra, plainLinearAlgebra } from "../linear-algebra.ts";
import { gatherRows, type Matrix } from "../matrix.ts";
import { Random } from "../random.ts";
import { approximateNeighbors } from "./approximate-neighbors.ts";
import { exactNeighbors } from "./exact-neighbors.ts";
import { type NeighborGraph, renumbered, usualNeighbors } from "./neighbor-graph.ts";

export interface NeighborOptions extends Control {
  /** Wanted for each point; by default 15, fewer for fewer than 225 points. */
  readonly neighbors?: number | undefined;
  readonly linearAlgebra?: LinearAlgebra | undefined;
  /** The largest number of points that are compared all with all. */
  readonly exactUpTo?: number | undefined;
  readonly random?: Random | undefined;
}

/** Plain loops take longer for a comparison, so that fewer of them are worth it. */
const exactUpToInPlainLoops = 10_000;
const exactUpToOtherwise = 16_000;

/**
 * Finds the most similar other points of every point, by cosine.
 *
 * @param points n × d, rows of unit length
 * @returns min(neighbors, n - 1) neighbors of each point, best first, equal ones by the lower index
 * @throws InputError when `neighbors` is not a positive whole number, or a row holds what is no finite number
 *
 * Exact up to `exactUpTo` points (16,000, in plain loops 10,000), cost O(n²·d); above, .97 of the true ones or more,
 * cost O(n^1.5·d). The same points and seed give the same graph, whatever the order of the rows; only which of more
 * than k equally similar points are taken may depend on it where points are copies.
 */
export async function nearestNeighbors(
  points: Matrix,
  options: NeighborOptions = {},
): Promise<NeighborGraph> {
  const { linearAlgebra = plainLinearAlgebra, random = new Random(), ...control } = options;
  const n = points.rows;
  const wanted = options.neighbors ?? usualNeighbors(n);
  if (options.neighbors !== undefined && !(Number.isInteger(wanted) && wanted > 0)) {
    throw new InputError(`neighbors must be a positive whole number, found ${wanted}`);
  }
  requireFinite(points);
  const k = Math.max(0, Math.min(wanted, n - 1));
  if (k === 0) return { n, k, indices: new Int32Array(0), similarities: new Float32Array(0) };
  const usual = linearAlgebra === plainLinearAlgebra ? exactUpToInPlainLoops : exactUpToOtherwise;
  const find = (ordered: Matrix) =>
    n > (options.exactUpTo ?? usual)
      ? approximateNeighbors(ordered, k, { ...control, linearAlgebra, random })
      : exactNeighbors(ordered, k, { ...control, linearAlgebra });
  const order = canonicalOrder(points);
  return isInOrder(order) ? find(points) : renumbered(await find(gatherRows(points, order)), order);
}

function requireFinite({ cols, data }: Matrix): void {
  let nothing = 0;
  for (let p = 0; p < data.length; p++) nothing += data[p] * 0;
  if (nothing === 0) return;
  const at = data.findIndex((value) => !Number.isFinite(value));
  throw new InputError(`row ${Math.floor(at / cols)} holds ${data[at]}`);
}
