import {
  type Control,
  gatherRows,
  graphSilhouette,
  type LinearAlgebra,
  type Matrix,
  nearestNeighbors,
  type PartialLabelling,
  Random,
  stability,
} from "@toposcope/algorithms";
import { type DiscoveredLayer, discover } from "./discover.ts";

/** What one setting gives on a sample. */
export interface TuneTrial {
  readonly clustering: "communities" | "density" | "kmeans";
  readonly neighbors: number;
  /** How many times as many topics as the data decide on; 1 where the method has no such setting. */
  readonly detail: number;
  readonly topics: number;
  /** Share of texts that are no outliers. */
  readonly coverage: number;
  /** How far topics of two overlapping samples agree over the texts they share: adjusted Rand index. */
  readonly stability: number;
  /** How much nearer texts are to their own topic than to another, -1..1. */
  readonly silhouette: number;
}

type Trial = Pick<TuneTrial, "clustering" | "neighbors" | "detail">;

const trials: readonly Trial[] = [
  { clustering: "communities", neighbors: 15, detail: 1 },
  { clustering: "communities", neighbors: 15, detail: 0.5 },
  { clustering: "communities", neighbors: 15, detail: 2 },
  { clustering: "communities", neighbors: 10, detail: 1 },
  { clustering: "communities", neighbors: 30, detail: 1 },
  { clustering: "density", neighbors: 15, detail: 1 },
  { clustering: "kmeans", neighbors: 15, detail: 1 },
];
const sampledShare = 0.8;
const samples = 2;

export interface TuneOptions extends Control {
  readonly seed: number;
  readonly linearAlgebra: LinearAlgebra;
}

/**
 * Tries a few settings on points and says what each gives; the first is the usual one.
 *
 * @param points n × d, rows of unit length; a few thousand
 */
export async function tune(points: Matrix, options: TuneOptions): Promise<TuneTrial[]> {
  const parts = Array.from({ length: samples }, (_, at) => {
    const size = Math.ceil(points.rows * sampledShare);
    return new Random(options.seed).split(at).sample(points.rows, size);
  });
  const found: TuneTrial[] = [];
  for (const trial of trials) {
    const whole = await layerOf(points, trial, options);
    const groupings: PartialLabelling[] = [];
    for (const part of parts) {
      const { layer } = await layerOf(gatherRows(points, part), trial, options);
      groupings.push({ points: part, labels: layer.labels });
    }
    const outliers = whole.layer.outliers.reduce((sum, mark) => sum + mark, 0);
    found.push({
      ...trial,
      topics: whole.layer.count,
      coverage: 1 - outliers / Math.max(1, points.rows),
      stability: stability(groupings),
      silhouette: whole.silhouette,
    });
  }
  return found;
}

async function layerOf(
  points: Matrix,
  { clustering, neighbors: wanted, detail }: Trial,
  { seed, ...tools }: TuneOptions,
): Promise<{ readonly layer: DiscoveredLayer; readonly silhouette: number }> {
  const neighbors = await nearestNeighbors(points, { neighbors: wanted, random: new Random(seed), ...tools });
  const { layers, suggested } = await discover(points, neighbors, { clustering, detail, seed, ...tools });
  const layer = layers[suggested]!;
  const silhouette = graphSilhouette(neighbors, layer.labels);
  return { layer, silhouette: Number.isFinite(silhouette) ? silhouette : 0 };
}
