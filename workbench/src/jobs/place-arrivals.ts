import type { Context } from "../context.ts";
import { hasDocumentsWithoutPlace } from "../store/placement.ts";
import { currentRun } from "../store/project.ts";
import { runById } from "../store/run.ts";
import { startRun } from "./engine.ts";

/**
 * Starts to place documents that have no place in the analysis that a project shows by now: those that came while another
 * one was shown, or that were set aside then. An import without files does it, in line behind what is under way.
 */
export async function placeArrivals(
  context: Pick<Context, "db" | "clock" | "newId" | "queue" | "machine" | "correlationId">,
  projectId: number,
): Promise<void> {
  const { db } = context;
  const shown = await currentRun(db, projectId);
  if (!shown || !(await hasDocumentsWithoutPlace(db, { projectId, runId: shown.id }))) return;
  const run = await runById(db, shown.id);
  if (!run) return;
  const { next: _, guidance: __, updates: ___, ...settings } = run.settings;
  await startRun(context, { projectId, kind: "import", settings: { ...settings, paths: [] }, queue: true });
}
