import { InputError } from "../input-error.ts";
import { type Labelling, orderBySize } from "../labels.ts";
import type { Kernel } from "../parallel.ts";
import { Random } from "../random.ts";
import { distinctNodes, improve } from "./leiden-level.ts";
import { descend, pyramid } from "./leiden-pyramid.ts";
import type { WeightedGraph } from "./weighted-graph.ts";

export interface LeidenOptions {
  /** γ: more gives more and smaller communities. */
  readonly resolution?: number | undefined;
  /** How often the whole is repeated from its own result; by default 2 in all, above 30,000 nodes 1. */
  readonly iterations?: number | undefined;
  readonly random?: Random | undefined;
}

/**
 * Groups nodes so that modularity with a resolution (Reichardt & Bornholdt's null model on strengths) is high and
 * every community is connected.
 *
 * @returns a label for every node, by decreasing size
 * @throws InputError when the resolution is not a positive number
 *
 * Cost O(edges · log n); the same graph and seed give the same communities.
 * @see Traag, Waltman & van Eck 2019; Rotta & Noack 2011 (moving nodes again on the way down). Deviates: the first
 * iteration begins with small communities of higher resolutions, and refinement joins the best instead of a random
 * good community
 */
export function leiden(graph: WeightedGraph, { resolution = 1, ...options }: LeidenOptions = {}): Labelling {
  return leidenResolutions(graph, [resolution], options)[0];
}

/**
 * `leiden` at several resolutions, which share the small communities that they begin with.
 *
 * @returns a labelling for each resolution
 * @throws InputError when a resolution is not a positive number
 *
 * Cost that of `leiden` once, and about a quarter of it for each further resolution in a first iteration.
 */
export function leidenResolutions(
  graph: WeightedGraph,
  resolutions: readonly number[],
  options: Omit<LeidenOptions, "resolution"> = {},
): Labelling[] {
  const { iterations = graph.n > 30_000 ? 1 : 2, random = new Random() } = options;
  const wrong = resolutions.find((resolution) => !(resolution > 0));
  if (wrong !== undefined) throw new InputError(`resolution must be above 0, found ${wrong}`);
  const { base, nodeOf, total } = distinctNodes(graph);
  const unit = total > 0 ? 1 / total : 0;
  const range = { lowest: Math.min(...resolutions), highest: Math.max(...resolutions) };
  const levels = pyramid(base, range, unit, random.split(0));
  return resolutions.map((resolution, at) => {
    const stream = random.split(at + 1);
    let labels = descend(levels, resolution, unit, stream);
    for (let iteration = 1; iteration < iterations; iteration++) {
      const improved = improve(base, labels, resolution * unit, stream);
      if (!improved) break;
      labels = improved;
    }
    return orderBySize(nodeOf ? nodeOf.map((node) => labels[node]) : labels);
  });
}

/** `leiden` for a thread. */
export const leidenKernel: Kernel<
  { graph: WeightedGraph; resolution: number; iterations?: number; seed: number },
  Labelling
> = {
  name: "leiden",
  run: ({ graph, seed, ...options }) => leiden(graph, { ...options, random: new Random(seed) }),
};
