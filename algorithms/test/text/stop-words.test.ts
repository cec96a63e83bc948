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

test("demand 12: there are lists for all 60 languages that are told apart, none with a repeated or capital word", () => {
  const asked =
    "am ar az be bg bn ca cs da de el en es et eu fa fi fr gu he hi hr hu hy is it ja ka kn ko ku lo lt lv ml mr ms nl no or pa pl pt ro ru sk sl sq sr sv ta te th tl tr uk ur vi yo zh".split(
      " ",
    );
  expect(asked).toHaveLength(60);
  expect(stopWordLanguages()).toEqual(expect.arrayContaining(asked));
  for (const language of stopWordLanguages()) {
    const stops = stopWords(language);
    expect(stops.size).toBeGreaterThan(50);
    for (const word of stops) expect(word).toBe(word.toLowerCase());
  }
});

test("a region does not matter, and a language without a list has the English one", () => {
  expect(stopWords("pt-BR")).toBe(stopWords("pt"));
  expect(stopWords("nb")).toBe(stopWords("no"));
  expect(stopWords("xx")).toBe(stopWords("en"));
});
