import { baseLanguage } from "./stop-words.ts";

/** A word as it stands in the text, and lower-case as it is compared. */
export interface Word {
  readonly surface: string;
  readonly lower: string;
  /** Whether a hyphen ties it to the word before. */
  readonly isTied: boolean;
}

const unspacedScript =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;
const spacedToken = new RegExp(
  [
    String.raw`(?:https?:\/\/|www\.)\S+|\S+@\S+\.\S+|\\\p{L}+`,
    String.raw`[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’]\p{L}[\p{L}\p{M}]*)*`,
    String.raw`(?<=[\p{L}\p{N}])-(?=[\p{L}\p{N}])|\s[-–—]+\s|[^\s\p{L}\p{N}\p{M}-]`,
  ].join("|"),
  "gu",
);
const addressOrCommand = /[\\/@:.]/;
const apostrophe = /['’]/;
const letters = /\p{L}/gu;
const digit = /\p{N}/u;
const oneLetterRepeated = /^(.)\1*$/u;
const languagesWithElision: ReadonlySet<string> = new Set(["fr", "it", "ca"]);

/**
 * The words of a text in order, lower-case, without numbers, single letters and one letter repeated ("xxx").
 *
 * Text is split at everything that is neither letter nor digit, in scripts without spaces by `Intl.Segmenter`; addresses
 * and LaTeX commands are no words.
 *
 * @param language a tag such as `ja`; it decides how apostrophes and unspaced scripts are split
 */
export function words(text: string, language = "en"): string[] {
  return wordRuns(text, language).flatMap((run) => run.map(({ lower }) => lower));
}

/** The words of a text as runs between punctuation, numbers and whatever else no phrase may span. */
export function wordRuns(text: string, language = "en"): Word[][] {
  const code = baseLanguage(language);
  const runs: Word[][] = [];
  let run: Word[] = [];
  let isTied = false;
  const end = () => {
    if (run.length > 0) runs.push(run);
    run = [];
  };
  for (const token of tokens(text.normalize("NFKC"), code)) {
    const lower = token.toLowerCase().replaceAll("’", "'");
    if (isWord(lower)) run.push({ surface: token, lower, isTied: isTied && run.length > 0 });
    else if (token !== "-") end();
    isTied = token === "-";
  }
  end();
  return runs;
}

function tokens(text: string, code: string): string[] {
  if (unspacedScript.test(text)) return segmented(text, code);
  return (text.match(spacedToken) ?? []).flatMap((token) => splitApostrophe(token, code));
}

const segmenters = new Map<string, Intl.Segmenter>();

function segmented(text: string, code: string): string[] {
  let segmenter = segmenters.get(code);
  if (!segmenter) {
    segmenter = new Intl.Segmenter(code, { granularity: "word" });
    segmenters.set(code, segmenter);
  }
  const found: string[] = [];
  for (const { segment } of segmenter.segment(text)) if (segment.trim() !== "") found.push(segment);
  return found;
}

/** "l'homme" is two words in French, "don't" is one in English, and "Anna's" is "Anna". */
function splitApostrophe(token: string, code: string): string[] {
  if (!apostrophe.test(token)) return [token];
  if (languagesWithElision.has(code)) return token.split(apostrophe);
  return [token.replace(/['’]s$/i, "")];
}

function isWord(lower: string): boolean {
  if (addressOrCommand.test(lower)) return false;
  const letterCount = lower.match(letters)?.length ?? 0;
  if (letterCount < 2 || oneLetterRepeated.test(lower)) return false;
  return !digit.test(lower) || letterCount * 2 >= lower.length;
}
