import { type Control, checkpoint, controlPart } from "../control.ts";
import type { Level } from "../graph/leiden-phases.ts";
import { nodeStrengths, type WeightedGraph } from "../graph/weighted-graph.ts";
import { InputError } from "../input-error.ts";
import { type Matrix, matrix } from "../matrix.ts";
import { type Parallel, plainParallel, rangesOf } from "../parallel.ts";
import { Random } from "../random.ts";
import { pca } from "../reduce/pca.ts";
import { nodeEpochKernel } from "./node-epoch.ts";
import { coarsen } from "./node-parts.ts";

export interface NodeEmbeddingOptions extends Control {
  readonly dims?: number | undefined;
  /** Steps on each level of the graph, each shorter than the one before; by default 100, fewer above 20,000 nodes, 50 at least. */
  readonly epochs?: number | undefined;
  /** More pulls distant neighbors harder, so that fewer points lie apart. */
  readonly noise?: number | undefined;
  readonly random?: Random | undefined;
  readonly parallel?: Parallel | undefined;
}

/**
 * Places the nodes of a graph in few dimensions so that neighbors lie together and groups apart, for clustering by density.
 *
 * The graph is cut into parts, those into parts and so on; the coarsest graph starts from the principal components of
 * its parts' means, every finer one between the places of its nodes' parts. On every level neighbors pull in
 * proportion to their weight, and other nodes drawn at random push.
 *
 * @param graph weights 0 < w ≤ 1, as by `fuzzyGraph`
 * @param points n × d, what the nodes stand for
 * @returns n × dims
 * @throws InputError when graph and points differ in number, or `dims` is not a positive whole number
 *
 * Cost O(edges · dims · epochs). Steps are synchronous and random numbers hashes of seed, epoch and node: the same graph,
 * points and seed give the same places, whatever the number of threads.
 * @see McInnes (EVoC); McInnes, Healy & Melville 2018; deviates: full steps in place of stochastic ones
 */
export async function embedNodes(
  graph: WeightedGraph,
  points: Matrix,
  options: NodeEmbeddingOptions = {},
): Promise<Matrix> {
  const { dims = 4 } = options;
  if (graph.n !== points.rows)
    throw new InputError(`the graph has ${graph.n} nodes, but there are ${points.rows} points`);
  if (!Number.isInteger(dims) || dims < 1)
    throw new InputError(`dims must be a positive whole number, found ${dims}`);
  const wanted = Math.min(mostParts, Math.max(leastParts, Math.round(8 * Math.sqrt(graph.n))));
  const placed = await embedLevel({ ...graph, strengths: nodeStrengths(graph) }, points, wanted, {
    dims,
    epochs: options.epochs ?? usualEpochs(graph.n),
    noise: options.noise ?? 0.5,
    random: options.random ?? new Random(),
    parallel: options.parallel ?? plainParallel,
    control: { signal: options.signal, progress: options.progress },
  });
  await checkpoint(options, 1, 1);
  return placed;
}

function usualEpochs(n: number): number {
  return Math.max(50, Math.min(100, Math.round(100 * Math.sqrt(20_000 / n))));
}

interface Settings {
  readonly dims: number;
  readonly epochs: number;
  readonly noise: number;
  readonly random: Random;
  readonly parallel: Parallel;
  readonly control: Control;
}

const leastParts = 256;
const mostParts = 16_384;
const fewNodes = 64;
const levelRatio = 4;
const startWidth = 5;
/** A graph of many parts without edges between them gets no smaller. */
const mostShareKept = 0.8;
const shareAbove = 0.2;
const nodesPerTask = 4_096;

async function embedLevel(graph: Level, points: Matrix, wanted: number, settings: Settings): Promise<Matrix> {
  const { dims, random, control } = settings;
  const coarsened =
    graph.n < fewNodes || wanted >= graph.n ? undefined : coarsen(graph, wanted, random.split(1));
  if (!coarsened || coarsened.graph.n > mostShareKept * graph.n) {
    return relax(graph, scaled(pca(points, dims, { random: random.split(0) })), settings);
  }
  const { graph: coarse, parts } = coarsened;
  const above = await embedLevel(
    coarse,
    meansOf(points, parts, coarse.n),
    Math.max(1, Math.round(Math.min(wanted, coarse.n) / levelRatio)),
    { ...settings, random: random.split(2), control: controlPart(control, 0, shareAbove) },
  );
  const start = between(graph, parts, above);
  return relax(graph, start, { ...settings, control: controlPart(control, shareAbove, 1) });
}

/** Scales coordinates so that the largest is `startWidth`. */
function scaled(positions: Matrix): Matrix {
  const most = positions.data.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  const scale = most > 0 ? startWidth / most : 0;
  return { ...positions, data: positions.data.map((value) => value * scale) };
}

function meansOf({ rows, cols, data }: Matrix, parts: Int32Array, count: number): Matrix {
  const sums = new Float64Array(count * cols);
  const sizes = new Int32Array(count);
  for (let i = 0; i < rows; i++) {
    sizes[parts[i]]++;
    for (let c = 0; c < cols; c++) sums[parts[i] * cols + c] += data[i * cols + c];
  }
  return matrix(
    count,
    cols,
    Float32Array.from(sums, (sum, p) => sum / sizes[Math.floor(p / cols)]),
  );
}

/** Each node half way between its part and its neighbors' parts, on half the scale to leave room for growth. */
function between({ n, offsets, targets, weights }: Level, parts: Int32Array, above: Matrix): Matrix {
  const { cols: dims, data } = above;
  const start = matrix(n, dims);
  const around = new Float64Array(dims);
  for (let i = 0; i < n; i++) {
    let total = 0;
    around.fill(0);
    for (let e = offsets[i]; e < offsets[i + 1]; e++) {
      total += weights[e];
      for (let c = 0; c < dims; c++) around[c] += weights[e] * data[parts[targets[e]] * dims + c];
    }
    for (let c = 0; c < dims; c++) {
      const own = data[parts[i] * dims + c];
      start.data[i * dims + c] = (own + (total > 0 ? around[c] / total : own)) / 4;
    }
  }
  return start;
}

/** Lets neighbors pull and others push, in steps of decreasing length. */
async function relax(graph: Level, start: Matrix, settings: Settings): Promise<Matrix> {
  const { dims, epochs, noise, random, parallel, control } = settings;
  const largest = graph.weights.reduce((most, weight) => Math.max(most, weight), 0);
  const shared = {
    dims,
    noise,
    seed: random.split(3).bits() | 0,
    offsets: sharedIntegers(parallel, graph.offsets),
    targets: sharedIntegers(parallel, graph.targets),
    weights: sharedFloats(parallel, graph.weights, 1 / largest),
  };
  let positions = sharedFloats(parallel, start.data, 1);
  let moved = sharedFloats(parallel, start.data, 1);
  const ranges = rangesOf(graph.n, Math.ceil(graph.n / nodesPerTask));
  for (let epoch = 0; epoch < epochs; epoch++) {
    await checkpoint(control, epoch, epochs);
    const step = { ...shared, positions, moved, epoch, rate: 1 - epoch / epochs };
    await parallel.map(
      nodeEpochKernel,
      ranges.map((range) => ({ ...step, ...range })),
    );
    [positions, moved] = [moved, positions];
  }
  return matrix(graph.n, dims, Float32Array.from(positions));
}

function sharedIntegers(parallel: Parallel, source: Int32Array): Int32Array {
  const made = new Int32Array(parallel.memory(source.length * 4));
  made.set(source);
  return made;
}

function sharedFloats(parallel: Parallel, source: ArrayLike<number>, scale: number): Float32Array {
  const made = new Float32Array(parallel.memory(source.length * 4));
  for (let p = 0; p < made.length; p++) made[p] = source[p] * scale;
  return made;
}
