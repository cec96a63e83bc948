import { layer } from "./topic-edit.verbs.ts";
import type { Verb, VerbOption } from "./verb.ts";

/** What is known of the topics before they are looked for. */
export const guidanceOptions: VerbOption[] = [
  { flag: "--seeds <file>", about: "JSON file with words of topics that are to be found" },
  { flag: "--topic-names <list>", about: "names of topics, parted by commas, or a file with one a line" },
  { flag: "--similarity <cosine>", about: "with --topic-names: how similar texts are to their topic's name" },
  { flag: "--labels <column>", about: "column with labels of some documents, that topics are to follow" },
  { flag: "--supervised", about: "with --labels: the labels are the topics" },
  { flag: "--clusters <column>", about: "column with the topics of the documents; they are only described" },
  { flag: "--update", about: "keep ids and given names of topics that go on from the analysis shown" },
];

/** What uses the topics of an analysis on other texts. */
export const topicModelVerbs: readonly Verb[] = [
  {
    words: ["topics", "predict"],
    summary: "Say which topics texts belong to, without finding the topics anew",
    arguments: [{ name: "[text...]", about: "texts, or - for standard input, one a line" }],
    options: [
      { flag: "--file <path>", about: "file with one text a line, or JSON lines with a text each" },
      { flag: "--from <file>", about: "a saved model, in place of a project" },
      layer,
    ],
    settings: ["model", "embeddingKey", "embeddingAddress"],
    examples: [
      "toposcope topics predict 'My card was swallowed' --project complaints",
      "toposcope topics predict --from complaints.topics --file new.txt --json",
    ],
    next: "toposcope topics show <id>",
    load: async () => (await import("./topic-model.ts")).predictVerb,
  },
  {
    words: ["topics", "search"],
    summary: "Find the topics that have most to do with a question",
    arguments: [{ name: "<query...>", about: "what to look for" }],
    options: [{ flag: "--limit <count>", about: "topics at most", fallback: "10" }, layer],
    settings: ["model", "embeddingKey", "embeddingAddress"],
    examples: [
      "toposcope topics search late fees",
      "toposcope topics search 'lost luggage' --limit 3 --json",
    ],
    next: "toposcope topics show <id>",
    load: async () => (await import("./topic-model.ts")).searchTopicsVerb,
  },
  {
    words: ["topics", "save"],
    summary: "Save what places other texts among a project's topics as one file",
    arguments: [{ name: "<file>", about: "file to write" }],
    examples: [
      "toposcope topics save complaints.topics",
      "toposcope topics save complaints.topics --project complaints --json",
    ],
    next: "toposcope topics predict <text> --from <file>",
    load: async () => (await import("./topic-model.ts")).saveModelVerb,
  },
  {
    words: ["topics", "combine"],
    summary: "Make one model out of several saved ones, with topics that are alike joined",
    arguments: [
      { name: "<file...>", about: "saved models, two at least; the first one's names and ids go first" },
    ],
    options: [
      { flag: "--output <file>", about: "file to write" },
      { flag: "--threshold <cosine>", about: "how alike two topics are that become one", fallback: "0.85" },
    ],
    examples: [
      "toposcope topics combine 2025.topics 2026.topics --output both.topics",
      "toposcope topics combine a.topics b.topics --output ab.topics --threshold 0.9 --json",
    ],
    next: "toposcope topics predict <text> --from <file>",
    load: async () => (await import("./topic-model.ts")).combineModelsVerb,
  },
  {
    words: ["documents", "spans"],
    summary: "Show where in a document which topic is",
    arguments: [{ name: "<id>", about: "number of the document, from the list" }],
    options: [layer],
    settings: ["model", "embeddingKey", "embeddingAddress"],
    examples: ["toposcope documents spans 12", "toposcope documents spans 12 --project papers --json"],
    next: "toposcope topics show <id>",
    load: async () => (await import("./topic-model.ts")).documentSpansVerb,
  },
];
