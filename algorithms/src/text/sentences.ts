import { baseLanguage } from "./stop-words.ts";

/** A stretch of a text: UTF-16 offsets, `end` not included. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const segmenters = new Map<string, Intl.Segmenter>();
const blankLine = /\n[ \t\f\v]*\n\s*/g;
/** What ends with a full stop without ending a sentence: an initial, or a title or shortening before more. */
const opening =
  /(?:^|[\s("'“‘[])(?:\p{Lu}|Dr|Mr|Mrs|Ms|Prof|St|Sr|Jr|vs|cf|No|Nos|Vol|Fig|Figs|Eq|Sec|pp|ca|c|e\.g|i\.e|al|approx|Inc|Ltd|Co|Corp|Gen|Col|Lt|Sgt|Capt|Rev|Hon|Gov|Sen|Rep|Mt)\.\s*$/u;

/**
 * The sentences of a text in order, without the white space around them. Blank lines end a sentence, single line ends do
 * not; initials, titles and usual shortenings do not either.
 *
 * @param language a tag such as `de`
 *
 * Cost linear in the text's length.
 */
export function sentenceSpans(text: string, language = "en"): Span[] {
  const segmenter = segmenterOf(baseLanguage(language));
  const found: Span[] = [];
  let from = 0;
  for (const { index, 0: gap } of [...text.matchAll(blankLine), { index: text.length, 0: "" }]) {
    addSentences(text.slice(from, index), from, segmenter, found);
    from = index + gap.length;
  }
  return found;
}

function addSentences(paragraph: string, offset: number, segmenter: Intl.Segmenter, found: Span[]): void {
  let start = 0;
  for (const { index, segment } of segmenter.segment(paragraph.replaceAll("\n", " "))) {
    const end = index + segment.length;
    const isOpen = end < paragraph.length && segment.length < longest && opening.test(segment.slice(-12));
    if (isOpen) continue;
    const sentence = paragraph.slice(start, end);
    const text = sentence.trim();
    const lead = sentence.length - sentence.trimStart().length;
    if (text !== "") found.push({ start: offset + start + lead, end: offset + start + lead + text.length });
    start = end;
  }
}

const longest = 2_000;

function segmenterOf(code: string): Intl.Segmenter {
  let segmenter = segmenters.get(code);
  if (!segmenter) {
    segmenter = new Intl.Segmenter(code, { granularity: "sentence" });
    segmenters.set(code, segmenter);
  }
  return segmenter;
}
