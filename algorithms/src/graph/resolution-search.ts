import { type Labelling, labelSizes } from "../labels.ts";
import type { Random } from "../random.ts";
import { leiden } from "./leiden.ts";
import { aggregate } from "./leiden-phases.ts";
import { nodeStrengths, type WeightedGraph } from "./weighted-graph.ts";

export interface ResolutionSearch {
  /** Wanted number of topics. */
  readonly topics: number;
  /** Where to look first. */
  readonly start: number;
  /** Smaller communities are not counted. */
  readonly minimumSize: number;
  readonly random: Random;
}

const grainFactor = 8;
const doublings = 8;
const halvings = 6;
const closeEnough = 0.03;

/**
 * Finds a resolution at which a graph has about as many communities as wanted. It looks at a coarse graph, whose nodes
 * are communities of a much higher resolution.
 *
 * Cost that of one iteration of `leiden`; the rest is small.
 */
export function resolutionFor(
  graph: WeightedGraph,
  { topics, start, minimumSize, random }: ResolutionSearch,
): number {
  const grains = leiden(graph, { resolution: start * grainFactor, iterations: 1, random: random.split(0) });
  const coarse = coarseGraph(graph, grains);
  const grainSizes = labelSizes(grains.labels, grains.count);
  const countAt = (resolution: number): number => {
    const { labels, count } = leiden(coarse, { resolution, random: random.split(1) });
    const sizes = new Int32Array(count);
    for (let grain = 0; grain < labels.length; grain++) sizes[labels[grain]] += grainSizes[grain];
    return Math.max(1, sizes.filter((size) => size >= minimumSize).length);
  };
  const errorAt = (resolution: number) => Math.log(countAt(resolution) / topics);
  return closestZero(errorAt, start);
}

/** The graph whose nodes are the topics of another; their inner weight still counts as theirs. Cost O(edges). */
export function coarseGraph(graph: WeightedGraph, { labels, count }: Labelling): WeightedGraph {
  const { copyOf, ...level } = graph;
  return aggregate({ ...level, strengths: nodeStrengths(graph) }, labels, count);
}

/** Where a growing function comes closest to zero, by doubling and then by halving, on a scale of octaves. */
function closestZero(error: (at: number) => number, start: number): number {
  let best = { at: start, error: error(start) };
  const look = (at: number): number => {
    const found = error(at);
    if (Math.abs(found) < Math.abs(best.error)) best = { at, error: found };
    return found;
  };
  const direction = best.error < 0 ? 2 : 0.5;
  let near = start;
  let far = start;
  for (let step = 0; step < doublings && best.error * Math.log(direction) < 0; step++) {
    near = far;
    far *= direction;
    if (look(far) * Math.log(direction) >= 0) break;
  }
  for (let step = 0; step < halvings && Math.abs(best.error) > closeEnough && near !== far; step++) {
    const middle = Math.sqrt(near * far);
    if (look(middle) * Math.log(direction) >= 0) far = middle;
    else near = middle;
  }
  return best.at;
}
