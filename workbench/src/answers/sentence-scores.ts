import { type Span, sentenceSpans } from "@toposcope/algorithms";
import type { SearchHit } from "../search-contract.ts";
import { questionTerms, tellingTerms } from "./telling-terms.ts";

/** A sentence of a retrieved passage, and how well its words fit the question. */
export interface ScoredSentence {
  /** Position of its passage among those retrieved. */
  readonly passage: number;
  /** Where it stands in the passage's text. */
  readonly span: Span;
  /** 0 where it shares nothing with the question; comparable within one question only. */
  readonly score: number;
  /** Share of the question's words that it holds itself, each weighed by its rarity: 0 to 1. */
  readonly coverage: number;
}

const aroundWeight = 0.4;
const headingWeight = 0.25;
const passageWeight = 0.25;
const shapeBonus = 0.08;
/** Sentences before and after one that say what it is about. */
const reach = 2;
const month =
  /\b(?:january|february|march|april|may|june|july|august|september|october|november|december|century|decade)\b/i;
const amount =
  /\p{N}|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|dozen|hundred|thousand|million|billion|half|third|quarter|percent)\b/iu;
const innerName = /\S\s+\p{Lu}\p{L}/u;

/**
 * Scores each sentence of the passages by the question's words in it, around it and above it, each word weighed by how few
 * sentences hold it.
 *
 * Cost linear in the passages' length.
 */
export function scoreSentences(question: string, hits: readonly SearchHit[]): ScoredSentence[] {
  const sentences = hits.flatMap((hit, passage) => {
    const language = hit.language ?? "en";
    return sentenceSpans(hit.text, language).map((span) => ({
      passage,
      span,
      stems: stemsOf(hit.text.slice(span.start, span.end), language),
    }));
  });
  const weights = weightsOf(
    questionTerms(question, hits[0]?.language ?? "en"),
    sentences.map(({ stems }) => stems),
  );
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0) || 1;
  const headings = hits.map(({ title, headingPath, language }) =>
    stemsOf([title, ...headingPath].join("\n"), language ?? "en"),
  );
  const best = Math.max(...hits.map(({ score }) => score), Number.EPSILON);
  const fits = shapeOf(question);
  return sentences.map(({ passage, span, stems }, at) => {
    const hit = hits[passage]!;
    const around = new Set<string>();
    for (let near = Math.max(0, at - reach); near <= at + reach && near < sentences.length; near++)
      if (sentences[near]!.passage === passage) for (const stem of sentences[near]!.stems) around.add(stem);
    let own = 0;
    let near = 0;
    for (const [stem, weight] of weights) {
      if (stems.has(stem)) own += weight;
      else if (around.has(stem)) near += weight * aroundWeight;
      else if (headings[passage]!.has(stem)) near += weight * headingWeight;
    }
    const shape = own > 0 && fits(hit.text.slice(span.start, span.end)) ? shapeBonus : 0;
    const words = (own + near) / total;
    const score = words === 0 ? 0 : words + shape + (passageWeight * hit.score) / best;
    return { passage, span, score, coverage: own / total };
  });
}

const stemsOf = (text: string, language: string): ReadonlySet<string> =>
  new Set(tellingTerms(text, language).map(({ stem }) => stem));

/** How telling each of a question's words is among these sentences. */
function weightsOf(terms: readonly string[], sentences: readonly ReadonlySet<string>[]): Map<string, number> {
  const count = sentences.length;
  return new Map(
    terms.map((term) => {
      const holding = sentences.filter((stems) => stems.has(term)).length;
      return [term, Math.log(1 + (count - holding + 0.5) / (holding + 0.5))];
    }),
  );
}

/** Whether a sentence has what a question of this kind asks for: a time, an amount, a name. */
function shapeOf(question: string): (sentence: string) => boolean {
  if (/\b(?:when|what (?:year|date|day|month|century)|which (?:year|century))\b/i.test(question))
    return (sentence) => /\d{3,4}/.test(sentence) || month.test(sentence);
  if (/\bhow (?:many|much|long|old|far|high|tall|deep|fast|large)\b|\bwhat percent/i.test(question))
    return (sentence) => amount.test(sentence);
  if (/\b(?:who|whom|whose|where)\b/i.test(question)) return (sentence) => innerName.test(sentence);
  return () => false;
}

/**
 * The run of whole sentences that fits a question best, no longer than so many letters; the beginning of a sentence that
 * is longer by itself.
 *
 * @param sentences of one passage, in order
 */
export function bestExcerpt(sentences: readonly ScoredSentence[], text: string, longest: number): Span {
  let best: Span = { start: 0, end: Math.min(text.length, longest) };
  let bestSum = 0;
  let first = 0;
  let sum = 0;
  for (const [last, { span, score }] of sentences.entries()) {
    sum += score;
    while (span.end - sentences[first]!.span.start > longest && first < last)
      sum -= sentences[first++]!.score;
    if (sum <= bestSum) continue;
    bestSum = sum;
    const { start } = sentences[first]!.span;
    best = { start, end: Math.min(span.end, start + longest) };
  }
  return best;
}
