import type { VerbOption } from "./verb.ts";

/** In which documents, and in whose words, passages are looked for. */
export const narrowingOptions: VerbOption[] = [
  { flag: "--topic <id>", about: "only in this topic" },
  { flag: "--source <id>", about: "only in what came with this import" },
  { flag: "--language <code>", about: "only in documents of this language, such as en" },
  { flag: "--label <text>", about: "only in documents with this label" },
  { flag: "--from <date>", about: "only in documents of this day, month or year or later" },
  { flag: "--to <date>", about: "only in documents of this day, month or year or earlier" },
  {
    flag: "--column <condition...>",
    about: "only where a column of the table says so, such as region=north",
  },
  {
    flag: "--role <name>",
    about: "only passages of conversations in which this role speaks, such as customer; its own words count",
  },
  { flag: "--where <condition...>", about: "only in documents that answer a facet so, such as urgency=high" },
];

/** How passages are looked for, and in which documents. */
export const searchOptions: VerbOption[] = [
  { flag: "--limit <count>", about: "passages at most; documents for each of --queries", fallback: "10" },
  {
    flag: "--meaning <share>",
    about: "how much meaning counts: 0 is words only, 1 meaning only; what suits the model where not given",
  },
  { flag: "--words", about: "words only, as --meaning 0" },
  { flag: "--like-passage <id>", about: "look for what is like this passage" },
  { flag: "--like-document <id>", about: "look for what is like this document" },
  { flag: "--per-document <count>", about: "passages of one document at most" },
  { flag: "--neighbours <count>", about: "show as many passages before and after each" },
  ...narrowingOptions,
  {
    flag: "--queries <file>",
    about:
      "look for many things at once: a file of JSON lines, each with id (or _id) and text; - for standard input",
  },
  {
    flag: "--format <name>",
    about: "how to print what --queries finds: a JSON line for each, {query, documents: [{id, score}]}",
    choices: ["jsonl"],
  },
];
