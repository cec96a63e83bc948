import type { Verb } from "./verb.ts";
import { guarding } from "./verb-settings.ts";

/** What is done with personal data. */
export const privacyVerbs: readonly Verb[] = [
  {
    words: ["privacy", "show"],
    isDefault: true,
    summary: "Show which topics privacy hides, and what the last audit said",
    options: [{ flag: "--all", about: "list the topics too that are shown and passed" }],
    settings: guarding,
    examples: ["toposcope privacy --project chats", "toposcope privacy --project chats --all --json"],
    next: "toposcope privacy audit",
    load: async () => (await import("./privacy.ts")).showPrivacyVerb,
  },
  {
    words: ["privacy", "audit"],
    summary: "Judge whether what is shown of the topics could identify a person",
    examples: ["toposcope privacy audit --project chats", "toposcope privacy audit --project chats --json"],
    next: "toposcope projects set chats privacy strict",
    load: async () => (await import("./privacy.ts")).auditTopicsVerb,
  },
];
