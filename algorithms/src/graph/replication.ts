import { type Control, checkpoint, controlPart } from "../control.ts";
import type { Labelling } from "../labels.ts";
import { type LinearAlgebra, plainLinearAlgebra } from "../linear-algebra.ts";
import { gatherRows, type Matrix } from "../matrix.ts";
import { adjustedMutualInformation } from "../metrics/agreement.ts";
import { type Parallel, plainParallel } from "../parallel.ts";
import { Random } from "../random.ts";
import { usualMinimumSize } from "./absorb-small.ts";
import { communitySweepKernel } from "./community-sweep.ts";
import { type Halves, halvesOfGraph, halvesOfPoints, neighborGraph } from "./halves.ts";
import type { WeightedGraph } from "./weighted-graph.ts";

export interface ReplicationOptions extends Control {
  /** n × d, rows of unit length: with them, halves are points and have neighbor graphs of their own. */
  readonly points?: Matrix | undefined;
  readonly resolutions?: readonly number[] | undefined;
  /** How often two halves are drawn. */
  readonly splits?: number | undefined;
  /** Nodes of a half, at most. */
  readonly halfSize?: number | undefined;
  readonly random?: Random | undefined;
  readonly linearAlgebra?: LinearAlgebra | undefined;
  readonly parallel?: Parallel | undefined;
}

/** What comes out again at one resolution. */
export interface Replication {
  readonly resolution: number;
  /** Number of topics: a geometric mean of that in a half and, counted three times, that in both halves together. */
  readonly topics: number;
  /** Mean adjusted mutual information of a half's topics with those the other half foretells, about 0..1. */
  readonly agreement: number;
}

/** Resolutions at steps of half an octave. */
export const usualResolutions: readonly number[] = Array.from(
  { length: 16 },
  (_, step) => 2 ** (step / 2 - 4),
);

/**
 * Tells for each resolution whether two halves of the data, grouped apart from each other, show the same topics: each
 * half's topics say for every member of the other half where it would belong, which is compared with where it was put.
 * Topics that are chance, or that cut through what belongs together, do not come out again.
 *
 * @returns one entry a resolution; none for fewer than eight nodes, where halves say nothing
 *
 * The numbers of topics are those of a sample of 2 · `halfSize`, however large the graph is.
 * Cost splits · (two neighbor graphs and resolutions · communities of `halfSize` nodes), apart from n; with a graph
 * alone the same and O(edges).
 * @see Tibshirani & Walther 2005 (prediction strength); Lange, Roth, Braun & Buhmann 2004
 */
export async function replication(
  graph: WeightedGraph,
  options: ReplicationOptions = {},
): Promise<readonly Replication[]> {
  const {
    points,
    resolutions = usualResolutions,
    splits = 6,
    halfSize = 1_250,
    random = new Random(),
    linearAlgebra = plainLinearAlgebra,
    parallel = plainParallel,
    ...control
  } = options;
  if (graph.n < leastNodes) return [];
  const nodesOfWhole = points ? Math.min(graph.n, 2 * halfSize) : graph.n;
  const isQuick = (1 + 2 * splits) * nodesOfWhole < startingThreadsPays;
  const sweeps: Promise<Labelling[]>[] = [];
  const sweep = (one: WeightedGraph): void => {
    const seed = random.split(1_000 + sweeps.length).bits();
    const task = { graph: one, resolutions, minimumSize: usualMinimumSize(one.n), seed };
    const swept = (isQuick ? plainParallel : parallel).map(communitySweepKernel, [task]).then(([all]) => all);
    // A failure is told below; until then it must not count as unhandled.
    swept.catch(() => {});
    sweeps.push(swept);
  };
  sweep(await wholeOf(graph, points, nodesOfWhole, { random: random.split(splits), linearAlgebra }));
  const pairs: Halves[] = [];
  for (let split = 0; split < splits; split++) {
    const drawn = { random: random.split(split), linearAlgebra };
    const part = controlPart(control, (split / splits) * 0.5, ((split + 1) / splits) * 0.5);
    const pair = points
      ? await halvesOfPoints(points, halfSize, { ...drawn, ...part })
      : halvesOfGraph(graph, halfSize, drawn.random);
    for (const half of pair) sweep(half.graph);
    pairs.push(pair);
    await checkpoint(control, (split + 1) * 0.5, splits);
  }
  const [ofWhole, ...ofHalves] = await Promise.all(sweeps);
  const found: Replication[] = [];
  for (const [at, resolution] of resolutions.entries()) {
    await checkpoint(control, 0.6 + (0.4 * at) / resolutions.length, 1);
    const labellings = ofHalves.map((sweep) => sweep[at]);
    const inHalf = mean(labellings.map(({ count }) => count));
    const topics = inHalf ** (1 - wholesShare) * ofWhole[at].count ** wholesShare;
    found.push({ resolution, topics, agreement: mean(await agreements(pairs, labellings)) });
  }
  return found;
}

const leastNodes = 8;
/** Fewer nodes of all graphs together are grouped before threads have started. */
const startingThreadsPays = 10_000;
const wholesShare = 0.75;

/** The graph, or that of a sample where it is larger than `size` and its points are known. */
async function wholeOf(
  graph: WeightedGraph,
  points: Matrix | undefined,
  size: number,
  { random, linearAlgebra }: { random: Random; linearAlgebra: LinearAlgebra },
): Promise<WeightedGraph> {
  if (graph.n <= size || !points) return graph;
  return await neighborGraph(gatherRows(points, random.sample(points.rows, size)), linearAlgebra);
}

/** Both directions of every pair: what one half foretells, against what the other shows. */
async function agreements(pairs: readonly Halves[], labellings: readonly Labelling[]): Promise<number[]> {
  const found: number[] = [];
  for (const [split, [a, b]] of pairs.entries()) {
    const ofA = labellings[2 * split];
    const ofB = labellings[2 * split + 1];
    if (ofA.count < 2 || ofB.count < 2) {
      found.push(0);
      continue;
    }
    found.push(adjustedMutualInformation(await a.predict(ofA), ofB.labels));
    found.push(adjustedMutualInformation(await b.predict(ofB), ofA.labels));
  }
  return found;
}

function mean(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return values.length > 0 ? sum / values.length : 0;
}
