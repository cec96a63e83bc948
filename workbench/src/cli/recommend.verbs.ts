import type { Verb, VerbOption } from "./verb.ts";

const limit: VerbOption = { flag: "--limit <count>", about: "at most so many", fallback: "10" };
const reader: VerbOption = { flag: "--for <reader>", about: "who reads", fallback: "me" };

/** What is done with recommendations. */
export const recommendVerbs: readonly Verb[] = [
  {
    words: ["recommend", "documents"],
    isDefault: true,
    summary: "Recommend documents to a reader, or those like some and unlike others, each with its reasons",
    options: [
      { flag: "--for <reader>", about: "whose readings to go by; without examples, yours: me" },
      {
        flag: "--similar <document>",
        about: "documents like this one, with the passages that are most alike",
      },
      { flag: "--like <documents>", about: "numbers of documents to find more of: 12,40" },
      { flag: "--unlike <documents>", about: "numbers of documents to find less of: 7" },
      {
        flag: "--strategy <name>",
        about: "how several examples are joined (default: best)",
        choices: ["best", "average", "sum"],
      },
      { flag: "--variety <share>", about: "0: what fits best; 1: what is unlike the rest (default: 0.3)" },
      { flag: "--freshness <share>", about: "how much new documents are preferred (default: 0.1)" },
      { flag: "--per-topic <count>", about: "documents of one topic at most (default: seven in ten)" },
      { flag: "--half-life <days>", about: "when a reading counts half as much (default: 180)" },
      limit,
    ],
    examples: [
      "toposcope recommend --for ada --project papers",
      "toposcope recommend --like 12,40 --unlike 7 --limit 5 --json",
    ],
    next: "toposcope recommend read <document>",
    load: async () => (await import("./recommend.ts")).recommendVerb,
  },
  {
    words: ["recommend", "read"],
    summary: "Keep that somebody read a document, so that recommendations go by it",
    arguments: [{ name: "<document>", about: "number of the document" }],
    options: [
      reader,
      {
        flag: "--weight <number>",
        about: "how much it counts, -10 to 10; below 0: less of its kind",
        fallback: "1",
      },
      { flag: "--at <time>", about: "when, as in 2026-11-21T09:30:00Z (default: now)" },
    ],
    examples: [
      "toposcope recommend read 12 --for ada",
      "toposcope recommend read 7 --for ada --weight -1 --project papers",
    ],
    next: "toposcope recommend --for <reader>",
    load: async () => (await import("./recommend.ts")).readVerb,
  },
  {
    words: ["recommend", "history"],
    summary: "List what a reader read, or who read something",
    options: [{ flag: "--for <reader>", about: "who; without it, all readers are listed" }, limit],
    examples: ["toposcope recommend history", "toposcope recommend history --for ada --json"],
    next: "toposcope recommend forget --for <reader>",
    load: async () => (await import("./recommend.ts")).historyVerb,
  },
  {
    words: ["recommend", "forget"],
    summary: "Forget all that a reader read",
    options: [reader],
    examples: ["toposcope recommend forget --for ada", "toposcope recommend forget --project papers"],
    next: "toposcope recommend",
    load: async () => (await import("./recommend.ts")).forgetVerb,
  },
  {
    words: ["recommend", "topics"],
    summary: "List the topics that have to do with one: near in meaning, linked, or in the same documents",
    arguments: [{ name: "<id>", about: "number of the topic, from the list" }],
    options: [limit],
    examples: ["toposcope recommend topics 4", "toposcope recommend topics 4 --project papers --json"],
    next: "toposcope topics show <id>",
    load: async () => (await import("./recommend.ts")).relatedTopicsVerb,
  },
  {
    words: ["evaluate", "recommendations"],
    summary: "Say how well recommendations find the last document that each reader read",
    arguments: [
      {
        name: "<file>",
        about:
          "CSV with a header, or JSONL: reader, document (its id or number), and if known time and weight",
      },
    ],
    options: [{ flag: "--k <count>", about: "length of a list", fallback: "10" }],
    examples: [
      "toposcope evaluate recommendations history.csv --project papers",
      "toposcope evaluate recommendations history.jsonl --k 20 --json",
    ],
    next: "toposcope recommend --for <reader> --strategy average",
    load: async () => (await import("./recommend.ts")).evaluateRecommendationsVerb,
  },
];
