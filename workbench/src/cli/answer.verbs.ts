import { narrowingOptions } from "./search-options.ts";
import type { Verb } from "./verb.ts";
import { embedding, searching } from "./verb-settings.ts";

/** What is done with search and answers. */
export const answerVerbs: readonly Verb[] = [
  {
    words: ["ask"],
    summary:
      "Answer a question from the documents, with a citation after each sentence, or say that they do not",
    arguments: [{ name: "<question...>", about: "what to ask" }],
    options: [
      {
        flag: "--after <id>",
        about: "go on from this question: what it was about, and to what it was narrowed, is carried over",
      },
      ...narrowingOptions,
    ],
    settings: [...embedding, ...searching, "answersModel", "judge", "projectBudget", "keySecret"],
    examples: [
      "toposcope ask who pays for repairs --project leases",
      "toposcope ask 'what is wrong with the invoices?' --role customer --where urgency=high",
    ],
    next: "toposcope questions",
    load: async () => (await import("./ask.ts")).runAsk,
  },
  {
    words: ["questions", "list"],
    isDefault: true,
    summary: "List what was asked of a project, the newest first",
    options: [
      { flag: "--before <id>", about: "only what was asked before this question" },
      { flag: "--limit <count>", about: "questions at most", fallback: "50" },
    ],
    examples: ["toposcope questions --project leases", "toposcope questions --limit 5 --json"],
    next: "toposcope questions show <id>",
    load: async () => (await import("./ask.ts")).listQuestionsVerb,
  },
  {
    words: ["questions", "show"],
    summary: "Show a question with its answer, as it was given",
    arguments: [{ name: "<id>", about: "number of the question, from the list" }],
    examples: ["toposcope questions show 3", "toposcope questions show 3 --project leases --json"],
    next: "toposcope ask <question> --after <id>",
    load: async () => (await import("./ask.ts")).showQuestionVerb,
  },
  {
    words: ["questions", "delete"],
    summary: "Delete a question with its answer",
    arguments: [{ name: "<id>", about: "number of the question, from the list" }],
    examples: ["toposcope questions delete 3", "toposcope questions delete 3 --project leases --json"],
    next: "toposcope questions",
    load: async () => (await import("./ask.ts")).deleteQuestionVerb,
  },
];
