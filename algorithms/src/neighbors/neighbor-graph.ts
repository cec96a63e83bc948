import type { Nearest } from "../linear-algebra.ts";

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

/** The graph of the k best of each row of `nearest` that are not the row's own point. Cost O(n·k). */
export function withoutSelf(nearest: Nearest, n: number, k: number): NeighborGraph {
  const indices = new Int32Array(n * k);
  const similarities = new Float32Array(n * k);
  for (let i = 0; i < n; i++) {
    let kept = 0;
    for (let rank = 0; rank < nearest.k && kept < k; rank++) {
      const neighbor = nearest.indices[i * nearest.k + rank];
      if (neighbor === i) continue;
      indices[i * k + kept] = neighbor;
      similarities[i * k + kept] = nearest.similarities[i * nearest.k + rank];
      kept++;
    }
  }
  return { n, k, indices, similarities };
}

/** How many neighbors suit n points: 15, fewer below 225 points, and never more than there are others. */
export function usualNeighbors(n: number): number {
  return Math.max(0, Math.min(15, Math.ceil(Math.sqrt(n)), n - 1));
}
