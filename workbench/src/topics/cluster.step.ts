import { type LinearAlgebra, matrix, type Parallel } from "@toposcope/algorithms";
import type { Context } from "../context.ts";
import { finishBatch } from "../jobs/batch.ts";
import { showParts } from "../jobs/stage-parts.ts";
import type { Step } from "../jobs/step.ts";
import { wholeRun } from "../jobs/whole-run.ts";
import type { AnalysedChunks } from "../model.ts";
import { artifacts, readChunks, readNeighbors, readPoints } from "../store/analysis.ts";
import { saveArtifact } from "../store/artifact.ts";
import { countAnalysed } from "../store/chunk.ts";
import { documentValues } from "../store/document-value.ts";
import type { RunRow } from "../store/run.ts";
import { saveGivenNames } from "../store/topic-model.ts";
import type { Discovery } from "./discover.ts";
import { discoverGuided, type GuideSources } from "./guide.ts";

/** Finds the layers of topics. */
export function clusterStep(linearAlgebra: () => Promise<LinearAlgebra>, parallel: () => Parallel): Step {
  return {
    name: "cluster",
    unit: "chunks",
    isLarge: true,
    plan: ({ db }, { projectId }) => wholeRun(countAnalysed(db, projectId)),
    async run(context, batch, { run, signal, progress }) {
      const { db } = context;
      const { clustering, topics, seed, guidance } = run.settings;
      const show = showParts("cluster", batch, progress);
      show("reading vectors");
      const analysed = await readChunks(db, run.id);
      const points = await readPoints(db, run, analysed);
      const sources = guideSources(context, run, analysed);
      const found = await discoverGuided(points, await readNeighbors(db, run.id), sources, {
        guidance,
        clustering,
        topics,
        seed,
        linearAlgebra: await linearAlgebra(),
        parallel: parallel(),
        signal,
        progress: show("topics"),
      });
      show("keeping topics");
      await db.transaction(async (tx) => {
        for (const [name, packed] of Object.entries(packDiscovery(found)))
          await saveArtifact(tx, run.id, name, packed);
        await saveGivenNames(tx, run.id, found.givenNames);
        await finishBatch(tx, batch);
      });
    },
  };
}

/** Embeds words as the run's chunks are embedded, and tells what a column says of each point: of its first document. */
function guideSources(
  { db, embedders }: Context,
  { settings }: RunRow,
  { documents, firsts }: AnalysedChunks,
): GuideSources {
  return {
    async embed(texts) {
      const embedder = await embedders.open(settings.model);
      const { vectors } = await embedder.embed(texts);
      return matrix(texts.length, embedder.stamp.dimensions, vectors);
    },
    valuesOf: (column) =>
      documentValues(db, { documents: firsts.map((position) => documents[position]!), column }),
  };
}

/** A discovery as arrays: layers × points labels, strengths and marks of outliers, parents one after the other, and four numbers a layer. */
export function packDiscovery({ layers, suggested }: Discovery) {
  const n = layers[0]?.labels.length ?? 0;
  const labels = new Int32Array(layers.length * n);
  const strengths = new Float32Array(layers.length * n);
  const outliers = new Int32Array(layers.length * n);
  layers.forEach((layer, i) => {
    labels.set(layer.labels, i * n);
    strengths.set(layer.strengths, i * n);
    outliers.set(layer.outliers, i * n);
  });
  const parents = Int32Array.from(layers.flatMap((layer) => [...layer.parents]));
  const numbers = layers.flatMap(({ count, stability, parents }, i) => [
    count,
    stability ?? Number.NaN,
    Number(i === suggested),
    parents.length,
  ]);
  return {
    [artifacts.labels]: { shape: [layers.length, n], data: labels },
    [artifacts.strengths]: { shape: [layers.length, n], data: strengths },
    [artifacts.outliers]: { shape: [layers.length, n], data: outliers },
    [artifacts.parents]: { shape: [parents.length], data: parents },
    [artifacts.layers]: { shape: [layers.length, 4], data: Float32Array.from(numbers) },
  };
}

/** The arrays of a packed discovery. */
export interface PackedDiscovery {
  readonly labels: Int32Array;
  readonly strengths: Float32Array;
  readonly outliers: Int32Array;
  readonly parents: Int32Array;
  readonly numbers: Float32Array;
}

/** What `packDiscovery` packed. */
export function unpackDiscovery({
  labels,
  strengths,
  outliers,
  parents,
  numbers,
}: PackedDiscovery): Discovery {
  const count = numbers.length / 4;
  const n = count === 0 ? 0 : labels.length / count;
  let parentsAt = 0;
  const layers = Array.from({ length: count }, (_, i) => {
    const [topics = 0, stability = 0, , parentCount = 0] = numbers.subarray(i * 4, i * 4 + 4);
    const own = parents.slice(parentsAt, parentsAt + parentCount);
    parentsAt += parentCount;
    return {
      labels: labels.slice(i * n, (i + 1) * n),
      strengths: strengths.slice(i * n, (i + 1) * n),
      outliers: Uint8Array.from(outliers.subarray(i * n, (i + 1) * n)),
      count: topics,
      stability: Number.isNaN(stability) ? null : stability,
      parents: own,
    };
  });
  return {
    layers,
    suggested: Math.max(
      0,
      layers.findIndex((_, i) => numbers[i * 4 + 2] === 1),
    ),
  };
}
