import fc from "fast-check";
import { expect, test } from "vitest";
import { words } from "../../src/index.ts";

test.each([
  [
    "en",
    "The Quick-brown fox, in 2019; isn't x or XXXX 42!",
    ["the", "quick", "brown", "fox", "in", "isn't", "or"],
  ],
  ["en", "Anna’s DNA and H2O: 3D, B2B, 12th", ["anna", "dna", "and", "h2o", "b2b", "12th"]],
  [
    "en",
    "see https://example.org/page?x=1 or www.example.org, mail a.b@example.org now",
    ["see", "or", "mail", "now"],
  ],
  ["en", String.raw`the space $\mathcal{H}$ is closed`, ["the", "space", "is", "closed"]],
  ["fr", "L’homme qu’il aime aujourd’hui", ["homme", "qu", "il", "aime", "aujourd", "hui"]],
  ["de", "Straßenbahn über Köln", ["straßenbahn", "über", "köln"]],
  ["ru", "Все счастливые семьи похожи", ["все", "счастливые", "семьи", "похожи"]],
  ["ar", "اللغة العربية جميلة", ["اللغة", "العربية", "جميلة"]],
  ["hi", "हिन्दी भाषा है", ["हिन्दी", "भाषा"]],
  ["ko", "한국어 문장을 나눕니다", ["한국어", "문장을", "나눕니다"]],
])("%s: %s", (language, text, expected) => {
  expect(words(text, language)).toEqual(expected);
});

test("scripts without spaces are split into words", () => {
  expect(words("自然语言处理是人工智能的重要方向", "zh").length).toBeGreaterThan(3);
  expect(words("機械学習モデルを使います", "ja")).toContain("モデル");
  expect(words("ภาษาไทยเป็นภาษาที่สวยงาม", "th").length).toBeGreaterThan(2);
});

test("words of both kinds of script are told apart where they meet", () => {
  expect(words("使用AI技术的system", "zh")).toEqual(expect.arrayContaining(["ai", "技术", "system"]));
});

test("a long stretch without spaces is read in linear time: a quadratic reading of it would never end", () => {
  expect(words("a@".repeat(50_000)).length).toBeLessThan(60_000);
  expect(words("x-'".repeat(300_000))).toEqual([]);
});

test("full-width letters are the same words", () => {
  expect(words("ＡＢＣ Ａbc")).toEqual(["abc", "abc"]);
});

test("any text gives lower-case words of at least two letters", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme" }),
      fc.constantFrom("en", "fr", "zh", "ar"),
      (text, language) => {
        for (const word of words(text, language)) {
          expect(word).toBe(word.toLowerCase());
          expect(word.match(/\p{L}/gu)?.length ?? 0).toBeGreaterThanOrEqual(2);
        }
      },
    ),
  );
});

test("no text has no words", () => {
  expect(words("")).toEqual([]);
  expect(words("... 12 — 5%")).toEqual([]);
});
