import { expect, test } from "vitest";
import { terms } from "../../src/index.ts";

const surfaces = (text: string, language = "en", longest?: number) =>
  terms(text, language, { longest }).map(({ surface }) => surface);
const keys = (text: string, language = "en") => terms(text, language, { longest: 1 }).map(({ key }) => key);

test("are words and phrases of neighboring words", () => {
  expect(surfaces("deep language models")).toEqual([
    "deep",
    "deep language",
    "deep language models",
    "language",
    "language models",
    "models",
  ]);
});

test("neither stop words nor punctuation are inside a phrase", () => {
  expect(surfaces("trees of Paris, streets; 12 lights")).toEqual(["trees", "Paris", "streets", "lights"]);
});

test("a hyphen stays in a phrase and a repeated word makes none", () => {
  expect(surfaces("spin-orbit coupling", "en", 2)).toEqual([
    "spin",
    "spin-orbit",
    "orbit",
    "orbit coupling",
    "coupling",
  ]);
  expect(surfaces("cats cats")).toEqual(["cats", "cats"]);
});

test.each([
  ["en", "Models model MODELS", ["model", "model", "model"]],
  [
    "en",
    "studies classes analyses boxes crises gas bus physics",
    ["study", "class", "analyse", "box", "crise", "gas", "bus", "physic"],
  ],
  ["fr", "maisons maison", ["maison", "maison"]],
  ["es", "casas casa", ["casa", "casa"]],
  ["de", "Haus Häuser", ["haus", "häuser"]],
])("%s: plural and case make no other term in “%s”", (language, text, expected) => {
  expect(keys(text, language)).toEqual(expected);
});

test("phrases of scripts without spaces are written without spaces", () => {
  expect(surfaces("机器学习", "zh", 2).every((surface) => !surface.includes(" "))).toBe(true);
  expect(surfaces("机器学习", "zh", 2)).toContain("机器学习");
});
