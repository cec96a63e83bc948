import { aggregate, compact, type Level } from "../graph/leiden-phases.ts";
import type { Random } from "../random.ts";

/** A graph whose nodes are parts of a finer one, and the part of each node of the finer one. */
export interface CoarseGraph {
  readonly graph: Level;
  readonly parts: Int32Array;
}

const mostRounds = 20;

/**
 * Cuts a graph into about `wanted` connected parts: as many nodes at random name a part each, and nodes without one
 * take, round by round, the part they have most weight with.
 *
 * @param wanted 1 at least; nodes that no named one reaches make further parts
 *
 * Cost O(edges · rounds). @see Raghavan, Albert & Kumara 2007; deviates: rounds are synchronous, and a part once taken stays
 */
export function coarsen(graph: Level, wanted: number, random: Random): CoarseGraph {
  const parts = new Int32Array(graph.n).fill(-1);
  for (const node of random.sample(graph.n, wanted)) parts[node] = node;
  let waiting = Int32Array.from({ length: graph.n }, (_, node) => node).filter((node) => parts[node] < 0);
  const weightTo = new Float64Array(graph.n);
  for (let round = 0; round < mostRounds && waiting.length > 0; round++) {
    const taken = waiting.map((node) => heaviestPart(graph, parts, node, weightTo));
    for (let at = 0; at < waiting.length; at++) parts[waiting[at]] = taken[at];
    const left = waiting.filter((node) => parts[node] < 0);
    if (left.length === waiting.length) break;
    waiting = left;
  }
  for (const node of waiting) if (parts[node] < 0) spread(graph, parts, node);
  return { graph: aggregate(graph, parts, compact(parts)), parts };
}

/** The part a node has most weight with, equal ones by the lower number; -1 when none of its neighbors has one. */
function heaviestPart(
  { offsets, targets, weights }: Level,
  parts: Int32Array,
  node: number,
  weightTo: Float64Array,
): number {
  let best = -1;
  for (let e = offsets[node]; e < offsets[node + 1]; e++) {
    const part = parts[targets[e]];
    if (part < 0) continue;
    weightTo[part] += weights[e];
  }
  for (let e = offsets[node]; e < offsets[node + 1]; e++) {
    const part = parts[targets[e]];
    if (part < 0) continue;
    const isBetter =
      best < 0 || weightTo[part] > weightTo[best] || (weightTo[part] === weightTo[best] && part < best);
    if (isBetter) best = part;
  }
  for (let e = offsets[node]; e < offsets[node + 1]; e++) {
    if (parts[targets[e]] >= 0) weightTo[parts[targets[e]]] = 0;
  }
  return best;
}

/** Gives a node and all without a part that it reaches its own number. */
function spread({ offsets, targets }: Level, parts: Int32Array, start: number): void {
  const stack = [start];
  parts[start] = start;
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    for (let e = offsets[node]; e < offsets[node + 1]; e++) {
      if (parts[targets[e]] >= 0) continue;
      parts[targets[e]] = start;
      stack.push(targets[e]);
    }
  }
}
