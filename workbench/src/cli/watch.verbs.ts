import type { SettingName } from "../config.ts";
import { columns } from "./table-columns.ts";
import type { Verb } from "./verb.ts";

const reading: SettingName[] = ["maxFileSize", "readTimeout", "memory", "cache", "workers", "resume"];

/** What follows folders. */
export const watchVerbs: readonly Verb[] = [
  {
    words: ["watch"],
    summary: "Follow folders until Ctrl-C: what is new or changed comes in, what is gone goes",
    arguments: [{ name: "<folder...>", about: "folders to follow, with all that is below them" }],
    options: [
      ...columns,
      {
        flag: "--rescan <seconds>",
        about: "look at everything so often, for changes that nobody told of",
        fallback: "30",
      },
    ],
    settings: ["model", "embeddingKey", "embeddingAddress", "chunkTokens", "chunkOverlap", ...reading],
    examples: ["toposcope watch inbox/ --project papers", "toposcope watch reports/ mail/ --json"],
    next: "toposcope documents --arrived placed",
    load: async () => (await import("./watch.ts")).runWatch,
  },
  {
    words: ["watches", "list"],
    isDefault: true,
    summary: "List the folders of a project that are followed",
    examples: ["toposcope watches", "toposcope watches --project papers --json"],
    next: "toposcope watches add <folder>",
    load: async () => (await import("./watches.ts")).listWatchesVerb,
  },
  {
    words: ["watches", "add"],
    summary: "Let the server follow a folder from now on, also after it starts again",
    arguments: [{ name: "<folder>", about: "folder to follow, with all that is below it" }],
    options: columns,
    settings: ["chunkTokens", "chunkOverlap"],
    examples: ["toposcope watches add inbox/ --project papers", "toposcope watches add reports/ --json"],
    next: "toposcope serve",
    load: async () => (await import("./watches.ts")).addWatchVerb,
  },
  {
    words: ["watches", "remove"],
    summary: "Follow a folder no more; its documents stay",
    arguments: [{ name: "<id>", about: "number of the watch, from the list" }],
    examples: ["toposcope watches remove 1", "toposcope watches remove 1 --project papers --json"],
    next: "toposcope watches",
    load: async () => (await import("./watches.ts")).removeWatchVerb,
  },
];
