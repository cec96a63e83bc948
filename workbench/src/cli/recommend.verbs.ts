import type { Verb } from "./verb.ts";

/** What is done with recommendations. */
export const recommendVerbs: readonly Verb[] = [];
