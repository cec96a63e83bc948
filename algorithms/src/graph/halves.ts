import { type Control, controlPart } from "../control.ts";
import type { Labelling } from "../labels.ts";
import type { LinearAlgebra } from "../linear-algebra.ts";
import { centroidsOf, gatherRows, type Matrix } from "../matrix.ts";
import { nearestNeighbors } from "../neighbors/nearest-neighbors.ts";
import type { Random } from "../random.ts";
import { fuzzyGraph } from "./fuzzy-graph.ts";
import type { WeightedGraph } from "./weighted-graph.ts";

/** A half of something, and what its topics say of the other half. */
export interface Half {
  readonly graph: WeightedGraph;
  /** For each node of the other half the topic of this half it would be in. */
  predict(own: Labelling): Promise<Int32Array>;
}

/** Two halves that share nothing. */
export type Halves = readonly [Half, Half];

interface HalvesOptions extends Control {
  readonly random: Random;
  readonly linearAlgebra: LinearAlgebra;
}

/** Two random samples of points, each with a neighbor graph of its own; a point belongs to the nearest centroid. */
export async function halvesOfPoints(
  points: Matrix,
  size: number,
  { random, linearAlgebra, ...control }: HalvesOptions,
): Promise<Halves> {
  const [a, b] = samplePair(points.rows, size, random).map((ids) => gatherRows(points, ids));
  const [graphA, graphB] = [
    await neighborGraph(a, linearAlgebra, controlPart(control, 0, 0.5)),
    await neighborGraph(b, linearAlgebra, controlPart(control, 0.5, 1)),
  ];
  const half = (graph: WeightedGraph, own: Matrix, other: Matrix): Half => ({
    graph,
    predict: async ({ labels, count }) =>
      (await linearAlgebra.nearest(centroidsOf(own, labels, count), other, 1)).indices,
  });
  return [half(graphA, a, b), half(graphB, b, a)];
}

/** The fuzzy graph of points. */
export async function neighborGraph(
  points: Matrix,
  linearAlgebra: LinearAlgebra,
  control: Control = {},
): Promise<WeightedGraph> {
  return fuzzyGraph(await nearestNeighbors(points, { linearAlgebra, exactUpTo: points.rows, ...control }));
}

/** Two random halves of a graph's nodes; a node belongs to the topic it is most tied to, -1 without a tie. */
export function halvesOfGraph(graph: WeightedGraph, size: number, random: Random): Halves {
  const [a, b] = samplePair(graph.n, size, random);
  const half = (own: Int32Array, other: Int32Array): Half => ({
    graph: inducedGraph(graph, own),
    predict: async ({ labels, count }) => {
      const labelOf = new Int32Array(graph.n).fill(-1);
      for (let i = 0; i < own.length; i++) labelOf[own[i]] = labels[i];
      return other.map((node) => mostTied(graph, node, labelOf, count));
    },
  });
  return [half(a, b), half(b, a)];
}

/** Two sets of `size` different numbers below n at most, of about equal size, each ascending. */
function samplePair(n: number, size: number, random: Random): [Int32Array, Int32Array] {
  const order = random.permutation(n);
  const half = Math.min(size, Math.ceil(n / 2));
  return [order.slice(0, half).sort(), order.slice(half, 2 * half).sort()];
}

function inducedGraph({ n, offsets, targets, weights }: WeightedGraph, nodes: Int32Array): WeightedGraph {
  const placeOf = new Int32Array(n).fill(-1);
  for (let i = 0; i < nodes.length; i++) placeOf[nodes[i]] = i;
  const ownOffsets = new Int32Array(nodes.length + 1);
  const ownTargets: number[] = [];
  const ownWeights: number[] = [];
  for (let i = 0; i < nodes.length; i++) {
    for (let e = offsets[nodes[i]]; e < offsets[nodes[i] + 1]; e++) {
      if (placeOf[targets[e]] < 0) continue;
      ownTargets.push(placeOf[targets[e]]);
      ownWeights.push(weights[e]);
    }
    ownOffsets[i + 1] = ownTargets.length;
  }
  return {
    n: nodes.length,
    offsets: ownOffsets,
    targets: Int32Array.from(ownTargets),
    weights: Float64Array.from(ownWeights),
  };
}

function mostTied(
  { offsets, targets, weights }: WeightedGraph,
  node: number,
  labels: Int32Array,
  count: number,
): number {
  const ties = new Float64Array(count);
  let best = -1;
  for (let e = offsets[node]; e < offsets[node + 1]; e++) {
    const label = labels[targets[e]];
    if (label >= 0) ties[label] += weights[e];
  }
  for (let label = 0; label < count; label++) {
    if (ties[label] > (best < 0 ? 0 : ties[best])) best = label;
  }
  return best;
}
