import { clearCaches, listCaches } from "../jobs/cache.actions.ts";
import type { CacheView } from "../machine-contract.ts";
import { routes } from "../routes.ts";
import { hasOption, listArgument } from "./input.ts";
import { formatCount, tableLines } from "./tables.ts";
import type { RunVerb } from "./verb.ts";

export const listCachesVerb: RunVerb = async (session) => {
  const { output } = session;
  const { context } = await session.open();
  const caches = await listCaches(context);
  if (output.json) output.value(routes.listCaches.reply, caches);
  else {
    const right = { align: "right" } as const;
    const columns = [
      { head: "cache" },
      { head: "entries", ...right },
      { head: "MB", ...right },
      { head: "unused MB", ...right },
      { head: "limit", ...right },
      { head: "hits", ...right },
      { head: "compressed", ...right },
      { head: "holds", isFlexible: true },
    ];
    for (const line of tableLines(output, columns, caches.map(cells))) output.line(line);
  }
  return 0;
};

function cells(cache: CacheView): string[] {
  const { name, entries, bytes, spareBytes, limitBytes, limitDays, hitRate, plainBytes, about } = cache;
  return [
    name,
    formatCount(entries),
    megabytes(bytes),
    megabytes(spareBytes),
    `${formatCount(limitBytes / 1_000_000)} MB, ${formatCount(limitDays)} d`,
    hitRate === null ? "-" : `${Math.round(hitRate * 100)} %`,
    bytes === 0 ? "-" : `${(plainBytes / bytes).toFixed(1)} : 1`,
    about,
  ];
}

const megabytes = (bytes: number) => (bytes / 1_000_000).toFixed(1);

export const clearCachesVerb: RunVerb = async (session, input) => {
  const { output } = session;
  const [cache] = listArgument(input);
  const { context } = await session.open();
  const cleared = await clearCaches(context, { cache, paid: hasOption(input, "paid") });
  if (output.json) output.value(routes.clearCaches.reply, cleared);
  else
    for (const { name, removed } of cleared)
      output.line(`${name}: ${formatCount(removed)} ${removed === 1 ? "entry" : "entries"} removed`);
  return 0;
};
