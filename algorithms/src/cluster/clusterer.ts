import { canonicalOrder, inOriginalOrder, reorderNeighbors } from "../canonical-order.ts";
import type { Control } from "../control.ts";
import type { Labelling } from "../labels.ts";
import type { LinearAlgebra } from "../linear-algebra.ts";
import { gatherRows, type Matrix } from "../matrix.ts";
import type { NeighborGraph } from "../neighbors/neighbor-graph.ts";
import type { Parallel } from "../parallel.ts";
import type { Random } from "../random.ts";

/** Points in groups: labels 0..count-1 by decreasing size, -1 for points in none, and how well each belongs, 0..1. */
export interface Clustering extends Labelling {
  readonly strengths: Float32Array;
}

export interface ClustererOptions extends Control {
  readonly random: Random;
  readonly linearAlgebra?: LinearAlgebra | undefined;
  readonly parallel?: Parallel | undefined;
  /** The neighbor graph of these points, where it is known already. */
  readonly neighbors?: NeighborGraph | undefined;
}

/**
 * Groups points, rows of unit length, by cosine. Any number of points will do, none and identical ones included;
 * the same points and seed give the same result, and shuffled points the same groups.
 */
export type Clusterer = (points: Matrix, options: ClustererOptions) => Promise<Clustering>;

/**
 * A clusterer that sees points in an order that depends on their contents alone, so that it groups shuffled points
 * alike: equal sizes included, every group keeps its label. Cost a copy of the points.
 */
export function inCanonicalOrder(clusterer: Clusterer): Clusterer {
  return async (points, given) => {
    const { order, points: ordered, options } = canonicalInput(points, given);
    return clusteringInOriginalOrder(await clusterer(ordered, options), order);
  };
}

/** What a clusterer is given, in canonical order, and that order. */
export function canonicalInput(
  points: Matrix,
  { neighbors, ...options }: ClustererOptions,
): { readonly order: Int32Array; readonly points: Matrix; readonly options: ClustererOptions } {
  const order = canonicalOrder(points);
  return {
    order,
    points: gatherRows(points, order),
    options: { ...options, neighbors: neighbors && reorderNeighbors(neighbors, order) },
  };
}

/** A clustering of reordered points as one of the points in the order they came in. */
export function clusteringInOriginalOrder(
  { labels, count, strengths }: Clustering,
  order: Int32Array,
): Clustering {
  return { labels: inOriginalOrder(labels, order), count, strengths: inOriginalOrder(strengths, order) };
}
