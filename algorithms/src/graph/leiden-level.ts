import type { Random } from "../random.ts";
import { aggregate, compact, type Level, moveNodes, refine } from "./leiden-phases.ts";
import { nodeStrengths, type WeightedGraph } from "./weighted-graph.ts";

/** A graph in which copies are one node, which node each is then, and the sum of all nodes' strengths. */
export interface DistinctNodes {
  readonly base: Level;
  readonly nodeOf?: Int32Array;
  readonly total: number;
}

export function distinctNodes(graph: WeightedGraph): DistinctNodes {
  const level = { ...graph, strengths: nodeStrengths(graph) };
  let total = 0;
  for (let i = 0; i < level.n; i++) total += level.strengths[i];
  if (!graph.copyOf) return { base: level, total };
  const nodeOf = graph.copyOf.slice();
  return { base: aggregate(level, nodeOf, compact(nodeOf)), nodeOf, total };
}

export function singletons(n: number): Int32Array<ArrayBuffer> {
  const labels = new Int32Array(n);
  for (let i = 0; i < n; i++) labels[i] = i;
  return labels;
}

/**
 * One pass of moving, refining and aggregating until nothing moves.
 *
 * @returns a label below n for every node, or undefined when nothing moved at all
 */
export function improve(
  base: Level,
  start: Int32Array,
  penalty: number,
  random: Random,
): Int32Array<ArrayBuffer> | undefined {
  let level = base;
  let labels: Int32Array = start.slice();
  let nodeOf = singletons(base.n);
  let moved = false;
  for (;;) {
    if (moveNodes(level, labels, penalty, random.permutation(level.n))) moved = true;
    const communities = compact(labels);
    if (communities === level.n) break;
    const parts = refine(level, labels, penalty, random.permutation(level.n));
    const partCount = compact(parts);
    if (partCount === level.n) break;
    const labelOfPart = new Int32Array(partCount);
    for (let i = 0; i < level.n; i++) labelOfPart[parts[i]] = labels[i];
    level = aggregate(level, parts, partCount);
    nodeOf = nodeOf.map((node) => parts[node]);
    labels = labelOfPart;
  }
  return moved ? nodeOf.map((node) => labels[node]) : undefined;
}

/** Splits groups that moving nodes has torn apart. Cost O(edges). */
export function connectedParts({ n, offsets, targets }: Level, labels: Int32Array): Int32Array<ArrayBuffer> {
  const parts = new Int32Array(n).fill(-1);
  const stack = new Int32Array(n);
  for (let first = 0, part = 0; first < n; first++) {
    if (parts[first] >= 0) continue;
    parts[first] = part;
    stack[0] = first;
    for (let height = 1; height > 0; ) {
      const node = stack[--height];
      for (let e = offsets[node]; e < offsets[node + 1]; e++) {
        const neighbor = targets[e];
        if (parts[neighbor] >= 0 || labels[neighbor] !== labels[first]) continue;
        parts[neighbor] = part;
        stack[height++] = neighbor;
      }
    }
    part++;
  }
  return parts;
}
