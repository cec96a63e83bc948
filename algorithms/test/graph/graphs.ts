import { fuzzyGraph, type Matrix, nearestNeighbors, type WeightedGraph } from "../../src/index.ts";

/** An undirected graph from a list of edges. */
export function graphOf(
  n: number,
  edges: readonly (readonly [from: number, to: number, weight?: number])[],
): WeightedGraph {
  const rows: [number, number][][] = Array.from({ length: n }, () => []);
  for (const [from, to, weight = 1] of edges) {
    rows[from].push([to, weight]);
    rows[to].push([from, weight]);
  }
  for (const row of rows) row.sort((a, b) => a[0] - b[0]);
  const offsets = new Int32Array(n + 1);
  for (let i = 0; i < n; i++) offsets[i + 1] = offsets[i] + rows[i].length;
  const all = rows.flat();
  return {
    n,
    offsets,
    targets: Int32Array.from(all, ([target]) => target),
    weights: Float64Array.from(all, ([, weight]) => weight),
  };
}

/** All pairs of the given nodes. */
export function clique(nodes: readonly number[]): [number, number][] {
  return nodes.flatMap((a, at) => nodes.slice(at + 1).map((b): [number, number] => [a, b]));
}

export async function fuzzyGraphOf(points: Matrix): Promise<WeightedGraph> {
  return fuzzyGraph(await nearestNeighbors(points));
}

/** Modularity with a resolution, from its definition. */
export function modularity(graph: WeightedGraph, labels: Int32Array, resolution: number): number {
  const strengths = new Float64Array(graph.n);
  let total = 0;
  for (let i = 0; i < graph.n; i++) {
    for (let e = graph.offsets[i]; e < graph.offsets[i + 1]; e++) strengths[i] += graph.weights[e];
    total += strengths[i];
  }
  if (total === 0) return 0;
  let quality = 0;
  for (let i = 0; i < graph.n; i++) {
    for (let e = graph.offsets[i]; e < graph.offsets[i + 1]; e++) {
      if (labels[graph.targets[e]] === labels[i]) quality += graph.weights[e];
    }
    for (let j = 0; j < graph.n; j++) {
      if (labels[i] === labels[j]) quality -= (resolution * strengths[i] * strengths[j]) / total;
    }
  }
  return quality / total;
}
