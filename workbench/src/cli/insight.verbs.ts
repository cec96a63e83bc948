import type { Verb } from "./verb.ts";

/** What is done with what topics say. */
export const insightVerbs: readonly Verb[] = [];
