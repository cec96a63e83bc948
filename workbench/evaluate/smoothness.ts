import { communityLayers, fuzzyGraph, nearestNeighbors, Random } from "@toposcope/algorithms";
import { nativeLinearAlgebra } from "../src/native/linear-algebra.ts";
import { type Corpus, corpusNames } from "./labelled-texts.ts";
import { labelledVectors } from "./vectors.ts";

/** How the number of topics follows the minimum size. */
export interface Smoothness {
  readonly corpus: Corpus;
  readonly sizes: readonly number[];
  readonly topics: readonly number[];
  /** The largest change of the number of topics from one size to one that is 5 % larger, as a share. */
  readonly largestStep: number;
}

const firstSize = 3;
const growth = 1.05;
const steps = 60;

/** Raises the minimum size by 5 % again and again. */
export async function evaluateSmoothness(corpora: readonly Corpus[] = corpusNames): Promise<Smoothness[]> {
  const linearAlgebra = await nativeLinearAlgebra({ threads: 2 });
  try {
    const found: Smoothness[] = [];
    for (const corpus of corpora) {
      const { points } = await labelledVectors(corpus);
      const graph = fuzzyGraph(await nearestNeighbors(points, { linearAlgebra, random: new Random(0) }));
      const grown = Array.from({ length: steps }, (_, step) => Math.round(firstSize * growth ** step));
      const sizes = [...new Set(grown)].filter((size) => size <= points.rows / 20);
      const topics: number[] = [];
      for (const minimumSize of sizes) {
        const { layers, suggested } = await communityLayers(graph, {
          points,
          minimumSize,
          layers: 1,
          linearAlgebra,
        });
        topics.push(layers[suggested]!.count);
      }
      const changes = topics.slice(1).map((count, at) => Math.abs(count - topics[at]!) / topics[at]!);
      found.push({ corpus, sizes, topics, largestStep: Math.max(0, ...changes) });
    }
    return found;
  } finally {
    await linearAlgebra.close();
  }
}
