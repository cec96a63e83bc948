import { type Control, checkpoint } from "../control.ts";
import { type Matrix, rowDot } from "../matrix.ts";
import type { NeighborGraph } from "../neighbors/neighbor-graph.ts";
import type { Random } from "../random.ts";

/** Pairs by their first point: those of point i are at `i * count` in `others`. */
interface Pairs {
  readonly count: number;
  readonly others: Int32Array;
}

interface Phase {
  readonly until: number;
  readonly near: number;
  readonly far: number;
  /** Weight of mid-near pairs at the start and at the end of the phase. */
  readonly mid: readonly [number, number];
}

const phases: readonly Phase[] = [
  { until: 100, near: 2, mid: [1000, 3], far: 1 },
  { until: 200, near: 3, mid: [3, 3], far: 1 },
  { until: 450, near: 1, mid: [0, 0], far: 4 },
];
const iterations = 450;

/**
 * Moves an initial layout until near pairs are near and far pairs are apart: all gradients at once, then one step of
 * Adam, so no point moves before another.
 *
 * @param points n × d, rows of unit length, n at least 4
 * @param layout n × 2, changed in place
 *
 * Cost O(450 · n · k). @see Wang, Huang, Rudin & Shaposhnik 2021 (PaCMAP); deviates: the graph's
 * neighbors as they are, and far pairs weigh 4 instead of 1 in the last phase: more trustworthy on every corpus tried
 */
export async function pacmapInto(
  layout: Float64Array,
  points: Matrix,
  neighbors: NeighborGraph,
  random: Random,
  control: Control,
): Promise<void> {
  const near: Pairs = { count: neighbors.k, others: neighbors.indices };
  const mid = midNearPairs(points, 5, random.split(0));
  const far = farPairs(neighbors, 20, random.split(1));
  const gradient = new Float64Array(layout.length);
  const adam = new Adam(layout.length);
  let start = 0;
  for (const phase of phases) {
    for (let iteration = start; iteration < phase.until; iteration++) {
      if (iteration % 10 === 0) await checkpoint(control, iteration, iterations);
      const share = (iteration - start) / (phase.until - start);
      gradient.fill(0);
      addAttraction(gradient, layout, near, 10, phase.near * 20);
      const weight = phase.mid[0] + (phase.mid[1] - phase.mid[0]) * share;
      if (weight > 0) addAttraction(gradient, layout, mid, 10_000, weight * 20_000);
      addRepulsion(gradient, layout, far, phase.far * 2);
      adam.step(layout, gradient);
    }
    start = phase.until;
  }
  await checkpoint(control, iterations, iterations);
}

/** Adds the gradient of d̃ / (offset + d̃), d̃ = 1 + d², times scale / (2 · offset). */
function addAttraction(
  gradient: Float64Array,
  layout: Float64Array,
  pairs: Pairs,
  offset: number,
  scale: number,
): void {
  const { count, others } = pairs;
  const n = layout.length / 2;
  for (let i = 0; i < n; i++) {
    const x = layout[2 * i];
    const y = layout[2 * i + 1];
    let gx = 0;
    let gy = 0;
    for (let p = i * count; p < (i + 1) * count; p++) {
      const j = 2 * others[p];
      const dx = x - layout[j];
      const dy = y - layout[j + 1];
      const shifted = offset + 1 + dx * dx + dy * dy;
      const force = scale / (shifted * shifted);
      gx += force * dx;
      gy += force * dy;
      gradient[j] -= force * dx;
      gradient[j + 1] -= force * dy;
    }
    gradient[2 * i] += gx;
    gradient[2 * i + 1] += gy;
  }
}

/** Adds the gradient of 1 / (1 + d̃), d̃ = 1 + d², times scale / 2. */
function addRepulsion(gradient: Float64Array, layout: Float64Array, pairs: Pairs, scale: number): void {
  const { count, others } = pairs;
  const n = layout.length / 2;
  for (let i = 0; i < n; i++) {
    const x = layout[2 * i];
    const y = layout[2 * i + 1];
    let gx = 0;
    let gy = 0;
    for (let p = i * count; p < (i + 1) * count; p++) {
      const j = 2 * others[p];
      const dx = x - layout[j];
      const dy = y - layout[j + 1];
      const shifted = 2 + dx * dx + dy * dy;
      const force = -scale / (shifted * shifted);
      gx += force * dx;
      gy += force * dy;
      gradient[j] -= force * dx;
      gradient[j + 1] -= force * dy;
    }
    gradient[2 * i] += gx;
    gradient[2 * i + 1] += gy;
  }
}

/** Steps scaled by the running mean and variance of each gradient. @see Kingma & Ba 2015 */
class Adam {
  readonly #mean: Float64Array;
  readonly #square: Float64Array;
  #steps = 0;

  constructor(size: number) {
    this.#mean = new Float64Array(size);
    this.#square = new Float64Array(size);
  }

  step(values: Float64Array, gradient: Float64Array): void {
    const mean = this.#mean;
    const square = this.#square;
    this.#steps++;
    const rate = Math.sqrt(1 - 0.999 ** this.#steps) / (1 - 0.9 ** this.#steps);
    for (let p = 0; p < values.length; p++) {
      const g = gradient[p];
      mean[p] += 0.1 * (g - mean[p]);
      square[p] += 0.001 * (g * g - square[p]);
      values[p] -= (rate * mean[p]) / (Math.sqrt(square[p]) + 1e-7);
    }
  }
}

/** For each point the second most similar of six random ones, `count` times. */
function midNearPairs(points: Matrix, count: number, random: Random): Pairs {
  const n = points.rows;
  const others = new Int32Array(n * count);
  for (let p = 0; p < others.length; p++) {
    const i = Math.floor(p / count);
    let best = -1;
    let bestSimilarity = Number.NEGATIVE_INFINITY;
    let second = -1;
    let secondSimilarity = Number.NEGATIVE_INFINITY;
    for (let draw = 0; draw < 6; draw++) {
      const j = otherThan(i, n, random);
      const similarity = rowDot(points, i, points, j);
      if (similarity > bestSimilarity) {
        second = best;
        secondSimilarity = bestSimilarity;
        best = j;
        bestSimilarity = similarity;
      } else if (similarity > secondSimilarity && j !== best) {
        second = j;
        secondSimilarity = similarity;
      }
    }
    others[p] = second < 0 ? best : second;
  }
  return { count, others };
}

function farPairs(neighbors: NeighborGraph, count: number, random: Random): Pairs {
  const others = new Int32Array(neighbors.n * count);
  for (let p = 0; p < others.length; p++) others[p] = otherThan(Math.floor(p / count), neighbors.n, random);
  return { count, others };
}

function otherThan(i: number, n: number, random: Random): number {
  const j = random.integer(n - 1);
  return j < i ? j : j + 1;
}
