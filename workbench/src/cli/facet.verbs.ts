import type { Verb, VerbOption } from "./verb.ts";

const definition: readonly VerbOption[] = [
  { flag: "--question <text>", about: "what every document is asked" },
  {
    flag: "--type <type>",
    about: "what the answers are",
    choices: ["text", "category", "number", "list", "yes-no", "date"],
  },
  { flag: "--values <list>", about: "values to choose from, such as 'low: no hurry; high: at once'" },
  { flag: "--least <number>", about: "smallest number that may be answered" },
  { flag: "--most <number>", about: "largest number that may be answered" },
  { flag: "--role <role>", about: "ask only what this role of a conversation says" },
  {
    flag: "--computed <what>",
    about: "compute it in place of asking",
    choices: ["words", "language", "date", "sentiment", "column"],
  },
  { flag: "--column <name>", about: "the column of the documents' table that --computed column takes" },
  { flag: "--description <text>", about: "what it is for" },
];

/** What is done with facets. */
export const facetVerbs: readonly Verb[] = [
  {
    words: ["facets", "list"],
    isDefault: true,
    summary: "List the questions that are asked of every document, and how many documents answer",
    examples: ["toposcope facets", "toposcope facets --project papers --json"],
    next: "toposcope facets show <name>",
    load: async () => (await import("./facets.ts")).listFacetsVerb,
  },
  {
    words: ["facets", "templates"],
    summary: "List the facets that one may begin with, by what the documents are",
    examples: ["toposcope facets templates", "toposcope facets templates --json"],
    next: "toposcope facets add --template <name>",
    load: async () => (await import("./facets.ts")).listTemplatesVerb,
  },
  {
    words: ["facets", "add"],
    summary: "Add a question to ask of every document, or a template's",
    arguments: [{ name: "[name]", about: "what the column shall be called; none with --template" }],
    options: [{ flag: "--template <name>", about: "add the facets of this template" }, ...definition],
    examples: [
      "toposcope facets add --template customer-support",
      "toposcope facets add urgency --question 'How urgent is it?' --type category --values 'low; high'",
    ],
    next: "toposcope facets run",
    load: async () => (await import("./facets.ts")).addFacetVerb,
  },
  {
    words: ["facets", "change"],
    summary: "Change a facet; where its question is another one now, its answers go",
    arguments: [{ name: "<name>", about: "name of the facet" }],
    options: [{ flag: "--name <name>", about: "another name" }, ...definition],
    examples: [
      "toposcope facets change urgency --values 'low; medium; high'",
      "toposcope facets change urgency --name hurry --project support",
    ],
    next: "toposcope facets run",
    load: async () => (await import("./facets.ts")).changeFacetVerb,
  },
  {
    words: ["facets", "show"],
    summary: "Show what the documents answer",
    arguments: [{ name: "<name>", about: "name of the facet" }],
    examples: ["toposcope facets show urgency", "toposcope facets show urgency --json"],
    next: "toposcope documents --where 'urgency=high'",
    load: async () => (await import("./facets.ts")).showFacetVerb,
  },
  {
    words: ["facets", "run"],
    summary: "Ask every document the facets that it has not answered",
    arguments: [{ name: "[name...]", about: "facets to ask; all where none is named" }],
    options: [
      { flag: "--again", about: "ask documents that have answered already, too" },
      { flag: "--extract", about: "take the answers from the texts, even where there is a language model" },
      { flag: "--estimate", about: "only say what it would take" },
      { flag: "--queue", about: "stand in line when the project has a run under way" },
    ],
    settings: ["workers", "facetsModel", "budget", "projectBudget", "keySecret"],
    examples: ["toposcope facets run", "toposcope facets run urgency --estimate --json"],
    next: "toposcope facets show <name>",
    load: async () => (await import("./facets.ts")).runFacetsVerb,
  },
  {
    words: ["facets", "cross"],
    summary: "Show how often answers meet those to another facet, or topics, and where that is no chance",
    arguments: [
      { name: "<name>", about: "facet whose answers are the rows" },
      { name: "[by]", about: "facet whose answers are the columns; the topics where none is named" },
    ],
    options: [
      { flag: "--layer <number>", about: "layer of topics; without it the suggested one" },
      { flag: "--run <run>", about: "id of an analysis; without it the one shown" },
    ],
    examples: ["toposcope facets cross urgency", "toposcope facets cross urgency sentiment --json"],
    next: "toposcope documents --where <condition>",
    load: async () => (await import("./facets.ts")).crossFacetsVerb,
  },
  {
    words: ["facets", "remove"],
    summary: "Take a facet away with its answers",
    arguments: [{ name: "<name>", about: "name of the facet" }],
    examples: ["toposcope facets remove urgency", "toposcope facets remove urgency --json"],
    next: "toposcope facets",
    load: async () => (await import("./facets.ts")).removeFacetVerb,
  },
];
