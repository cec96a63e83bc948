import type { Answering } from "./draft.ts";
import { cite, type Retrieved } from "./passage.ts";

const text = "The documents do not seem to say anything about this. These passages come closest.";
const closestShown = 3;

/** Says that there is no answer, and what comes closest. */
export async function* refuse({ retrieved }: { readonly retrieved: readonly Retrieved[] }): Answering {
  yield { type: "refusal", text };
  const closest = retrieved.slice(0, closestShown).map((passage) => cite(passage, passage.excerpt));
  return { kind: "refusal", text, closest };
}
