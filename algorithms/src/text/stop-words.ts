import { stopWordLists as firstLists } from "./stop-word-lists.ts";
import { asianStopWordLists } from "./stop-word-lists-asia-africa.ts";
import { europeanStopWordLists } from "./stop-word-lists-europe.ts";
import { moreStopWords } from "./stop-word-lists-more.ts";

const stopWordLists: Readonly<Record<string, string>> = {
  ...firstLists,
  ...europeanStopWordLists,
  ...asianStopWordLists,
};
/** Codes of languages that are counted as another here. */
const aliases: Readonly<Record<string, string>> = {
  nb: "no",
  nn: "no",
  id: "ms",
  bs: "hr",
  fil: "tl",
  iw: "he",
};
const sets = new Map<string, ReadonlySet<string>>();

/**
 * Words of a language that say nothing about a text's subject, lower-case; those of English where there is no list
 * for the language.
 *
 * @param language a tag such as `de` or `pt-BR`; only its first part counts
 */
export function stopWords(language: string): ReadonlySet<string> {
  const code = baseLanguage(language);
  const name = stopWordLists[code] === undefined ? "en" : code;
  let set = sets.get(name);
  if (!set) {
    set = new Set(`${stopWordLists[name]} ${moreStopWords[name] ?? ""}`.trim().split(/\s+/));
    sets.set(name, set);
  }
  return set;
}

/** The languages that have a list of their own, as ISO 639-1 codes. */
export function stopWordLanguages(): string[] {
  return Object.keys(stopWordLists);
}

/** The first part of a language tag, lower-case; languages that are written alike have one code. */
export function baseLanguage(language: string): string {
  const code = language.toLowerCase().split(/[-_]/)[0];
  return aliases[code] ?? code;
}

let languagesOfWords: Map<string, number[]> | undefined;
const noWords: ReadonlySet<string> = new Set();
const leastForeignShare = 0.08;

/**
 * Stop words of the language that a text holds a good part of beside its own, as a quotation, a translated abstract or a
 * text in several languages does; none where there is no such language.
 *
 * @param words of the text that are no stop words of its own language, lower-case
 * @param length how many words the text has in all
 * @param least how many different words of the other language are enough
 */
export function foreignStopWords(
  words: readonly string[],
  length: number,
  { least = 5 }: { readonly least?: number | undefined } = {},
): ReadonlySet<string> {
  languagesOfWords ??= indexLanguages();
  const hits: string[] = [];
  for (let i = 0; i < words.length; i++) if (languagesOfWords.has(words[i])) hits.push(words[i]);
  if (hits.length < Math.max(least, leastForeignShare * length)) return noWords;
  const languages = stopWordLanguages();
  const occurrences = new Int32Array(languages.length);
  for (const word of hits) for (const language of languagesOfWords.get(word)!) occurrences[language]++;
  const best = occurrences.indexOf(Math.max(...occurrences));
  const set = stopWords(languages[best]);
  const distinct = new Set(hits.filter((word) => set.has(word))).size;
  const isThere = distinct >= least && occurrences[best] >= leastForeignShare * length;
  return isThere ? set : noWords;
}

/** The languages that each stop word is one of, by their place in the list of languages. */
function indexLanguages(): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const [place, language] of stopWordLanguages().entries()) {
    for (const word of stopWords(language)) {
      const known = found.get(word);
      if (known) known.push(place);
      else found.set(word, [place]);
    }
  }
  return found;
}
