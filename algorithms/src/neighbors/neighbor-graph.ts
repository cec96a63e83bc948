/**
 * The k most similar other points of each of n points, best first: those of point i are at `i * k`.
 * No point is its own neighbor.
 */
export interface NeighborGraph {
  readonly n: number;
  readonly k: number;
  readonly indices: Int32Array;
  readonly similarities: Float32Array;
}

/**
 * The graph under other numbers for its points: point i becomes `numbers[i]`. Equally similar neighbors are put in order
 * of their new numbers. Cost O(n·k).
 */
export function renumbered(
  { n, k, indices, similarities }: NeighborGraph,
  numbers: Int32Array,
): NeighborGraph {
  const graph = { n, k, indices: new Int32Array(n * k), similarities: new Float32Array(n * k) };
  for (let i = 0; i < n; i++) {
    const start = numbers[i] * k;
    for (let rank = 0; rank < k; rank++) {
      const neighbor = numbers[indices[i * k + rank]];
      const similarity = similarities[i * k + rank];
      let at = start + rank;
      while (at > start && graph.similarities[at - 1] === similarity && graph.indices[at - 1] > neighbor) {
        graph.indices[at] = graph.indices[at - 1];
        at--;
      }
      graph.indices[at] = neighbor;
      graph.similarities[start + rank] = similarity;
    }
  }
  return graph;
}

/** How many neighbors suit n points: 15, fewer below 225 points, and never more than there are others. */
export function usualNeighbors(n: number): number {
  return Math.max(0, Math.min(15, Math.ceil(Math.sqrt(n)), n - 1));
}
