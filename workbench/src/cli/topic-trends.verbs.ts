import { asOf, layer } from "./topic-edit.verbs.ts";
import type { Verb, VerbOption } from "./verb.ts";

const topics: VerbOption = { flag: "--topics <ids>", about: "only these topics, such as 4,7" };

/** What looks at topics from another side: over time, per class, and how good they are. */
export const topicTrendVerbs: readonly Verb[] = [
  {
    words: ["overview"],
    summary: "Show the largest topics, duplicates, languages and odd ones out, while a run goes on too",
    options: [asOf],
    examples: ["toposcope overview", "toposcope overview --project papers --json"],
    next: "toposcope topics",
    load: async () => (await import("./overview.ts")).overviewVerb,
  },
  {
    words: ["topics", "over-time"],
    summary: "Show how often topics occur over time, and with which words",
    options: [
      { flag: "--bins <count>", about: "stretches of equal length", fallback: "20" },
      { flag: "--each-date", about: "every date that occurs is a stretch of its own" },
      { flag: "--no-evolution", about: "words of a stretch alone, not averaged with the one before" },
      { flag: "--column <name>", about: "only documents of which this column says --value" },
      { flag: "--value <text>", about: "what the column says" },
      topics,
      layer,
      asOf,
    ],
    examples: [
      "toposcope topics over-time --bins 12",
      "toposcope topics over-time --topics 4,7 --project papers --json",
    ],
    next: "toposcope topics show <id>",
    load: async () => (await import("./topic-trends.ts")).topicsOverTimeVerb,
  },
  {
    words: ["topics", "per-class"],
    summary: "Show how often topics occur in each class of a column, and with which words",
    options: [
      { flag: "--column <name>", about: "column of the documents' table", fallback: "label" },
      { flag: "--classes <count>", about: "classes at most, the most frequent ones", fallback: "20" },
      topics,
      layer,
      asOf,
    ],
    examples: [
      "toposcope topics per-class --column state",
      "toposcope topics per-class --column product --topics 4 --json",
    ],
    next: "toposcope topics show <id>",
    load: async () => (await import("./topic-trends.ts")).topicsPerClassVerb,
  },
  {
    words: ["evaluate", "topics"],
    isDefault: true,
    summary: "Say how good the topics are: their words, their members, their agreement with labels",
    options: [
      {
        flag: "--run <run>",
        about: "number of the analysis, from the list of runs; without it the one shown",
      },
      { flag: "--labels <column>", about: "column to compare the topics with" },
      layer,
    ],
    examples: ["toposcope evaluate topics", "toposcope evaluate topics --labels category --json"],
    next: "toposcope analyze --seed 1",
    load: async () => (await import("./evaluate.ts")).evaluateTopicsVerb,
  },
];
