import type { WeightedGraph } from "./weighted-graph.ts";

/**
 * How well each node belongs to its community: the share of its edges' weight that stays inside, 0..1.
 *
 * @param labels n labels; a node labelled -1 has strength 0, one without edges 1
 *
 * Cost O(edges).
 */
export function communityStrengths(graph: WeightedGraph, labels: Int32Array): Float32Array {
  const { n, offsets, targets, weights } = graph;
  const strengths = new Float32Array(n);
  for (let i = 0; i < n; i++) {
    if (labels[i] < 0) continue;
    let inside = 0;
    let total = 0;
    for (let e = offsets[i]; e < offsets[i + 1]; e++) {
      total += weights[e];
      if (labels[targets[e]] === labels[i]) inside += weights[e];
    }
    strengths[i] = total > 0 ? Math.min(1, inside / total) : 1;
  }
  return strengths;
}
