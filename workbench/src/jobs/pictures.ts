import type { Context } from "../context.ts";
import type { Db } from "../store/db.ts";
import { cancelPictures, embeddingSoFar, insertPicture } from "../store/picture.ts";
import type { RunRow } from "../store/run.ts";
import { isPictureDue } from "./picture-due.ts";
import { notifyStop } from "./run-channel.ts";

/**
 * Begins a picture of a run that embeds, where it is time for one. It is made by the same workers; what goes wrong with it
 * does not touch the run.
 *
 * @returns whether one was begun
 */
export async function beginPictureIfDue(context: Context, run: RunRow): Promise<boolean> {
  if (!context.settings.pictures) return false;
  try {
    return await beginIfDue(context, run);
  } catch (error) {
    context.log.warn({ error }, "a picture was not begun");
    return false;
  }
}

async function beginIfDue({ db, queue, clock, log }: Context, run: RunRow): Promise<boolean> {
  const soFar = await embeddingSoFar(db, run.id);
  if (!soFar || !isPictureDue(soFar)) return false;
  const { next: _next, paths: _paths, mapping: _mapping, ...settings } = run.settings;
  const { workShare, chunks, last } = soFar;
  return await db.transaction(async (tx) => {
    const picture = await insertPicture(tx, {
      run,
      settings,
      workShare,
      after: last?.id ?? 0,
      now: clock.now(),
    });
    if (picture === undefined) return false;
    log.info({ picture, workShare, chunks }, "begins a picture");
    await queue.wake(tx, picture, 1, { first: true });
    return true;
  });
}

/** Ends what is under way of a run's pictures, in the transaction in which the run stops or no longer needs them. */
export async function stopPictures(
  { db: tx, clock }: Pick<Context, "clock"> & { readonly db: Db },
  { id: runId, projectId }: Pick<RunRow, "id" | "projectId">,
): Promise<void> {
  const pictures = await cancelPictures(tx, { projectId, runId, now: clock.now() });
  for (const picture of pictures) await notifyStop(tx, picture);
}
