import { InputError } from "../input-error.ts";
import { type Labelling, orderBySize } from "../labels.ts";
import type { Kernel } from "../parallel.ts";
import { Random } from "../random.ts";
import { aggregate, compact, type Level, moveNodes, refine } from "./leiden-phases.ts";
import { nodeStrengths, type WeightedGraph } from "./weighted-graph.ts";

export interface LeidenOptions {
  /** γ: more gives more and smaller communities. */
  readonly resolution?: number | undefined;
  /** How often the whole is repeated from its own result. */
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
 * Cost about O(edges · log n) per iteration; the same graph and seed give the same communities.
 * @see Traag, Waltman & van Eck 2019; deviates: refinement joins the best instead of a random good community
 */
export function leiden(graph: WeightedGraph, options: LeidenOptions = {}): Labelling {
  const { resolution = 1, iterations = 3, random = new Random() } = options;
  if (!(resolution > 0)) throw new InputError(`resolution must be above 0, found ${resolution}`);
  const { base, nodeOf } = withoutCopies({ ...graph, strengths: nodeStrengths(graph) });
  const total = base.strengths.reduce((sum, strength) => sum + strength, 0);
  const penalty = total > 0 ? resolution / total : 0;
  let labels = Int32Array.from({ length: base.n }, (_, i) => i);
  for (let iteration = 0; iteration < iterations; iteration++) {
    const improved = improve(base, labels, penalty, random.split(iteration));
    if (!improved) break;
    labels = improved;
  }
  return orderBySize(nodeOf ? nodeOf.map((node) => labels[node]) : labels);
}

/** The graph in which copies are one node, and which node each is then. */
function withoutCopies(level: Level): { base: Level; nodeOf?: Int32Array } {
  if (!level.copyOf) return { base: level };
  const nodeOf = level.copyOf.slice();
  return { base: aggregate(level, nodeOf, compact(nodeOf)), nodeOf };
}

/** One pass of moving, refining and aggregating until nothing moves; undefined when nothing moved at all. */
function improve(
  base: Level,
  start: Int32Array,
  penalty: number,
  random: Random,
): Int32Array<ArrayBuffer> | undefined {
  let level = base;
  let labels: Int32Array = Int32Array.from(start);
  let nodeOf = Int32Array.from({ length: base.n }, (_, i) => i);
  let moved = false;
  for (;;) {
    if (moveNodes(level, labels, penalty, random)) moved = true;
    const communities = compact(labels);
    if (communities === level.n) break;
    const parts = refine(level, labels, penalty, random);
    const partCount = compact(parts);
    if (partCount === level.n) break;
    const labelOfPart = new Int32Array(partCount);
    for (let i = 0; i < level.n; i++) labelOfPart[parts[i]] = labels[i];
    level = aggregate(level, parts, partCount);
    nodeOf = nodeOf.map((node) => parts[node]);
    labels = labelOfPart;
  }
  return moved ? nodeOf.map((node) => labels[node]) : undefined;
}

/** `leiden` for a thread. */
export const leidenKernel: Kernel<
  { graph: WeightedGraph; resolution: number; iterations?: number; seed: number },
  Labelling
> = {
  name: "leiden",
  run: ({ graph, seed, ...options }) => leiden(graph, { ...options, random: new Random(seed) }),
};
