import type { CondensedTree } from "./condensed-tree.ts";

/**
 * The splits of a condensed tree, those with most points on their smaller side first. Whichever first few of them count,
 * there is one cluster more than splits: what lies below no counted split.
 */
export interface RankedSplits {
  readonly tree: CondensedTree;
  /** By rank: points on the smaller side. */
  readonly sizes: Int32Array;
  /** By cluster: rank of the split that made it, -1 for the root. */
  readonly ranks: Int32Array;
  /** By cluster: the best rank of a split below it, the number of splits where there is none. */
  readonly ranksBelow: Int32Array;
}

/**
 * Ranks the splits of a condensed tree: equal sizes by the lower density, then by their number.
 *
 * Cost O(s·log s) for s splits.
 */
export function rankedSplits(tree: CondensedTree): RankedSplits {
  const clusters = tree.parents.length;
  const count = (clusters - 1) / 2;
  const sizeOf = (split: number) => Math.min(tree.sizes[2 * split + 1], tree.sizes[2 * split + 2]);
  const order = Int32Array.from({ length: count }, (_, split) => split).sort(
    (a, b) => sizeOf(b) - sizeOf(a) || tree.births[2 * a + 1] - tree.births[2 * b + 1] || a - b,
  );
  const ranks = new Int32Array(clusters).fill(-1);
  const ranksBelow = new Int32Array(clusters).fill(count);
  order.forEach((split, rank) => {
    ranks[2 * split + 1] = rank;
    ranks[2 * split + 2] = rank;
  });
  for (let cluster = clusters - 1; cluster > 0; cluster--) {
    const parent = tree.parents[cluster];
    ranksBelow[parent] = Math.min(ranksBelow[parent], ranks[cluster], ranksBelow[cluster]);
  }
  return { tree, sizes: Int32Array.from(order, sizeOf), ranks, ranksBelow };
}

/** Whether a cluster is one of those that the first `counted` splits make. */
export function isMade({ ranks, ranksBelow }: RankedSplits, cluster: number, counted: number): boolean {
  return ranks[cluster] < counted && ranksBelow[cluster] >= counted;
}

/** For each point the cluster it is in when the first `counted` splits count, -1 for none. Cost O(n + clusters). */
export function clustersAt(splits: RankedSplits, counted: number): Int32Array {
  const { parents, pointClusters } = splits.tree;
  const made = new Int32Array(parents.length).fill(-1);
  for (let cluster = 0; cluster < parents.length; cluster++) {
    if (isMade(splits, cluster, counted)) made[cluster] = cluster;
    else if (cluster > 0) made[cluster] = made[parents[cluster]];
  }
  return pointClusters.map((cluster) => made[cluster]);
}

/** A minimum size at which the clusters change, and how well those just above it stand. */
export interface SizeCandidate {
  readonly size: number;
  /** How many splits count: those with at least as many points on either side. */
  readonly counted: number;
  readonly persistence: number;
}

/**
 * The total persistence of the clusters at every minimum size from `least` on, finest first, smoothed over neighboring
 * sizes: a cluster's own is the range of sizes at which it is made.
 *
 * Cost O(s·log s + sizes²). @see arXiv 2512.16558 (PLSCAN); deviates: smoothed
 */
export function persistenceBySize(splits: RankedSplits, least: number): SizeCandidate[] {
  const { sizes, ranks, ranksBelow } = splits;
  const candidates: { size: number; counted: number; persistence: number }[] = [];
  for (let rank = sizes.length - 1; rank >= 0; rank--) {
    if (rank < sizes.length - 1 && sizes[rank] === sizes[rank + 1]) continue;
    candidates.push({ size: sizes[rank], counted: rank + 1, persistence: 0 });
  }
  const indexOf = new Map(candidates.map(({ size }, index) => [size, index]));
  const changes = new Float64Array(candidates.length + 1);
  for (let cluster = 1; cluster < ranks.length; cluster++) {
    const death = sizes[ranks[cluster]];
    const hasSplit = ranksBelow[cluster] < sizes.length;
    const birth = hasSplit ? sizes[ranksBelow[cluster]] : least - 1;
    if (death <= birth) continue;
    changes[hasSplit ? (indexOf.get(birth) as number) + 1 : 0] += death - birth;
    changes[(indexOf.get(death) as number) + 1] -= death - birth;
  }
  let sum = 0;
  for (const [index, candidate] of candidates.entries()) {
    sum += changes[index];
    candidate.persistence = sum;
  }
  return smoothed(candidates, least);
}

const smoothedOver = 0.2;

/** Means over sizes from e^-0.2 to e^0.2 times the middle of each range, sizes weighing equally on a logarithmic scale. */
function smoothed(candidates: readonly SizeCandidate[], least: number): SizeCandidate[] {
  const ends = candidates.map(({ size }) => Math.log(size));
  const starts = ends.map((_, index) => (index > 0 ? ends[index - 1] : Math.log(Math.max(1, least - 1))));
  return candidates.map((candidate, at) => {
    const middle = (starts[at] + ends[at]) / 2;
    let sum = 0;
    for (let other = at; other >= 0 && ends[other] > middle - smoothedOver; other--)
      sum += overlap(other) * candidates[other].persistence;
    for (let other = at + 1; other < candidates.length && starts[other] < middle + smoothedOver; other++)
      sum += overlap(other) * candidates[other].persistence;
    return { ...candidate, persistence: sum / (2 * smoothedOver) };

    function overlap(other: number): number {
      return Math.min(ends[other], middle + smoothedOver) - Math.max(starts[other], middle - smoothedOver);
    }
  });
}
