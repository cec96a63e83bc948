import type { WeightedGraph } from "../graph/weighted-graph.ts";
import { InputError } from "../input-error.ts";

export interface CompleteOptions {
  /** Nodes that end up less sure than this get no label, 0..1. */
  readonly leastStrength?: number | undefined;
  readonly mostRounds?: number | undefined;
}

/** Labels of all nodes, -1 for none, and how surely each has its label, 0..1; given ones have 1. */
export interface CompletedLabels {
  readonly labels: Int32Array;
  readonly strengths: Float32Array;
}

/**
 * Gives unlabelled nodes the labels of their neighborhood; given labels stay. In each round every node takes the label
 * with the most weight among its neighbors, each counted as much as it is sure itself, and is as sure as that weight's
 * share of all. All nodes change at once, so the order of nodes does not matter; ties go to the lower label.
 *
 * @param labels n labels, -1 for unknown
 * @throws InputError when labels and nodes differ in number
 *
 * Cost O(edges) a round, memory O(n), whatever the number of labels.
 * @see Zhu & Ghahramani 2002; deviates: a node passes on its best label only
 */
export function completeLabels(
  graph: WeightedGraph,
  given: Int32Array,
  { leastStrength = 0.2, mostRounds = 50 }: CompleteOptions = {},
): CompletedLabels {
  const { n } = graph;
  if (given.length !== n) throw new InputError(`${given.length} labels do not fit ${n} nodes`);
  let labels = Int32Array.from(given);
  let strengths = Float32Array.from(given, (label) => Number(label >= 0));
  const votes = new Map<number, number>();
  for (let round = 0; round < mostRounds; round++) {
    const nextLabels = labels.slice();
    const nextStrengths = strengths.slice();
    let change = 0;
    for (let node = 0; node < n; node++) {
      if (given[node] >= 0) continue;
      const { label, strength } = elected(graph, node, labels, strengths, votes);
      change = Math.max(change, label === labels[node] ? Math.abs(strength - strengths[node]) : 1);
      nextLabels[node] = label;
      nextStrengths[node] = strength;
    }
    labels = nextLabels;
    strengths = nextStrengths;
    if (change < settled) break;
  }
  for (let node = 0; node < n; node++) if (strengths[node] < leastStrength) labels[node] = -1;
  return { labels, strengths: strengths.map((strength, node) => (labels[node] < 0 ? 0 : strength)) };
}

const settled = 1e-3;

function elected(
  { offsets, targets, weights }: WeightedGraph,
  node: number,
  labels: Int32Array,
  strengths: Float32Array,
  votes: Map<number, number>,
): { label: number; strength: number } {
  votes.clear();
  let total = 0;
  for (let e = offsets[node]; e < offsets[node + 1]; e++) {
    const label = labels[targets[e]];
    total += weights[e];
    if (label >= 0) votes.set(label, (votes.get(label) ?? 0) + weights[e] * strengths[targets[e]]);
  }
  let best = -1;
  let most = 0;
  for (const [label, vote] of votes) {
    if (vote > most || (vote === most && label < best)) {
      best = label;
      most = vote;
    }
  }
  return { label: best, strength: total > 0 ? most / total : 0 };
}
