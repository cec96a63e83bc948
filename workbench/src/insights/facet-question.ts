import { lightStem, type Span, sentenceSpans, stopWords, words } from "@toposcope/algorithms";
import type { FacetSpec } from "../model.ts";

/** A sentence of a text with what its words have in common with other words. */
export interface Sentence extends Span {
  readonly text: string;
  readonly stems: ReadonlySet<string>;
}

/** A text as extraction looks at it. */
export interface ReadText {
  readonly text: string;
  readonly language: string;
  readonly sentences: readonly Sentence[];
}

/** A facet as extraction looks for its answer: the stems that its question is about. */
export interface Question {
  readonly name: string;
  readonly spec: FacetSpec;
  readonly stems: ReadonlySet<string>;
}

const mostSentences = 2_000;

/** Splits a text into sentences. @param language a tag such as `de`; null where it is not known */
export function readText(text: string, language: string | null): ReadText {
  const code = language ?? "en";
  const sentences = sentenceSpans(text, code)
    .slice(0, mostSentences)
    .map(({ start, end }) => {
      const own = text.slice(start, end);
      return { start, end, text: own, stems: stemsOf(own, code) };
    });
  return { text, language: code, sentences };
}

/** Stems of the words that say something. */
export function stemsOf(text: string, language: string): ReadonlySet<string> {
  const stops = stopWords(language);
  return new Set(
    words(text, language)
      .filter((word) => !stops.has(word))
      .map((word) => lightStem(word, language)),
  );
}

/** Words by which one asks rather than what one asks about. */
const asking = stemsOf(
  "answer ask call conversation customer describe document extract get given kind list main mention mentioned message much name number people person say speaker state text type user word",
  "en",
);

export function questionOf({ name, spec }: Pick<Question, "name" | "spec">): Question {
  const all = stemsOf(`${name} ${spec.question ?? ""}`, "en");
  const about = [...all].filter((stem) => !asking.has(stem));
  return { name, spec, stems: new Set(about.length > 0 ? about : all) };
}

/** Share of a question's stems that a sentence holds. */
export function share({ stems }: Pick<Question, "stems">, sentence: Pick<Sentence, "stems">): number {
  let held = 0;
  for (const stem of stems) if (sentence.stems.has(stem)) held += 1;
  return stems.size === 0 ? 0 : held / stems.size;
}
