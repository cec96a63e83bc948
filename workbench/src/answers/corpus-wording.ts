import { corpusGrammars, type GrammarLanguage } from "./corpus-grammars.ts";
import type { CorpusLanguage } from "./corpus-phrases.ts";

/** A way to put questions about the corpus: in English, or in another language by what its words are in English. */
export interface Wording {
  readonly language: CorpusLanguage;
  /** A text in lower-case words with single spaces between, those of the grammar in English; dates, decimals and hyphens stay. */
  plain(text: string): string;
  /** A word of a plain text as it was written in the question. */
  written(word: string): string;
}

const mostWords = 6;
const elisions = /(?<![\p{L}'’])(?:[cdjlmnst]|qu|jusqu)(?=['’]\p{L})['’]/giu;

/** All wordings of a question, the English one first. */
export function wordingsOf(question: string): Wording[] {
  const languages = Object.keys(corpusGrammars) as GrammarLanguage[];
  return [english, ...languages.map((language) => foreign(language, question))];
}

const english: Wording = { language: "en", plain: bare, written: (word) => word };

function bare(text: string): string {
  return text
    .toLowerCase()
    .replace(/(?<=\p{L})['’](?=\p{L})/gu, "")
    .replace(/[^\p{L}\p{M}\p{N}\-/.]+|[.](?!\d)/gu, " ")
    .trim();
}

function foreign(language: GrammarLanguage, question: string): Wording {
  const phrases = phrasesOf(language);
  const known = new Map<string, string>();
  const originals = new Map<string, string>();
  const plain = (text: string): string => {
    const there = known.get(text);
    if (there !== undefined) return there;
    const found: string[] = [];
    const words = bare(text.replace(elisions, (written) => ` ${written.slice(0, -1)} `)).split(" ");
    for (let at = 0; at < words.length; ) {
      const { english: said, length } = phraseAt(words, at, phrases);
      if (text === question && length === 1) originals.set(said, words[at]!);
      found.push(said);
      at += length;
    }
    const said = found.filter((word) => word !== "").join(" ");
    known.set(text, said);
    return said;
  };
  plain(question);
  return { language, plain, written: (word) => originals.get(word) ?? word };
}

/** The longest phrase of a grammar from a place on, in English; else the word itself. */
function phraseAt(words: readonly string[], at: number, phrases: ReadonlyMap<string, string>) {
  for (let length = Math.min(mostWords, words.length - at); length > 0; length--) {
    const said = phrases.get(folded(words.slice(at, at + length).join(" ")));
    if (said !== undefined) return { english: said, length };
  }
  return { english: words[at]!, length: 1 };
}

const grammars = new Map<string, ReadonlyMap<string, string>>();

function phrasesOf(language: GrammarLanguage): ReadonlyMap<string, string> {
  const known = grammars.get(language);
  if (known) return known;
  const phrases = new Map<string, string>();
  for (const line of corpusGrammars[language].trim().split("\n")) {
    const [said = "", written = ""] = line.split(":");
    for (const phrase of written.split(",").map((one) => folded(one.trim())))
      if (!phrases.has(phrase)) phrases.set(phrase, said);
  }
  grammars.set(language, phrases);
  return phrases;
}

const folded = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("ß", "ss");
