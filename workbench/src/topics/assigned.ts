import {
  type Labelling,
  type NeighborGraph,
  outliers,
  spreadLabels,
  stayingStrengths,
  type WeightedGraph,
} from "@toposcope/algorithms";

/** Topics of points in two ways: what was found, with outliers that are in none, and where each would belong. */
export interface Assigned extends Labelling {
  /** Where each point belongs, an outlier too: -1 only for what no topic reaches. */
  readonly labels: Int32Array;
  /** How surely each point belongs to its topic, 0..1: how much of what is around it is of that topic. */
  readonly strengths: Float32Array;
  /** 1 for a point that is in no topic by itself: left out, weak, or far off from everything. */
  readonly outliers: Uint8Array;
}

/**
 * Says of each point where it belongs, and whether it is an outlier.
 *
 * @param graph of the neighbors
 * @param found labels, -1 for points that were left out
 */
export function assigned(graph: WeightedGraph, neighbors: NeighborGraph, found: Labelling): Assigned {
  const { labels, strengths } = found.labels.includes(-1)
    ? spreadLabels(graph, found)
    : { labels: found.labels, strengths: stayingStrengths(graph, found.labels) };
  const marks = outliers(neighbors, strengths);
  for (let i = 0; i < marks.length; i++) if (found.labels[i]! < 0) marks[i] = 1;
  return { count: found.count, labels, strengths, outliers: marks };
}
