import { type Span, sentenceSpans } from "@toposcope/algorithms";
import type { Support } from "../answer-contract.ts";
import { tellingTerms } from "./telling-terms.ts";

const enoughShared = 0.6;
const someShared = 0.3;
const nearInMeaning = 0.75;
const leastStated = 3;
const number = /\p{N}+(?:[.,]\p{N}+)*/gu;
const name = /(?<=\S\s{1,3})(?<![.!?:]["')\]]?\s{1,3})\p{Lu}[\p{L}\p{M}\p{N}'’-]+/gu;
const denial = /\b(?:not|never|no|none|nobody|nothing|neither|nor|without|cannot)\b|n['’]t\b/i;
const numberWords: Readonly<Record<string, string>> = {
  one: "1",
  two: "2",
  three: "3",
  four: "4",
  five: "5",
  six: "6",
  seven: "7",
  eight: "8",
  nine: "9",
  ten: "10",
  eleven: "11",
  twelve: "12",
};

/** What a sentence is held against. */
export interface Evidence {
  /** Of the passage, with its title and headings. */
  readonly text: string;
  readonly language: string;
}

/**
 * How far passages bear out a sentence: its numbers, dates and names must stand in them, and so must most of its words, or
 * it must mean nearly the same as one of their sentences.
 *
 * @param similarity cosine of the sentence and the nearest sentence of the passages, where it is known
 * @returns null for a sentence that states nothing
 */
export function supportOf(
  sentence: string,
  evidence: readonly Evidence[],
  similarity?: number,
): Support | null {
  const language = evidence[0]?.language ?? "en";
  const terms = tellingTerms(sentence, language).map(({ stem }) => stem);
  if (terms.length < leastStated && !/\p{N}/u.test(sentence)) return null;
  if (evidence.length === 0) return "none";
  const held = new Set(evidence.flatMap(({ text }) => tellingTerms(text, language).map(({ stem }) => stem)));
  const shared = terms.filter((term) => held.has(term)).length / Math.max(1, terms.length);
  const whole = evidence.map(({ text }) => text).join("\n");
  const missing = missingFacts(sentence, whole);
  if (missing.share >= 0.5 && missing.count > 0) return "none";
  const isNear = (similarity ?? 0) >= nearInMeaning;
  if (missing.count > 0) return shared >= someShared || isNear ? "partial" : "none";
  if (shared < someShared && !isNear) return "none";
  if (shared < enoughShared && !(isNear && shared >= someShared)) return "partial";
  const isOpening = terms[0] !== undefined && !held.has(terms[0]) && startsWithTerm(sentence, language);
  return isOpening || deniesOtherwise(sentence, evidence) ? "partial" : "full";
}

/** Whether a sentence opens with a word that says something: it may be the name of what the sentence is about. */
const startsWithTerm = (sentence: string, language: string) =>
  tellingTerms(sentence, language)[0]?.start === sentence.search(/[\p{L}\p{N}]/u);

/** Numbers and names of a sentence that a text lacks. */
function missingFacts(sentence: string, text: string): { count: number; share: number } {
  const numbers = numbersIn(sentence);
  const heldNumbers = new Set(numbersIn(text));
  const lower = text.toLowerCase();
  const names = [...sentence.matchAll(name)].map(([written]) => bare(written.toLowerCase()));
  const missing =
    numbers.filter((value) => !heldNumbers.has(value)).length +
    names.filter((written) => !lower.includes(written)).length;
  return { count: missing, share: missing / Math.max(1, numbers.length + names.length) };
}

const bare = (written: string) => written.replace(/['’]s?$/, "");

/** Numbers as digits, without what groups them: 1,000 and 1000 are the same. */
function numbersIn(text: string): string[] {
  const digits = [...text.matchAll(number)].map(([written]) =>
    written.replace(/[.,](?=\p{N}{3}(?!\p{N}))/gu, ""),
  );
  const words = text.toLowerCase().match(/[a-z]+/g) ?? [];
  return [...digits, ...words.flatMap((word) => numberWords[word] ?? [])];
}

/** Whether the sentence says no where the nearest sentence of the evidence does not, or the other way round. */
function deniesOtherwise(sentence: string, evidence: readonly Evidence[]): boolean {
  const denies = denial.test(sentence);
  const nearest = evidence.map(({ text, language }) => nearestSentence(sentence, text, language));
  return nearest.every((span, at) => {
    const text = evidence[at]!.text.slice(span.start, span.end);
    return denial.test(text) !== denies;
  });
}

/** The sentence of a text that shares most of its words with another one. */
export function nearestSentence(sentence: string, text: string, language = "en"): Span {
  const wanted = new Set(tellingTerms(sentence, language).map(({ stem }) => stem));
  let best: Span = { start: 0, end: text.length };
  let bestShared = -1;
  for (const span of sentenceSpans(text, language)) {
    const stems = new Set(tellingTerms(text.slice(span.start, span.end), language).map(({ stem }) => stem));
    let shared = 0;
    for (const stem of stems) if (wanted.has(stem)) shared++;
    const fit = shared / Math.sqrt(stems.size + 1);
    if (fit > bestShared) [best, bestShared] = [span, fit];
  }
  return best;
}
