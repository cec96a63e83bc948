import type { Context } from "../context.ts";
import type { CacheView, ClearedCache } from "../machine-contract.ts";
import {
  cacheNamed,
  clearCaches as clearStored,
  listCaches as listStored,
  pruneCaches,
} from "../store/cache.ts";
import type { Db } from "../store/db.ts";

const bytesPerMegabyte = 1_000_000;
const dayMs = 86_400_000;

/** Every cache: what it holds, how often it had what was asked of it, and its limits. */
export async function listCaches({ db, settings }: Pick<Context, "db" | "settings">): Promise<CacheView[]> {
  const limits = { limitBytes: settings.cache * bytesPerMegabyte, limitDays: settings.cacheAge };
  return (await listStored(db)).map((row) => {
    const asked = row.hits + row.misses;
    return { ...row, hitRate: asked > 0 ? row.hits / asked : null, ...limits };
  });
}

/**
 * Empties caches, all where none is named: but for what is in use, and what was paid for unless that is meant.
 *
 * @throws ToposcopeError CACHE_NOT_FOUND
 */
export async function clearCaches(
  { db }: Pick<Context, "db">,
  { cache, paid }: { cache?: string | undefined; paid?: boolean | undefined },
): Promise<ClearedCache[]> {
  const names = cache === undefined ? undefined : [cacheNamed(cache)];
  const removed = await clearStored(db, { ...(names && { names }), ...(paid && { paid }) });
  return Object.entries(removed).map(([name, count]) => ({ name, removed: count }));
}

/** Holds the caches to the limits that are set. @returns how many entries of each went, where any did */
export async function keepCachesSmall({
  db,
  settings: { cache, cacheAge },
  clock,
}: {
  readonly db: Db;
  readonly settings: Pick<Context["settings"], "cache" | "cacheAge">;
  readonly clock: Pick<Context["clock"], "now">;
}): Promise<Readonly<Record<string, number>>> {
  const usedSince = new Date(clock.now().getTime() - cacheAge * dayMs);
  const removed = await pruneCaches(db, { keepBytes: cache * bytesPerMegabyte, usedSince });
  return Object.fromEntries(Object.entries(removed).filter(([, count]) => count > 0));
}
