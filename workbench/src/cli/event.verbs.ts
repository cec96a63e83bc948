import type { Verb, VerbArgument, VerbOption } from "./verb.ts";

const webhook: VerbArgument = { name: "<webhook>", about: "number of the webhook, from the list" };
const types: VerbOption = {
  flag: "--types <names>",
  about: "only events of these types, such as run.state,topic.changed (docs/events.md)",
};

/** The verbs about what happens, and about who is told. */
export const eventVerbs: readonly Verb[] = [
  {
    words: ["events"],
    summary: "Print what happened last, of all projects or of one, or what happens",
    options: [
      { flag: "--follow", about: "go on with what happens, until Ctrl-C" },
      types,
      { flag: "--after <number>", about: "with --follow: begin behind this event" },
      { flag: "--limit <count>", about: "events at most; with --follow before it goes on", fallback: "20" },
    ],
    examples: ["toposcope events --project papers", "toposcope events --follow --types run.state --json"],
    next: "toposcope webhooks add <url>",
    load: async () => (await import("./events.ts")).eventsVerb,
  },
  {
    words: ["webhooks", "list"],
    isDefault: true,
    summary: "List the addresses that are told what happens, and how that goes",
    examples: ["toposcope webhooks", "toposcope webhooks --json"],
    next: "toposcope webhooks test <webhook>",
    load: async () => (await import("./webhooks.ts")).listWebhooksVerb,
  },
  {
    words: ["webhooks", "add"],
    summary: "Send events to an address from now on, signed; prints the secret, once",
    arguments: [{ name: "<url>", about: "http(s) address to send to" }],
    options: [types, { flag: "--secret <secret>", about: "secret to sign with; made up where not given" }],
    settings: ["privateWebhooks"],
    examples: [
      "toposcope webhooks add https://example.org/hook",
      "toposcope webhooks add https://example.org/hook --project papers --types document.ready,run.state",
    ],
    next: "toposcope webhooks test <webhook>",
    load: async () => (await import("./webhooks.ts")).addWebhookVerb,
  },
  {
    words: ["webhooks", "remove"],
    summary: "Send no more events to an address",
    arguments: [webhook],
    examples: ["toposcope webhooks remove 2", "toposcope webhooks remove 2 --json"],
    next: "toposcope webhooks",
    load: async () => (await import("./webhooks.ts")).removeWebhookVerb,
  },
  {
    words: ["webhooks", "test"],
    summary: "Send a test event to an address now, and say what it answers",
    arguments: [webhook],
    settings: ["privateWebhooks"],
    examples: ["toposcope webhooks test 2", "toposcope webhooks test 2 --json"],
    next: "toposcope webhooks",
    load: async () => (await import("./webhooks.ts")).testWebhookVerb,
  },
  {
    words: ["webhooks", "resume"],
    summary: "Try an address again at once, also where it was given up",
    arguments: [webhook],
    examples: ["toposcope webhooks resume 2", "toposcope webhooks resume 2 --json"],
    next: "toposcope webhooks",
    load: async () => (await import("./webhooks.ts")).resumeWebhookVerb,
  },
];
