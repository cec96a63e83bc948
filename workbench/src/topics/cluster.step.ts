import type { LinearAlgebra, Parallel } from "@toposcope/algorithms";
import { finishBatch } from "../jobs/batch.ts";
import type { Step } from "../jobs/step.ts";
import { shown, wholeRun } from "../jobs/whole-run.ts";
import { artifacts, readChunks, readNeighbors, readPoints } from "../store/analysis.ts";
import { saveArtifact } from "../store/artifact.ts";
import { type Discovery, discover } from "./discover.ts";

/** Finds the layers of topics. */
export function clusterStep(linearAlgebra: () => Promise<LinearAlgebra>, parallel: () => Parallel): Step {
  return {
    name: "cluster",
    unit: "layers",
    plan: wholeRun,
    async run({ db }, batch, { run, signal, progress }) {
      const { clustering, topics, seed } = run.settings;
      const points = await readPoints(db, run, await readChunks(db, run.id));
      const found = await discover(points, await readNeighbors(db, run.id), {
        clustering,
        topics,
        seed,
        linearAlgebra: await linearAlgebra(),
        parallel: parallel(),
        signal,
        progress: shown(progress, "topics"),
      });
      await db.transaction(async (tx) => {
        for (const [name, packed] of Object.entries(packDiscovery(found)))
          await saveArtifact(tx, run.id, name, packed);
        await finishBatch(tx, batch);
      });
    },
  };
}

/** A discovery as arrays: layers × points labels and strengths, parents one after the other, and four numbers a layer. */
export function packDiscovery({ layers, suggested }: Discovery) {
  const n = layers[0]?.labels.length ?? 0;
  const labels = new Int32Array(layers.length * n);
  const strengths = new Float32Array(layers.length * n);
  layers.forEach((layer, i) => {
    labels.set(layer.labels, i * n);
    strengths.set(layer.strengths, i * n);
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
    [artifacts.parents]: { shape: [parents.length], data: parents },
    [artifacts.layers]: { shape: [layers.length, 4], data: Float32Array.from(numbers) },
  };
}

/** What `packDiscovery` packed. */
export function unpackDiscovery(
  labels: Int32Array,
  strengths: Float32Array,
  parents: Int32Array,
  numbers: Float32Array,
): Discovery {
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
