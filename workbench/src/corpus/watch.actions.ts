import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { Context } from "../context.ts";
import { ToposcopeError } from "../errors.ts";
import { fileCall } from "../file-access.ts";
import type { Watch } from "../machine-contract.ts";
import type { ColumnMapping } from "../model.ts";
import { requireProject } from "../store/project.ts";
import { insertSource } from "../store/source.ts";
import { deleteWatch, insertWatch, type WatchRow, watchesOf, watchOfFolder } from "../store/watch.ts";
import { openProject } from "./project.actions.ts";

export interface WatchInput {
  readonly project: string;
  readonly folder: string;
  readonly mapping?: ColumnMapping;
}

/**
 * Lets servers follow a folder from now on, also after they start again. The project is made where it is missing.
 *
 * @throws ToposcopeError PATH_NOT_FOUND when there is no such folder
 */
export async function addWatch(context: Context, input: WatchInput): Promise<Watch> {
  return watchView(await openWatch(context, { ...input, served: true }));
}

/** The folders of a project that are or were followed. */
export async function listWatches({ db }: Context, { project }: { project: string }): Promise<Watch[]> {
  const { id: projectId } = await requireProject(db, project);
  return (await watchesOf(db, { projectId })).map(watchView);
}

/** Lets nobody follow a folder any more; its documents stay. @throws ToposcopeError WATCH_NOT_FOUND */
export async function removeWatch(
  { db }: Context,
  { project, watch: id }: { project: string; watch: number },
): Promise<{ removed: number }> {
  const { id: projectId } = await requireProject(db, project);
  if (!(await deleteWatch(db, { projectId, id })))
    throw new ToposcopeError("WATCH_NOT_FOUND", `project ${project} follows no folder ${id}`);
  return { removed: id };
}

/** What is kept of a folder that is followed; made where it is missing. @throws ToposcopeError PATH_NOT_FOUND */
export async function openWatch(
  context: Context,
  { project: name, folder: given, mapping = {}, served }: WatchInput & { served: boolean },
): Promise<WatchRow> {
  const folder = resolve(given);
  const entry = await fileCall(stat(folder), { what: folder }).catch(() => undefined);
  if (!entry?.isDirectory()) throw new ToposcopeError("PATH_NOT_FOUND", `${given} is no folder`);
  const { id: projectId } = await openProject(context, name);
  const now = context.clock.now();
  return await context.db.transaction(async (tx) => {
    const known = await watchOfFolder(tx, { projectId, folder });
    const sourceId =
      known?.sourceId ??
      (await insertSource(tx, { projectId, kind: "folder", location: given, mapping, now })).id;
    return await insertWatch(tx, { projectId, sourceId, folder, served, now });
  });
}

const watchView = ({ id, folder, served, files, createdAt }: WatchRow): Watch => ({
  id,
  folder,
  served,
  files,
  createdAt: createdAt.toISOString(),
});
