import { membersByLabel } from "../labels.ts";
import type { Random } from "../random.ts";
import type { WeightedGraph } from "./weighted-graph.ts";

/** A graph whose nodes may stand for many: `strengths` are the sums of what they stand for, inner edges included. */
export interface Level extends WeightedGraph {
  readonly strengths: Float64Array;
}

/** The weights from one node to the labels around it; `seen` lists those labels. */
interface Tally {
  readonly weightTo: Float64Array;
  readonly seen: Int32Array;
  count: number;
}

function emptyTally(n: number): Tally {
  return { weightTo: new Float64Array(n), seen: new Int32Array(n), count: 0 };
}

function tallyNeighbors(
  tally: Tally,
  { offsets, targets, weights }: Level,
  labels: Int32Array,
  node: number,
): void {
  const { weightTo, seen } = tally;
  for (let s = 0; s < tally.count; s++) weightTo[seen[s]] = 0;
  let count = 0;
  for (let e = offsets[node]; e < offsets[node + 1]; e++) {
    const label = labels[targets[e]];
    if (weightTo[label] === 0) seen[count++] = label;
    weightTo[label] += weights[e];
  }
  tally.count = count;
}

/** Smaller differences of gain are rounding. */
const noGain = 1e-12;

/**
 * Moves nodes one by one to the neighboring community with the highest gain until no move gains, and changes
 * `labels` (each below n) in place.
 *
 * @param penalty resolution / total strength
 * @returns whether any node moved
 */
export function moveNodes(level: Level, labels: Int32Array, penalty: number, random: Random): boolean {
  const { n, strengths } = level;
  const sums = new Float64Array(n);
  const sizes = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    sums[labels[i]] += strengths[i];
    sizes[labels[i]]++;
  }
  const free = [...sizes.keys()].filter((label) => sizes[label] === 0);
  const queue = nodeQueue(random.permutation(n));
  const tally = emptyTally(n);
  let moved = false;
  for (let node = queue.next(); node >= 0; node = queue.next()) {
    const own = labels[node];
    const cost = penalty * strengths[node];
    tallyNeighbors(tally, level, labels, node);
    sums[own] -= strengths[node];
    let best = own;
    let bestGain = tally.weightTo[own] - cost * sums[own];
    for (let s = 0; s < tally.count; s++) {
      const label = tally.seen[s];
      const gain = tally.weightTo[label] - cost * sums[label];
      if (gain > bestGain + noGain) {
        bestGain = gain;
        best = label;
      }
    }
    if (bestGain < -noGain && sizes[own] > 1) best = free.pop() as number;
    sums[best] += strengths[node];
    if (best === own) continue;
    sizes[best]++;
    if (--sizes[own] === 0) free.push(own);
    labels[node] = best;
    moved = true;
    queueNeighbors(queue, level, labels, node);
  }
  return moved;
}

/** Nodes to look at, each at most once at a time. */
interface NodeQueue {
  /** The next node, -1 when there is none. */
  next(): number;
  add(node: number): void;
}

function nodeQueue(order: Int32Array): NodeQueue {
  const n = order.length;
  const isWaiting = new Uint8Array(n).fill(1);
  let start = 0;
  let waiting = n;
  return {
    next() {
      if (waiting === 0) return -1;
      const node = order[start];
      start = start + 1 === n ? 0 : start + 1;
      waiting--;
      isWaiting[node] = 0;
      return node;
    },
    add(node) {
      if (isWaiting[node]) return;
      isWaiting[node] = 1;
      order[(start + waiting) % n] = node;
      waiting++;
    },
  };
}

function queueNeighbors(
  queue: NodeQueue,
  { offsets, targets }: Level,
  labels: Int32Array,
  node: number,
): void {
  for (let e = offsets[node]; e < offsets[node + 1]; e++) {
    if (labels[targets[e]] !== labels[node]) queue.add(targets[e]);
  }
}

/**
 * Splits every community into well connected parts: starting alone, each node that is well connected to the rest
 * of its community joins the part, itself well connected, that gains most.
 *
 * @returns the part of each node: one of its nodes
 */
export function refine(level: Level, labels: Int32Array, penalty: number, random: Random): Int32Array {
  const { n, strengths } = level;
  const communitySums = new Float64Array(n);
  for (let i = 0; i < n; i++) communitySums[labels[i]] += strengths[i];
  const parts = Int32Array.from({ length: n }, (_, i) => i);
  const sums = strengths.slice();
  const outward = inwardWeights(level, labels);
  const isAlone = new Uint8Array(n).fill(1);
  const tally = emptyTally(n);
  const isWellConnected = (part: number) =>
    outward[part] >= penalty * sums[part] * (communitySums[labels[part]] - sums[part]);
  for (const node of random.permutation(n)) {
    if (!isAlone[node] || !isWellConnected(node)) continue;
    tallyNeighbors(tally, level, parts, node);
    let best = node;
    let bestGain = 0;
    for (let s = 0; s < tally.count; s++) {
      const part = tally.seen[s];
      if (labels[part] !== labels[node]) continue;
      const gain = tally.weightTo[part] - penalty * strengths[node] * sums[part];
      if (gain > bestGain && isWellConnected(part)) {
        best = part;
        bestGain = gain;
      }
    }
    if (best === node) continue;
    sums[best] += strengths[node];
    outward[best] += outward[node] - 2 * tally.weightTo[best];
    parts[node] = best;
    isAlone[best] = 0;
  }
  return parts;
}

/** For each node the weight of its edges to others of its community. */
function inwardWeights({ n, offsets, targets, weights }: Level, labels: Int32Array): Float64Array {
  const inward = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    for (let e = offsets[i]; e < offsets[i + 1]; e++) {
      if (labels[targets[e]] === labels[i]) inward[i] += weights[e];
    }
  }
  return inward;
}

/** The graph whose nodes are the parts. Cost O(edges). */
export function aggregate(level: Level, parts: Int32Array, partCount: number): Level {
  const { n, offsets, targets, weights, strengths } = level;
  const { starts, members } = membersByLabel(parts, partCount);
  const partOffsets = new Int32Array(partCount + 1);
  const partTargets = new Int32Array(targets.length);
  const partWeights = new Float64Array(targets.length);
  const partStrengths = new Float64Array(partCount);
  const weightTo = new Float64Array(partCount);
  let end = 0;
  for (let i = 0; i < n; i++) partStrengths[parts[i]] += strengths[i];
  for (let part = 0; part < partCount; part++) {
    const start = end;
    for (let m = starts[part]; m < starts[part + 1]; m++) {
      const node = members[m];
      for (let e = offsets[node]; e < offsets[node + 1]; e++) {
        const other = parts[targets[e]];
        if (other === part) continue;
        if (weightTo[other] === 0) partTargets[end++] = other;
        weightTo[other] += weights[e];
      }
    }
    for (let p = start; p < end; p++) {
      partWeights[p] = weightTo[partTargets[p]];
      weightTo[partTargets[p]] = 0;
    }
    partOffsets[part + 1] = end;
  }
  return {
    n: partCount,
    offsets: partOffsets,
    targets: partTargets.subarray(0, end),
    weights: partWeights.subarray(0, end),
    strengths: partStrengths,
  };
}

/** Renumbers labels (each below their number) in place to 0..count-1 in order of appearance. */
export function compact(labels: Int32Array): number {
  const renamed = new Int32Array(labels.length).fill(-1);
  let count = 0;
  for (let i = 0; i < labels.length; i++) {
    if (renamed[labels[i]] < 0) renamed[labels[i]] = count++;
    labels[i] = renamed[labels[i]];
  }
  return count;
}
