import type { Matrix, NeighborGraph } from "@toposcope/algorithms";
import type { AnalysedChunks } from "../model.ts";
import { readFloats, readIntegers } from "./artifact.ts";
import type { Db } from "./db.ts";
import type { RunRow } from "./run.ts";
import { modelById, vectorsOfChunks } from "./vector.ts";

/** What the stages of an analysis hand on to each other, by artifact name. */
export const artifacts = {
  chunks: "chunks",
  documents: "documents",
  points: "points",
  firsts: "firsts",
  neighborIndices: "neighbor indices",
  neighborSimilarities: "neighbor similarities",
  labels: "labels",
  strengths: "strengths",
  outliers: "outliers",
  parents: "parents",
  layers: "layers",
  positions: "positions",
  map: "map",
  givenNames: "given names",
  model: "model",
} as const;

/** What only the stages of the run itself need. */
export const temporaryArtifacts = [
  artifacts.labels,
  artifacts.strengths,
  artifacts.outliers,
  artifacts.parents,
  artifacts.layers,
  artifacts.givenNames,
];

/** The chunks that a run's first stage fixed. */
export async function readChunks(db: Db, runId: number): Promise<AnalysedChunks> {
  const [chunks, documents, points, firsts] = await Promise.all(
    [artifacts.chunks, artifacts.documents, artifacts.points, artifacts.firsts].map((name) =>
      readIntegers(db, runId, name),
    ),
  );
  return {
    chunks: [...chunks!.data],
    documents: [...documents!.data],
    points: points!.data,
    firsts: [...firsts!.data],
  };
}

/** The vectors of a run's points: n × d. */
export async function readPoints(
  db: Db,
  run: RunRow,
  { chunks, firsts }: Pick<AnalysedChunks, "chunks" | "firsts">,
): Promise<Matrix> {
  if (run.modelId === null) throw new Error(`run ${run.id} has no model`);
  const { dimensions } = (await modelById(db, run.modelId)).stamp;
  const ids = firsts.map((position) => chunks[position]!);
  return await vectorsOfChunks(db, { modelId: run.modelId, dimensions, chunks: ids });
}

export async function readNeighbors(db: Db, runId: number): Promise<NeighborGraph> {
  const indices = await readIntegers(db, runId, artifacts.neighborIndices);
  const similarities = await readFloats(db, runId, artifacts.neighborSimilarities);
  const [n = 0, k = 0] = indices.shape;
  return { n, k, indices: indices.data, similarities: similarities.data };
}
