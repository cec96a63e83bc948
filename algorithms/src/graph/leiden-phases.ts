import { membersByLabel } from "../labels.ts";
import type { Random } from "../random.ts";
import type { WeightedGraph } from "./weighted-graph.ts";

/** A graph whose nodes may stand for many: `strengths` are the sums of what they stand for, inner edges included. */
export interface Level extends WeightedGraph {
  readonly strengths: Float64Array;
}

/**
 * Moves nodes one by one to the neighboring community with the highest gain until no move gains, and changes
 * `labels` (each below n) in place.
 *
 * @param penalty resolution / total strength
 * @returns whether any node moved
 */
export function moveNodes(level: Level, labels: Int32Array, penalty: number, random: Random): boolean {
  const { n, offsets, targets, weights, strengths } = level;
  const communityStrength = new Float64Array(n);
  const communitySize = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    communityStrength[labels[i]] += strengths[i];
    communitySize[labels[i]]++;
  }
  const empty = emptyCommunities(communitySize);
  const weightTo = new Float64Array(n);
  const isSeen = new Uint8Array(n);
  const seen = new Int32Array(n);
  const queue = random.permutation(n);
  const isQueued = new Uint8Array(n).fill(1);
  let queueStart = 0;
  let queued = n;
  let moved = false;
  while (queued > 0) {
    const node = queue[queueStart];
    queueStart = queueStart + 1 === n ? 0 : queueStart + 1;
    queued--;
    isQueued[node] = 0;
    const own = labels[node];
    let seenCount = 0;
    for (let e = offsets[node]; e < offsets[node + 1]; e++) {
      const label = labels[targets[e]];
      if (!isSeen[label]) {
        isSeen[label] = 1;
        seen[seenCount++] = label;
      }
      weightTo[label] += weights[e];
    }
    const cost = penalty * strengths[node];
    communityStrength[own] -= strengths[node];
    communitySize[own]--;
    let best = own;
    let bestGain = weightTo[own] - cost * communityStrength[own];
    for (let s = 0; s < seenCount; s++) {
      const label = seen[s];
      const gain = weightTo[label] - cost * communityStrength[label];
      if (gain > bestGain + 1e-12) {
        bestGain = gain;
        best = label;
      }
      weightTo[label] = 0;
      isSeen[label] = 0;
    }
    if (bestGain < -1e-12 && communitySize[own] > 0) best = empty.take();
    communityStrength[best] += strengths[node];
    communitySize[best]++;
    if (best === own) continue;
    if (communitySize[own] === 0) empty.give(own);
    labels[node] = best;
    moved = true;
    for (let e = offsets[node]; e < offsets[node + 1]; e++) {
      const neighbor = targets[e];
      if (isQueued[neighbor] || labels[neighbor] === best) continue;
      isQueued[neighbor] = 1;
      queue[(queueStart + queued) % n] = neighbor;
      queued++;
    }
  }
  return moved;
}

/** A stack of labels that no node has. */
function emptyCommunities(sizes: Int32Array): { take(): number; give(label: number): void } {
  const stack: number[] = [];
  for (let label = sizes.length - 1; label >= 0; label--) if (sizes[label] === 0) stack.push(label);
  return { take: () => stack.pop() as number, give: (label) => stack.push(label) };
}

/**
 * Splits every community into well connected parts: starting alone, each node that is well connected to the rest
 * of its community joins the part, itself well connected, that gains most.
 *
 * @returns the part of each node, below n
 */
export function refine(level: Level, labels: Int32Array, penalty: number, random: Random): Int32Array {
  const { n, offsets, targets, weights, strengths } = level;
  const communityStrength = new Float64Array(n);
  for (let i = 0; i < n; i++) communityStrength[labels[i]] += strengths[i];
  const parts = Int32Array.from({ length: n }, (_, i) => i);
  const partStrength = strengths.slice();
  const partOutward = inwardWeights(level, labels);
  const isAlone = new Uint8Array(n).fill(1);
  const weightTo = new Float64Array(n);
  const seen = new Int32Array(n);
  const order = random.permutation(n);
  const isWellConnected = (part: number, community: number) =>
    partOutward[part] >= penalty * partStrength[part] * (communityStrength[community] - partStrength[part]);
  for (let o = 0; o < n; o++) {
    const node = order[o];
    const community = labels[node];
    if (!isAlone[node] || !isWellConnected(node, community)) continue;
    let seenCount = 0;
    for (let e = offsets[node]; e < offsets[node + 1]; e++) {
      if (labels[targets[e]] !== community) continue;
      const part = parts[targets[e]];
      if (weightTo[part] === 0) seen[seenCount++] = part;
      weightTo[part] += weights[e];
    }
    let best = node;
    let bestGain = 0;
    let bestWeight = 0;
    for (let s = 0; s < seenCount; s++) {
      const part = seen[s];
      const gain = weightTo[part] - penalty * strengths[node] * partStrength[part];
      if (gain > bestGain && isWellConnected(part, community)) {
        best = part;
        bestGain = gain;
        bestWeight = weightTo[part];
      }
      weightTo[part] = 0;
    }
    if (best === node) continue;
    partStrength[best] += strengths[node];
    partOutward[best] += partOutward[node] - 2 * bestWeight;
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
