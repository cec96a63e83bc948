import { type Control, checkpoint } from "../control.ts";
import { disjointSets, findSet, joinSets } from "../disjoint-sets.ts";
import { InputError } from "../input-error.ts";
import { type Matrix, rowDistanceSquared } from "../matrix.ts";
import type { NeighborGraph } from "../neighbors/neighbor-graph.ts";
import { type Parallel, plainParallel, rangesOf } from "../parallel.ts";
import { boxNeighborsKernel } from "./box-neighbors.ts";
import { boxSpanningTree, type NeighboringPlaces } from "./box-spanning-tree.ts";
import { type BoxTree, boxTree } from "./box-tree.ts";
import { type Dendrogram, dendrogramOf } from "./dendrogram.ts";
import { runTasks } from "./run-tasks.ts";

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
 * @throws InputError when `minimumSamples` is not a positive whole number, or a row holds what is no finite number
 *
 * Cost about O(n · log² n) up to ten dimensions or so, O(n²·d) in many. The same points give the same tree, whatever
 * the number of threads. @see Campello, Moulavi & Sander 2013; March, Ram & Gray 2010
 */
export async function pointSpanningTree(
  points: Matrix,
  { minimumSamples = 5, parallel = plainParallel, ...control }: PointTreeOptions = {},
): Promise<SpanningTree> {
  requireSamples(minimumSamples);
  requireFinite(points);
  const n = points.rows;
  const tree = emptyTree(n);
  if (n < 2) return tree;
  const boxes = boxTree(points, parallel.memory);
  const found = await nearestPlaces(boxes, minimumSamples, parallel, control);
  let edges = 0;
  boxSpanningTree(found, (from, to, squared) => {
    control.signal?.throwIfAborted();
    setEdge(tree, edges++, boxes.rows[from], boxes.rows[to], Math.sqrt(squared));
  });
  await checkpoint(control, 1, 1);
  return ascending(tree);
}

export interface PointTreeOptions extends SpanningTreeOptions, Control {
  readonly parallel?: Parallel | undefined;
}

const listed = 8;
const placesPerTask = 4096;

async function nearestPlaces(
  tree: BoxTree,
  minimumSamples: number,
  parallel: Parallel,
  control: Control,
): Promise<NeighboringPlaces> {
  const { n } = tree;
  const k = Math.min(n - 1, Math.max(listed, minimumSamples));
  const places = new Int32Array(parallel.memory(n * k * 4));
  const distances = new Float64Array(parallel.memory(n * k * 8));
  const tasks = rangesOf(n, Math.ceil(n / placesPerTask)).map((range) => ({
    ...range,
    tree,
    k,
    places,
    distances,
  }));
  await runTasks(parallel, boxNeighborsKernel, tasks, control);
  const rank = Math.min(minimumSamples, k) - 1;
  const scales = Float64Array.from({ length: n }, (_, place) => distances[place * k + rank]);
  return { tree, k, places, distances, scales };
}

function requireFinite({ cols, data }: Matrix): void {
  const wrong = data.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) throw new InputError(`row ${Math.floor(wrong / cols)} holds ${data[wrong]}`);
}

function requireSamples(minimumSamples: number): void {
  if (Number.isInteger(minimumSamples) && minimumSamples > 0) return;
  throw new InputError(`minimumSamples must be a positive whole number, found ${minimumSamples}`);
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

/** The dendrogram of single linkage: the tree's edges, shortest first. Cost nearly O(n). */
export function singleLinkage({ n, from, to, distances }: SpanningTree): Dendrogram {
  return dendrogramOf(n, { from, to, heights: distances });
}
