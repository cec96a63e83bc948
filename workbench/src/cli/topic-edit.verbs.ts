import type { Verb, VerbOption } from "./verb.ts";

export const layer: VerbOption = {
  flag: "--layer <number>",
  about: "layer of topics, 0 is the finest; without it the suggested one",
};

/** For whatever reads results. */
export const asOf: VerbOption = {
  flag: "--run <run>",
  about: "as this analysis has it, by its number from the list of runs; without it the one that is shown",
};

/** What changes topics by hand, and takes that back. */
export const topicEditVerbs: readonly Verb[] = [
  {
    words: ["topics", "merge"],
    summary: "Make one topic out of several of a layer",
    arguments: [{ name: "<id...>", about: "numbers of the topics, two at least" }],
    options: [{ flag: "--name <name>", about: "its name; without it one made of the parts' keywords" }],
    examples: ["toposcope topics merge 4 7", "toposcope topics merge 4 7 9 --name 'Late fees' --json"],
    next: "toposcope topics undo",
    load: async () => (await import("./topic-edits.ts")).mergeTopicsVerb,
  },
  {
    words: ["topics", "split"],
    summary: "Part a topic by what its passages mean",
    arguments: [{ name: "<id>", about: "number of the topic" }],
    options: [{ flag: "--into <count>", about: "parts, 2 to 20", fallback: "2" }],
    examples: ["toposcope topics split 4", "toposcope topics split 4 --into 3 --json"],
    next: "toposcope topics undo",
    load: async () => (await import("./topic-edits.ts")).splitTopicVerb,
  },
  {
    words: ["topics", "rename"],
    summary: "Give a topic another name",
    arguments: [
      { name: "<id>", about: "number of the topic" },
      { name: "<name>", about: "its name from now on; no other topic of its layer may have it" },
    ],
    examples: ["toposcope topics rename 4 'Late fees'", "toposcope topics rename 4 Fees --project papers"],
    next: "toposcope topics",
    load: async () => (await import("./topic-edits.ts")).renameTopicVerb,
  },
  {
    words: ["topics", "exclude"],
    summary: "Leave topics out: their passages have no topic in that layer",
    arguments: [{ name: "<id...>", about: "numbers of the topics" }],
    examples: ["toposcope topics exclude 4", "toposcope topics exclude 4 7 --project papers"],
    next: "toposcope topics undo",
    load: async () => (await import("./topic-edits.ts")).excludeTopicsVerb,
  },
  {
    words: ["topics", "reduce"],
    summary: "Merge the topics most alike until so many are left",
    arguments: [{ name: "<count>", about: "topics that are left in the layer" }],
    options: [layer],
    examples: ["toposcope topics reduce 10", "toposcope topics reduce 40 --layer 0 --json"],
    next: "toposcope topics undo",
    load: async () => (await import("./topic-edits.ts")).reduceTopicsVerb,
  },
  {
    words: ["topics", "undo"],
    summary: "Take the last edit of the topics back",
    examples: ["toposcope topics undo", "toposcope topics undo --project papers --json"],
    next: "toposcope topics redo",
    load: async () => (await import("./topic-edits.ts")).undoTopicEditVerb,
  },
  {
    words: ["topics", "redo"],
    summary: "Put back the edit that was undone last",
    examples: ["toposcope topics redo", "toposcope topics redo --project papers --json"],
    next: "toposcope topics edits",
    load: async () => (await import("./topic-edits.ts")).redoTopicEditVerb,
  },
  {
    words: ["topics", "edits"],
    summary: "List what was changed about the topics of the latest analysis by hand",
    examples: ["toposcope topics edits", "toposcope topics edits --project papers --json"],
    next: "toposcope topics undo",
    load: async () => (await import("./topic-edits.ts")).listTopicEditsVerb,
  },
  {
    words: ["topics", "replay"],
    summary: "Do an earlier analysis' edits again, as far as its topics are found in the latest one",
    options: [
      { flag: "--from <run>", about: "run whose edits they were; without it the last one that was edited" },
      { flag: "--dry-run", about: "say what would come of it, and leave everything as it is" },
    ],
    examples: ["toposcope topics replay", "toposcope topics replay --from 3 --dry-run --json"],
    next: "toposcope topics edits",
    load: async () => (await import("./topic-edits.ts")).replayTopicEditsVerb,
  },
];
