import type { Heading } from "../model.ts";

/** How good a place a piece's start is for a cut. Headings count more the higher they stand. */
export const cutStrength = { letter: 0, word: 1, line: 2, sentence: 3, paragraph: 4, heading: 5 } as const;

/** A text cut into pieces that touch: piece `i` runs from `starts[i]` to `starts[i + 1]`; the last entry is the end. */
export interface Pieces {
  readonly starts: readonly number[];
  /** Of the cut before each piece. */
  readonly strengths: readonly number[];
}

export interface PiecesOptions {
  readonly headings: readonly Heading[];
  /** Sentences that seem to have more tokens are cut at lines, words and, where there are none, letters. */
  readonly pieceTokens: number;
  readonly estimateTokens: (text: string) => number;
}

const blankLine = /\n[ \t\f\v]*\n\s*/g;
const word = /\S+\s*|^\s+/g;
const sentences = new Intl.Segmenter("en", { granularity: "sentence" });

/** Cuts a text by heading, paragraph and sentence, and long sentences by line, word and letter, in linear time. */
export function cutIntoPieces(
  text: string,
  { headings, pieceTokens, estimateTokens }: PiecesOptions,
): Pieces {
  const starts: number[] = [];
  const strengths: number[] = [];
  const add = (start: number, strength: number) => {
    starts.push(start);
    strengths.push(strength);
  };
  for (const [from, to, strength] of paragraphs(text, headings)) {
    const paragraph = text.slice(from, to);
    for (const [sentenceFrom, sentence] of sentencesOf(paragraph)) {
      const opening = sentenceFrom === 0 ? strength : cutStrength.sentence;
      if (estimateTokens(sentence) <= pieceTokens) add(from + sentenceFrom, opening);
      else {
        for (const [offset, inner] of cutSentence(sentence, pieceTokens, estimateTokens)) {
          add(from + sentenceFrom + offset, offset === 0 ? opening : inner);
        }
      }
    }
  }
  starts.push(text.length);
  return { starts, strengths };
}

/** Stretches between headings and blank lines, with the strength of the cut before each. */
function paragraphs(
  text: string,
  headings: readonly Heading[],
): [from: number, to: number, strength: number][] {
  const cuts = new Map<number, number>([[0, cutStrength.paragraph]]);
  for (const match of text.matchAll(blankLine))
    cuts.set(match.index + match[0].length, cutStrength.paragraph);
  for (const { offset, level } of headings) {
    if (offset >= 0 && offset < text.length) cuts.set(offset, cutStrength.heading + 1 / Math.max(1, level));
  }
  cuts.delete(text.length);
  const ordered = [...cuts].sort(([a], [b]) => a - b);
  return ordered.map(([from, strength], i) => [from, ordered[i + 1]?.[0] ?? text.length, strength]);
}

/** A line end inside a paragraph does not end a sentence: the text may be wrapped. */
function* sentencesOf(paragraph: string): Generator<[offset: number, sentence: string]> {
  for (const { index, segment } of sentences.segment(paragraph.replaceAll("\n", " "))) {
    yield [index, paragraph.slice(index, index + segment.length)];
  }
}

function* cutSentence(
  sentence: string,
  pieceTokens: number,
  estimateTokens: (text: string) => number,
): Generator<[offset: number, strength: number]> {
  let room = 0;
  let strength: number = cutStrength.sentence;
  for (const { 0: run, index } of sentence.matchAll(word)) {
    const tokens = estimateTokens(run);
    if (tokens > pieceTokens) {
      yield* cutWord(run, index, strength, pieceTokens);
      room = 0;
    } else if (index === 0 || tokens > room) {
      yield [index, strength];
      room = pieceTokens - tokens;
    } else room -= tokens;
    strength = run.includes("\n") ? cutStrength.line : cutStrength.word;
  }
}

/** A word without end, or a script without spaces: every so many letters, between code points. */
function* cutWord(
  run: string,
  offset: number,
  strength: number,
  length: number,
): Generator<[offset: number, strength: number]> {
  yield [offset, strength];
  let at = codePointStart(run, length);
  while (at < run.length) {
    yield [offset + at, cutStrength.letter];
    at = codePointStart(run, at + length);
  }
}

/** The next place at or after `at` that does not lie inside a surrogate pair. */
function codePointStart(text: string, at: number): number {
  const insidePair =
    at > 0 &&
    at < text.length &&
    isHighSurrogate(text.charCodeAt(at - 1)) &&
    isLowSurrogate(text.charCodeAt(at));
  return insidePair ? at + 1 : at;
}

const isHighSurrogate = (code: number) => code >= 0xd800 && code <= 0xdbff;
const isLowSurrogate = (code: number) => code >= 0xdc00 && code <= 0xdfff;
