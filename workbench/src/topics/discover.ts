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
} from "@toposcope/algorithms";
import type { RunSettings } from "../model.ts";
import { mergeToCount } from "./merge-to-count.ts";

/** One grouping of the points into topics. */
export interface DiscoveredLayer extends Labelling {
  /** How surely each point belongs to its topic, 0..1. */
  readonly strengths: Float32Array;
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
  }));
  return { layers: restored, suggested };
}

async function discoverInOrder(
  points: Matrix,
  neighbors: NeighborGraph,
  { clustering, topics, seed, linearAlgebra, ...control }: DiscoverOptions,
): Promise<Discovery> {
  const random = new Random(seed);
  const given = { random, linearAlgebra, neighbors, ...control };
  if (clustering === "density") {
    const { layers, suggested } = await densityLayers(points, given, { clusters: topics });
    return { layers: layers.map((layer) => ({ ...layer, stability: null })), suggested };
  }
  if (clustering !== "communities")
    return single(await clusterers[clustering]({ clusters: topics })(points, given));
  const found = await communityLayers(fuzzyGraph(neighbors), { random, ...control });
  if (topics === undefined) return { layers: found.layers, suggested: found.suggested };
  const finest = found.layers[0];
  if (finest && finest.count >= topics) return withWanted(points, found, topics);
  return single(await kmeans(points, { clusters: topics, random, linearAlgebra, ...control }));
}

const single = (layer: Labelling & { strengths: Float32Array }): Discovery => ({
  layers: [{ ...layer, stability: null, parents: new Int32Array(0) }],
  suggested: 0,
});

/** The finest layer merged to the wanted number of topics, above the finest layer itself. */
function withWanted(points: Matrix, { layers }: Discovery, wanted: number): Discovery {
  const finest = layers[0] as DiscoveredLayer;
  const merged = mergeToCount(points, finest, wanted);
  const top = { ...finest, ...merged, stability: null, parents: new Int32Array(0) };
  if (merged.count === finest.count) return { layers: [top], suggested: 0 };
  return { layers: [{ ...finest, parents: parentsOf(finest, merged) }, top], suggested: 1 };
}
