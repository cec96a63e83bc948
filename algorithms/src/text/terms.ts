import { baseLanguage, stopWords } from "./stop-words.ts";
import { type Word, wordRuns } from "./words.ts";

/** A word or phrase: `key` is what counts as the same term, `surface` how this text writes it. */
export interface Term {
  readonly key: string;
  readonly surface: string;
  /** How many words it has. */
  readonly length: number;
}

export interface TermOptions {
  /** Words in the longest phrase. */
  readonly longest?: number | undefined;
}

const writtenWithoutSpaces: ReadonlySet<string> = new Set(["zh", "ja", "th", "lo", "km", "my"]);
const pluralInS: ReadonlySet<string> = new Set(["en", "fr", "es", "pt", "nl"]);

/**
 * The words of a text and its phrases of up to `longest` neighboring words, each as often as it occurs; no stop word
 * is one or is in one, and no phrase spans punctuation. Case and a plural in -s do not make another term.
 *
 * @param language a tag such as `en`; unknown languages are treated like English
 */
export function terms(text: string, language = "en", { longest = 3 }: TermOptions = {}): Term[] {
  const code = baseLanguage(language);
  const stops = stopWords(code);
  const separator = writtenWithoutSpaces.has(code) ? "" : " ";
  const found: Term[] = [];
  for (const run of wordRuns(text, code)) {
    let start = 0;
    for (let at = 0; at <= run.length; at++) {
      if (at < run.length && !stops.has(run[at].lower)) continue;
      addPhrases(found, run.slice(start, at), longest, separator, code);
      start = at + 1;
    }
  }
  return found;
}

function addPhrases(
  found: Term[],
  run: readonly Word[],
  longest: number,
  separator: string,
  code: string,
): void {
  const keys = run.map(({ lower }) => (pluralInS.has(code) ? singular(lower, code) : lower));
  for (let start = 0; start < run.length; start++) {
    let key = "";
    let surface = "";
    for (let length = 1; length <= longest && start + length <= run.length; length++) {
      const at = start + length - 1;
      if (length > 1 && keys[at] === keys[at - 1]) break;
      key = length === 1 ? keys[at] : `${key} ${keys[at]}`;
      surface =
        length === 1 ? run[at].surface : `${surface}${run[at].isTied ? "-" : separator}${run[at].surface}`;
      found.push({ key, surface, length });
    }
  }
}

/** Takes a regular plural ending off, where what is left is long enough to be a word. */
function singular(word: string, code: string): string {
  if (word.length < 4 || !word.endsWith("s") || /(ss|us|is|os)$/.test(word)) {
    return word.length > 4 && /[^aeiou]os$/.test(word) && code !== "en" ? word.slice(0, -1) : word;
  }
  if (code !== "en") return word.slice(0, -1);
  if (/[^aeiou]ies$/.test(word) && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(ss|sh|ch|x|zz)es$/.test(word)) return word.slice(0, -2);
  return word.slice(0, -1);
}
