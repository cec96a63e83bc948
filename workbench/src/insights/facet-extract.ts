import { contentWords } from "@toposcope/algorithms";
import type { FacetChoice } from "../model.ts";
import { datesIn, isNegated, type Match, numbersIn } from "./facet-patterns.ts";
import { type Question, type ReadText, type Sentence, share, stemsOf } from "./facet-question.ts";
import type { Finding } from "./facet-value.ts";

/** What meaning adds to words: how similar things are, where vectors tell. */
export interface Meanings {
  /** Of the text to each of the facet's values, in their order. */
  readonly choices?: readonly number[] | undefined;
  /** Of each sentence to the question. */
  readonly sentences?: readonly number[] | undefined;
}

/** How far words of the question may be from a number or date that counts half as much as one beside them. */
const halfDistance = 60;
/** What stands farther from it, or from less of it, is taken for something else. */
const leastNearness = 0.2;
const nothingFits = { reason: "nothing in the text fits the question" };

/**
 * The answer to a facet's question that a text's own words give, without a language model: values by their names and
 * meaning, numbers and dates by what stands near them, texts and lists by the sentences that the question is about.
 */
export function extract(question: Question, read: ReadText, meanings: Meanings = {}): Finding {
  if (read.sentences.length === 0) return { reason: "there is no text" };
  const { spec } = question;
  switch (spec.type) {
    case "number":
      return nearest(
        question,
        read,
        numbersIn,
        (value) => value < (spec.least ?? -Infinity) || value > (spec.most ?? Infinity),
      );
    case "date":
      return nearest(question, read, datesIn);
    case "yes-no":
      return extractYesNo(question, read);
    case "category":
      return extractChoice(spec.choices ?? [], read, meanings.choices);
    case "list":
      return spec.choices ? listedChoices(spec.choices, read) : extractPhrases(question, read, meanings);
    case "text":
      return extractSentence(question, read, meanings);
  }
}

/** Of the things of a kind the one that stands nearest to what the question is about; of dates the only one there is, without. */
function nearest<T extends string | number>(
  question: Question,
  { sentences, text }: ReadText,
  find: (text: string) => readonly Match<T>[],
  isOutside: (value: T) => boolean = () => false,
): Finding {
  let best: { value: T; confidence: number; evidence: [number, number] } | undefined;
  for (const sentence of sentences) {
    const about = share(question, sentence);
    if (about === 0) continue;
    for (const { value, start, end } of find(sentence.text)) {
      if (isOutside(value)) continue;
      const confidence = about * closeness(question, sentence, start, end);
      if (confidence > (best?.confidence ?? 0))
        best = { value, confidence, evidence: [sentence.start + start, sentence.start + end] };
    }
  }
  if (best && best.confidence >= leastNearness) return best;
  const [only, ...others] = find(text).filter(({ value }) => !isOutside(value));
  if (only && others.length === 0 && question.spec.type === "date")
    return { value: only.value, confidence: 0.2, evidence: [only.start, only.end] };
  return {
    reason: only ? "none stands near what is asked" : "there is none in the text",
  };
}

const wordForm = /[\p{L}\p{M}]+/gu;

/** From 0 to 1: how near a stretch of a sentence is to the question's nearest word. */
function closeness({ stems }: Question, sentence: Sentence, start: number, end: number): number {
  let distance = Number.POSITIVE_INFINITY;
  for (const { 0: word, index } of sentence.text.matchAll(wordForm)) {
    const [stem] = stemsOf(word, "en");
    if (stem === undefined || !stems.has(stem)) continue;
    distance = Math.min(distance, index >= end ? index - end : Math.max(0, start - index - word.length));
  }
  return 1 / (1 + distance / halfDistance);
}

/** Of this share of the question's words, and of two of them where there are two, a sentence must hold to be about it. */
const aboutShare = 0.5;

function extractYesNo(question: Question, { sentences }: ReadText): Finding {
  const best = bestOf(sentences, (sentence) => share(question, sentence));
  const least = Math.max(aboutShare, Math.min(2, question.stems.size) / question.stems.size);
  if (best.score < least) return { reason: "the text says nothing of it in the question's words" };
  const { start, end, text } = best.item;
  return { value: isNegated(text) ? "no" : "yes", confidence: 0.5 * best.score, evidence: [start, end] };
}

function bestOf<T>(
  items: readonly T[],
  scoreOf: (item: T, at: number) => number,
): { item: T; score: number } {
  let best = { item: items[0] as T, score: Number.NEGATIVE_INFINITY };
  for (const [at, item] of items.entries()) {
    const score = scoreOf(item, at);
    if (score > best.score) best = { item, score };
  }
  return best;
}

/** How much of a value's score are words, where the text holds any of them; the rest is meaning. */
const wordShare = 0.9;
/** Turns similarities into shares: a tenth more is three times as likely, or so. */
const sharpness = 12;
/** A value must be this much likelier than the next one. */
const leastLead = 0.02;

/** The value whose name and description the text is most like, by words and, where it is known, by meaning. */
function extractChoice(
  choices: readonly FacetChoice[],
  read: ReadText,
  similarities: readonly number[] = [],
): Finding {
  const hits = hitsOf(choices, read);
  const byWords = sharesOf(hits.map(({ score }) => score));
  const byMeaning = sharesOf(similarities.map((similarity) => Math.exp(sharpness * similarity)));
  if (byWords === undefined && byMeaning === undefined) return nothingFits;
  const scores = choices.map((_, at) => {
    if (byMeaning === undefined) return byWords![at]!;
    return byWords === undefined
      ? byMeaning[at]!
      : wordShare * byWords[at]! + (1 - wordShare) * byMeaning[at]!;
  });
  const [first = 0, second = -1] = [...scores.keys()].sort((a, b) => scores[b]! - scores[a]!);
  if (scores[first]! - (scores[second] ?? 0) < leastLead) return { reason: "no value stands out" };
  const { sentence } = hits[first]!;
  return {
    value: choices[first]!.name,
    confidence: scores[first]!,
    evidence: sentence ? [sentence.start, sentence.end] : null,
  };
}

/** How much of each value's words a text holds: the more often, the more, but less each time; words of several values tell less. */
function hitsOf(choices: readonly FacetChoice[], { sentences, language }: ReadText) {
  const stems = choices.map(({ name, description = "" }) => stemsOf(`${name} ${description}`, language));
  return stems.map((own) => {
    let score = 0;
    for (const stem of own) {
      const holders = sentences.filter((sentence) => sentence.stems.has(stem)).length;
      score += Math.log1p(holders) / stems.filter((others) => others.has(stem)).length;
    }
    const best = bestOf(sentences, (sentence) => share({ stems: own }, sentence));
    return { score: score / Math.sqrt(own.size || 1), sentence: best.score > 0 ? best.item : undefined };
  });
}

function sharesOf(weights: readonly number[]): number[] | undefined {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return sum > 0 ? weights.map((weight) => weight / sum) : undefined;
}

/** The values whose names the text holds. */
function listedChoices(choices: readonly FacetChoice[], { sentences, language }: ReadText): Finding {
  const named = choices.flatMap(({ name }) => {
    const stems = stemsOf(name, language);
    const sentence = sentences.find((candidate) => share({ stems }, candidate) === 1);
    return sentence ? [{ name, sentence }] : [];
  });
  const [first] = named;
  if (!first) return { reason: "none of the values stands in the text" };
  const { start, end } = first.sentence;
  return { value: named.map(({ name }) => name), confidence: 0.5, evidence: [start, end] };
}

const phrasesKept = 5;
const longestPhrase = 3;

/** The phrases that come up most in the sentences that the question is about, or in all, where it is about none. */
function extractPhrases(question: Question, read: ReadText, meanings: Meanings): Finding {
  const about = read.sentences.filter(
    (sentence, at) => share(question, sentence) > 0 || (meanings.sentences?.[at] ?? 0) > 0.4,
  );
  const from = about.length > 0 ? about : read.sentences;
  const asked = [...question.stems];
  const counts = new Map<string, number>();
  for (const { text } of from)
    for (const phrase of phrasesOf(contentWords(text, read.language)))
      counts.set(phrase, (counts.get(phrase) ?? 0) + 1);
  const ranked = [...counts]
    .filter(([phrase]) => [...stemsOf(phrase, read.language)].some((stem) => !asked.includes(stem)))
    .sort((a, b) => weightOf(b) - weightOf(a) || (a[0] < b[0] ? -1 : 1));
  const kept: string[] = [];
  for (const [phrase] of ranked)
    if (kept.length < phrasesKept && !kept.some((other) => other.includes(phrase) || phrase.includes(other)))
      kept.push(phrase);
  if (kept.length === 0) return nothingFits;
  const evidence = about[0] ? ([about[0].start, about[0].end] as const) : null;
  return { value: kept, confidence: about.length > 0 ? 0.3 : 0.15, evidence };
}

const weightOf = ([phrase, count]: readonly [string, number]) => count * Math.sqrt(phrase.split(" ").length);

function* phrasesOf(content: string): Generator<string> {
  for (const line of content.toLowerCase().split("\n")) {
    const parts = line.split(/[ -]/).filter(Boolean);
    for (let length = 1; length <= longestPhrase; length++)
      for (let at = 0; at + length <= parts.length; at++) yield parts.slice(at, at + length).join(" ");
  }
}

const longestAnswer = 400;
const leastSentence = 0.15;

/** The sentence that the question is most about. */
function extractSentence(question: Question, { sentences }: ReadText, meanings: Meanings): Finding {
  const scored = bestOf(
    sentences,
    (sentence, at) => share(question, sentence) + Math.max(0, meanings.sentences?.[at] ?? 0),
  );
  if (scored.score < leastSentence) return nothingFits;
  const { start, end, text } = scored.item;
  const value = text.replace(/\s+/g, " ").slice(0, longestAnswer);
  return { value, confidence: Math.min(1, scored.score / 2), evidence: [start, end] };
}
