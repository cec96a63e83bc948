/**
 * Undirected weighted graph without loops, as compressed rows: the edges of node i are at offsets[i] up to
 * offsets[i + 1], by ascending target; each edge is there from both of its ends.
 */
export interface WeightedGraph {
  readonly n: number;
  readonly offsets: Int32Array;
  readonly targets: Int32Array;
  readonly weights: Float64Array;
}

/** Sum of the weights at each node. Cost O(edges). */
export function nodeStrengths({ n, offsets, weights }: WeightedGraph): Float64Array {
  const strengths = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let e = offsets[i]; e < offsets[i + 1]; e++) sum += weights[e];
    strengths[i] = sum;
  }
  return strengths;
}

/** The graph of the edges for which `keep(i, j)` with i < j holds. Cost O(edges). */
export function filterEdges(graph: WeightedGraph, keep: (i: number, j: number) => boolean): WeightedGraph {
  const { n, offsets, targets, weights } = graph;
  const keptOffsets = new Int32Array(n + 1);
  const keptTargets = new Int32Array(targets.length);
  const keptWeights = new Float64Array(targets.length);
  let kept = 0;
  for (let i = 0; i < n; i++) {
    for (let e = offsets[i]; e < offsets[i + 1]; e++) {
      const j = targets[e];
      if (!(i < j ? keep(i, j) : keep(j, i))) continue;
      keptTargets[kept] = j;
      keptWeights[kept++] = weights[e];
    }
    keptOffsets[i + 1] = kept;
  }
  return { n, offsets: keptOffsets, targets: keptTargets.subarray(0, kept), weights: keptWeights.subarray(0, kept) };
}
