import { InputError } from "../input-error.ts";
import { orderBySize } from "../labels.ts";
import { type Clusterer, type Clustering, inCanonicalOrder } from "./clusterer.ts";
import { type CondensedTree, condensedTree, leavesOf } from "./condensed-tree.ts";
import type { Dendrogram } from "./dendrogram.ts";
import { type DensityTreeOptions, treeOfClusterer } from "./density-tree.ts";
import { type SpanningTree, singleLinkage } from "./spanning-tree.ts";

export interface HdbscanOptions {
  /** Points in the smallest cluster, at least 2. */
  readonly minimumSize?: number | undefined;
  /** `eom`: the clusters that last longest; `leaf`: the finest ones, more and more even. */
  readonly selection?: "eom" | "leaf" | undefined;
  /** Wanted number of clusters, in place of a minimum size: the size is found that comes nearest. */
  readonly clusters?: number | undefined;
}

/**
 * Groups points that lie densely together; the others get label -1 (HDBSCAN).
 *
 * @param tree by `densityTree`, `pointSpanningTree` or `neighborSpanningTree`
 * @returns labels by decreasing size; strengths are densities relative to that at which the cluster
 * is gone or split further, 0 for -1.
 * Points that nowhere split in two are one cluster.
 * @throws InputError when `minimumSize` is not a whole number of at least 2, or `clusters` not a positive one
 *
 * Cost O(n log n). @see Campello, Moulavi, Zimek & Sander 2015; McInnes & Healy 2017
 */
export function hdbscan(tree: SpanningTree, options: HdbscanOptions = {}): Clustering {
  const { minimumSize = 10, selection = "eom", clusters } = options;
  requireSize(minimumSize);
  if (clusters !== undefined && !(Number.isInteger(clusters) && clusters > 0))
    throw new InputError(`clusters must be a positive whole number, found ${clusters}`);
  const merges = singleLinkage(tree);
  if (clusters === undefined) return selected(merges, minimumSize, selection);
  return nearestCount(clusters, tree.n, (size) => selected(merges, size, selection));
}

/** @throws InputError when it is not a whole number of at least 2 */
export function requireSize(minimumSize: number): void {
  if (Number.isInteger(minimumSize) && minimumSize >= 2) return;
  throw new InputError(`minimumSize must be a whole number of at least 2, found ${minimumSize}`);
}

function selected(merges: Dendrogram, minimumSize: number, selection: "eom" | "leaf"): Clustering {
  if (merges.n === 0) return { labels: new Int32Array(0), count: 0, strengths: new Float32Array(0) };
  const condensed = condensedTree(merges, minimumSize);
  const isChosen = selection === "leaf" ? leavesOf(condensed) : mostStable(condensed);
  const chosenAbove = condensed.parents.map((_, cluster) => cluster);
  for (const [cluster, parent] of condensed.parents.entries()) {
    if (!isChosen[cluster]) chosenAbove[cluster] = parent < 0 ? -1 : chosenAbove[parent];
  }
  const clusters = condensed.pointClusters.map((cluster) => chosenAbove[cluster]);
  return { ...orderBySize(clusters), strengths: strengthsOf(condensed, clusters) };
}

/** Halves the range of sizes until it is empty; of the results met, the one nearest in number, finer first. */
function nearestCount(wanted: number, n: number, clusterAt: (size: number) => Clustering): Clustering {
  let low = 2;
  let high = Math.max(2, Math.ceil(n / 2));
  let best = clusterAt(low);
  while (low < high && best.count !== wanted) {
    const middle = (low + high) >>> 1;
    const found = clusterAt(middle);
    if (Math.abs(found.count - wanted) < Math.abs(best.count - wanted)) best = found;
    if (found.count >= wanted) low = middle + 1;
    else high = middle;
  }
  return best;
}

export interface HdbscanClustererOptions extends HdbscanOptions, DensityTreeOptions {}

/** HDBSCAN on the embedded neighbor graph as a clusterer; by default the smallest cluster has √n / 2 points, 5 at least. */
export function hdbscanClusterer(options: HdbscanClustererOptions = {}): Clusterer {
  const { minimumSize, selection, clusters, ...tree } = options;
  return inCanonicalOrder(async (points, given) =>
    hdbscan(await treeOfClusterer(points, given, tree), {
      minimumSize: minimumSize ?? Math.max(5, Math.round(Math.sqrt(points.rows) / 2)),
      selection,
      clusters,
    }),
  );
}

/** Excess of mass: a cluster is chosen when it outlasts all that is chosen below it together; the root only alone. */
function mostStable(tree: CondensedTree): boolean[] {
  const isLeaf = leavesOf(tree);
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

/** For each point its density over that at which its cluster is gone or split further, 1 at most; 0 in none. */
function strengthsOf(
  { parents, births, pointClusters, pointDensities }: CondensedTree,
  chosen: Int32Array,
): Float32Array {
  const ends = new Float64Array(parents.length);
  for (let i = 0; i < pointClusters.length; i++)
    ends[pointClusters[i]] = Math.max(ends[pointClusters[i]], pointDensities[i]);
  for (let cluster = 1; cluster < parents.length; cluster++)
    ends[parents[cluster]] = Math.max(ends[parents[cluster]], births[cluster]);
  return Float32Array.from(chosen, (cluster, i) => {
    if (cluster < 0) return 0;
    return ends[cluster] > 0 ? Math.min(1, pointDensities[i] / ends[cluster]) : 1;
  });
}
