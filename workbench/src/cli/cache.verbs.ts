import type { Verb } from "./verb.ts";

/** What is kept for later, and how to let go of it. */
export const cacheVerbs: readonly Verb[] = [
  {
    words: ["cache", "list"],
    isDefault: true,
    summary: "List the caches: what they hold, how often they had what was asked of them, their limits",
    settings: ["cache", "cacheAge"],
    examples: ["toposcope cache", "toposcope cache --json"],
    next: "toposcope cache clear <name>",
    load: async () => (await import("./cache.ts")).listCachesVerb,
  },
  {
    words: ["cache", "clear"],
    summary: "Empty a cache, or all of them, but for what documents use",
    arguments: [{ name: "[name]", about: "name of the cache, from the list; all where none is named" }],
    options: [{ flag: "--paid", about: "also what was paid for, such as vectors of an endpoint" }],
    examples: ["toposcope cache clear", "toposcope cache clear vectors --paid --json"],
    next: "toposcope cache",
    load: async () => (await import("./cache.ts")).clearCachesVerb,
  },
];
