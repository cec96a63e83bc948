/**
 * Undirected weighted graph without loops, as compressed rows: the edges of node i are at offsets[i] up to
 * offsets[i + 1], by ascending target; each edge is there from both of its ends.
 */
export interface WeightedGraph {
  readonly n: number;
  readonly offsets: Int32Array;
  readonly targets: Int32Array;
  readonly weights: Float64Array;
  /** For each node the one it is a copy of, itself where it is none; copies are never parted. Absent without copies. */
  readonly copyOf?: Int32Array | undefined;
  /** Sum of the weights at each node, where it is more than its edges show: of nodes that stand for many, or lost edges. */
  readonly strengths?: Float64Array | undefined;
}

/** Sum of the weights at each node. Cost O(edges). */
export function nodeStrengths({ n, offsets, weights, strengths: known }: WeightedGraph): Float64Array {
  if (known) return known;
  const strengths = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let e = offsets[i]; e < offsets[i + 1]; e++) sum += weights[e];
    strengths[i] = sum;
  }
  return strengths;
}

/** The graph of the edges that are marked. Cost O(edges). */
export function keptEdges(graph: WeightedGraph, isKept: Uint8Array): WeightedGraph {
  const { n, offsets, targets, weights } = graph;
  const keptOffsets = new Int32Array(n + 1);
  const keptTargets = new Int32Array(targets.length);
  const keptWeights = new Float64Array(targets.length);
  let end = 0;
  for (let i = 0; i < n; i++) {
    for (let e = offsets[i]; e < offsets[i + 1]; e++) {
      if (isKept[e] === 0) continue;
      keptTargets[end] = targets[e];
      keptWeights[end++] = weights[e];
    }
    keptOffsets[i + 1] = end;
  }
  return {
    ...graph,
    offsets: keptOffsets,
    targets: keptTargets.subarray(0, end),
    weights: keptWeights.subarray(0, end),
  };
}
