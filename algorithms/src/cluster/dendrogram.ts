import { disjointSets, findSet } from "../disjoint-sets.ts";
import { InputError } from "../input-error.ts";
import { type Labelling, orderBySize } from "../labels.ts";

/** Binary merges by ascending height: merge m makes node n + m of left[m] and right[m]; nodes below n are the points. */
export interface Dendrogram {
  readonly n: number;
  readonly heights: Float64Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Points below each merge. */
  readonly sizes: Int32Array;
}

/** Joins of two points' clusters, each told by any point of either. */
export interface Joins {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly heights: Float64Array;
}

/**
 * The dendrogram of n - 1 joins by ascending height.
 *
 * Cost nearly O(n).
 */
export function dendrogramOf(n: number, { from, to, heights }: Joins): Dendrogram {
  const left = new Int32Array(heights.length);
  const right = new Int32Array(heights.length);
  const sizes = new Int32Array(heights.length);
  const sets = disjointSets(n + heights.length);
  const sizeOf = (node: number) => (node < n ? 1 : sizes[node - n]);
  for (let merge = 0; merge < heights.length; merge++) {
    left[merge] = findSet(sets, from[merge]);
    right[merge] = findSet(sets, to[merge]);
    sets.parents[left[merge]] = n + merge;
    sets.parents[right[merge]] = n + merge;
    sizes[merge] = sizeOf(left[merge]) + sizeOf(right[merge]);
  }
  return { n, heights, left, right, sizes };
}

/**
 * The clusters of a dendrogram at a height or of a number.
 *
 * @param cut `clusters`: that many, or as many as there are points; `height`: what is merged at that height or below
 * @returns labels by decreasing size
 * @throws InputError when `clusters` is not a positive whole number, or neither or both are given
 *
 * Cost nearly O(n).
 */
export function cutDendrogram(
  { n, heights, left, right }: Dendrogram,
  { clusters, height }: { readonly clusters?: number | undefined; readonly height?: number | undefined },
): Labelling {
  if ((clusters === undefined) === (height === undefined))
    throw new InputError("a dendrogram is cut by either clusters or height");
  if (clusters !== undefined && !(Number.isInteger(clusters) && clusters > 0))
    throw new InputError(`clusters must be a positive whole number, found ${clusters}`);
  const sets = disjointSets(n + heights.length);
  for (let merge = 0; merge < heights.length; merge++) {
    const isKept = clusters === undefined ? heights[merge] <= (height as number) : merge < n - clusters;
    if (!isKept) break;
    sets.parents[left[merge]] = n + merge;
    sets.parents[right[merge]] = n + merge;
  }
  return orderBySize(Int32Array.from({ length: n }, (_, point) => findSet(sets, point)));
}
