import fc from "fast-check";
import { expect, test } from "vitest";
import { contentWords, TermIndex, WordStream } from "../../src/index.ts";

function indexOf(texts: readonly string[], language = "en", options = {}): TermIndex {
  const stream = new WordStream();
  for (const text of texts) stream.add(contentWords(text, language), language);
  return new TermIndex(stream, options);
}

const allTerms = (index: TermIndex) => Array.from({ length: index.size }, (_, term) => term);
const spelled = (texts: readonly string[], language = "en", options = {}) => {
  const index = indexOf(texts, language, options);
  return [...index.spellings(allTerms(index)).values()].sort();
};

test("are words and phrases of one to four neighbouring words that occur twice", () => {
  expect(spelled(["deep large language models", "deep large language models"])).toEqual([
    "deep",
    "deep large",
    "deep large language",
    "deep large language models",
    "language",
    "language models",
    "large",
    "large language",
    "large language models",
    "models",
  ]);
  expect(spelled(["deep large language models"])).toEqual(["deep", "language", "large", "models"]);
});

test("neither stop words nor punctuation are inside a phrase", () => {
  const text = "trees of Paris, streets; 12 lights";
  expect(spelled([text, text])).toEqual(["Paris", "lights", "streets", "trees"]);
});

test("a hyphen stays in a phrase and a repeated word makes none", () => {
  expect(spelled(["spin-orbit coupling", "spin-orbit coupling"], "en", { longest: 2 })).toEqual([
    "coupling",
    "orbit",
    "orbit coupling",
    "spin",
    "spin-orbit",
  ]);
  expect(spelled(["cats cats", "cats cats"])).toEqual(["cats"]);
});

test("words that differ in number or capitals only are one term, written as most texts write it", () => {
  expect(spelled(["Models model", "models", "models"])).toEqual(["models"]);
  expect(spelled(["Haus Häuser Häuser"], "de")).toEqual(["Häuser"]);
  expect(spelled(["the black cat", "black cats, black cats"])).toContain("black cats");
});

test("phrases of scripts without spaces are written without spaces", () => {
  expect(spelled(["机器学习", "机器学习"], "zh")).toContain("机器学习");
});

test("excluded words are no terms and in none", () => {
  const stream = new WordStream({ excluded: new Set(["der"]) });
  for (let i = 0; i < 2; i++) stream.add(contentWords("Der Hund der Katze", "en"), "en");
  const index = new TermIndex(stream);
  expect([...index.spellings(allTerms(index)).values()].sort()).toEqual(["Hund", "Katze"]);
});

test("the terms and their spellings do not depend on the order of the texts", () => {
  const word = fc.constantFrom("cat", "cats", "Dog", "dog", "black", "the", "neural", "network", "networks");
  const text = fc.array(word, { maxLength: 8 }).map((parts) => parts.join(" "));
  fc.assert(
    fc.property(fc.array(text, { maxLength: 8 }), (texts) => {
      expect(spelled(texts)).toEqual(spelled(texts.toReversed()));
    }),
  );
});

test("a phrase is no more frequent than its parts, and every frequent one is found", () => {
  const text = fc.array(fc.constantFrom("red", "green", "blue", "cat"), { maxLength: 10 });
  fc.assert(
    fc.property(fc.array(text, { maxLength: 6 }), (texts) => {
      const found = new Set(
        spelled(
          texts.map((parts) => parts.join(" ")),
          "en",
          { longest: 2 },
        ),
      );
      const pairs = new Map<string, number>();
      for (const parts of texts) {
        for (let at = 0; at + 1 < parts.length; at++) {
          const pair = `${parts[at]} ${parts[at + 1]}`;
          if (parts[at] !== parts[at + 1]) pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
        }
      }
      for (const [pair, count] of pairs) expect(found.has(pair), `${pair} ${count}`).toBe(count >= 2);
    }),
  );
});
