import type { Context } from "../context.ts";
import { type StageName, stages } from "../model.ts";
import type { Db } from "../store/db.ts";
import {
  cancelPictures,
  forgetWorkShares,
  insertPicture,
  type WatchedStage,
  watchedStages,
  workSoFar,
} from "../store/picture.ts";
import { holdProject, holdRun, type RunRow } from "../store/run.ts";
import { hasIdleWorker } from "../store/worker.ts";
import { isPictureDue } from "./picture-due.ts";
import { notifyStop } from "./run-channel.ts";

/** The stages of a picture of a run at this stage: of one that reads, documents have to get chunks and vectors first. */
const stagesDuring: Readonly<Record<WatchedStage, readonly StageName[]>> = {
  read: stages.picture,
  embed: stages.picture.filter((name) => name !== "chunk" && name !== "embed"),
};

/**
 * Begins a picture of a run that reads or embeds, where it is time for one. It is made by the same workers; what goes wrong
 * with it does not touch the run.
 *
 * @returns whether one was begun
 */
export async function beginPictureIfDue(context: Context, run: RunRow, stage: StageName): Promise<boolean> {
  const during = watchedStage(context, run, stage);
  if (during === undefined) return false;
  try {
    return await beginIfDue(context, run, during);
  } catch (error) {
    context.log.warn({ error }, "a picture was not begun");
    return false;
  }
}

/** A batch that takes longer is looked at now and then. */
const lookEveryMs = 3_000;

/**
 * While a worker does a batch that takes long: begins pictures that another worker, which has nothing to do, can make.
 *
 * @returns ends it
 */
export function beginPicturesMeanwhile(context: Context, run: RunRow, stage: StageName): () => Promise<void> {
  if (watchedStage(context, run, stage) === undefined) return async () => {};
  const { db, clock, log } = context;
  const ending = new AbortController();
  const look = async () => {
    for (;;) {
      await clock.sleep(lookEveryMs, { signal: ending.signal });
      if (ending.signal.aborted) return;
      if (await hasIdleWorker(db)) await beginPictureIfDue(context, run, stage);
    }
  };
  const looking = look().catch((error) => log.debug({ error }, "does not look for pictures any more"));
  return async () => {
    ending.abort();
    await looking;
  };
}

function watchedStage({ settings }: Context, { kind }: RunRow, stage: StageName): WatchedStage | undefined {
  if (!settings.pictures || kind === "picture") return undefined;
  return watchedStages.find((name) => name === stage);
}

async function beginIfDue(
  { db, queue, clock, log }: Context,
  run: RunRow,
  during: WatchedStage,
): Promise<boolean> {
  const soFar = await workSoFar(db, { runId: run.id, stage: during });
  if (!soFar || !isPictureDue(soFar)) return false;
  const { next: _next, paths: _paths, mapping: _mapping, ...settings } = run.settings;
  const { workShare, chunks, last } = soFar;
  return await db.transaction(async (tx) => {
    const picture = await insertPicture(tx, {
      run,
      during,
      stages: stagesDuring[during],
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

/**
 * Ends the pictures of a run's stage, in the transaction that completes it: no other is begun, and what one still does is
 * refused, so that the next stages have the documents to themselves.
 */
export async function endPicturesOfStage(
  { db: tx, clock }: Pick<Context, "clock"> & { readonly db: Db },
  run: Pick<RunRow, "id" | "projectId">,
): Promise<void> {
  await holdProject(tx, run.projectId);
  await holdRun(tx, run.id);
  await stopPictures({ db: tx, clock }, run);
  await forgetWorkShares(tx, run.id);
}
