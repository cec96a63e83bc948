import { type LinearAlgebra, nearestNeighbors, Random } from "@toposcope/algorithms";
import { finishBatch } from "../jobs/batch.ts";
import { showParts } from "../jobs/stage-parts.ts";
import type { Step } from "../jobs/step.ts";
import { wholeRun } from "../jobs/whole-run.ts";
import { artifacts, readPoints } from "../store/analysis.ts";
import { saveArtifact } from "../store/artifact.ts";
import {
  type AnalysedChunkRow,
  analysedChunks,
  countAnalysed,
  embeddedChunks,
  fingerprintOf,
  textsFingerprint,
} from "../store/chunk.ts";
import type { Db } from "../store/db.ts";
import { expectedChunks, setChunkShare } from "../store/picture.ts";
import { addProvenance } from "../store/provenance.ts";
import { type RunRow, setFingerprint } from "../store/run.ts";
import { analysisFingerprint } from "./fingerprint.ts";
import { pointsOf } from "./points.ts";

/** Fixes the chunks of an analysis and finds each point's nearest neighbours, which everything later builds on. */
export function neighborsStep(linearAlgebra: () => Promise<LinearAlgebra>): Step {
  return {
    name: "neighbors",
    unit: "chunks",
    isLarge: true,
    plan: ({ db }, { projectId }) => wholeRun(countAnalysed(db, projectId)),
    async run({ db }, batch, { run, signal, progress }) {
      const show = showParts("neighbors", batch, progress);
      show("reading vectors");
      const { chunks, share } = await chunksOf(db, run);
      const analysed = pointsOf(chunks);
      const points = await readPoints(db, run, analysed);
      const { n, k, indices, similarities } = await nearestNeighbors(points, {
        linearAlgebra: await linearAlgebra(),
        random: new Random(run.settings.seed),
        signal,
        progress: show("nearest neighbours"),
      });
      show("keeping neighbours");
      await db.transaction(async (tx) => {
        const save = (name: string, shape: readonly number[], data: Int32Array | Float32Array) =>
          saveArtifact(tx, run.id, name, { shape, data });
        await save(artifacts.chunks, [analysed.chunks.length], Int32Array.from(analysed.chunks));
        await save(artifacts.documents, [analysed.documents.length], Int32Array.from(analysed.documents));
        await save(artifacts.points, [analysed.points.length], analysed.points);
        await save(artifacts.firsts, [analysed.firsts.length], Int32Array.from(analysed.firsts));
        await save(artifacts.neighborIndices, [n, k], indices);
        await save(artifacts.neighborSimilarities, [n, k], similarities);
        await setFingerprint(tx, run.id, analysisFingerprint(fingerprintOf(chunks), run.settings));
        await setChunkShare(tx, run.id, share);
        const inputs = { chunks: chunks.length, points: n, hash: textsFingerprint(chunks) };
        await addProvenance(tx, run.id, { inputs });
        await finishBatch(tx, batch);
      });
    },
  };
}

/** All chunks; those of a picture are the ones that have a vector by now, and a share of those that there are likely to be. */
async function chunksOf(
  db: Db,
  { kind, projectId, modelId, parentRunId }: RunRow,
): Promise<{ readonly chunks: readonly AnalysedChunkRow[]; readonly share: number }> {
  if (kind !== "picture" || modelId === null || parentRunId === null)
    return { chunks: await analysedChunks(db, projectId), share: 1 };
  const chunks = await embeddedChunks(db, { projectId, modelId });
  const expected = await expectedChunks(db, { projectId, runId: parentRunId });
  return { chunks, share: chunks.length / Math.max(1, chunks.length, expected) };
}
