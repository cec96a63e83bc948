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
