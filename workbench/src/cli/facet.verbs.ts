import type { Verb } from "./verb.ts";

/** What is done with facets. */
export const facetVerbs: readonly Verb[] = [];
