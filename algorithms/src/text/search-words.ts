import { lightStem } from "./light-stem.ts";
import { porterStem } from "./porter-stem.ts";
import { baseLanguage, stopWords } from "./stop-words.ts";

const unspaced = String.raw`\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}`;
const word = /[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*/gu;
const hasUnspaced = new RegExp(`[${unspaced}]`, "u");
const firstUnspaced = 0x0e00;
const possessive = /['’]s$/;
const elision = /^[\p{L}]{1,2}['’](?=\p{L}{2})/u;
const accented = /[\u00c0-\u024f]/;
const marks = /\p{M}/gu;
/** Words known of a language at most; a text of random letters must not fill the memory. */
const mostKnown = 200_000;

/** A word of a text as a search compares it, and where it stands. */
export interface SearchWord {
  /** What it has in common with its other forms; empty for a word that says nothing, such as "the". */
  readonly stem: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The words of a text in order, numbers and single letters among them, as a search compares them: without case, accents and
 * inflection.
 *
 * @param language a tag such as `en`; it decides on endings and on which words say nothing
 *
 * Cost about 0.1 s for a megabyte of text. In scripts without spaces `Intl.Segmenter` says what a word is.
 */
export function searchWords(text: string, language = "en"): SearchWord[] {
  const vocabulary = vocabularyOf(baseLanguage(language));
  const found: SearchWord[] = [];
  word.lastIndex = 0;
  for (let match = word.exec(text); match !== null; match = word.exec(text)) {
    const surface = match[0];
    const start = match.index;
    if (surface.charCodeAt(0) < firstUnspaced || !hasUnspaced.test(surface))
      found.push({ stem: vocabulary.stemOf(surface), start, end: start + surface.length });
    else
      for (const { segment, index } of vocabulary.segments(surface))
        found.push({
          stem: vocabulary.stemOf(segment),
          start: start + index,
          end: start + index + segment.length,
        });
  }
  return found;
}

/** What a search compares word by word where the words must stand exactly so: lower-case, one space between. */
export function exactWords(text: string): string {
  return ` ${(text.normalize("NFKC").toLowerCase().match(word) ?? []).join(" ")} `;
}

/** The words of one language that were seen, with their stems. */
class Vocabulary {
  readonly #code: string;
  readonly #stops: ReadonlySet<string>;
  readonly #stems = new Map<string, string>();
  #segmenter: Intl.Segmenter | undefined;

  constructor(code: string) {
    this.#code = code;
    this.#stops = stopWords(code);
  }

  stemOf(surface: string): string {
    const known = this.#stems.get(surface);
    if (known !== undefined) return known;
    if (this.#stems.size >= mostKnown) this.#stems.clear();
    const stem = this.#stem(surface);
    this.#stems.set(surface, stem);
    return stem;
  }

  segments(surface: string): Iterable<Intl.SegmentData> {
    this.#segmenter ??= new Intl.Segmenter(this.#code, { granularity: "word" });
    return this.#segmenter.segment(surface);
  }

  #stem(surface: string): string {
    const lower = surface.normalize("NFKC").toLowerCase().replace(possessive, "").replace(elision, "");
    if (this.#stops.has(lower) || this.#stops.has(lower.replaceAll("’", "'"))) return "";
    const stem = this.#code === "en" ? porterStem(lower) : lightStem(lower, this.#code);
    return accented.test(stem) ? stem.normalize("NFD").replace(marks, "") : stem;
  }
}

const vocabularies = new Map<string, Vocabulary>();

function vocabularyOf(code: string): Vocabulary {
  let vocabulary = vocabularies.get(code);
  if (!vocabulary) {
    vocabulary = new Vocabulary(code);
    vocabularies.set(code, vocabulary);
  }
  return vocabulary;
}
