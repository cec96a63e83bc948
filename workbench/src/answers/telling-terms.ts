import { lightStem, stopWords } from "@toposcope/algorithms";

/** A word that says something: its stem, and where it stands. */
export interface Term {
  readonly stem: string;
  readonly start: number;
  readonly end: number;
}

const unspaced = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]/u;
const word = /[\p{L}\p{M}\p{N}]+(?:['’.,](?=\p{N}|\p{L}{2,})[\p{L}\p{M}\p{N}]+)*/gu;
const segmenters = new Map<string, Intl.Segmenter>();

/** Words of questions that say how an answer looks, not what it is about. */
const askingWords: ReadonlySet<string> = new Set(
  "what which who whom whose when where why how many much long far often old name named call called kind type give tell explain describe list mean does did do is are was were".split(
    " ",
  ),
);

/** The words of a text that say something, numbers among them, without stop words. */
export function tellingTerms(text: string, language = "en"): Term[] {
  const stops = stopWords(language);
  const found: Term[] = [];
  for (const { index, 0: written } of text.matchAll(word)) {
    const parts = unspaced.test(written) ? segmented(written, language) : [{ index: 0, segment: written }];
    for (const { index: offset, segment } of parts) {
      const lower = segment.toLowerCase().replace(/['’]s$/, "");
      if (stops.has(lower) || (lower.length < 2 && !/\p{N}/u.test(lower))) continue;
      const start = index + offset;
      found.push({ stem: lightStem(lower, language), start, end: start + segment.length });
    }
  }
  return found;
}

/** The stems of a question that an answer should hold, each once. */
export function questionTerms(question: string, language = "en"): string[] {
  const terms = tellingTerms(question, language)
    .filter(({ start, end }) => !askingWords.has(question.slice(start, end).toLowerCase()))
    .map(({ stem }) => stem);
  return [...new Set(terms)];
}

function segmented(text: string, language: string) {
  let segmenter = segmenters.get(language);
  if (!segmenter) {
    segmenter = new Intl.Segmenter(language, { granularity: "word" });
    segmenters.set(language, segmenter);
  }
  return segmenter.segment(text);
}
