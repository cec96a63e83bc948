import { disjointSets, findSet, joinSets } from "../disjoint-sets.ts";
import type { NeighborGraph } from "../neighbors/neighbor-graph.ts";
import type { WeightedGraph } from "./weighted-graph.ts";

const mostSteps = 64;
const closeEnough = 1e-5;
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

/** Finds the scale at which the memberships sum to the target, by Newton's steps kept inside a shrinking bracket. */
function scaleFor(distances: Float64Array, nearest: number, target: number): number {
  let low = 0;
  let high = Number.POSITIVE_INFINITY;
  let scale = Math.max(distances[distances.length - 1] - nearest, Number.MIN_VALUE);
  for (let step = 0; step < mostSteps; step++) {
    let sum = 0;
    let slope = 0;
    for (let r = 0; r < distances.length; r++) {
      const beyond = (distances[r] - nearest) / scale;
      const weight = beyond > 0 ? Math.exp(-beyond) : 1;
      sum += weight;
      if (beyond > 0) slope += weight * beyond;
    }
    if (Math.abs(sum - target) < closeEnough) break;
    if (sum > target) high = scale;
    else low = scale;
    const next = scale * Math.exp((target - sum) / slope);
    if (next > low && next < high) scale = next;
    else scale = high === Number.POSITIVE_INFINITY ? scale * 2 : (low + high) / 2;
  }
  return scale;
}

/** Joins the edges that go out of each point with those that come in, both by ascending other end. */
function symmetrise(neighbors: NeighborGraph, directed: Float64Array): WeightedGraph {
  const { n, k, indices } = neighbors;
  const incoming = transpose(n, indices);
  const outgoing = byTarget(neighbors, incoming);
  const offsets = new Int32Array(n + 1);
  const targets = new Int32Array(2 * n * k);
  const weights = new Float64Array(2 * n * k);
  let end = 0;
  const add = (target: number, weight: number) => {
    if (weight === 0) return;
    targets[end] = target;
    weights[end++] = weight;
  };
  for (let i = 0; i < n; i++) {
    let out = i * k;
    let into = incoming.offsets[i];
    while (out < (i + 1) * k || into < incoming.offsets[i + 1]) {
      const target = out < (i + 1) * k ? indices[outgoing[out]] : n;
      const source = into < incoming.offsets[i + 1] ? Math.floor(incoming.edges[into] / k) : n;
      const there = target <= source ? directed[outgoing[out++]] : 0;
      const back = source <= target ? directed[incoming.edges[into++]] : 0;
      add(Math.min(target, source), eitherOf(there, back));
    }
    offsets[i + 1] = end;
  }
  return { n, offsets, targets: targets.slice(0, end), weights: weights.slice(0, end) };
}

/** The probability of one or the other, to the last digit the same from both ends. */
function eitherOf(a: number, b: number): number {
  return a > b ? a + (b - a * b) : b + (a - a * b);
}

/** For each point the positions in `indices` at which it stands, ascending. */
function transpose(n: number, indices: Int32Array): { offsets: Int32Array; edges: Int32Array } {
  const offsets = new Int32Array(n + 1);
  for (let p = 0; p < indices.length; p++) offsets[indices[p] + 1]++;
  for (let i = 0; i < n; i++) offsets[i + 1] += offsets[i];
  const next = offsets.slice(0, n);
  const edges = new Int32Array(indices.length);
  for (let p = 0; p < indices.length; p++) edges[next[indices[p]]++] = p;
  return { offsets, edges };
}

/** The positions of each point's neighbors, by ascending neighbor instead of falling similarity. */
function byTarget({ n, k }: NeighborGraph, { edges }: { readonly edges: Int32Array }): Int32Array {
  const next = Int32Array.from({ length: n }, (_, i) => i * k);
  const sorted = new Int32Array(n * k);
  for (let e = 0; e < edges.length; e++) sorted[next[Math.floor(edges[e] / k)]++] = edges[e];
  return sorted;
}
