import type { Verb } from "./verb.ts";

/** What is done with search and answers. */
export const answerVerbs: readonly Verb[] = [];
