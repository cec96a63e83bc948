import { disjointSets, findSet, joinSets } from "../disjoint-sets.ts";
import { type Matrix, rowDistanceSquared } from "../matrix.ts";
import type { NeighborGraph } from "../neighbors/neighbor-graph.ts";

/** A tree over n points: n - 1 edges by ascending distance; infinite ones tie together what nothing else does. */
export interface SpanningTree {
  readonly n: number;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly distances: Float64Array;
}

export interface SpanningTreeOptions {
  /** A point's own scale is the distance of its neighbor of this rank: more makes sparse points stand further off. */
  readonly minimumSamples?: number | undefined;
}

/**
 * Shortest tree over the edges of a neighbor graph, by mutual reachability: an edge is at least as long as both ends'
 * own scales.
 *
 * @param layout n × d, where the graph's points lie, say on a map; without it an edge is the chord on the unit sphere,
 * √(2 - 2·cos)
 *
 * Cost O(n·k·log(n·k)), in any number of dimensions. @see Campello, Moulavi & Sander 2013; Kruskal 1956
 */
export function neighborSpanningTree(
  graph: NeighborGraph,
  { minimumSamples = 5 }: SpanningTreeOptions = {},
  layout?: Matrix,
): SpanningTree {
  const { n, k, indices } = graph;
  const lengths = layout ? layoutLengths(graph, layout) : chords(graph);
  const scales = new Float64Array(n);
  for (let i = 0; i < n && k > 0; i++) {
    scales[i] = lengths.slice(i * k, (i + 1) * k).sort()[Math.min(minimumSamples, k) - 1];
  }
  const reach = lengths.map((length, p) => Math.max(length, scales[Math.floor(p / k)], scales[indices[p]]));
  const order = Uint32Array.from(reach, (_, p) => p).sort((a, b) => reach[a] - reach[b] || a - b);
  const tree = emptyTree(n);
  const sets = disjointSets(n);
  let edges = 0;
  for (const p of order) {
    const i = Math.floor(p / k);
    if (joinSets(sets, i, indices[p])) setEdge(tree, edges++, i, indices[p], reach[p]);
  }
  for (let i = 1; i < n; i++) {
    if (findSet(sets, 0) !== findSet(sets, i)) {
      joinSets(sets, 0, i);
      setEdge(tree, edges++, 0, i, Number.POSITIVE_INFINITY);
    }
  }
  return tree;
}

function chords({ similarities }: NeighborGraph): Float64Array {
  return Float64Array.from(similarities, (cosine) => Math.sqrt(Math.max(0, 2 - 2 * cosine)));
}

function layoutLengths({ k, indices }: NeighborGraph, layout: Matrix): Float64Array {
  return Float64Array.from(indices, (j, p) =>
    Math.sqrt(rowDistanceSquared(layout, Math.floor(p / k), layout, j)),
  );
}

/**
 * Shortest tree over all pairs of points, by mutual reachability and Euclidean distance; for few dimensions.
 *
 * @param points n × d
 *
 * Cost O(n²·d) time, O(n) memory. @see Campello, Moulavi & Sander 2013; Prim 1957
 */
export function pointSpanningTree(
  points: Matrix,
  { minimumSamples = 5 }: SpanningTreeOptions = {},
): SpanningTree {
  const n = points.rows;
  const scales = ownScales(points, minimumSamples);
  const best = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
  const nearestInTree = new Int32Array(n);
  const isInTree = new Uint8Array(n);
  const tree = emptyTree(n);
  let latest = 0;
  for (let edge = 0; edge < n - 1; edge++) {
    isInTree[latest] = 1;
    let next = -1;
    for (let i = 0; i < n; i++) {
      if (isInTree[i]) continue;
      const distance = Math.max(rowDistanceSquared(points, i, points, latest), scales[i], scales[latest]);
      if (distance < best[i]) {
        best[i] = distance;
        nearestInTree[i] = latest;
      }
      if (next < 0 || best[i] < best[next]) next = i;
    }
    setEdge(tree, edge, nearestInTree[next], next, Math.sqrt(best[next]));
    latest = next;
  }
  return ascending(tree);
}

/** Squared distance of each point to its neighbor of that rank. */
function ownScales(points: Matrix, rank: number): Float64Array {
  const n = points.rows;
  const kept = Math.max(1, Math.min(rank, n - 1));
  const nearest = new Float64Array(kept);
  return Float64Array.from({ length: n }, (_, i) => {
    nearest.fill(Number.POSITIVE_INFINITY);
    for (let j = 0; j < n; j++) {
      if (j !== i) insertSmallest(nearest, rowDistanceSquared(points, i, points, j));
    }
    return n > 1 ? nearest[kept - 1] : 0;
  });
}

function insertSmallest(smallest: Float64Array, value: number): void {
  let at = smallest.length - 1;
  if (value >= smallest[at]) return;
  while (at > 0 && smallest[at - 1] > value) {
    smallest[at] = smallest[at - 1];
    at--;
  }
  smallest[at] = value;
}

function emptyTree(n: number): SpanningTree {
  const edges = Math.max(0, n - 1);
  return { n, from: new Int32Array(edges), to: new Int32Array(edges), distances: new Float64Array(edges) };
}

function setEdge(tree: SpanningTree, edge: number, from: number, to: number, distance: number): void {
  tree.from[edge] = from;
  tree.to[edge] = to;
  tree.distances[edge] = distance;
}

function ascending({ n, from, to, distances }: SpanningTree): SpanningTree {
  const order = Uint32Array.from(distances, (_, edge) => edge).sort(
    (a, b) => distances[a] - distances[b] || a - b,
  );
  return {
    n,
    from: Int32Array.from(order, (edge) => from[edge]),
    to: Int32Array.from(order, (edge) => to[edge]),
    distances: Float64Array.from(order, (edge) => distances[edge]),
  };
}
