import type { Context } from "../context.ts";
import { deleteUnfinishedPictures, handOverPictures } from "../store/picture.ts";
import { moveRun, type RunRow } from "../store/run.ts";
import { bringsNews } from "../store/source.ts";
import { partsToDescribe, startDescription } from "./description.ts";
import { startRun } from "./engine.ts";
import { stopPictures } from "./pictures.ts";
import { placeArrivals } from "./place-arrivals.ts";
import { beginNext } from "./steer.ts";

/**
 * Completes a run and begins what comes after it, in the transaction that completes its last stage: the analysis that was to
 * follow, else the placing of documents that came meanwhile, what a model says of the topics, and the project's next run in
 * line.
 */
export async function completeRun(context: Context, run: RunRow): Promise<void> {
  const now = context.clock.now();
  await moveRun(context.db, { runId: run.id, to: "completed", now });
  context.log.info({ milliseconds: now.getTime() - run.createdAt.getTime() }, "completed a run");
  if (run.kind === "picture") return;
  await stopPictures(context, run);
  await deleteUnfinishedPictures(context.db, run.id);
  const { next: [model, ...later] = [], paths: _paths, mapping: _mapping, ...settings } = run.settings;
  if (model === undefined || !(await bringsNews(context.db, run))) {
    if (run.kind === "analysis") {
      await placeArrivals(context, run.projectId);
      const of = { projectId: run.projectId, runId: run.id };
      // What is wrong with a provider is for the description to fail with, not for the analysis.
      const isSaid = await partsToDescribe(context, run.settings, of).then(
        (parts) => parts.length > 0,
        () => true,
      );
      if (isSaid) await startDescription(context, run, run);
    }
    return await beginNext(context, run.projectId);
  }
  const { projectId, correlationId } = run;
  const following = { ...settings, model, ...(later.length > 0 ? { next: later } : {}) };
  const { overridden } = run;
  const next = await startRun(context, {
    projectId,
    kind: "analysis",
    settings: following,
    overridden,
    correlationId,
  });
  await handOverPictures(context.db, { from: run.id, to: next.id });
}
