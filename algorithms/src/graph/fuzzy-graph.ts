import { disjointSets, findSet, joinSets } from "../disjoint-sets.ts";
import type { NeighborGraph } from "../neighbors/neighbor-graph.ts";
import { keptEdges, type WeightedGraph } from "./weighted-graph.ts";

const bisections = 64;
const smallestScaleShare = 1e-3;
const sameSimilarity = 1 - 2e-6;

/**
 * Turns neighbors into an undirected graph of memberships: an edge weighs a + b - a·b, where a and b say how near
 * either end is to the other on its own scale; the nearest neighbor of each point weighs 1.
 *
 * @param neighbors similarities are cosines, -1..1
 * @returns weights 0 < w ≤ 1, and which points are copies of another
 *
 * Cost O(n·k). @see McInnes, Healy & Melville 2018 (UMAP), section 3.1
 */
export function fuzzyGraph(neighbors: NeighborGraph): WeightedGraph {
  return { ...symmetrise(neighbors, membershipWeights(neighbors)), copyOf: copies(neighbors) };
}

/** For each point the first of those that point the same way, found through their neighbors; undefined without any. */
function copies({ n, k, indices, similarities }: NeighborGraph): Int32Array | undefined {
  const sets = disjointSets(n);
  let found = false;
  for (let p = 0; p < indices.length; p++) {
    if (similarities[p] < sameSimilarity) continue;
    found = true;
    const a = findSet(sets, Math.floor(p / k));
    const b = findSet(sets, indices[p]);
    joinSets(sets, Math.min(a, b), Math.max(a, b));
  }
  return found ? Int32Array.from({ length: n }, (_, i) => findSet(sets, i)) : undefined;
}

/** For each neighbor exp(-(distance - nearest) / scale), the scale such that they sum to log₂ k. */
function membershipWeights({ n, k, similarities }: NeighborGraph): Float64Array {
  const weights = new Float64Array(n * k);
  const distances = new Float64Array(k);
  const target = Math.log2(k);
  const overallMean = meanDistance(similarities);
  for (let i = 0; i < n; i++) {
    let nearest = 0;
    let sum = 0;
    for (let r = 0; r < k; r++) {
      const distance = Math.max(0, 1 - similarities[i * k + r]);
      distances[r] = distance;
      sum += distance;
      if (nearest === 0 && distance > 0) nearest = distance;
    }
    const floor = smallestScaleShare * (sum > 0 ? sum / k : overallMean);
    const scale = Math.max(scaleFor(distances, nearest, target), floor);
    for (let r = 0; r < k; r++) {
      const beyond = distances[r] - nearest;
      weights[i * k + r] = beyond <= 0 || scale === 0 ? 1 : Math.exp(-beyond / scale);
    }
  }
  return weights;
}

function meanDistance(similarities: Float32Array): number {
  let sum = 0;
  for (let p = 0; p < similarities.length; p++) sum += Math.max(0, 1 - similarities[p]);
  return similarities.length > 0 ? sum / similarities.length : 0;
}

function scaleFor(distances: Float64Array, nearest: number, target: number): number {
  let low = 0;
  let high = Number.POSITIVE_INFINITY;
  let scale = 1;
  for (let step = 0; step < bisections; step++) {
    let sum = 0;
    for (let r = 0; r < distances.length; r++) {
      const beyond = distances[r] - nearest;
      sum += beyond > 0 ? Math.exp(-beyond / scale) : 1;
    }
    if (Math.abs(sum - target) < 1e-5) break;
    if (sum > target) high = scale;
    else low = scale;
    scale = high === Number.POSITIVE_INFINITY ? scale * 2 : (low + high) / 2;
  }
  return scale;
}

function symmetrise({ n, k, indices }: NeighborGraph, directed: Float64Array): WeightedGraph {
  const incoming = transpose(n, indices);
  const offsets = new Int32Array(n + 1);
  const targets = new Int32Array(2 * n * k);
  const weights = new Float64Array(2 * n * k);
  const weightTo = new Float64Array(n);
  const isTarget = new Uint8Array(n);
  let end = 0;
  for (let i = 0; i < n; i++) {
    const start = end;
    for (let p = i * k; p < (i + 1) * k; p++) {
      targets[end++] = indices[p];
      weightTo[indices[p]] = directed[p];
      isTarget[indices[p]] = 1;
    }
    for (let p = incoming.offsets[i]; p < incoming.offsets[i + 1]; p++) {
      const edge = incoming.edges[p];
      const source = Math.floor(edge / k);
      const back = directed[edge];
      weightTo[source] += back - weightTo[source] * back;
      if (!isTarget[source]) targets[end++] = source;
    }
    targets.subarray(start, end).sort();
    for (let p = start; p < end; p++) {
      weights[p] = weightTo[targets[p]];
      weightTo[targets[p]] = 0;
      isTarget[targets[p]] = 0;
    }
    offsets[i + 1] = end;
  }
  const graph = { n, offsets, targets: targets.subarray(0, end), weights: weights.subarray(0, end) };
  return keptEdges(graph, Uint8Array.from(graph.weights, isEdge));
}

/** For each point the positions in `indices` at which it stands. */
function transpose(n: number, indices: Int32Array): { offsets: Int32Array; edges: Int32Array } {
  const offsets = new Int32Array(n + 1);
  for (let p = 0; p < indices.length; p++) offsets[indices[p] + 1]++;
  for (let i = 0; i < n; i++) offsets[i + 1] += offsets[i];
  const next = offsets.slice(0, n);
  const edges = new Int32Array(indices.length);
  for (let p = 0; p < indices.length; p++) edges[next[indices[p]]++] = p;
  return { offsets, edges };
}

/** An exponential that underflowed to zero is no edge. */
function isEdge(weight: number): number {
  return weight > 0 ? 1 : 0;
}
