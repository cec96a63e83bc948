import { asOf, layer } from "./topic-edit.verbs.ts";
import type { Verb } from "./verb.ts";
import { asking, writing } from "./verb-settings.ts";

/** What is done with what topics say. */
export const insightVerbs: readonly Verb[] = [
  {
    words: ["topics", "insights"],
    summary: "Print what the topics say: summary, themes, questions",
    options: [layer, asOf],
    examples: ["toposcope topics insights", "toposcope topics insights --project papers --layer 1 --json"],
    next: "toposcope topics show <id>",
    load: async () => (await import("./insights.ts")).listInsightsVerb,
  },
  {
    words: ["topics", "describe"],
    summary: "Have a language model name the topics that are shown, and say what they say",
    settings: ["workers", "memoryLimit", "memoryThreshold", ...writing, ...asking],
    examples: [
      "toposcope topics describe --project papers",
      "toposcope topics describe --name-language German --audience 'hospital managers'",
    ],
    next: "toposcope topics insights",
    load: async () => (await import("./insights.ts")).describeTopicsVerb,
  },
  {
    words: ["topics", "preview"],
    summary: "Ask a language model about one topic, with other prompts too; nothing is kept",
    arguments: [{ name: "<id>", about: "number of the topic, from the list" }],
    settings: [...writing, ...asking],
    examples: [
      "toposcope topics preview 4",
      'toposcope topics preview 4 --name-prompt "$(cat name.txt)" --json',
    ],
    next: "toposcope projects set <name> namePrompt <text>",
    load: async () => (await import("./insights.ts")).previewTopicVerb,
  },
];
