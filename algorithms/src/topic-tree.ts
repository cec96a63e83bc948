import { InputError } from "./input-error.ts";
import type { Labelling } from "./labels.ts";
import { labelSizes } from "./labels.ts";
import { centroidsOf, type Matrix, normaliseRows, rowDot } from "./matrix.ts";

/** Topics in a hierarchy. A topic is a number 0..n-1. */
export interface TopicTree {
  /** Topics that lie in no other, largest first. */
  readonly roots: Int32Array;
  /** By topic: those that lie in it, largest first. */
  readonly children: readonly Int32Array[];
  /**
   * By topic: how far apart what it joins is, 0..2: the largest cosine distance between two of its children's centroids, never
   * below a child's own height; 0 without children.
   */
  readonly heights: Float32Array;
}

/**
 * The hierarchy of topics that know their parents.
 *
 * @param parents n topic numbers, or -1 for none
 * @param sizes n sizes, by which siblings are ordered, equal ones by their number
 * @param centroids n × d
 * @throws InputError when the three differ in number, or a topic is above itself
 *
 * Cost O(c²·d) for a topic of c children.
 */
export function topicTree(
  parents: ArrayLike<number>,
  sizes: ArrayLike<number>,
  centroids: Matrix,
): TopicTree {
  const n = parents.length;
  if (sizes.length !== n || centroids.rows !== n)
    throw new InputError(
      `${n} parents need as many sizes and centroids, found ${sizes.length} and ${centroids.rows}`,
    );
  const below = Array.from({ length: n + 1 }, (): number[] => []);
  for (let topic = 0; topic < n; topic++) below[parents[topic] < 0 ? n : parents[topic]].push(topic);
  for (const siblings of below) siblings.sort((a, b) => sizes[b] - sizes[a] || a - b);
  const downwards = depthFirst(below, n);
  if (downwards.length < n) throw new InputError("a topic is above itself");
  const directions = normaliseRows(centroids);
  const heights = new Float32Array(n);
  for (const topic of downwards.reverse()) {
    heights[topic] = below[topic].reduce(
      (highest, child) => Math.max(highest, heights[child]),
      widestGap(directions, below[topic]),
    );
  }
  return {
    roots: Int32Array.from(below[n]),
    children: below.slice(0, n).map((topics) => Int32Array.from(topics)),
    heights,
  };
}

/** Topics of several layers, numbered on from one layer to the next, in a hierarchy. */
export interface LayerTree extends TopicTree {
  /** By topic: its layer, and its label there. */
  readonly layers: Int32Array;
  readonly labels: Int32Array;
}

/**
 * The hierarchy of a result in layers.
 *
 * @param layers from fine to coarse; `parents` as of `communityLayers` and `persistenceLayers`
 * @param points n × d, the points that the layers label
 *
 * Cost O(layers·n·d), and that of `topicTree`.
 * @example
 * const { layers } = await densityLayers(points, { random });
 * const { roots, children, heights } = layerTree(layers, points);
 */
export function layerTree(
  layers: readonly (Labelling & { readonly parents: Int32Array })[],
  points: Matrix,
): LayerTree {
  const total = layers.reduce((sum, { count }) => sum + count, 0);
  const parents = new Int32Array(total).fill(-1);
  const sizes = new Int32Array(total);
  const layerOf = new Int32Array(total);
  const labels = new Int32Array(total);
  const centroids = new Float32Array(total * points.cols);
  let first = 0;
  for (const [layer, one] of layers.entries()) {
    const above = first + one.count;
    sizes.set(labelSizes(one.labels, one.count), first);
    centroids.set(centroidsOf(points, one.labels, one.count).data, first * points.cols);
    for (let label = 0; label < one.count; label++) {
      layerOf[first + label] = layer;
      labels[first + label] = label;
      if (one.parents.length > 0 && one.parents[label] >= 0)
        parents[first + label] = above + one.parents[label];
    }
    first = above;
  }
  const tree = topicTree(parents, sizes, { rows: total, cols: points.cols, data: centroids });
  return { ...tree, layers: layerOf, labels };
}

/** What is reached from the roots, which stand behind the last topic: each after what it lies in. */
function depthFirst(below: readonly (readonly number[])[], n: number): number[] {
  const reached: number[] = [];
  const stack = [...below[n]];
  for (let topic = stack.pop(); topic !== undefined; topic = stack.pop()) {
    reached.push(topic);
    stack.push(...below[topic]);
  }
  return reached;
}

function widestGap(directions: Matrix, topics: readonly number[]): number {
  let widest = 0;
  for (let a = 0; a < topics.length; a++) {
    for (let b = a + 1; b < topics.length; b++)
      widest = Math.max(widest, 1 - rowDot(directions, topics[a], directions, topics[b]));
  }
  return widest;
}
