import { answerVerbs } from "./answer.verbs.ts";
import { cacheVerbs } from "./cache.verbs.ts";
import { eventVerbs } from "./event.verbs.ts";
import { facetVerbs } from "./facet.verbs.ts";
import { insightVerbs } from "./insight.verbs.ts";
import { privacyVerbs } from "./privacy.verbs.ts";
import { projectVerbs } from "./project.verbs.ts";
import { providerVerbs } from "./provider.verbs.ts";
import { recommendVerbs } from "./recommend.verbs.ts";
import { inLine, runVerbs } from "./run.verbs.ts";
import { searchOptions } from "./search-options.ts";
import { columns } from "./table-columns.ts";
import { asOf, layer, topicEditVerbs } from "./topic-edit.verbs.ts";
import { guidanceOptions, topicModelVerbs } from "./topic-model.verbs.ts";
import { topicTrendVerbs } from "./topic-trends.verbs.ts";
import type { Verb } from "./verb.ts";
import {
  asking,
  chunking,
  describing,
  discovering,
  embedding,
  guarding,
  listening,
  memory,
  page,
  reading,
  searching,
} from "./verb-settings.ts";
import { watchVerbs } from "./watch.verbs.ts";
import { workerVerbs } from "./worker.verbs.ts";

/** Every verb of the command line. */
export const verbs: readonly Verb[] = [
  {
    words: ["explore"],
    summary: "Show what a pile of documents is about: import them, find their topics, open the page",
    arguments: [{ name: "<path...>", about: "folders, files, quoted globs, or - for standard input" }],
    options: [...columns, { flag: "--no-open", about: "print the topics and end, without page and browser" }],
    settings: [
      ...embedding,
      ...chunking,
      ...discovering,
      ...describing,
      ...asking,
      ...guarding,
      ...reading,
      ...listening,
      ...page,
    ],
    examples: [
      "toposcope explore reports/",
      "toposcope explore complaints.csv --text narrative --json --no-open",
    ],
    next: "toposcope topics",
    load: async () => (await import("./explore.ts")).runExplore,
  },
  {
    words: ["import"],
    summary: "Take documents into a project: read, check, cut into chunks and embed them",
    arguments: [{ name: "<path...>", about: "folders, files, quoted globs, or - for standard input" }],
    options: [...columns, inLine],
    settings: [...embedding, ...chunking, ...reading],
    examples: [
      "toposcope import reports/ --project papers",
      "toposcope import 'mail/**/*.eml' --project mail --json",
    ],
    next: "toposcope analyze",
    load: async () => (await import("./import.ts")).runImport,
  },
  {
    words: ["analyze"],
    summary: "Find the topics of a project's documents",
    options: [...guidanceOptions, inLine],
    settings: [...embedding, ...discovering, ...describing, ...asking, ...memory, "workers", "cache"],
    examples: [
      "toposcope analyze --project papers",
      "toposcope analyze --project papers --topic-names 'refunds, lost cards' --update",
    ],
    next: "toposcope topics",
    load: async () => (await import("./analyze.ts")).runAnalyze,
  },
  {
    words: ["search"],
    summary: "Find the passages nearest to a question, in meaning and in words",
    arguments: [
      {
        name: "[query...]",
        about: "what to look for; what is in double quotes must stand there word by word",
      },
    ],
    options: searchOptions,
    settings: [...embedding, ...searching],
    examples: [
      "toposcope search who pays for repairs --from 2023",
      "toposcope search --queries questions.jsonl --limit 10 --format jsonl",
    ],
    next: "toposcope documents show <id>",
    load: async () => (await import("./search.ts")).runSearch,
  },
  {
    words: ["serve"],
    summary: "Run the page and the HTTP API until Ctrl-C",
    options: [{ flag: "--open", about: "open the page in the browser" }],
    settings: [
      ...listening,
      ...embedding,
      ...searching,
      ...asking,
      ...guarding,
      ...reading,
      ...page,
      "privateWebhooks",
      "maxUpload",
      "slowLog",
    ],
    examples: ["toposcope serve", "toposcope serve --host 0.0.0.0 --port 8080 --token $TOKEN"],
    next: "open the address that it prints",
    load: async () => (await import("./serve.ts")).runServe,
  },
  {
    words: ["doctor"],
    summary: "Say what is wrong with this installation, if anything",
    settings: [...listening, ...embedding, ...searching, ...memory, "workers"],
    examples: ["toposcope doctor", "toposcope doctor --data /srv/toposcope --json"],
    next: "do what the hints say, then: toposcope doctor",
    load: async () => (await import("./doctor.ts")).runDoctor,
  },
  {
    words: ["topics", "list"],
    isDefault: true,
    summary: "List the topics of the project's latest analysis",
    options: [layer, asOf],
    examples: ["toposcope topics", "toposcope topics --project papers --layer 0 --json"],
    next: "toposcope topics show <id>",
    load: async () => (await import("./topics.ts")).listTopicsVerb,
  },
  {
    words: ["topics", "show"],
    summary: "Show one topic: keywords, passages, relations",
    arguments: [{ name: "<id>", about: "number of the topic, from the list" }],
    options: [asOf],
    examples: ["toposcope topics show 4", "toposcope topics show 4 --project papers --json"],
    next: "toposcope documents --topic <id>",
    load: async () => (await import("./topics.ts")).showTopicVerb,
  },
  {
    words: ["topics", "tree"],
    summary: "Print the topics of all layers as a tree, from coarse to fine",
    options: [asOf],
    examples: ["toposcope topics tree", "toposcope topics tree --project papers --json"],
    next: "toposcope topics show <id>",
    load: async () => (await import("./topics-tree.ts")).topicTreeVerb,
  },
  {
    words: ["topics", "graph"],
    summary: "Print which topics are near each other",
    options: [
      layer,
      { flag: "--threshold <cosine>", about: "similarity from which two topics are linked" },
      asOf,
    ],
    examples: ["toposcope topics graph", "toposcope topics graph --threshold 0.4 --json"],
    next: "toposcope topics show <id>",
    load: async () => (await import("./topics.ts")).topicGraphVerb,
  },
  ...watchVerbs,
  ...topicEditVerbs,
  ...topicModelVerbs,
  ...topicTrendVerbs,
  {
    words: ["documents", "list"],
    isDefault: true,
    summary: "List the project's documents",
    options: [
      { flag: "--topic <id>", about: "only those of this topic" },
      { flag: "--flag <name>", about: "only those with this mark, such as near-duplicate" },
      {
        flag: "--where <condition...>",
        about: "only those that answer a facet so, such as sentiment=negative",
      },
      { flag: "--facets <name...>", about: "show what they answer to these facets" },
      { flag: "--source <id>", about: "only what came with this import" },
      { flag: "--set-aside", about: "only those that were set aside" },
      {
        flag: "--arrived <kind>",
        about: "only those that came after the analysis: placed into a topic, or unplaced",
        choices: ["placed", "unplaced"],
      },
      { flag: "--text <words>", about: "only those whose title or text holds this" },
      { flag: "--role <name>", about: "only conversations in which it speaks; with --text, and says this" },
      asOf,
      { flag: "--limit <count>", about: "documents at most", fallback: "50" },
      { flag: "--cursor <cursor>", about: "go on where an earlier list ended" },
    ],
    examples: ["toposcope documents --topic 4", "toposcope documents --flag near-duplicate --json"],
    next: "toposcope documents show <id>",
    load: async () => (await import("./documents.ts")).listDocumentsVerb,
  },
  {
    words: ["documents", "show"],
    summary: "Show one document with its text and topics",
    arguments: [{ name: "<id>", about: "number of the document, from the list" }],
    options: [asOf],
    examples: ["toposcope documents show 12", "toposcope documents show 12 --project papers --json"],
    next: "toposcope documents set-aside <id>",
    load: async () => (await import("./documents.ts")).showDocumentVerb,
  },
  {
    words: ["documents", "set-aside"],
    summary: "Leave a document out of later analyses; it is kept",
    arguments: [{ name: "<id>", about: "number of the document" }],
    examples: ["toposcope documents set-aside 12", "toposcope documents set-aside 12 --project papers"],
    next: "toposcope analyze",
    load: async () => (await import("./documents.ts")).setAsideVerb,
  },
  {
    words: ["documents", "take-back"],
    summary: "Count a document in again that was set aside",
    arguments: [{ name: "<id>", about: "number of the document" }],
    examples: ["toposcope documents take-back 12", "toposcope documents take-back 12 --project papers"],
    next: "toposcope analyze",
    load: async () => (await import("./documents.ts")).takeBackVerb,
  },
  {
    words: ["documents", "delete"],
    summary: "Delete documents, at once and everywhere; importing their files again brings them back",
    arguments: [{ name: "<id...>", about: "numbers of the documents, from the list" }],
    examples: ["toposcope documents delete 12", "toposcope documents delete 12 13 --project papers --json"],
    next: "toposcope documents",
    load: async () => (await import("./documents.ts")).deleteDocumentsVerb,
  },
  ...projectVerbs,
  ...providerVerbs,
  ...insightVerbs,
  ...facetVerbs,
  ...answerVerbs,
  ...recommendVerbs,
  ...privacyVerbs,
  ...runVerbs,
  {
    words: ["tune"],
    summary: "Try a few settings on a sample of the passages, and show what each gives",
    options: [
      { flag: "--sample <passages>", about: "passages to try them on, 20 to 3,000", fallback: "3000" },
    ],
    examples: ["toposcope tune --project papers", "toposcope tune --sample 1000 --json"],
    next: "toposcope analyze --clustering density",
    load: async () => (await import("./tune.ts")).tuneVerb,
  },
  ...eventVerbs,
  {
    words: ["tables", "describe"],
    summary: "Say what a table holds without reading all of it, and what its columns are taken for",
    arguments: [{ name: "<file>", about: "a CSV, TSV, JSON, JSONL or Parquet file" }],
    options: columns,
    settings: ["maxFileSize", "readTimeout", "memory"],
    examples: [
      "toposcope tables describe complaints.csv",
      "toposcope tables describe papers.parquet --text abstract --json",
    ],
    next: "toposcope import <file> --text <column>",
    load: async () => (await import("./tables-describe.ts")).describeTableVerb,
  },
  {
    words: ["export"],
    summary: "Take results away: documents, topics or vectors as tables, the map as a picture",
    arguments: [{ name: "<what>", about: "documents, topics, vectors or map" }],
    options: [
      asOf,
      {
        flag: "--format <name>",
        about: "jsonl, csv or parquet; for the map png or svg",
        choices: ["jsonl", "csv", "parquet", "png", "svg"],
      },
      { flag: "--output <file>", about: "file to write, in place of standard output" },
      {
        flag: "--resolution <dpi>",
        about:
          "of a PNG of the map of 16 × 10 inches, 72 to 1,200 dots per inch; screens have 96 (default: the setting)",
      },
      { flag: "--theme <name>", about: "colours of the map (default: light)", choices: ["light", "dark"] },
      {
        flag: "--strength <least>",
        about: "0 to 1: documents that are weaker members of their topic than this are written without it",
      },
    ],
    examples: [
      "toposcope export documents --format jsonl --strength 0.5 --project papers",
      "toposcope export map --format png --resolution 300 --output map.png",
    ],
    next: "toposcope topics",
    load: async () => (await import("./export.ts")).runExport,
  },
  ...cacheVerbs,
  ...workerVerbs(reading),
  {
    words: ["settings", "list"],
    isDefault: true,
    summary: "List the settings, their values and where each comes from",
    examples: ["toposcope settings", "toposcope settings --data /srv/toposcope --json"],
    next: "toposcope settings set <name> <value>",
    load: async () => (await import("./settings.ts")).listSettingsVerb,
  },
  {
    words: ["settings", "set"],
    summary: "Save a setting into the settings file of the data folder",
    arguments: [
      { name: "<name>", about: "name of the setting" },
      { name: "<value>", about: "its value from now on" },
    ],
    examples: ["toposcope settings set port 8080", "toposcope settings set clustering density"],
    next: "toposcope settings",
    load: async () => (await import("./settings.ts")).setSettingVerb,
  },
  {
    words: ["settings", "unset"],
    summary: "Take a setting out of the settings file",
    arguments: [{ name: "<name>", about: "name of the setting" }],
    examples: ["toposcope settings unset port", "toposcope settings unset clustering"],
    next: "toposcope settings",
    load: async () => (await import("./settings.ts")).unsetSettingVerb,
  },
  {
    words: ["reference", "write"],
    hidden: true,
    summary: "Write the pages that are generated from the sources",
    arguments: [{ name: "<folder>", about: "where to" }],
    examples: ["toposcope reference write docs/reference", "npm run docs"],
    next: "git diff docs/reference",
    load: async () => (await import("./reference.ts")).writeReferenceVerb,
  },
];
