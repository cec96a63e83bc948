import {
  adjustedRand,
  gatherRows,
  type LinearAlgebra,
  type Matrix,
  nearestNeighbors,
  Random,
} from "@toposcope/algorithms";
import { contentHash } from "../src/embedding/text.ts";
import { nativeLinearAlgebra } from "../src/native/linear-algebra.ts";
import { type DiscoveredLayer, discover } from "../src/topics/discover.ts";
import type { Corpus } from "./labelled-texts.ts";
import { labelledVectors } from "./vectors.ts";

/** How far the topics of a first part of the texts agree with those of all. */
export interface PictureQuality {
  readonly corpus: Corpus;
  readonly share: number;
  readonly texts: number;
  /** Of the part, and of all. */
  readonly topics: number;
  readonly finalTopics: number;
  /** Adjusted Rand index over the texts of the part. */
  readonly ari: number;
  readonly seconds: number;
}

export interface PictureEvaluation {
  readonly shares?: readonly number[];
  /** Model of the vectors. */
  readonly model?: string;
}

/** Judges provisional topics by the final ones, at the shares at which pictures are made and at a tenth. */
export async function evaluatePictures(
  corpora: readonly Corpus[] = ["arxiv", "banking77", "squad"],
  { shares = [0.03, 0.1, 0.15, 0.3, 0.6], model = "minilm" }: PictureEvaluation = {},
): Promise<PictureQuality[]> {
  const linearAlgebra = await nativeLinearAlgebra({ threads: 2 });
  try {
    const found: PictureQuality[] = [];
    for (const corpus of corpora) {
      const { texts, points } = await labelledVectors(corpus, model);
      const order = embeddingOrder(texts.map(({ text }) => text));
      const final = await topicsOf(points, linearAlgebra);
      for (const share of shares) {
        const part = order.slice(0, Math.round(share * order.length)).sort();
        const startedAt = performance.now();
        const { labels, count } = await topicsOf(gatherRows(points, part), linearAlgebra);
        found.push({
          corpus,
          share,
          texts: part.length,
          topics: count,
          finalTopics: final.count,
          ari: adjustedRand(
            labels,
            part.map((text) => final.labels[text]!),
          ),
          seconds: (performance.now() - startedAt) / 1_000,
        });
      }
    }
    return found;
  } finally {
    await linearAlgebra.close();
  }
}

/** By a hash, as chunks are embedded: whatever the texts are sorted by, a first part of them is a fair sample. */
function embeddingOrder(texts: readonly string[]): Int32Array {
  const places = texts.map((text, at) => ({ at, place: contentHash(text) }));
  return Int32Array.from(
    places.sort((a, b) => (a.place < b.place ? -1 : 1)),
    ({ at }) => at,
  );
}

async function topicsOf(points: Matrix, linearAlgebra: LinearAlgebra): Promise<DiscoveredLayer> {
  const neighbors = await nearestNeighbors(points, { linearAlgebra, random: new Random(0) });
  const { layers, suggested } = await discover(points, neighbors, {
    clustering: "communities",
    seed: 0,
    linearAlgebra,
  });
  return layers[suggested]!;
}
