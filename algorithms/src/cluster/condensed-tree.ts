import type { Dendrogram } from "./dendrogram.ts";

/**
 * How the points fall apart as the density asked for (1 / distance) rises: a split into two large enough sides makes
 * two clusters, otherwise the small side's points fall out. Cluster 0 is everything; parents come before children.
 */
export interface CondensedTree {
  readonly parents: readonly number[];
  readonly births: readonly number[];
  readonly sizes: readonly number[];
  /** The cluster each point fell out of, and at which density. */
  readonly pointClusters: Int32Array;
  readonly pointDensities: Float64Array;
}

/**
 * Condenses a hierarchy. Heights of zero count as the smallest above.
 *
 * Cost O(n). @see Campello, Moulavi, Zimek & Sander 2015, section 3
 */
export function condensedTree(dendrogram: Dendrogram, minimumSize: number): CondensedTree {
  const { n, heights } = dendrogram;
  const smallest = heights.find((height) => height > 0 && height < Number.POSITIVE_INFINITY) ?? 1;
  const parents = [-1];
  const births = [0];
  const sizes = [n];
  const pointClusters = new Int32Array(n);
  const pointDensities = new Float64Array(n).fill(n === 1 ? 1 / smallest : 0);
  const sizeOf = (node: number) => (node < n ? 1 : dendrogram.sizes[node - n]);
  const stack: [node: number, cluster: number][] = n > 1 ? [[2 * n - 2, 0]] : [];
  for (let top = stack.pop(); top; top = stack.pop()) {
    const [node, cluster] = top;
    const density = 1 / Math.max(heights[node - n], smallest);
    const sides = [dendrogram.left[node - n], dendrogram.right[node - n]];
    const isSplit = sides.every((side) => sizeOf(side) >= minimumSize);
    for (const side of sides) {
      if (isSplit) {
        parents.push(cluster);
        births.push(density);
        sizes.push(sizeOf(side));
        if (side >= n) stack.push([side, parents.length - 1]);
        else fallOut(side, parents.length - 1, density);
      } else if (side >= n && sizeOf(side) >= minimumSize) stack.push([side, cluster]);
      else fallOut(side, cluster, density);
    }
  }
  return { parents, births, sizes, pointClusters, pointDensities };

  function fallOut(from: number, cluster: number, density: number): void {
    const nodes = [from];
    for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
      if (node >= n) nodes.push(dendrogram.left[node - n], dendrogram.right[node - n]);
      else {
        pointClusters[node] = cluster;
        pointDensities[node] = density;
      }
    }
  }
}

/** Which clusters have none below. */
export function leavesOf({ parents }: CondensedTree): boolean[] {
  const isLeaf = parents.map(() => true);
  for (const parent of parents) if (parent >= 0) isLeaf[parent] = false;
  return isLeaf;
}
