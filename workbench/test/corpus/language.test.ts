import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { detectLanguage } from "../../src/corpus/language.ts";
import { hasShared, sharedFolder } from "../shared.ts";

test.each([
  ["en", "The card never came, and nobody at the bank could tell me where it was."],
  ["de", "Die Karte kam nie an, und niemand bei der Bank konnte mir sagen, wo sie ist."],
  ["zh", "人人生而自由，在尊严和权利上一律平等。"],
  ["ja", "カードはまだ届いていません。"],
])("%s is told from a sentence", (language, text) => {
  const detected = detectLanguage(text);
  expect(detected.language).toBe(language);
  expect(detected.confidence).toBeGreaterThan(0.3);
  expect(detected.confidence).toBeLessThanOrEqual(1);
});

test.each([
  "",
  "ok",
  "12345 67890 !!",
  "=1+1",
  "XXXX XXXX XXXX XXXX XXXX",
  "https://example.com/a/long/path/to/it",
])("no language is claimed for %j", (text) => {
  expect(detectLanguage(text)).toEqual({ language: null, confidence: 0 });
});

test("the language of a megabyte is told from its beginning", () => {
  const english = "The card never came, and nobody could tell me where it was. ".repeat(2_000);
  const text =
    english + "La carte n'est jamais arrivée, et personne ne savait où elle était. ".repeat(15_000);
  expect(detectLanguage(text).language).toBe("en");
});

test.skipIf(!hasShared)("at least 95 of 100 paragraphs in 29 languages are told right", () => {
  const lines = readFileSync(join(sharedFolder, "data/multilingual/udhr.jsonl"), "utf8").trim().split("\n");
  const paragraphs = lines
    .map((line) => JSON.parse(line) as { lang: string; text: string })
    .filter(({ lang }) => lang !== "id");
  const right = paragraphs.filter(({ lang, text }) => detectLanguage(text).language === lang.split("-")[0]);
  expect(new Set(paragraphs.map(({ lang }) => lang)).size).toBe(29);
  expect(right.length / paragraphs.length).toBeGreaterThanOrEqual(0.95);
});
