import { type Matrix, matrix } from "@toposcope/algorithms";
import { chunksOfDocuments } from "../store/chunk.ts";
import type { Db } from "../store/db.ts";
import type { RunRow } from "../store/run.ts";
import { modelById, vectorsOfChunks } from "../store/vector.ts";

const chunksAtOnce = 20_000;

/** The vectors of chunks under a run's model. */
export async function vectorsOf(
  { tx, run }: { tx: Db; run: RunRow },
  chunks: readonly number[],
): Promise<Matrix> {
  if (run.modelId === null) throw new Error(`run ${run.id} has no model`);
  const { dimensions } = (await modelById(tx, run.modelId)).stamp;
  return await vectorsOfChunks(tx, { modelId: run.modelId, dimensions, chunks });
}

/** The same, so many at a time that memory stays bounded. */
export async function* vectorsInSlices(
  ground: { tx: Db; run: RunRow },
  chunks: readonly number[],
): AsyncGenerator<{ readonly from: number; readonly vectors: Matrix }> {
  for (let from = 0; from < chunks.length; from += chunksAtOnce)
    yield { from, vectors: await vectorsOf(ground, chunks.slice(from, from + chunksAtOnce)) };
}

/** All chunks of documents, each as a row of the vectors. */
export async function* chunkVectors(
  ground: { tx: Db; run: RunRow },
  documents: readonly number[],
): AsyncGenerator<{ readonly document: number; readonly vectors: Matrix; readonly row: number }> {
  const chunks = documents.length === 0 ? [] : await chunksOfDocuments(ground.tx, documents);
  for await (const { from, vectors } of vectorsInSlices(
    ground,
    chunks.map(({ id }) => id),
  )) {
    for (let row = 0; row < vectors.rows; row++)
      yield { document: chunks[from + row]!.document, vectors, row };
  }
}

/** Vectors as the rows of a matrix. */
export function stackRows(rows: readonly Float32Array[]): Matrix {
  const cols = rows[0]?.length ?? 0;
  const data = new Float32Array(rows.length * cols);
  for (const [at, row] of rows.entries()) data.set(row, at * cols);
  return matrix(rows.length, cols, data);
}
