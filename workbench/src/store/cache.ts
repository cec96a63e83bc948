import { ToposcopeError } from "../errors.ts";
import type { CacheLimits, CacheSize } from "./cache-size.ts";
import type { Db } from "./db.ts";
import { clearTexts, measureTexts, pruneTexts } from "./extracted-text.ts";
import { clearAnswers, measureAnswers, pruneAnswers } from "./paid-answer.ts";
import { sql } from "./sql.ts";
import { clearVectors, measureVectors, pruneVectors } from "./vector-cache.ts";

/** One cache: what was paid for is exempt from its limits, and cleared only by name. */
interface Cache {
  readonly about: string;
  measure(db: Db): Promise<CacheSize>;
  /** @returns how many entries went */
  prune(db: Db, limits: CacheLimits): Promise<number>;
  clear(db: Db, of: { readonly paid: boolean }): Promise<number>;
}

/** Every cache in the database, by name. */
const caches = {
  vectors: {
    about: "embeddings of texts",
    measure: measureVectors,
    prune: pruneVectors,
    clear: clearVectors,
  },
  texts: {
    about: "texts that were read out of files",
    measure: measureTexts,
    prune: pruneTexts,
    clear: clearTexts,
  },
  answers: {
    about: "answers of language models that were paid for",
    measure: measureAnswers,
    prune: pruneAnswers,
    clear: clearAnswers,
  },
} as const satisfies Readonly<Record<string, Cache>>;

export type CacheName = keyof typeof caches;
export const cacheNames = Object.keys(caches) as CacheName[];

/** @throws ToposcopeError CACHE_NOT_FOUND */
export function cacheNamed(name: string): CacheName {
  const found = cacheNames.find((known) => known === name);
  if (found === undefined)
    throw new ToposcopeError("CACHE_NOT_FOUND", `there is no cache ${name}, but ${cacheNames.join(", ")}`);
  return found;
}

export interface CacheRow extends CacheSize {
  readonly name: CacheName;
  readonly about: string;
  readonly hits: number;
  readonly misses: number;
}

/** Every cache with what it holds and how often it had what was asked of it. */
export async function listCaches(db: Db): Promise<CacheRow[]> {
  const uses = await db.many<{ name: string; hits: number; misses: number }>(
    sql`select name, hits, misses from cache_use`,
  );
  const rows: CacheRow[] = [];
  for (const name of cacheNames) {
    const { hits = 0, misses = 0 } = uses.find((use) => use.name === name) ?? {};
    const { about, measure } = caches[name];
    rows.push({ name, about, ...(await measure(db)), hits, misses });
  }
  return rows;
}

/** Drops what is too old, and then what was used longest ago until the rest fits; @returns how many entries of each went */
export async function pruneCaches(db: Db, limits: CacheLimits): Promise<Readonly<Record<CacheName, number>>> {
  return await each((name) => caches[name].prune(db, limits));
}

/** Empties one cache, or all, but for what is in use, and what was paid for unless that is meant. */
export async function clearCaches(
  db: Db,
  { names = cacheNames, paid = false }: { names?: readonly CacheName[]; paid?: boolean } = {},
): Promise<Readonly<Record<CacheName, number>>> {
  return await each((name) => caches[name].clear(db, { paid }), names);
}

async function each(
  work: (name: CacheName) => Promise<number>,
  names: readonly CacheName[] = cacheNames,
): Promise<Readonly<Record<CacheName, number>>> {
  const counts: Partial<Record<CacheName, number>> = {};
  for (const name of names) counts[name] = await work(name);
  return counts as Readonly<Record<CacheName, number>>;
}

/** Counts what a cache had and had not of what was asked of it. */
export async function countUse(
  db: Db,
  name: CacheName,
  { hits, misses }: { readonly hits: number; readonly misses: number },
): Promise<void> {
  if (hits + misses === 0) return;
  await db.run(sql`
    insert into cache_use (name, hits, misses)
    values (${name}, ${hits}, ${misses})
    on conflict (name) do update
    set hits = cache_use.hits + excluded.hits, misses = cache_use.misses + excluded.misses`);
}
