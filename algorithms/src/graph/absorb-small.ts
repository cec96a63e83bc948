import { type Labelling, labelSizes, membersByLabel, orderBySize } from "../labels.ts";
import type { WeightedGraph } from "./weighted-graph.ts";

/**
 * Joins every community below a size to the one it has most weight with, smallest first; one without edges to others
 * stays as it is.
 *
 * Cost O(edges + communities²).
 */
export function absorbSmall(
  graph: WeightedGraph,
  { labels, count }: Labelling,
  minimumSize: number,
): Labelling {
  const sizes = labelSizes(labels, count);
  const { starts, members } = membersByLabel(labels, count);
  const joined = Int32Array.from({ length: count }, (_, label) => label);
  const current = (label: number): number => {
    let root = label;
    while (joined[root] !== root) root = joined[root];
    return root;
  };
  for (let small = count - 1; small >= 0; small--) {
    if (sizes[small] >= minimumSize) continue;
    const weightTo = new Map<number, number>();
    for (let other = small; other < count; other++) {
      if (current(other) !== small) continue;
      for (let m = starts[other]; m < starts[other + 1]; m++)
        addWeights(graph, labels, members[m], current, weightTo);
    }
    weightTo.delete(small);
    const target = heaviest(weightTo);
    if (target < 0) continue;
    joined[small] = target;
    sizes[target] += sizes[small];
  }
  return orderBySize(labels.map((label) => (label < 0 ? label : current(label))));
}

function addWeights(
  { offsets, targets, weights }: WeightedGraph,
  labels: Int32Array,
  node: number,
  current: (label: number) => number,
  weightTo: Map<number, number>,
): void {
  for (let e = offsets[node]; e < offsets[node + 1]; e++) {
    if (labels[targets[e]] < 0) continue;
    const label = current(labels[targets[e]]);
    weightTo.set(label, (weightTo.get(label) ?? 0) + weights[e]);
  }
}

function heaviest(weightTo: Map<number, number>): number {
  let best = -1;
  let bestWeight = 0;
  for (const [label, weight] of weightTo) {
    if (weight > bestWeight || (weight === bestWeight && label < best)) {
      best = label;
      bestWeight = weight;
    }
  }
  return best;
}

/** Topics of fewer than 0.1 % of the points, or of fewer than three, are seldom worth a name. */
export function usualMinimumSize(n: number): number {
  return Math.max(3, Math.round(n / 1000));
}
