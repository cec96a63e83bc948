import fc from "fast-check";
import { expect, test } from "vitest";
import {
  coverage,
  findWords,
  holdsPhrases,
  neededWords,
  phrasesOf,
  queryWords,
} from "../../src/answers/query-words.ts";

test("a word of a query has a stem for each language, once each, and none in a language where it says nothing", () => {
  expect(queryWords("who pays for repairs, and who repaired it", ["en"])).toEqual([
    { stems: ["pay"] },
    { stems: ["repair"] },
  ]);
  expect(queryWords("Häuser", ["en", "de"])[0]?.stems).toHaveLength(2);
  expect(queryWords("!!! & |", ["en"])).toEqual([]);
});

test("a query reads as the language that most of its small words are of, else as the most usual one", () => {
  const stems = (query: string, languages: string[]) =>
    queryWords(query, languages).map((word) => word.stems[0]);
  expect(stems("what was the cause of the war", ["de", "en"])).toContain("war");
  expect(stems("civil war", ["en", "de"])).toContain("war");
  expect(stems("wer war der König", ["en", "de"])).toEqual(["konig"]);
});

test("a text need not hold those words of a phrase that say nothing in some language", () => {
  expect(neededWords("bank of the state", ["en", "de"]).map(({ stems }) => stems[0])).toEqual([
    "bank",
    "stat",
  ]);
});

test("words of a query stand in a passage where they are highlighted, in any of their forms", () => {
  const text = "Repairs were paid. The tenant repaired the roof.";
  const { highlights, found } = findWords(text, "en", queryWords("repairing roofs", ["en"]));
  expect(highlights.map(([start, end]) => text.slice(start, end))).toEqual(["Repairs", "repaired", "roof"]);
  expect([...found].sort()).toEqual(["repair", "roof"]);
});

test("coverage is 1 where all words are found, 0 where none is, and grows with each", () => {
  const words = queryWords("fee credit card refund", ["en"]);
  const weightOf = (stem: string) => stem.length;
  let before = 0;
  const held = new Set<string>();
  expect(coverage(words, held, weightOf)).toBe(0);
  for (const { stems } of words) {
    for (const stem of stems) held.add(stem);
    expect(coverage(words, held, weightOf)).toBeGreaterThan(before);
    before = coverage(words, held, weightOf);
  }
  expect(before).toBe(1);
  expect(coverage([], held, weightOf)).toBe(0);
});

test("what is in quotes must stand word by word", () => {
  const phrases = phrasesOf('the "State of the Art" in “deep learning”, and "');
  expect(phrases).toEqual([" state of the art ", " deep learning "]);
  expect(holdsPhrases("Deep-learning is the state of the art.", phrases)).toBe(true);
  expect(holdsPhrases("Deep-learning is the state of art.", phrases)).toBe(false);
  expect(holdsPhrases("a start", phrasesOf('"star"'))).toBe(false);
});

test("any query and text are taken", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (query, text) => {
      const { highlights } = findWords(text, "en", queryWords(query, ["en", "ja"]));
      for (const [start, end] of highlights) expect(start < end && end <= text.length).toBe(true);
      expect(holdsPhrases(text, phrasesOf(query)) || phrasesOf(query).length > 0).toBe(true);
    }),
    { numRuns: 30 },
  );
});
