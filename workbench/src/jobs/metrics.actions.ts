import type { Context } from "../context.ts";
import type { CacheView } from "../machine-contract.ts";
import { listCaches } from "./cache.actions.ts";
import { memoryNow } from "./memory.actions.ts";

interface Measurement {
  readonly name: string;
  readonly help: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Memory and caches as Prometheus takes them; of a name measured several times under the same labels, the sum counts. */
export async function measureMachine(context: Pick<Context, "db" | "settings">): Promise<Measurement[]> {
  return [...(await measureMemory(context)), ...(await measureCaches(context))];
}

async function measureMemory(context: Pick<Context, "settings">): Promise<Measurement[]> {
  const { processes, limitBytes, share } = await memoryNow(context);
  const memory = "What processes of this server have in memory for themselves";
  return [
    ...processes.map(({ role, bytes }) => ({
      name: "toposcope_memory_bytes",
      help: memory,
      labels: { process: role },
      value: bytes,
    })),
    {
      name: "toposcope_memory_limit_bytes",
      help: "What they may have together; 0 for no limit",
      labels: {},
      value: limitBytes ?? 0,
    },
    {
      name: "toposcope_memory_share",
      help: "How full memory is, against the nearer limit",
      labels: {},
      value: share,
    },
  ];
}

const cacheFigures = {
  entries: "Entries of a cache",
  bytes: "Bytes of a cache, as they are stored",
  plainBytes: "Bytes of a cache, if nothing were compressed",
  hits: "How often a cache had what was asked of it",
  misses: "How often a cache had not what was asked of it",
} as const;

/** Sizes of caches take a look at every entry: scraping more often must not cost more. */
const measured = new WeakMap<Context["db"], { readonly at: number; readonly caches: Promise<CacheView[]> }>();
const freshMs = 30_000;

function recentCaches(context: Pick<Context, "db" | "settings">): Promise<CacheView[]> {
  const known = measured.get(context.db);
  if (known && performance.now() - known.at < freshMs) return known.caches;
  const caches = listCaches(context);
  measured.set(context.db, { at: performance.now(), caches });
  caches.catch(() => measured.delete(context.db));
  return caches;
}

async function measureCaches(context: Pick<Context, "db" | "settings">): Promise<Measurement[]> {
  const caches = await recentCaches(context);
  return (Object.keys(cacheFigures) as (keyof typeof cacheFigures)[]).flatMap((figure) =>
    caches.map((cache) => ({
      name: `toposcope_cache_${figure.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`,
      help: cacheFigures[figure],
      labels: { cache: cache.name },
      value: cache[figure],
    })),
  );
}
