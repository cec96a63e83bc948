import type { Labelling } from "../labels.ts";
import type { Kernel } from "../parallel.ts";
import { Random } from "../random.ts";
import { absorbSmall } from "./absorb-small.ts";
import { leidenResolutions } from "./leiden.ts";
import type { WeightedGraph } from "./weighted-graph.ts";

export interface CommunitySweep {
  readonly graph: WeightedGraph;
  readonly resolutions: readonly number[];
  /** Smaller communities join the neighboring one they are most tied to. */
  readonly minimumSize: number;
  readonly seed: number;
}

/** Communities of one graph at several resolutions, for a thread: quick ones, of one iteration. */
export const communitySweepKernel: Kernel<CommunitySweep, Labelling[]> = {
  name: "community sweep",
  run: ({ graph, resolutions, minimumSize, seed }) =>
    leidenResolutions(graph, resolutions, { iterations: 1, random: new Random(seed) }).map((labelling) =>
      absorbSmall(graph, labelling, minimumSize),
    ),
};
