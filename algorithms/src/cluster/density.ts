import { type Control, controlPart } from "../control.ts";
import { InputError } from "../input-error.ts";
import { orderBySize } from "../labels.ts";
import { type Matrix, matrix } from "../matrix.ts";
import { nearestNeighbors } from "../neighbors/nearest-neighbors.ts";
import type { NeighborGraph } from "../neighbors/neighbor-graph.ts";
import type { Random } from "../random.ts";
import { layoutMap } from "../reduce/layout-map.ts";
import type { Clusterer, Clustering } from "./clusterer.ts";
import { type CondensedTree, condensedTree } from "./condensed-tree.ts";
import {
  neighborSpanningTree,
  pointSpanningTree,
  type SpanningTree,
  type SpanningTreeOptions,
} from "./spanning-tree.ts";

export interface DensityOptions {
  /** Points in the smallest cluster, at least 2. */
  readonly minimumSize?: number | undefined;
  /** `eom`: the clusters that last longest; `leaf`: the finest ones, more and more even. */
  readonly selection?: "eom" | "leaf" | undefined;
}

/**
 * Groups points that lie densely together; the others get label -1 (HDBSCAN).
 *
 * @param tree by `neighborSpanningTree` or `pointSpanningTree`
 * @returns labels by decreasing size; strengths are densities relative to the densest point of the cluster, 0 for -1.
 * Points that nowhere split in two are one cluster.
 * @throws InputError when `minimumSize` is not a whole number of at least 2
 *
 * Cost O(n log n). @see Campello, Moulavi, Zimek & Sander 2015; McInnes & Healy 2017
 */
export function density(tree: SpanningTree, options: DensityOptions = {}): Clustering {
  const { minimumSize = 10, selection = "eom" } = options;
  if (!Number.isInteger(minimumSize) || minimumSize < 2) {
    throw new InputError(`minimumSize must be a whole number of at least 2, found ${minimumSize}`);
  }
  if (tree.n === 0) return { labels: new Int32Array(0), count: 0, strengths: new Float32Array(0) };
  const condensed = condensedTree(tree, minimumSize);
  const isChosen = selection === "leaf" ? leaves(condensed) : mostStable(condensed);
  const chosenAbove = condensed.parents.map((_, cluster) => cluster);
  for (const [cluster, parent] of condensed.parents.entries()) {
    if (!isChosen[cluster]) chosenAbove[cluster] = parent < 0 ? -1 : chosenAbove[parent];
  }
  const clusters = condensed.pointClusters.map((cluster) => chosenAbove[cluster]);
  return { ...orderBySize(clusters), strengths: relativeDensities(condensed, clusters) };
}

export interface DensityOnMapOptions extends DensityOptions, SpanningTreeOptions, Control {
  readonly random?: Random | undefined;
}

const comparedAllWithAll = 20_000;

/**
 * Groups points that lie densely together on a map of them: in hundreds of dimensions most points would be noise.
 *
 * @param points n × d, rows of unit length
 * @param neighbors the neighbor graph of these points
 * @throws InputError when `minimumSize` is not a whole number of at least 2, or the graph has another number of points
 *
 * Cost that of `layoutMap` and O(n²); above 20,000 points, where only neighbors are compared, O(n·k·log n).
 */
export async function densityOnMap(
  points: Matrix,
  neighbors: NeighborGraph,
  { random, minimumSize, selection, minimumSamples, ...control }: DensityOnMapOptions = {},
): Promise<Clustering> {
  const map = matrix(points.rows, 2, await layoutMap(points, neighbors, { random, ...control }));
  const isSmall = points.rows <= comparedAllWithAll;
  const tree = isSmall
    ? pointSpanningTree(map, { minimumSamples })
    : neighborSpanningTree(neighbors, { minimumSamples }, map);
  return density(tree, { minimumSize, selection });
}

export interface DensityClustererOptions extends DensityOptions, SpanningTreeOptions {
  readonly neighbors?: number | undefined;
}

/** HDBSCAN on a map of the points as a clusterer. */
export function densityClusterer({ neighbors, ...options }: DensityClustererOptions = {}): Clusterer {
  return async (points, { random, linearAlgebra, ...control }) => {
    const graph = await nearestNeighbors(points, {
      neighbors,
      linearAlgebra,
      random: random.split(0),
      ...controlPart(control, 0, 0.5),
    });
    return densityOnMap(points, graph, {
      ...options,
      random: random.split(1),
      ...controlPart(control, 0.5, 1),
    });
  };
}

function leaves({ parents }: CondensedTree): boolean[] {
  const isLeaf = parents.map(() => true);
  for (const parent of parents) if (parent >= 0) isLeaf[parent] = false;
  return isLeaf;
}

/** Excess of mass: a cluster is chosen when it outlasts all that is chosen below it together; the root only alone. */
function mostStable(tree: CondensedTree): boolean[] {
  const isLeaf = leaves(tree);
  const own = stabilities(tree);
  const below = new Float64Array(own.length);
  const isChosen = own.map(() => false);
  for (let cluster = own.length - 1; cluster > 0; cluster--) {
    isChosen[cluster] = isLeaf[cluster] || own[cluster] >= below[cluster];
    below[tree.parents[cluster]] += isChosen[cluster] ? own[cluster] : below[cluster];
  }
  isChosen[0] = isLeaf[0];
  const isCovered = own.map(() => false);
  for (let cluster = 1; cluster < own.length; cluster++) {
    const parent = tree.parents[cluster];
    isCovered[cluster] = isCovered[parent] || isChosen[parent];
  }
  return isChosen.map((chosen, cluster) => chosen && !isCovered[cluster]);
}

/** Sum over the points of a cluster of the span of densities for which they are in it. */
function stabilities({ parents, births, sizes, pointClusters, pointDensities }: CondensedTree): number[] {
  const sums = parents.map(() => 0);
  for (let i = 0; i < pointClusters.length; i++) {
    sums[pointClusters[i]] += pointDensities[i] - births[pointClusters[i]];
  }
  for (let cluster = 1; cluster < parents.length; cluster++) {
    sums[parents[cluster]] += sizes[cluster] * (births[cluster] - births[parents[cluster]]);
  }
  return sums;
}

function relativeDensities({ parents, pointDensities }: CondensedTree, clusters: Int32Array): Float32Array {
  const densest = new Float64Array(parents.length);
  for (let i = 0; i < clusters.length; i++) {
    if (clusters[i] >= 0) densest[clusters[i]] = Math.max(densest[clusters[i]], pointDensities[i]);
  }
  return Float32Array.from(clusters, (cluster, i) => {
    if (cluster < 0) return 0;
    return densest[cluster] > 0 ? pointDensities[i] / densest[cluster] : 1;
  });
}
