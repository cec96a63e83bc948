import { layoutMap, type Parallel, Random } from "@toposcope/algorithms";
import { finishBatch } from "../jobs/batch.ts";
import type { Step } from "../jobs/step.ts";
import { shown, wholeRun } from "../jobs/whole-run.ts";
import { artifacts, readChunks, readNeighbors, readPoints } from "../store/analysis.ts";
import { saveArtifact } from "../store/artifact.ts";

/** Places the points on the map. */
export function mapStep(parallel: () => Parallel): Step {
  return {
    name: "map",
    unit: "points",
    plan: wholeRun,
    async run({ db }, batch, { run, signal, progress }) {
      const points = await readPoints(db, run, await readChunks(db, run.id));
      const positions = await layoutMap(points, await readNeighbors(db, run.id), {
        random: new Random(run.settings.seed),
        parallel: parallel(),
        signal,
        progress: shown(progress, "places on the map"),
      });
      await db.transaction(async (tx) => {
        await saveArtifact(tx, run.id, artifacts.positions, { shape: [points.rows, 2], data: positions });
        await finishBatch(tx, batch);
      });
    },
  };
}
