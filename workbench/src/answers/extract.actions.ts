import type { AnswerSentence } from "../answer-contract.ts";
import { reportOn } from "./cite.ts";
import type { Answering } from "./draft.ts";
import { chooseSentences } from "./extract.ts";
import type { Gathered } from "./gather.actions.ts";
import { cite, unused } from "./passage.ts";

/**
 * Answers with the best sentences of the passages, each with its citation.
 *
 * @param note why no model wrote it, where there is one
 */
export async function* extractAnswer(
  { retrieved, likely, cosines }: Gathered,
  note: string | null = null,
): Answering {
  const hits = retrieved.map(({ hit }) => hit);
  const sentences: AnswerSentence[] = [];
  for (const { passage, span } of chooseSentences(likely, cosines, hits)) {
    const citation = cite(retrieved[passage]!, span);
    const text = citation.quote.replace(/\s+/g, " ");
    yield { type: "text", text: sentences.length === 0 ? text : ` ${text}` };
    yield { type: "citation", citation };
    sentences.push({ text, citations: [citation], support: "full" });
  }
  return {
    kind: "answer",
    by: "extraction",
    model: null,
    note,
    sentences,
    unused: unused(retrieved, sentences),
    report: reportOn(sentences),
  };
}
