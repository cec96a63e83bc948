import type { Span } from "@toposcope/algorithms";
import type { SearchHit } from "../search-contract.ts";
import type { ScoredSentence } from "./sentence-scores.ts";
import { tellingTerms } from "./telling-terms.ts";

const meaningWeight = 0.8;
const mostSentences = 3;
/** Of the best one's score, what another sentence needs. */
const leastShare = 0.72;
const sameShare = 0.7;
const longestSentence = 600;
const longestHeading = 100;

/** How many of the sentences that fit by their words are compared in meaning. */
export const candidatesInMeaning = 16;

/** The sentences that fit a question best by their words, the best first; headings say nothing by themselves. */
export function likelySentences(
  scored: readonly ScoredSentence[],
  hits: readonly SearchHit[],
): ScoredSentence[] {
  return scored
    .filter(({ score, span }) => score > 0 && span.end - span.start <= longestSentence)
    .filter(({ passage, span }) => !isHeading(hits[passage]!.text, span))
    .toSorted((a, b) => b.score - a.score || a.passage - b.passage || a.span.start - b.span.start)
    .slice(0, candidatesInMeaning);
}

/**
 * The sentences that answer a question best, the best first: one, and others that fit nearly as well and say something else.
 *
 * @param likely best first
 * @param cosines of each with the question; empty where they are not known
 */
export function chooseSentences(
  likely: readonly ScoredSentence[],
  cosines: readonly number[],
  hits: readonly SearchHit[],
): ScoredSentence[] {
  const most = likely[0]?.score ?? 1;
  const ranked = likely
    .map((sentence, at) => ({
      sentence,
      fit: sentence.score / most + meaningWeight * Math.max(0, cosines[at] ?? 0),
    }))
    .toSorted((a, b) => b.fit - a.fit);
  const chosen: { sentence: ScoredSentence; stems: ReadonlySet<string> }[] = [];
  for (const { sentence, fit } of ranked) {
    if (chosen.length === mostSentences || fit < ranked[0]!.fit * leastShare) break;
    const { text, language } = hits[sentence.passage]!;
    const { start, end } = sentence.span;
    const stems = new Set(tellingTerms(text.slice(start, end), language ?? "en").map(({ stem }) => stem));
    if (chosen.every((other) => shared(stems, other.stems) < sameShare)) chosen.push({ sentence, stems });
  }
  return chosen.map(({ sentence }) => sentence);
}

/** A short line that does not end as sentences do, with more below it. */
function isHeading(text: string, { start, end }: Span): boolean {
  const line = text.slice(start, end);
  return line.length < longestHeading && /[\p{L}\p{N})]$/u.test(line) && /^[ \t]*\n/.test(text.slice(end));
}

/** Of the smaller set, the share that the other one holds too. */
function shared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let both = 0;
  for (const stem of a) if (b.has(stem)) both++;
  return both / Math.max(1, Math.min(a.size, b.size));
}
