import type { Verb } from "./verb.ts";

/** What is done with language models and what they cost. */
export const providerVerbs: readonly Verb[] = [];
