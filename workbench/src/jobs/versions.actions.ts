import type { Context } from "../context.ts";
import type { Run } from "../contract.ts";
import { ToposcopeError } from "../errors.ts";
import type { RunDetail } from "../run-contract.ts";
import { clearCurrent, makeCurrent, projectShows } from "../store/project.ts";
import { provenanceOf } from "../store/provenance.ts";
import {
  cannotMove,
  deleteRun as deleteRunRow,
  holdProject,
  lastCompleted,
  type RunRow,
  renameRun as renameRunRow,
  runById,
} from "../store/run.ts";
import { editInForceOf } from "../store/topic-edit.ts";
import { placeArrivals } from "./place-arrivals.ts";
import { runView } from "./progress.ts";
import { notifyRun } from "./run-channel.ts";

const deletionDeadlineMs = 600_000;

/** A run with its settings and how it was made. @throws ToposcopeError RUN_NOT_FOUND */
export async function runDetail({ db }: Context, { run: id }: { run: number }): Promise<RunDetail> {
  const view = await runView(db, id);
  const { settings, overridden, fingerprint } = await requireRun(db, id);
  return {
    ...view,
    settings: { ...settings } as unknown as RunDetail["settings"],
    overridden: [...overridden],
    fingerprint: fingerprint?.toString("hex") ?? null,
    provenance: { ...(await provenanceOf(db, id)) } as unknown as RunDetail["settings"],
    edit: await editInForceOf(db, id),
  };
}

/** @throws ToposcopeError RUN_NOT_FOUND */
export async function renameRun(
  { db }: Context,
  { run: id, name }: { run: number; name: string | null },
): Promise<Run> {
  await requireRun(db, id);
  await renameRunRow(db, id, name);
  await notifyRun(db, id);
  return await runView(db, id);
}

/**
 * Shows a completed analysis in its project from now on, as one update.
 *
 * @throws ToposcopeError RUN_NOT_FOUND, RUN_STATE when it is no analysis or not completed
 */
export async function useRun(context: Context, { run: id }: { run: number }): Promise<Run> {
  const { db, clock } = context;
  await db.transaction(async (tx) => {
    const { projectId, kind } = await requireRun(tx, id);
    await holdProject(tx, projectId);
    const { state } = await requireRun(tx, id);
    if (kind !== "analysis")
      throw new ToposcopeError("RUN_STATE", `run ${id} is an ${kind}: it has no topics to show`);
    if (state !== "completed") throw await cannotMove(tx, id, "shown");
    await makeCurrent(tx, { projectId, runId: id, now: clock.now() });
    await placeArrivals({ ...context, db: tx }, projectId);
    await notifyRun(tx, id);
  });
  return await runView(db, id);
}

/**
 * Deletes a run that is over, with its result. Where its project shows it, the newest other analysis takes its place.
 *
 * @throws ToposcopeError RUN_NOT_FOUND, RUN_STATE when it is under way
 */
export async function deleteRun(
  context: Context,
  { run: id }: { run: number },
): Promise<{ deleted: number }> {
  const { db, clock } = context;
  await db.within(deletionDeadlineMs).transaction(async (tx) => {
    const { projectId } = await requireRun(tx, id);
    await holdProject(tx, projectId);
    const isShown = await projectShows(tx, { projectId, runId: id });
    if (isShown) await clearCurrent(tx, projectId);
    if (!(await deleteRunRow(tx, id))) throw await cannotMove(tx, id, "deleted");
    const next = isShown ? await lastCompleted(tx, projectId) : undefined;
    if (next) {
      await makeCurrent(tx, { projectId, runId: next.id, now: clock.now() });
      await placeArrivals({ ...context, db: tx }, projectId);
    }
    await notifyRun(tx, id);
  });
  return { deleted: id };
}

async function requireRun(db: Context["db"], id: number): Promise<RunRow> {
  const run = await runById(db, id);
  if (!run) throw new ToposcopeError("RUN_NOT_FOUND", `there is no run ${id}`);
  return run;
}
