import type { Kernel } from "../parallel.ts";
import type { Pairs } from "./mid-pairs.ts";

/** Near pairs as compressed rows, each from both ends, and how strongly each attracts. */
export interface NearPairs extends Pairs {
  readonly weights: Float32Array;
}

/** Whose losses pull and push: the cross-entropy of UMAP is steeper near a point, and never lets go of a far neighbor. */
export type LayoutMethod = "pacmap" | "umap";

/** How points move in one iteration; all arrays but `shifts` are shared by the threads. */
export interface Movement {
  readonly method: LayoutMethod;
  /** n × 2 places before and after. */
  readonly places: Float32Array;
  readonly moved: Float32Array;
  /** n × 2 running means of the gradient and of its square. */
  readonly mean: Float32Array;
  readonly square: Float32Array;
  readonly nearPairs: NearPairs;
  readonly midPairs: Pairs;
  /** n × 2 places to stay near, NaN for none; empty for none at all. */
  readonly anchors: Float32Array;
  /** Point i is pushed from the points i + s and i - s, around the end, for each of these s. */
  readonly shifts: Int32Array;
  readonly near: number;
  readonly mid: number;
  readonly far: number;
  readonly anchor: number;
  /** Length of the step, already corrected for the youth of the running means. */
  readonly rate: number;
}

const meanDecay = 0.9;
/** How much of the running means an iteration keeps. */
const squareDecay = 0.999;
const leastGradient = 1e-7;
const repulsionBound = 0.01;

/** The running means start from zeros: what makes up for that after so many steps. @see Kingma & Ba 2015 */
export function youthCorrection(steps: number): number {
  return Math.sqrt(1 - squareDecay ** steps) / (1 - meanDecay ** steps);
}

/**
 * Moves the points of a range by one step of Adam along the gradient of the losses, each from where all points were
 * before: the same places come out however the points are cut into ranges.
 *
 * Cost O(pairs of the range).
 */
export const movePointsKernel: Kernel<{ movement: Movement; from: number; to: number }, null> = {
  name: "move points",
  run({ movement, from, to }) {
    const gradient = new Float64Array(2 * (to - from));
    if (movement.method === "umap") {
      addNeighborEntropy(gradient, movement, from);
      addFarEntropy(gradient, movement, from);
    } else {
      addNear(gradient, movement, from);
      addFar(gradient, movement, from);
    }
    if (movement.mid > 0) addMid(gradient, movement, from);
    if (movement.anchor > 0) addAnchors(gradient, movement, from);
    step(gradient, movement, from);
    return null;
  },
};

/** The gradient of near · d̃ / (10 + d̃), d̃ = 1 + d², but for a constant. */
function addNear(gradient: Float64Array, { places, nearPairs, near }: Movement, from: number): void {
  const { offsets, targets, weights } = nearPairs;
  for (let p = 0; p < gradient.length; p += 2) {
    const i = from + p / 2;
    const x = places[2 * i];
    const y = places[2 * i + 1];
    let gx = 0;
    let gy = 0;
    for (let e = offsets[i]; e < offsets[i + 1]; e++) {
      const j = 2 * targets[e];
      const dx = x - places[j];
      const dy = y - places[j + 1];
      const shifted = 11 + dx * dx + dy * dy;
      const force = weights[e] / (shifted * shifted);
      gx += force * dx;
      gy += force * dy;
    }
    gradient[p] += near * gx;
    gradient[p + 1] += near * gy;
  }
}

/** The gradient of mid · d̃ / (10,000 + d̃), d̃ = 1 + d², but for a constant. */
function addMid(gradient: Float64Array, { places, midPairs, mid }: Movement, from: number): void {
  const { offsets, targets } = midPairs;
  for (let p = 0; p < gradient.length; p += 2) {
    const i = from + p / 2;
    const x = places[2 * i];
    const y = places[2 * i + 1];
    let gx = 0;
    let gy = 0;
    for (let e = offsets[i]; e < offsets[i + 1]; e++) {
      const j = 2 * targets[e];
      const dx = x - places[j];
      const dy = y - places[j + 1];
      const shifted = 10_001 + dx * dx + dy * dy;
      const force = 1 / (shifted * shifted);
      gx += force * dx;
      gy += force * dy;
    }
    gradient[p] += mid * gx;
    gradient[p + 1] += mid * gy;
  }
}

/** The gradient of far / (1 + d̃), d̃ = 1 + d², but for a constant. */
function addFar(gradient: Float64Array, { places, shifts, far }: Movement, from: number): void {
  const end = places.length;
  for (let p = 0; p < gradient.length; p += 2) {
    const i = 2 * from + p;
    const x = places[i];
    const y = places[i + 1];
    let gx = 0;
    let gy = 0;
    for (let s = 0; s < shifts.length; s++) {
      const shift = 2 * shifts[s];
      const before = i < shift ? i - shift + end : i - shift;
      const after = i + shift < end ? i + shift : i + shift - end;
      const bx = x - places[before];
      const by = y - places[before + 1];
      const ax = x - places[after];
      const ay = y - places[after + 1];
      const toBefore = 2 + bx * bx + by * by;
      const toAfter = 2 + ax * ax + ay * ay;
      const fromBefore = 1 / (toBefore * toBefore);
      const fromAfter = 1 / (toAfter * toAfter);
      gx += fromBefore * bx + fromAfter * ax;
      gy += fromBefore * by + fromAfter * ay;
    }
    gradient[p] -= far * gx;
    gradient[p + 1] -= far * gy;
  }
}

/** The gradient of -near · ln(1 / (1 + d²)), but for a constant. */
function addNeighborEntropy(
  gradient: Float64Array,
  { places, nearPairs, near }: Movement,
  from: number,
): void {
  const { offsets, targets, weights } = nearPairs;
  for (let p = 0; p < gradient.length; p += 2) {
    const i = from + p / 2;
    const x = places[2 * i];
    const y = places[2 * i + 1];
    let gx = 0;
    let gy = 0;
    for (let e = offsets[i]; e < offsets[i + 1]; e++) {
      const j = 2 * targets[e];
      const dx = x - places[j];
      const dy = y - places[j + 1];
      const force = weights[e] / (1 + dx * dx + dy * dy);
      gx += force * dx;
      gy += force * dy;
    }
    gradient[p] += near * gx;
    gradient[p + 1] += near * gy;
  }
}

/** The gradient of -far · ln(1 - 1 / (1 + d²)), but for a constant, and bounded at d = 0. */
function addFarEntropy(gradient: Float64Array, { places, shifts, far }: Movement, from: number): void {
  const end = places.length;
  for (let p = 0; p < gradient.length; p += 2) {
    const i = 2 * from + p;
    const x = places[i];
    const y = places[i + 1];
    let gx = 0;
    let gy = 0;
    for (let s = 0; s < shifts.length; s++) {
      const shift = 2 * shifts[s];
      const before = i < shift ? i - shift + end : i - shift;
      const after = i + shift < end ? i + shift : i + shift - end;
      const bx = x - places[before];
      const by = y - places[before + 1];
      const ax = x - places[after];
      const ay = y - places[after + 1];
      const toBefore = bx * bx + by * by;
      const toAfter = ax * ax + ay * ay;
      const fromBefore = 1 / ((repulsionBound + toBefore) * (1 + toBefore));
      const fromAfter = 1 / ((repulsionBound + toAfter) * (1 + toAfter));
      gx += fromBefore * bx + fromAfter * ax;
      gy += fromBefore * by + fromAfter * ay;
    }
    gradient[p] -= far * gx;
    gradient[p + 1] -= far * gy;
  }
}

/** The gradient of anchor · d² / 2 for the points that have an anchor. */
function addAnchors(gradient: Float64Array, { places, anchors, anchor }: Movement, from: number): void {
  for (let p = 0; p < gradient.length; p++) {
    const away = places[2 * from + p] - anchors[2 * from + p];
    if (!Number.isNaN(away)) gradient[p] += anchor * away;
  }
}

function step(gradient: Float64Array, { places, moved, mean, square, rate }: Movement, from: number): void {
  for (let p = 0; p < gradient.length; p++) {
    const at = 2 * from + p;
    const g = gradient[p];
    mean[at] += (1 - meanDecay) * (g - mean[at]);
    square[at] += (1 - squareDecay) * (g * g - square[at]);
    moved[at] = places[at] - (rate * mean[at]) / (Math.sqrt(square[at]) + leastGradient);
  }
}
