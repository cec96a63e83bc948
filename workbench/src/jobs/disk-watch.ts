import type { Context } from "../context.ts";
import { giveUpBallast, isNearStandstill, layBallast, requireRoom } from "../disk-space.ts";
import { ToposcopeError } from "../errors.ts";
import { releaseWork, waitRun } from "../store/run.ts";
import { endWaiting, runningRuns } from "../store/waiting-run.ts";
import { notifyRun, notifyStop } from "./run-channel.ts";

type WatchContext = Pick<Context, "db" | "queue" | "log" | "clock" | "settings">;

const watchMs = 500;
/** The watch tries again by itself; this is for the case that nobody watches. */
const longestWaitMs = 4_000;

/** Whether the data folder's disk holds the database, so that work waits while it is full. */
const holdsDatabase = ({ database }: Context["settings"]): boolean => database === undefined;

/** Why no more work may be done for now; undefined while the disk with the database has room. */
export async function whyFull({ settings }: Pick<Context, "settings">): Promise<ToposcopeError | undefined> {
  if (!holdsDatabase(settings)) return undefined;
  try {
    await requireRoom(settings.data, { megabytes: settings.minFree });
  } catch (error) {
    if (error instanceof ToposcopeError && error.code === "DISK_FULL") return error;
  }
  return undefined;
}

/** Lets the database go on where it is about to stand still: what is to be written now has room. */
export async function giveUpBallastWhenFull({
  settings,
  log,
}: Pick<Context, "settings" | "log">): Promise<void> {
  if (!holdsDatabase(settings)) return;
  try {
    if (!(await isNearStandstill(settings.data))) return;
    if (await giveUpBallast(settings.data)) log.warn({ folder: settings.data }, "gave up the ballast");
  } catch (error) {
    log.warn({ error, folder: settings.data }, "could not look whether the ballast is needed");
  }
}

/**
 * Watches the disk that holds the data folder with the database: while it has too little room every run waits and says so,
 * and goes on as soon as there is room. When the database is about to stand still the ballast is given up.
 *
 * @returns a function that ends it
 */
export function watchDisk(context: WatchContext): () => Promise<void> {
  if (!holdsDatabase(context.settings)) return async () => {};
  const stopping = new AbortController();
  const watching = watch(context, stopping.signal);
  return async () => {
    stopping.abort();
    await watching;
  };
}

async function watch(context: WatchContext, signal: AbortSignal): Promise<void> {
  const { settings, clock, log } = context;
  let wasFull = true;
  while (!signal.aborted) {
    try {
      const full = await whyFull(context);
      if (full) await holdWork(context, full);
      else if (wasFull) await letGoOn(context);
      wasFull = full !== undefined;
    } catch (error) {
      log.warn({ error, folder: settings.data }, "could not look after the disk");
    }
    await clock.sleep(watchMs, { signal });
  }
}

async function holdWork(context: WatchContext, { message }: ToposcopeError): Promise<void> {
  const { db, log } = context;
  await giveUpBallastWhenFull(context);
  for (const runId of await runningRuns(db)) {
    log.warn({ run: runId, detail: message }, "a run waits for room on the disk");
    await db.transaction(async (tx) => {
      await waitRun(tx, { runId, waitsFor: "disk", detail: message, delayMs: longestWaitMs });
      await releaseWork(tx, runId);
      await notifyRun(tx, runId);
      await notifyStop(tx, runId);
    });
  }
}

async function letGoOn(context: WatchContext): Promise<void> {
  const { db, queue, settings, log } = context;
  await db.transaction(async (tx) => {
    for (const runId of await endWaiting(tx, "disk")) {
      log.info({ run: runId }, "there is room on the disk again");
      await notifyRun(tx, runId);
      await queue.wake(tx, runId);
    }
  });
  await layBallast(settings.data, { megabytes: settings.minFree });
}
