import type { Verb } from "./verb.ts";

/** What is done with personal data. */
export const privacyVerbs: readonly Verb[] = [];
