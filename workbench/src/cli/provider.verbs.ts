import { providerKinds, routings } from "../model.ts";
import type { Verb, VerbArgument, VerbOption } from "./verb.ts";
import { asking } from "./verb-settings.ts";

const name: VerbArgument = { name: "<name>", about: "name of the provider, from the list" };
const changes: readonly VerbOption[] = [
  { flag: "--base-url <url>", about: "where it is, if not where its kind usually is" },
  { flag: "--key <secret>", about: "its key, to be stored encrypted; - reads it from standard input" },
  {
    flag: "--key-variable <name>",
    about: "environment variable that holds the key where toposcope is started, such as MY_API_KEY",
  },
  {
    flag: "--models <list>",
    about: "one model for everything, or by purpose: naming=small,insights=small,facets=small,answers=large",
  },
  { flag: "--priority <number>", about: "lower ones are asked first" },
  { flag: "--requests-per-minute <count>", about: "requests at most, over all workers; none for no limit" },
  { flag: "--tokens-per-minute <count>", about: "tokens at most, over all workers; none for no limit" },
  { flag: "--concurrency <count>", about: "requests at once at most; none for no limit" },
];

/** What is done with language models and what they cost. */
export const providerVerbs: readonly Verb[] = [
  {
    words: ["providers", "list"],
    isDefault: true,
    summary: "List the providers of language models that are set up",
    settings: ["keySecret"],
    examples: ["toposcope providers", "toposcope providers --json"],
    next: "toposcope providers add <name>",
    load: async () => (await import("./providers.ts")).listProvidersVerb,
  },
  {
    words: ["providers", "add"],
    summary: "Set up a provider; without one, no text leaves this machine",
    arguments: [{ name: "<name>", about: "any name; that of a kind says the kind, too" }],
    options: [
      { flag: "--kind <kind>", about: "whose protocol it speaks", choices: providerKinds },
      ...changes,
    ],
    settings: ["keySecret"],
    examples: [
      "toposcope providers add openai --key -",
      "toposcope providers add ollama --kind compatible --base-url http://127.0.0.1:11434/v1 --models llama3.2",
    ],
    next: "toposcope providers test <name>",
    load: async () => (await import("./providers.ts")).addProviderVerb,
  },
  {
    words: ["providers", "set"],
    summary: "Change a provider; with an address on another host its key must be given again",
    arguments: [name],
    options: [...changes, { flag: "--enabled <on>", about: "whether it is asked", choices: ["on", "off"] }],
    settings: ["keySecret"],
    examples: [
      "toposcope providers set openai --models naming=gpt-5-nano,answers=gpt-5",
      "toposcope providers set openai --enabled off --json",
    ],
    next: "toposcope providers",
    load: async () => (await import("./providers.ts")).setProviderVerb,
  },
  {
    words: ["providers", "remove"],
    summary: "Take a provider out, with its key; what it answered and cost stays",
    arguments: [name],
    examples: ["toposcope providers remove openai", "toposcope providers remove openai --json"],
    next: "toposcope providers",
    load: async () => (await import("./providers.ts")).removeProviderVerb,
  },
  {
    words: ["providers", "test"],
    summary: "Ask each of a provider's models a short question, which costs a little",
    arguments: [name],
    settings: ["keySecret"],
    examples: ["toposcope providers test openai", "toposcope providers test openai --json"],
    next: "toposcope providers costs",
    load: async () => (await import("./providers.ts")).testProviderVerb,
  },
  {
    words: ["providers", "models"],
    summary: "List the models that a provider says it has; costs nothing",
    arguments: [name],
    settings: ["keySecret"],
    examples: ["toposcope providers models openai", "toposcope providers models openai --json"],
    next: "toposcope providers set <name> --models <list>",
    load: async () => (await import("./providers.ts")).providerModelsVerb,
  },
  {
    words: ["providers", "rules"],
    summary: "Show or set in which order providers are asked and what they may cost",
    options: [
      { flag: "--routing <how>", about: "who is asked first", choices: routings },
      { flag: "--per-run <dollars>", about: "most that a run may cost; none for no limit" },
      { flag: "--per-day <dollars>", about: "most that a day (UTC) may cost, all projects together" },
      { flag: "--per-project <dollars>", about: "most that a project may cost, in all" },
      {
        flag: "--unpriced <what>",
        about: "with a budget, models of unknown price",
        choices: ["allow", "refuse"],
      },
    ],
    examples: [
      "toposcope providers rules --per-run 2 --per-day 10",
      "toposcope providers rules --routing cheapest --json",
    ],
    next: "toposcope providers costs",
    load: async () => (await import("./costs.ts")).rulesVerb,
  },
  {
    words: ["providers", "costs"],
    summary: "Show what language models were asked and what that cost, of all projects or of one",
    examples: ["toposcope providers costs", "toposcope providers costs --project papers --json"],
    next: "toposcope providers rules",
    load: async () => (await import("./costs.ts")).costsVerb,
  },
  {
    words: ["providers", "estimate"],
    summary: "Estimate what language models would be asked about a project and what that would cost",
    settings: asking,
    examples: ["toposcope providers estimate --project papers", "toposcope providers estimate --json"],
    next: "toposcope providers rules --per-run <dollars>",
    load: async () => (await import("./costs.ts")).estimateVerb,
  },
];
