import { type Control, checkpoint, controlPart } from "../control.ts";
import { type Labelling, orderBySize } from "../labels.ts";
import type { LinearAlgebra } from "../linear-algebra.ts";
import type { Matrix } from "../matrix.ts";
import type { Parallel } from "../parallel.ts";
import { Random } from "../random.ts";
import { absorbSmall, usualMinimumSize } from "./absorb-small.ts";
import { leiden } from "./leiden.ts";
import { parentsOf } from "./parents.ts";
import { type Replication, replication } from "./replication.ts";
import { coarseGraph, resolutionFor } from "./resolution-search.ts";
import { stayingStrengths } from "./staying-strengths.ts";
import { keptEdges, nodeStrengths, type WeightedGraph } from "./weighted-graph.ts";

export interface CommunityLayersOptions extends Control {
  /** n × d, rows of unit length: what the nodes are. With them the number of topics is chosen with more care. */
  readonly points?: Matrix | undefined;
  /** Wanted number of topics of the suggested layer, met nearly; by default the one that comes out again. */
  readonly topics?: number | undefined;
  /** How many times as many topics as would come out again the suggested layer shall have. */
  readonly detail?: number | undefined;
  /** At most this many layers are offered. */
  readonly layers?: number | undefined;
  /** Smaller communities join the neighboring one they are most tied to. */
  readonly minimumSize?: number | undefined;
  readonly random?: Random | undefined;
  readonly linearAlgebra?: LinearAlgebra | undefined;
  readonly parallel?: Parallel | undefined;
}

/** One grouping of all points; `parents` says for each topic which topic of the next coarser layer it lies in. */
export interface CommunityLayer extends Labelling {
  readonly resolution: number;
  /** How much of such topics comes out again in another half of the data: adjusted mutual information, at most 1. */
  readonly stability: number;
  /** How surely a walk along the graph's edges from a point stays in its topic, 0..1. */
  readonly strengths: Float32Array;
  /** One parent a topic; empty for the coarsest layer. */
  readonly parents: Int32Array;
}

/** Layers from fine to coarse; `layers[suggested]` is the one to show first. */
export interface CommunityLayers {
  readonly layers: readonly CommunityLayer[];
  readonly suggested: number;
}

/**
 * Groups nodes into nested layers of topics: each topic lies whole inside one topic of the next coarser layer.
 *
 * The suggested layer has as many topics as two halves of the data, grouped apart from each other, agree on best;
 * fewer than ten count for less, as few topics say little. Around it a coarser layer that halves agree on too, made of whole
 * topics, and finer ones, each within a topic, at four and sixteen times the resolution.
 *
 * @returns 1 to `layers` layers from fine to coarse; the same graph and seed give the same
 *
 * Cost that of `replication`, and of about six iterations of `leiden`.
 * @see Traag, Waltman & van Eck 2019 (communities); the rule and its two numbers were judged on 59 labelled corpora
 * @example
 * const neighbors = await nearestNeighbors(points);
 * const { layers, suggested } = await communityLayers(fuzzyGraph(neighbors), { points });
 */
export async function communityLayers(
  graph: WeightedGraph,
  options: CommunityLayersOptions = {},
): Promise<CommunityLayers> {
  const { layers = 4, detail = 1, minimumSize = usualMinimumSize(graph.n), random = new Random() } = options;
  const { points, linearAlgebra, parallel, topics, ...control } = options;
  const curve = await replication(graph, {
    points,
    linearAlgebra,
    parallel,
    random: random.split(0),
    ...controlPart(control, 0, 0.4),
  });
  const best = mostReplicable(curve);
  const wanted = topics ?? best.topics * detail;
  const start = topics === undefined ? best.resolution : (nearestTo(curve, wanted)?.resolution ?? 1);
  const resolution = resolutionFor(graph, {
    topics: wanted,
    start,
    minimumSize: usualMinimumSize(graph.n),
    random: random.split(1),
  });
  await checkpoint(control, 0.6, 1);
  const communities = leiden(graph, { resolution, random: random.split(2) });
  const suggested = { ...absorbSmall(graph, communities, minimumSize), resolution };
  await checkpoint(control, 0.8, 1);
  const coarser =
    layers > 1 ? coarserLayer(graph, suggested, { curve, best, random: random.split(3) }) : undefined;
  const room = layers - (coarser ? 2 : 1);
  const finer =
    room > 0 && graph.n > 0
      ? finerLayers(graph, suggested, { room, minimumSize, random: random.split(4) })
      : [];
  await checkpoint(control, 0.95, 1);
  const nested = [...finer, suggested, ...(coarser ? [coarser] : [])];
  const finished = nested.map((layer, at): CommunityLayer => {
    const coarserOne = nested[at + 1];
    return {
      ...layer,
      stability: nearestTo(curve, layer.count)?.agreement ?? 1,
      strengths: stayingStrengths(graph, layer.labels),
      parents: coarserOne ? parentsOf(layer, coarserOne) : new Int32Array(0),
    };
  });
  await checkpoint(control, 1, 1);
  return { layers: finished, suggested: finer.length };
}

interface NestedLayer extends Labelling {
  readonly resolution: number;
}

const enoughTopics = 10;
const costOfHalfAsMany = 0.06;
const leastRatio = 1.5;
const finerSteps = [16, 4];
/** Weights of an entry and of those one and two steps beside it: a Gaussian of 1.2 steps. */
const smoothing = [1, Math.SQRT1_2, 0.249];

/**
 * Where on the curve topics come out again most surely, an entry being judged together with those around it: the summit of
 * a parabola through the best three, so that small changes of the data move it little.
 */
function mostReplicable(curve: readonly Replication[]): Replication {
  const score = ({ topics, agreement }: Replication): number =>
    agreement - costOfHalfAsMany * Math.max(0, Math.log2(enoughTopics / topics)) ** 2;
  const isCandidate = (entry: Replication | undefined) => entry !== undefined && entry.topics >= leastRatio;
  const smoothed = curve.map((_, at) => {
    let sum = 0;
    let weights = 0;
    for (let step = -2; step <= 2; step++) {
      const entry = curve[at + step];
      if (!isCandidate(entry)) continue;
      sum += smoothing[Math.abs(step)] * score(entry);
      weights += smoothing[Math.abs(step)];
    }
    return weights > 0 ? sum / weights : 0;
  });
  let best: number | undefined;
  for (const [at, entry] of curve.entries()) {
    if (isCandidate(entry) && (best === undefined || smoothed[at] > smoothed[best])) best = at;
  }
  if (best === undefined) return { resolution: 1, topics: 1, agreement: 1 };
  const isInside = isCandidate(curve[best - 1]) && isCandidate(curve[best + 1]);
  return isInside
    ? between(curve, best, summit(smoothed[best - 1], smoothed[best], smoothed[best + 1]))
    : curve[best];
}

/** Where the parabola through values at -1, 0 and 1 is highest, the middle value being the largest: -0.5..0.5. */
function summit(before: number, middle: number, after: number): number {
  const bend = before - 2 * middle + after;
  return bend < 0 ? (before - after) / (2 * bend) : 0;
}

/** What lies part of a step behind an entry, or before it; resolutions and numbers of topics grow by factors. */
function between(curve: readonly Replication[], at: number, step: number): Replication {
  const here = curve[at];
  const next = curve[at + Math.sign(step)];
  const share = Math.abs(step);
  const grown = (from: number, to: number) => from * (to / from) ** share;
  return {
    resolution: grown(here.resolution, next.resolution),
    topics: grown(here.topics, next.topics),
    agreement: here.agreement + share * (next.agreement - here.agreement),
  };
}

/** The entry with the nearest number of topics. */
function nearestTo(curve: readonly Replication[], topics: number): Replication | undefined {
  const distance = (entry: Replication) => Math.abs(Math.log(entry.topics / topics));
  return curve.reduce<Replication | undefined>(
    (best, entry) => (best === undefined || distance(entry) < distance(best) ? entry : best),
    undefined,
  );
}

/** The suggested topics joined to at most two thirds as many, at the coarser resolution that halves agree on best. */
function coarserLayer(
  graph: WeightedGraph,
  suggested: NestedLayer,
  { curve, best, random }: { curve: readonly Replication[]; best: Replication; random: Random },
): NestedLayer | undefined {
  const mean = mostReplicable(curve.filter(({ topics }) => topics < best.topics / 2));
  const resolution = (suggested.resolution * mean.resolution) / best.resolution;
  if (mean.topics < leastRatio || resolution >= suggested.resolution) return undefined;
  const joined = leiden(coarseGraph(graph, suggested), { resolution, random });
  const { labels, count } = orderBySize(suggested.labels.map((label) => joined.labels[label]));
  return count > 1 && suggested.count >= leastRatio * count ? { labels, count, resolution } : undefined;
}

/** Layers within the suggested topics, finest first; none whose topics would be too small or too few. */
function finerLayers(
  graph: WeightedGraph,
  suggested: NestedLayer,
  { room, minimumSize, random }: { room: number; minimumSize: number; random: Random },
): NestedLayer[] {
  const found: NestedLayer[] = [];
  let outer = suggested;
  for (const [at, step] of finerSteps.toReversed().slice(0, room).entries()) {
    const inner = withinTopics(graph, outer.labels);
    const resolution = suggested.resolution * step;
    const split = leiden(inner, { resolution, iterations: 2, random: random.split(at) });
    const layer = { ...absorbSmall(inner, split, minimumSize), resolution };
    if (layer.count < leastRatio * outer.count || layer.count * 2 * minimumSize > graph.n) break;
    found.unshift(layer);
    outer = layer;
  }
  return found;
}

/** The graph without edges between topics; its nodes count as much as before. */
function withinTopics(graph: WeightedGraph, labels: Int32Array): WeightedGraph {
  const { n, offsets, targets } = graph;
  const isInside = new Uint8Array(targets.length);
  for (let i = 0; i < n; i++) {
    for (let e = offsets[i]; e < offsets[i + 1]; e++) isInside[e] = Number(labels[targets[e]] === labels[i]);
  }
  return { ...keptEdges(graph, isInside), strengths: nodeStrengths(graph) };
}
