import type { LinearAlgebra, Parallel } from "@toposcope/algorithms";
import { chunkStep } from "./corpus/chunk.step.ts";
import { prepareStep } from "./corpus/prepare.step.ts";
import type { ParserPool } from "./corpus/read/parse-file.ts";
import { readStep } from "./corpus/read.step.ts";
import { embedStep } from "./embedding/embed.step.ts";
import { describeStep } from "./insights/describe.step.ts";
import { facetStep } from "./insights/facet.step.ts";
import type { Step } from "./jobs/step.ts";
import type { RunKind } from "./model.ts";
import { clusterStep } from "./topics/cluster.step.ts";
import { mapStep } from "./topics/map.step.ts";
import { nameStep } from "./topics/name.step.ts";
import { neighborsStep } from "./topics/neighbors.step.ts";
import { placeStep } from "./topics/place.step.ts";

/** What the steps need that only a worker has; asked for when a step first needs it. */
export interface StepTools {
  parsers(): ParserPool;
  linearAlgebra(): Promise<LinearAlgebra>;
  parallel(): Parallel;
}

/** The stages of each kind of run, in order: one line each. */
export function createSteps({
  parsers,
  linearAlgebra,
  parallel,
}: StepTools): Readonly<Record<RunKind, readonly Step[]>> {
  return {
    import: [readStep(parsers), prepareStep, chunkStep, embedStep, placeStep(linearAlgebra)],
    analysis: [
      embedStep,
      neighborsStep(linearAlgebra),
      clusterStep(linearAlgebra, parallel),
      mapStep(parallel),
      nameStep,
    ],
    picture: [
      chunkStep,
      embedStep,
      neighborsStep(linearAlgebra),
      clusterStep(linearAlgebra, parallel),
      mapStep(parallel),
      nameStep,
    ],
    description: [describeStep],
    facets: [facetStep],
  };
}
