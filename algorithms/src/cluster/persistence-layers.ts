import { parentsOf } from "../graph/parents.ts";
import { InputError } from "../input-error.ts";
import { orderBySize } from "../labels.ts";
import type { Matrix } from "../matrix.ts";
import { chooseLayers } from "./choose-layers.ts";
import {
  type Clusterer,
  type ClustererOptions,
  type Clustering,
  canonicalInput,
  clusteringInOriginalOrder,
} from "./clusterer.ts";
import { type CondensedTree, condensedTree } from "./condensed-tree.ts";
import { type DensityTreeOptions, treeOfClusterer } from "./density-tree.ts";
import { requireSize } from "./hdbscan.ts";
import { clustersAt, persistenceBySize, type RankedSplits, rankedSplits } from "./persistence.ts";
import { type SpanningTree, singleLinkage } from "./spanning-tree.ts";

export interface PersistenceLayersOptions {
  /**
   * Points in the smallest cluster of any layer, at least 2; by default 0.1 % of all, 5 at least, or fewer where there are fewer
   * than 50 points. Where a number of clusters is wanted, always 5.
   */
  readonly minimumSize?: number | undefined;
  /** At most this many layers are offered. */
  readonly layers?: number | undefined;
  /** Wanted number of clusters of the suggested layer; without it the data decide. */
  readonly clusters?: number | undefined;
}

/** One grouping; `parents` says for each cluster in which of the next coarser layer it lies, -1 for none. */
export interface PersistenceLayer extends Clustering {
  readonly parents: Int32Array;
  /** Total over the clusters of the range of minimum sizes at which each is found, smoothed. */
  readonly persistence: number;
}

/** Layers from fine to coarse, each cluster within one of the next or none; `layers[suggested]` is the one to show first. */
export interface PersistenceLayers {
  readonly layers: readonly PersistenceLayer[];
  readonly suggested: number;
}

/**
 * Groups points that lie densely together, at several sizes: of the leaves that HDBSCAN would find at each minimum size,
 * those that stay the same over the widest range of sizes.
 *
 * The suggested layer persists most, with a mild preference for about √n / 2 clusters; others follow at the local maxima of
 * persistence, and up to three anywhere, that hold half the points and have few clusters in common with those taken. The
 * suggestion does not depend on `minimumSize` until that comes near to ruling it out; from there on a larger one takes away
 * a few clusters at a time: there is no size at which topics collapse. A
 * wanted number of clusters is met exactly by counting as many splits, largest first, as far as there are any.
 *
 * @param tree by `densityTree`, `pointSpanningTree` or `neighborSpanningTree`
 * @returns 1 to `layers` layers; labels by decreasing size, -1 for points in no cluster; strengths are densities relative to
 * the densest point of the cluster, 0 for -1. Points that nowhere split in two are one cluster
 * @throws InputError when `minimumSize` is not a whole number of at least 2, or `clusters` or `layers` not a positive one
 *
 * Cost O(n log n). @see arXiv 2512.16558 (PLSCAN); McInnes (EVoC, layers)
 */
export function persistenceLayers(
  tree: SpanningTree,
  options: PersistenceLayersOptions = {},
): PersistenceLayers {
  const { layers = 5, clusters } = options;
  const usual = clusters === undefined ? usualMinimumSize(tree.n) : finestSize(tree.n);
  const minimumSize = options.minimumSize ?? usual;
  requireSize(minimumSize);
  requirePositive({ layers, clusters });
  const finest = Math.min(minimumSize, finestSize(tree.n));
  const splits = rankedSplits(condensedTree(singleLinkage(tree), finest));
  const candidates = persistenceBySize(splits, finest);
  const chosen = chooseLayers(splits, candidates, { minimumSize, layers, clusters });
  const ordered = chosen.toSorted((a, b) => b.counted - a.counted);
  const groupings = ordered.map((candidate) => ({ ...grouping(splits, candidate.counted), ...candidate }));
  return {
    layers: groupings.map(({ labels, count, strengths, persistence }, at) => ({
      labels,
      count,
      strengths,
      persistence,
      parents:
        at + 1 < groupings.length ? parentsOf({ labels, count }, groupings[at + 1]) : new Int32Array(0),
    })),
    suggested: ordered.indexOf(chosen[0]),
  };
}

export interface DensityLayersOptions extends PersistenceLayersOptions, DensityTreeOptions {}

/**
 * The persistence layers of points on their embedded neighbor graph, the same ones for shuffled points.
 *
 * @param points n × d, rows of unit length
 * @throws InputError as `persistenceLayers` and `densityTree`
 *
 * Cost that of `nearestNeighbors`, where no neighbors are given, and `densityTree`.
 */
export async function densityLayers(
  points: Matrix,
  given: ClustererOptions,
  { minimumSize, layers, clusters, ...tree }: DensityLayersOptions = {},
): Promise<PersistenceLayers> {
  const { order, points: ordered, options } = canonicalInput(points, given);
  const found = persistenceLayers(await treeOfClusterer(ordered, options, tree), {
    minimumSize,
    layers,
    clusters,
  });
  return {
    ...found,
    layers: found.layers.map((layer) => ({ ...layer, ...clusteringInOriginalOrder(layer, order) })),
  };
}

/** The suggested one of `densityLayers` as a clusterer. */
export function densityClusterer(options: Omit<DensityLayersOptions, "layers"> = {}): Clusterer {
  return async (points, given) => {
    const found = await densityLayers(points, given, { ...options, layers: 1 });
    const { labels, count, strengths } = found.layers[found.suggested];
    return { labels, count, strengths };
  };
}

function finestSize(n: number): number {
  return Math.max(2, Math.min(5, Math.ceil(n / 10)));
}

function usualMinimumSize(n: number): number {
  return Math.max(finestSize(n), Math.round(n / 1000));
}

function requirePositive(numbers: Record<string, number | undefined>): void {
  for (const [name, value] of Object.entries(numbers)) {
    if (value === undefined || (Number.isInteger(value) && value > 0)) continue;
    throw new InputError(`${name} must be a positive whole number, found ${value}`);
  }
}

function grouping(splits: RankedSplits, counted: number): Clustering {
  const clusters = clustersAt(splits, counted);
  return { ...orderBySize(clusters), strengths: relativeDensities(splits.tree, clusters) };
}

/** For each point its density over that of the densest point of its cluster, 0 in none. */
function relativeDensities({ parents, pointDensities }: CondensedTree, clusters: Int32Array): Float32Array {
  const densest = new Float64Array(parents.length);
  for (let i = 0; i < clusters.length; i++)
    if (clusters[i] >= 0) densest[clusters[i]] = Math.max(densest[clusters[i]], pointDensities[i]);
  return Float32Array.from(clusters, (cluster, i) => {
    if (cluster < 0) return 0;
    return densest[cluster] > 0 ? pointDensities[i] / densest[cluster] : 1;
  });
}
