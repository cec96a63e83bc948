import { findPersonalData } from "@toposcope/algorithms";
import type { QualityFlag } from "../model.ts";

export interface Flag {
  readonly flag: QualityFlag;
  readonly detail?: string;
}

export interface Quality {
  /** 1 for a text without faults, towards 0 with each of them. */
  readonly score: number;
  readonly flags: readonly Flag[];
}

/** What is usual in the corpus a document comes from. */
export interface CorpusStatistics {
  readonly medianCharacters: number;
}

/** How much of the score each flag leaves. */
const remainder: Readonly<Record<QualityFlag, number>> = {
  "exact-duplicate": 0.5,
  "near-duplicate": 0.6,
  "id-used-before": 0.9,
  "bad-date": 0.95,
  "empty-date": 0.95,
  "odd-date-format": 1,
  "html-tags": 0.85,
  mojibake: 0.7,
  "replacement-characters": 0.7,
  "control-characters": 0.8,
  formula: 0.4,
  repetitive: 0.5,
  "personal-data": 0.95,
  "too-short": 0.5,
  "very-long": 0.9,
  "mostly-symbols": 0.4,
  incomplete: 0.7,
};

/** The quality of a document with these flags, 0..1. */
export function qualityScore(flags: readonly Flag[]): number {
  return flags.reduce((score, { flag }) => score * remainder[flag], 1);
}

/**
 * Looks a text over for what will hurt its topics or whoever reads it. Every fault is named; none is mended.
 *
 * @param found what the reader noticed already
 *
 * Cost linear in the text's length.
 */
export function quality(
  text: string,
  { found = [], corpus }: { found?: readonly Flag[]; corpus?: CorpusStatistics } = {},
): Quality {
  const flags = new Map<QualityFlag, Flag>(found.map((flag) => [flag.flag, flag]));
  for (const [flag, look] of checks) {
    if (flags.has(flag)) continue;
    const detail = look(text, corpus);
    if (detail !== undefined) flags.set(flag, { flag, detail });
  }
  const all = [...flags.values()];
  return { score: qualityScore(all), flags: all };
}

/** Tells what was found, or nothing when the text is free of the fault. */
type Check = (text: string, corpus?: CorpusStatistics) => string | undefined;

const checks: readonly (readonly [QualityFlag, Check])[] = [
  ["html-tags", lookForHtml],
  ["mojibake", lookForMojibake],
  ["replacement-characters", (text) => counted(text, /\ufffd/g, "replacement characters")],
  ["control-characters", lookForControls],
  ["formula", lookForFormula],
  ["repetitive", lookForRepetition],
  ["personal-data", lookForPersonalData],
  ["too-short", lookForWords],
  ["very-long", lookForLength],
  ["mostly-symbols", lookForLetters],
];

const placeholder =
  /^(?:#?n\/?a|n\.a\.?|none|null|nil|nan|undefined|unknown|test|tbd|todo|empty|blank|not (?:applicable|available|provided)|no (?:text|comment|comments|data)|keine angabe|k\.a\.|\[?(?:deleted|removed)\]?)[.!]?$/i;
/** White space and signs that show nothing. */
const invisible = /[\s\p{Cf}\p{Cc}\u115f\u1160\u3164\uffa0]+/gu;

/**
 * Why a text says nothing at all: it is empty, blank, or a placeholder such as `N/A`.
 *
 * @returns undefined for a text that can be used, however short
 */
export function whyUnusable(text: string): string | undefined {
  if (text === "") return "the text is empty";
  const visible = text.slice(0, 200).replace(invisible, " ").trim();
  if (visible === "" && text.replace(invisible, "") === "") return "the text is nothing but white space";
  if (text.length > 200) return undefined;
  if (placeholder.test(visible)) return `the text is a placeholder: ${visible}`;
  return /^[\p{P}\s]+$/u.test(visible)
    ? `the text is nothing but punctuation: ${visible.slice(0, 20)}`
    : undefined;
}

const tag =
  /<\/?(?:a|abbr|b|big|blockquote|body|br|button|center|code|dd|div|dl|dt|em|font|form|h[1-6]|head|hr|html|i|iframe|img|input|li|link|meta|ol|option|p|pre|s|script|section|small|span|strike|strong|style|sub|sup|table|tbody|td|textarea|th|thead|title|tr|tt|u|ul)(?:\s[^<>]{0,300})?\/?>/gi;
const entity =
  /&(?:nbsp|amp|lt|gt|quot|apos|copy|reg|hellip|[lr][sd]quo|[mn]dash|bull|middot|euro|#\d{1,7}|#x[\da-f]{1,6});/gi;

function lookForHtml(text: string): string | undefined {
  return counted(text, tag, "HTML tags") ?? counted(text, entity, "HTML entities");
}

/** What the second and later bytes of a UTF-8 letter become in Windows-1252 or Latin-1. */
const trail = "[\\u0080-\\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]";
const certainMojibake = new RegExp(
  `ï»¿|â[€‚ƒ„…†‡ˆ]${trail}?|â[\\u0080-\\u009f]${trail}|ðŸ${trail}|(?<![A-ZÀ-Ý])Ã${trail}|(?<![A-ZÀ-Ý])Â[\\u0080-\\u00bf]`,
  "g",
);
/** Cyrillic, Greek and central European letters gone wrong: each pair may stand in a sound text, many may not. */
const likelyMojibake = new RegExp(`(?:[ÄÅÎÏÐÑØÙ]${trail}){3,}|(?:[ÄÅÎÏÐÑØÙ]${trail}\\P{L}?){6,}`, "gu");

function lookForMojibake(text: string): string | undefined {
  return (
    counted(text, certainMojibake, "wrongly decoded letters") ??
    counted(text, likelyMojibake, "wrongly decoded words")
  );
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const control = /[\u0000-\u0008\u000b\u000e-\u001f\u007f]|\p{Cs}/gu;

function lookForControls(text: string): string | undefined {
  return counted(text, control, "control characters or broken surrogates");
}

/** What a spreadsheet would run: `=SUM(A1)`, `@SUM(A1)`, `+cmd|calc`; not `== heading ==`, `+1 for this`, `-2`. */
const formula = /^\s*(?:=\s*[-+("'\p{L}\d$]|@\p{L}+\(|[-+]\S*[|(!]\S)/u;

function lookForFormula(text: string): string | undefined {
  return formula.test(text) ? `starts with ${text.trim().slice(0, 24)}` : undefined;
}

const leastRepetitiveWords = 24;
const wordsPerRun = 5;
const leastDistinctRuns = 0.4;
const unspacedLetters = 4;

/** Too few different runs of five words (of letters, where words are not spaced). */
function lookForRepetition(text: string): string | undefined {
  const words = text.split(/\s+/).filter((word) => word !== "");
  const units =
    text.length > words.length * 20
      ? (text.match(new RegExp(`.{1,${unspacedLetters}}`, "gsu")) ?? [])
      : words;
  if (units.length < leastRepetitiveWords) return undefined;
  const runs = new Set<string>();
  for (let i = 0; i + wordsPerRun <= units.length; i++) runs.add(units.slice(i, i + wordsPerRun).join(" "));
  const distinct = runs.size / (units.length - wordsPerRun + 1);
  return distinct < leastDistinctRuns
    ? `the same words come again about ${Math.round(1 / distinct)} times`
    : undefined;
}

function lookForPersonalData(text: string): string | undefined {
  const found = Map.groupBy(findPersonalData(text), ({ kind }) => kind);
  return found.size === 0
    ? undefined
    : [...found].map(([kind, { length }]) => `${kind} (${length})`).join(", ");
}

const leastWords = 3;
const leastUnspacedLetters = 6;

function lookForWords(text: string): string | undefined {
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length >= leastWords) return undefined;
  const ideographs =
    text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu)?.length ?? 0;
  if (ideographs >= leastUnspacedLetters) return undefined;
  return `${words.length} ${words.length === 1 ? "word" : "words"}`;
}

const longCharacters = 20_000;
const timesTheMedian = 20;

function lookForLength(text: string, corpus?: CorpusStatistics): string | undefined {
  if (!corpus || text.length < longCharacters || text.length < timesTheMedian * corpus.medianCharacters)
    return undefined;
  return `${text.length} characters, where half of the others have at most ${Math.round(corpus.medianCharacters)}`;
}

const leastLetterShare = 0.4;

function lookForLetters(text: string): string | undefined {
  const visible = text.match(/\S/gu)?.length ?? 0;
  const letters = text.match(/[\p{L}\p{M}]/gu)?.length ?? 0;
  if (visible === 0 || letters / visible >= leastLetterShare) return undefined;
  return `${Math.round((100 * letters) / visible)} % of the characters are letters`;
}

function counted(text: string, pattern: RegExp, what: string): string | undefined {
  const count = text.match(pattern)?.length ?? 0;
  return count === 0 ? undefined : `${count} ${count === 1 ? singular(what) : what}`;
}

const singular = (what: string) =>
  what.replace("entities", "entity").replace(/(tag|letter|word|character|surrogate)s/g, "$1");
