import { expect, test } from "vitest";
import { stopWordLanguages, stopWords, words } from "../../src/index.ts";

test.each([
  ["en", "it is what it is and was not", []],
  ["de", "das ist nicht der Hund von uns", ["hund"]],
  ["fr", "ce n'est pas le chien qu'il avait", ["chien"]],
  ["es", "este no es el perro que tenía", ["perro"]],
  ["it", "questo non è il cane che aveva", ["cane"]],
  ["pt", "este não é o cachorro que ele tinha", ["cachorro"]],
  ["nl", "dit is niet de hond die wij hadden", ["hond"]],
  ["sv", "det här är inte hunden som vi hade", ["hunden"]],
  ["pl", "to nie jest pies który był u nas", ["pies"]],
  ["ru", "это не собака которая была у нас", ["собака"]],
  ["tr", "bu bizim için değil ama köpek", ["köpek"]],
])("%s: only what has content is left of “%s”", (language, text, expected) => {
  const stops = stopWords(language);
  expect(words(text, language).filter((word) => !stops.has(word))).toEqual(expected);
});

test("there are lists for 25 languages and more, none with a repeated or capital word", () => {
  const asked = "en de fr es it pt nl sv da no fi ru uk pl cs hu ro tr ar he el hi ja zh ko".split(" ");
  expect(stopWordLanguages()).toEqual(expect.arrayContaining(asked));
  for (const language of stopWordLanguages()) {
    const stops = stopWords(language);
    expect(stops.size).toBeGreaterThan(150);
    for (const word of stops) expect(word).toBe(word.toLowerCase());
  }
});

test("a region does not matter, and a language without a list has the English one", () => {
  expect(stopWords("pt-BR")).toBe(stopWords("pt"));
  expect(stopWords("nb")).toBe(stopWords("no"));
  expect(stopWords("xx")).toBe(stopWords("en"));
});
