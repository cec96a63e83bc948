import { eld } from "eld/small";

export interface DetectedLanguage {
  /** ISO 639-1; null where the text is too short, has no words, or could be many languages. */
  readonly language: string | null;
  /** 0..1 */
  readonly confidence: number;
}

const leastLetters = 12;
const leastIdeographs = 4;
const sampleCharacters = 1_500;
const unknown: DetectedLanguage = { language: null, confidence: 0 };

/** Tells which of 60 languages a text is written in, from its beginning, middle and end. */
export function detectLanguage(text: string): DetectedLanguage {
  const words = sample(text).replaceAll(/https?:\/\/\S+|\S+@\S+|[X\d]{2,}/g, " ");
  if (!hasEnoughLetters(words)) return unknown;
  const detected = eld.detect(words);
  if (detected.language === "") return unknown;
  const confidence = detected.getScores()[detected.language] ?? 0;
  return { language: detected.isReliable() ? detected.language : null, confidence };
}

function sample(text: string): string {
  if (text.length <= 3 * sampleCharacters) return text;
  const middle = (text.length - sampleCharacters) >> 1;
  return [0, middle, text.length - sampleCharacters]
    .map((from) => text.slice(from, from + sampleCharacters))
    .join(" ");
}

function hasEnoughLetters(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (letters >= leastLetters) return true;
  const ideographs =
    text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu)?.length ?? 0;
  return ideographs >= leastIdeographs;
}
