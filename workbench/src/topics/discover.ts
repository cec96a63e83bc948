import {
  type Control,
  canonicalOrder,
  clusterers,
  communityLayers,
  densityLayers,
  fuzzyGraph,
  gatherRows,
  inOriginalOrder,
  kmeans,
  type Labelling,
  type LinearAlgebra,
  type Matrix,
  type NeighborGraph,
  type Parallel,
  parentsOf,
  Random,
  reorderNeighbors,
  type WeightedGraph,
} from "@toposcope/algorithms";
import type { RunSettings } from "../model.ts";
import { type Assigned, assigned } from "./assigned.ts";
import { mergeToCount } from "./merge-to-count.ts";

/** One grouping of the points into topics. */
export interface DiscoveredLayer extends Assigned {
  readonly stability: number | null;
  /** For each topic the topic of the next coarser layer it lies in; empty for the coarsest. */
  readonly parents: Int32Array;
}

/** Layers from fine to coarse; `layers[suggested]` is the one to show first. */
export interface Discovery {
  readonly layers: readonly DiscoveredLayer[];
  readonly suggested: number;
}

export interface DiscoverOptions extends Control {
  readonly clustering: RunSettings["clustering"];
  /** Wanted number of topics; without it the data decide. */
  readonly topics?: number | undefined;
  /** How many times as many topics as the data decide on. */
  readonly detail?: number | undefined;
  readonly seed: number;
  readonly linearAlgebra: LinearAlgebra;
  readonly parallel?: Parallel | undefined;
}

/**
 * Finds the topics of points: the same ones in whatever order the points come.
 *
 * @param points n × d, rows of unit length; any number, identical ones included
 * @param neighbors their neighbour graph
 */
export async function discover(
  points: Matrix,
  neighbors: NeighborGraph,
  options: DiscoverOptions,
): Promise<Discovery> {
  const order = canonicalOrder(points);
  const ordered = reorderNeighbors(neighbors, order);
  const { layers, suggested } = await discoverInOrder(gatherRows(points, order), ordered, options);
  const restored = layers.map((layer) => ({
    ...layer,
    labels: inOriginalOrder(layer.labels, order),
    strengths: inOriginalOrder(layer.strengths, order),
    outliers: inOriginalOrder(layer.outliers, order),
  }));
  return { layers: restored, suggested };
}

async function discoverInOrder(
  points: Matrix,
  neighbors: NeighborGraph,
  options: DiscoverOptions,
): Promise<Discovery> {
  const graph = fuzzyGraph(neighbors);
  const { layers, suggested } = await rawLayers(points, neighbors, graph, options);
  return { layers: layers.map((layer) => ({ ...layer, ...assigned(graph, neighbors, layer) })), suggested };
}

interface RawLayer extends Labelling {
  readonly stability: number | null;
  readonly parents: Int32Array;
}

/** Layers as the method finds them, with -1 for what it leaves out. */
async function rawLayers(
  points: Matrix,
  neighbors: NeighborGraph,
  graph: WeightedGraph,
  { clustering, topics, detail, seed, linearAlgebra, parallel, ...control }: DiscoverOptions,
): Promise<{ readonly layers: readonly RawLayer[]; readonly suggested: number }> {
  const given = { random: new Random(seed), linearAlgebra, parallel, ...control };
  if (clustering === "density") {
    const { layers, suggested } = await densityLayers(points, { ...given, neighbors }, { clusters: topics });
    return { layers: layers.map((layer) => ({ ...layer, stability: null })), suggested };
  }
  if (clustering !== "communities") {
    const found = await clusterers[clustering]({ clusters: topics })(points, { ...given, neighbors });
    return { layers: [{ ...found, stability: null, parents: new Int32Array(0) }], suggested: 0 };
  }
  if (topics === undefined) return await communityLayers(graph, { ...given, points, detail });
  const near = Math.ceil(topics * surplus);
  const { layers } = await communityLayers(graph, { ...given, points, topics: near });
  if (layers.some(({ count }) => count >= topics)) return withWanted(points, layers, topics);
  const found = await kmeans(points, { ...given, clusters: topics });
  return { layers: [{ ...found, stability: null, parents: new Int32Array(0) }], suggested: 0 };
}

/** A wanted number of topics is reached by merging from somewhat more. */
const surplus = 1.25;

/** The coarsest layer with as many topics as wanted, merged to just that many, above the finer ones. */
function withWanted(
  points: Matrix,
  layers: readonly RawLayer[],
  wanted: number,
): { readonly layers: readonly RawLayer[]; readonly suggested: number } {
  const from = layers.findLastIndex(({ count }) => count >= wanted);
  const source = layers[from]!;
  const merged = mergeToCount(points, source, wanted);
  const top = { ...source, ...merged, stability: null, parents: new Int32Array(0) };
  const finer = layers.slice(0, merged.count < source.count ? from + 1 : from);
  return {
    layers: [
      ...finer.map((layer, at) =>
        at + 1 < finer.length ? layer : { ...layer, parents: parentsOf(layer, top) },
      ),
      top,
    ],
    suggested: finer.length,
  };
}
