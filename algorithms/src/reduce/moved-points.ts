import { type Control, checkpoint } from "../control.ts";
import type { WeightedGraph } from "../graph/weighted-graph.ts";
import type { Matrix } from "../matrix.ts";
import { type Parallel, plainParallel, rangesOf } from "../parallel.ts";
import type { Random } from "../random.ts";
import { midPairs } from "./mid-pairs.ts";
import { type LayoutMethod, type Movement, movePointsKernel, youthCorrection } from "./move-points.ts";

export interface Phase {
  readonly method: LayoutMethod;
  readonly iterations: number;
  readonly near: number;
  /** Weight of all far partners of an iteration together. */
  readonly far: number;
  /** Weights and rates at the start and at the end of the phase. */
  readonly mid: readonly [number, number];
  readonly rate: readonly [number, number];
  /** Pairs of far partners that each point has in an iteration. */
  readonly shifts: number;
  readonly anchor: number;
}

/** What the weights of the paper are multiplied by, but for a common factor: the losses' own slopes. */
const near = 20;
const mid = 20_000;
const far = 80;

const shape = { method: "pacmap", iterations: 40, far, shifts: 10, rate: [0.3, 0.3], anchor: 0 } as const;
/** From a start without form: first the overall shape, then the groups. */
const shaping: readonly Phase[] = [
  { ...shape, near: 2 * near, mid: [1000 * mid, 3 * mid] },
  { ...shape, near: 3 * near, mid: [3 * mid, 3 * mid] },
];

const settle = { iterations: 200, mid: [0, 0], shifts: 20, anchor: 0 } as const;
/** Puts each point among its neighbors and comes to rest. */
const settling: Readonly<Record<LayoutMethod, Phase>> = {
  pacmap: { ...settle, method: "pacmap", near, far: 3 * far, rate: [1, 0.01] },
  umap: { ...settle, method: "umap", near: 2, far: 40, rate: [0.3, 0.003] },
};

/** The phases of a map from its start. */
export const formingPhases: Readonly<Record<LayoutMethod, readonly Phase[]>> = {
  pacmap: [...shaping, settling.pacmap],
  umap: [...shaping, settling.umap],
};

/** The phase of a map that starts from the places of an older one and is to stay near them. */
export const anchoredPhases: Readonly<Record<LayoutMethod, readonly Phase[]>> = {
  pacmap: [{ ...settling.pacmap, rate: [0.3, 0.01], anchor: 0.01 }],
  umap: [{ ...settling.umap, anchor: 0.01 }],
};

const midPairsPerPoint = 4;
/** Below this many points, threads cost more than they give. */
const pointsPerThread = 1_500;
const rangesPerThread = 2;

export interface MovedPointsOptions extends Control {
  readonly phases: readonly Phase[];
  readonly random: Random;
  readonly parallel: Parallel;
  /** n × 2 places to stay near, NaN for points without one. */
  readonly anchors?: Float32Array | undefined;
}

/**
 * Moves places until near pairs are near and far pairs are apart: all points at once, so that no point moves before
 * another, and threads change nothing.
 *
 * @param start n × 2, n at least 2
 * @param graph memberships of the neighbors: edges attract by their weight. Its points must be in an order that says nothing
 * about them, since a point's far partners are those at the same few random distances in this order
 * @param coordinates n × d, by which pairs that shape the whole are chosen
 * @returns n × 2
 *
 * Cost O(iterations · (edges + n · shifts)). @see Wang, Huang, Rudin & Shaposhnik 2021 (PaCMAP); deviates: all neighbors,
 * weighted by membership; new far pairs in every iteration, three times as strong in the last phase, whose steps shorten:
 * more trustworthy on every corpus tried, in two thirds of the iterations. @see McInnes, Healy & Melville 2018 (UMAP), section 3.2;
 * deviates: the curve 1 / (1 + d²), all edges at once, the start that PaCMAP's first phases find
 */
export async function movedPoints(
  start: Float32Array,
  graph: WeightedGraph,
  coordinates: Matrix,
  { phases, random, parallel: given, anchors, ...control }: MovedPointsOptions,
): Promise<Float32Array<ArrayBuffer>> {
  const { n } = graph;
  const parallel = n < 2 * pointsPerThread ? plainParallel : given;
  const ranges = rangesOf(n, parallel.threads === 1 ? 1 : parallel.threads * rangesPerThread);
  const hasMid = phases.some(({ mid }) => mid[0] > 0);
  let movement = movementFrom(start, graph, parallel, {
    pairs: midPairs(coordinates, hasMid ? midPairsPerPoint : 0, random.split(0)),
    anchors,
  });
  const total = phases.reduce((sum, { iterations }) => sum + iterations, 0);
  let steps = 0;
  for (const phase of phases) {
    for (let iteration = 0; iteration < phase.iterations; iteration++) {
      if (steps % 10 === 0) await checkpoint(control, steps, total);
      const shifts = randomShifts(n, phase.shifts, random.split(++steps));
      const moment = momentOf(phase, iteration);
      const now = { ...movement, ...moment, shifts, rate: moment.rate * youthCorrection(steps) };
      await parallel.map(
        movePointsKernel,
        ranges.map((range) => ({ movement: now, ...range })),
      );
      movement = { ...movement, places: movement.moved, moved: movement.places };
    }
  }
  await checkpoint(control, total, total);
  return Float32Array.from(movement.places);
}

/** A phase at one of its iterations. */
function momentOf({ iterations, mid, far, rate, ...constant }: Phase, iteration: number) {
  const share = iteration / iterations;
  const between = ([from, to]: readonly [number, number]) => from + (to - from) * share;
  return { ...constant, far: far / (2 * constant.shifts), mid: between(mid), rate: between(rate) };
}

function randomShifts(n: number, count: number, random: Random): Int32Array {
  return Int32Array.from({ length: count }, () => 1 + random.integer(n - 1));
}

type Standing = Omit<Movement, "method" | "shifts" | "near" | "mid" | "far" | "rate" | "anchor">;

/** A movement's arrays where all threads see them. */
function movementFrom(
  start: Float32Array,
  { offsets, targets, weights }: WeightedGraph,
  parallel: Parallel,
  { pairs, anchors }: { pairs: ReturnType<typeof midPairs>; anchors: Float32Array | undefined },
): Standing {
  const floats = (values: ArrayLike<number>) => {
    const shared = new Float32Array(parallel.memory(4 * values.length));
    shared.set(values);
    return shared;
  };
  const integers = (values: Int32Array) => {
    const shared = new Int32Array(parallel.memory(4 * values.length));
    shared.set(values);
    return shared;
  };
  const zeros = () => new Float32Array(parallel.memory(4 * start.length));
  return {
    places: floats(start),
    moved: zeros(),
    mean: zeros(),
    square: zeros(),
    nearPairs: { offsets: integers(offsets), targets: integers(targets), weights: floats(weights) },
    midPairs: { offsets: integers(pairs.offsets), targets: integers(pairs.targets) },
    anchors: floats(anchors ?? []),
  };
}
