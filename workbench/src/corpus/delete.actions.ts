import type { Context } from "../context.ts";
import { ToposcopeError } from "../errors.ts";
import { notifyRun } from "../jobs/run-channel.ts";
import type { Db } from "../store/db.ts";
import { type Deleted, deleteDocuments as deleteRows } from "../store/deletion.ts";
import { requireProject } from "../store/project.ts";

/**
 * Deletes documents with all that is known of them, at once and everywhere. An analysis under way begins again behind its
 * embedding.
 *
 * @throws ToposcopeError DOCUMENT_NOT_FOUND when one of them is not there, and none is deleted
 */
export async function deleteDocuments(
  { db, queue, clock }: Pick<Context, "db" | "queue" | "clock">,
  { project, documents }: { project: string; documents: readonly number[] },
): Promise<{ deleted: number[] }> {
  const { id: projectId } = await requireProject(db, project);
  const wanted = [...new Set(documents)];
  return await db.transaction(async (tx) => {
    const deleted = await deleteRows(tx, { projectId, documents: wanted, now: clock.now() });
    const isGone = new Set(deleted.documents);
    const missing = wanted.find((id) => !isGone.has(id));
    if (missing !== undefined)
      throw new ToposcopeError("DOCUMENT_NOT_FOUND", `project ${project} has no document ${missing}`);
    await wakeRestarted({ db: tx, queue }, deleted);
    return { deleted: [...deleted.documents] };
  });
}

/** Lets workers go on with the analyses that a deletion made begin again. */
export async function wakeRestarted(
  { db, queue }: { readonly db: Db; readonly queue: Context["queue"] },
  { restarted }: Deleted,
): Promise<void> {
  for (const runId of restarted) {
    await notifyRun(db, runId);
    await queue.wake(db, runId);
  }
}
