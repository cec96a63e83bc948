import { type Control, controlPart } from "../control.ts";
import { fuzzyGraph } from "../graph/fuzzy-graph.ts";
import type { WeightedGraph } from "../graph/weighted-graph.ts";
import type { Matrix } from "../matrix.ts";
import { nearestNeighbors } from "../neighbors/nearest-neighbors.ts";
import type { Parallel } from "../parallel.ts";
import type { Random } from "../random.ts";
import type { ClustererOptions } from "./clusterer.ts";
import { embedNodes } from "./node-embedding.ts";
import { pointSpanningTree, type SpanningTree, type SpanningTreeOptions } from "./spanning-tree.ts";

export interface DensityTreeOptions extends SpanningTreeOptions {
  /** Dimensions in which densities are compared. */
  readonly dims?: number | undefined;
}

/**
 * The shortest tree by mutual reachability over the nodes of a graph, embedded in few dimensions: in hundreds, nearly all
 * distances are alike.
 *
 * @param graph by `fuzzyGraph`
 * @param points n × d, what the nodes stand for
 * @throws InputError as `embedNodes` and `pointSpanningTree`
 *
 * Cost that of `embedNodes` and `pointSpanningTree`.
 */
export async function densityTree(
  graph: WeightedGraph,
  points: Matrix,
  options: DensityTreeOptions &
    Control & { random?: Random | undefined; parallel?: Parallel | undefined } = {},
): Promise<SpanningTree> {
  const { dims, minimumSamples, random, parallel, ...control } = options;
  const places = await embedNodes(graph, points, { dims, random, parallel, ...controlPart(control, 0, 0.8) });
  placeCopies(places, graph.copyOf);
  return pointSpanningTree(places, { minimumSamples, parallel, ...controlPart(control, 0.8, 1) });
}

/** Puts copies of a point where it is. */
function placeCopies({ rows, cols, data }: Matrix, copyOf: Int32Array | undefined): void {
  if (!copyOf) return;
  for (let i = 0; i < rows; i++) data.copyWithin(i * cols, copyOf[i] * cols, (copyOf[i] + 1) * cols);
}

/** `densityTree` of what a clusterer is given. */
export async function treeOfClusterer(
  points: Matrix,
  { random, linearAlgebra, parallel, neighbors, ...control }: ClustererOptions,
  options: DensityTreeOptions,
): Promise<SpanningTree> {
  const graph =
    neighbors ??
    (await nearestNeighbors(points, {
      linearAlgebra,
      random: random.split(0),
      ...controlPart(control, 0, 0.4),
    }));
  return densityTree(fuzzyGraph(graph), points, {
    ...options,
    random: random.split(1),
    parallel,
    ...controlPart(control, neighbors ? 0 : 0.4, 1),
  });
}
