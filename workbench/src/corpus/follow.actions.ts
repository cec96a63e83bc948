import { setTimeout as sleep } from "node:timers/promises";
import type { Context } from "../context.ts";
import { ToposcopeError } from "../errors.ts";
import { lockWatch, unlockWatch, type WatchRow, watchesOf } from "../store/watch.ts";
import { Following, type FollowNews, type FollowOptions } from "./following.actions.ts";

const retryMs = 1_000;
const lookForWatchesMs = 2_000;

/**
 * Follows a folder until the signal fires: imports what is new or changed in small runs, one after the other, and deletes the
 * documents of files that are gone. A lost database is waited for.
 *
 * @throws ToposcopeError WATCHED_ALREADY when another process follows it, PROJECT_NOT_FOUND when its project is gone
 */
export async function followFolder(context: Context, watch: WatchRow, options: FollowOptions): Promise<void> {
  const { signal, tell } = options;
  const { folder } = watch;
  let isTrouble = false;
  while (!signal.aborted) {
    try {
      await context.db.session(async (session) => {
        if (!(await lockWatch(session, watch.id)))
          throw new ToposcopeError("WATCHED_ALREADY", `${folder} is followed by another process`);
        if (isTrouble) tell({ type: "over", folder });
        isTrouble = false;
        await new Following(context, watch, { ...options, session }).untilStopped();
        await unlockWatch(session, watch.id);
      });
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof ToposcopeError && error.status < 500) throw error;
      context.log.warn({ error, folder }, "following a folder broke off and is tried again");
      if (!isTrouble) tell({ type: "trouble", folder, detail: (error as Error).message });
      isTrouble = true;
      await sleep(retryMs, undefined, { signal }).catch(() => {});
    }
  }
}

/** Follows all folders that servers follow, those that come and go meanwhile too, until the signal fires. */
export async function followServed(context: Context, { signal }: { signal: AbortSignal }): Promise<void> {
  const following = new Map<number, { stop: AbortController; ended: Promise<void> }>();
  while (!signal.aborted) {
    const watches = await watchesOf(context.db, "served").catch(() => undefined);
    const there = new Set(watches?.map(({ id }) => id));
    for (const [id, { stop }] of following) if (watches && !there.has(id)) stop.abort();
    for (const watch of watches ?? []) {
      if (following.has(watch.id)) continue;
      const stop = new AbortController();
      const ended = followLogged(context, watch, AbortSignal.any([signal, stop.signal]));
      following.set(watch.id, { stop, ended: ended.finally(() => following.delete(watch.id)) });
    }
    await sleep(lookForWatchesMs, undefined, { signal }).catch(() => {});
  }
  await Promise.all([...following.values()].map(({ ended }) => ended));
}

/** Follows a folder and writes what happens to the log. One that another process follows is tried again later. */
async function followLogged(context: Context, watch: WatchRow, signal: AbortSignal): Promise<void> {
  const log = context.log.child({ project: watch.project, folder: watch.folder });
  const tell = (news: FollowNews) =>
    log[news.type === "trouble" ? "warn" : "debug"](news, "followed a folder");
  try {
    await followFolder(context, watch, { signal, tell });
  } catch (error) {
    log.debug({ error }, "a folder is not followed here");
  }
}
