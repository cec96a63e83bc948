import { membersByLabel } from "../labels.ts";
import type { WeightedGraph } from "./weighted-graph.ts";

/** A graph whose nodes may stand for many: `strengths` are the sums of what they stand for, inner edges included. */
export interface Level extends WeightedGraph {
  readonly strengths: Float64Array;
}

/** Smaller differences of gain are rounding. */
const noGain = 1e-12;

/**
 * Moves nodes one by one to the neighboring community with the highest gain until no move gains, and changes
 * `labels` (each below n) in place.
 *
 * @param penalty resolution / total strength
 * @param order all nodes, in the order in which they are looked at first; overwritten
 * @param mostVisits after so many looks at a node it stops, whether moves would gain or not
 * @returns whether any node moved
 */
export function moveNodes(
  level: Level,
  labels: Int32Array,
  penalty: number,
  order: Int32Array,
  mostVisits: number = Number.POSITIVE_INFINITY,
): boolean {
  const { n, offsets, targets, weights, strengths } = level;
  const { sums, sizes } = communities(level, labels);
  const free = new Int32Array(n);
  let freeLabels = 0;
  for (let label = 0; label < n; label++) if (sizes[label] === 0) free[freeLabels++] = label;
  const weightTo = new Float64Array(n);
  const seen = new Int32Array(n);
  const isWaiting = new Uint8Array(n).fill(1);
  let moved = false;
  for (let next = 0, waiting = n, visits = 0; waiting > 0 && visits < mostVisits; visits++) {
    const node = order[next];
    next = next + 1 === n ? 0 : next + 1;
    waiting--;
    isWaiting[node] = 0;
    const own = labels[node];
    const start = offsets[node];
    const end = offsets[node + 1];
    let labelsSeen = 0;
    for (let e = start; e < end; e++) {
      const label = labels[targets[e]];
      if (weightTo[label] === 0) seen[labelsSeen++] = label;
      weightTo[label] += weights[e];
    }
    const strength = strengths[node];
    const cost = penalty * strength;
    sums[own] -= strength;
    let best = own;
    let bestGain = weightTo[own] - cost * sums[own];
    for (let s = 0; s < labelsSeen; s++) {
      const label = seen[s];
      const gain = weightTo[label] - cost * sums[label];
      weightTo[label] = 0;
      if (gain > bestGain + noGain) {
        bestGain = gain;
        best = label;
      }
    }
    if (bestGain < -noGain && sizes[own] > 1) best = free[--freeLabels];
    sums[best] += strength;
    if (best === own) continue;
    sizes[best]++;
    if (--sizes[own] === 0) free[freeLabels++] = own;
    labels[node] = best;
    moved = true;
    for (let e = start; e < end; e++) {
      const neighbor = targets[e];
      if (isWaiting[neighbor] === 1 || labels[neighbor] === best) continue;
      isWaiting[neighbor] = 1;
      const place = next + waiting;
      order[place < n ? place : place - n] = neighbor;
      waiting++;
    }
  }
  return moved;
}

/** Strength and size of each community. */
function communities({ n, strengths }: Level, labels: Int32Array): { sums: Float64Array; sizes: Int32Array } {
  const sums = new Float64Array(n);
  const sizes = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    sums[labels[i]] += strengths[i];
    sizes[labels[i]]++;
  }
  return { sums, sizes };
}

/**
 * Splits every community into well connected parts: starting alone, each node that is well connected to the rest
 * of its community joins the part, itself well connected, that gains most.
 *
 * @param order all nodes, in the order in which they are looked at
 * @returns the part of each node: one of its nodes
 */
export function refine(level: Level, labels: Int32Array, penalty: number, order: Int32Array): Int32Array {
  const { n, offsets, targets, weights, strengths } = level;
  const { sums: communitySums } = communities(level, labels);
  const parts = Int32Array.from(labels.keys());
  const sums = strengths.slice();
  const outward = inwardWeights(level, labels);
  const isAlone = new Uint8Array(n).fill(1);
  const weightTo = new Float64Array(n);
  const seen = new Int32Array(n);
  const isWellConnected = (part: number) =>
    outward[part] >= penalty * sums[part] * (communitySums[labels[part]] - sums[part]);
  for (let at = 0; at < n; at++) {
    const node = order[at];
    if (isAlone[node] === 0 || !isWellConnected(node)) continue;
    const community = labels[node];
    let partsSeen = 0;
    for (let e = offsets[node]; e < offsets[node + 1]; e++) {
      const neighbor = targets[e];
      if (labels[neighbor] !== community) continue;
      const part = parts[neighbor];
      if (weightTo[part] === 0) seen[partsSeen++] = part;
      weightTo[part] += weights[e];
    }
    const cost = penalty * strengths[node];
    let best = node;
    let bestGain = 0;
    let bestWeight = 0;
    for (let s = 0; s < partsSeen; s++) {
      const part = seen[s];
      const weight = weightTo[part];
      const gain = weight - cost * sums[part];
      weightTo[part] = 0;
      if (gain > bestGain && isWellConnected(part)) {
        best = part;
        bestGain = gain;
        bestWeight = weight;
      }
    }
    if (best === node) continue;
    sums[best] += strengths[node];
    outward[best] += outward[node] - 2 * bestWeight;
    parts[node] = best;
    isAlone[best] = 0;
  }
  return parts;
}

/** For each node the weight of its edges to others of its community. */
function inwardWeights({ n, offsets, targets, weights }: Level, labels: Int32Array): Float64Array {
  const inward = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const label = labels[i];
    let sum = 0;
    for (let e = offsets[i]; e < offsets[i + 1]; e++) if (labels[targets[e]] === label) sum += weights[e];
    inward[i] = sum;
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
    targets: partTargets.slice(0, end),
    weights: partWeights.slice(0, end),
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
