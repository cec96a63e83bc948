import { baseLanguage } from "./stop-words.ts";

/** A word as it stands in the text, and lower-case as it is compared. */
export interface Word {
  readonly surface: string;
  readonly lower: string;
  /** Whether a hyphen ties it to the word before. */
  readonly isTied: boolean;
}

const unspaced = String.raw`\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}`;
const spaced = String.raw`[[\p{L}\p{M}\p{N}]--[${unspaced}]]`;
const token = new RegExp(
  [
    `[${unspaced}]+`,
    `${spaced}+(?:['’]${spaced}+)*`,
    String.raw`(?<=[\p{L}\p{N}])-(?=[\p{L}\p{N}])|\s[\-–—]+\s|[^\s\p{L}\p{N}\p{M}\-]`,
  ].join("|"),
  "gv",
);
const startsUnspaced = new RegExp(`^[${unspaced}]`, "v");
const address = /(?:https?:\/\/|www\.)\S+|[^\s@]{1,64}@[^\s@]{1,255}/g;
const latexCommand = /\\\p{L}+/gu;
const softHyphen = "\u00ad";
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
  for (const surface of tokens(withoutAddresses(text.normalize("NFKC").replaceAll(softHyphen, "")), code)) {
    const lower = surface.toLowerCase().replaceAll("’", "'");
    if (isWord(lower)) run.push({ surface, lower, isTied: isTied && run.length > 0 });
    else if (surface !== "-") end();
    isTied = surface === "-";
  }
  end();
  return runs;
}

/** Puts a full stop where addresses and LaTeX commands were; looks for them only where a sign of one is. */
function withoutAddresses(text: string): string {
  let cleaned = text;
  if (/@|:\/\/|www\./.test(cleaned)) cleaned = cleaned.replace(address, " . ");
  if (cleaned.includes("\\")) cleaned = cleaned.replace(latexCommand, " . ");
  return cleaned;
}

function tokens(text: string, code: string): string[] {
  return (text.match(token) ?? []).flatMap((found) =>
    startsUnspaced.test(found) ? segmented(found, code) : splitApostrophe(found, code),
  );
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
function splitApostrophe(word: string, code: string): string[] {
  if (!apostrophe.test(word)) return [word];
  if (languagesWithElision.has(code)) return word.split(apostrophe);
  return [word.replace(/['’]s$/i, "")];
}

function isWord(lower: string): boolean {
  const letterCount = lower.match(letters)?.length ?? 0;
  if (letterCount < 2 || oneLetterRepeated.test(lower)) return false;
  return !digit.test(lower) || letterCount * 2 >= lower.length;
}
