import type { Kernel } from "../parallel.ts";

/** One step of the nodes from `from` up to `to`: all read `positions`, each writes its own row of `moved`. */
export interface NodeEpoch {
  readonly from: number;
  readonly to: number;
  readonly dims: number;
  readonly offsets: Int32Array;
  readonly targets: Int32Array;
  /** 0 < w ≤ 1: the share of epochs in which an edge pulls. */
  readonly weights: Float32Array;
  readonly positions: Float32Array;
  readonly moved: Float32Array;
  readonly epoch: number;
  readonly seed: number;
  /** Length of the step, from 1 down to 0. */
  readonly rate: number;
  /** More pulls distant neighbors harder. */
  readonly noise: number;
}

const mostForce = 4;
const tooNear = 0.01;
const golden = 0x9e3779b9;
const two32 = 0x1_0000_0000;

/**
 * A step that cannot overshoot: neighbors pull implicitly (a node moves towards their mean weighted by stiffness), nodes
 * drawn by a hash of seed, epoch and node push explicitly, one for each pull. Cost O(edges · dims).
 */
export const nodeEpochKernel: Kernel<NodeEpoch, null> = {
  name: "node-epoch",
  run(step) {
    const { from, to, dims, positions, moved, rate } = step;
    const force = new Float64Array(dims);
    for (let i = from; i < to; i++) {
      force.fill(0);
      const { pulls, stiffness } = addPulls(step, i, force);
      addPushes(step, i, pulls, force);
      const scale = 1 / (1 + rate * stiffness);
      for (let c = 0; c < dims; c++) {
        moved[i * dims + c] = (positions[i * dims + c] + rate * force[c]) * scale;
      }
    }
    return null;
  },
};

/** Adds where the neighbors of this epoch pull to. After t epochs an edge has pulled in w·t of them, each from its own phase on. */
function addPulls(
  step: NodeEpoch,
  i: number,
  force: Float64Array,
): { readonly pulls: number; readonly stiffness: number } {
  const { dims, offsets, targets, weights, positions, epoch, noise } = step;
  let pulls = 0;
  let total = 0;
  for (let e = offsets[i]; e < offsets[i + 1]; e++) {
    const weight = weights[e];
    const turn = epoch * weight + (Math.imul(e, golden) >>> 0) / two32;
    if (turn - Math.floor(turn) + weight < 1) continue;
    const b = targets[e] * dims;
    const squared = squaredDistance(positions, i * dims, b, dims);
    const distance = Math.sqrt(squared);
    const stiffness = (2 * noise * distance + 2) / (2 * squared - 0.5 * distance + 1);
    for (let c = 0; c < dims; c++) force[c] += stiffness * positions[b + c];
    total += stiffness;
    pulls++;
  }
  return { pulls, stiffness: total };
}

function addPushes(
  { dims, offsets, positions, epoch, seed }: NodeEpoch,
  i: number,
  pulls: number,
  force: Float64Array,
): void {
  const n = offsets.length - 1;
  let state = hash(i ^ hash(seed + epoch));
  for (let push = 0; push < pulls; push++) {
    state = hash((state + golden) | 0);
    const b = Math.floor(((state >>> 0) / two32) * n) * dims;
    const squared = squaredDistance(positions, i * dims, b, dims);
    if (squared <= tooNear) continue;
    const strength = 4 / ((1 + 0.25 * squared) * squared);
    for (let c = 0; c < dims; c++) {
      const away = strength * (positions[i * dims + c] - positions[b + c]);
      force[c] += away > mostForce ? mostForce : away < -mostForce ? -mostForce : away;
    }
  }
}

function squaredDistance(positions: Float32Array, a: number, b: number, dims: number): number {
  let sum = 0;
  for (let c = 0; c < dims; c++) {
    const difference = positions[a + c] - positions[b + c];
    sum += difference * difference;
  }
  return sum;
}

/** @see Wellons 2018, "lowbias32" */
function hash(value: number): number {
  let x = Math.imul(value ^ (value >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return x ^ (x >>> 15);
}
