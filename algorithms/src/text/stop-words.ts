import { stopWordLists } from "./stop-word-lists.ts";

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
    set = new Set(stopWordLists[name].split(/\s+/));
    sets.set(name, set);
  }
  return set;
}

/** The languages that have a list of their own, as ISO 639-1 codes. */
export function stopWordLanguages(): string[] {
  return Object.keys(stopWordLists);
}

/** The first part of a language tag, lower-case, with the codes of Norwegian as one. */
export function baseLanguage(language: string): string {
  const code = language.toLowerCase().split(/[-_]/)[0];
  return code === "nb" || code === "nn" ? "no" : code;
}
