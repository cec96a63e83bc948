import { expect, test } from "vitest";
import { contentWords, stopWordLanguages, stopWords, words } from "../../src/index.ts";

test.each([
  ["en", "it is what it is and was not", []],
  ["en", "it did n't open, and it was n't theirs", ["open"]],
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

test("demand 13: a text in two languages keeps stop words of neither", () => {
  const text =
    "We show how the group acts on a curve. Nous montrons comment le groupe agit sur une courbe, et que la surface est dans un espace avec des courbes.";
  const left = contentWords(text, "en").split(/\s/);
  expect(left).toEqual(expect.arrayContaining(["group", "curve", "groupe", "courbe", "surface"]));
  for (const word of ["le", "sur", "une", "et", "que", "la", "est", "dans", "un", "avec", "des"])
    expect(left).not.toContain(word);
});

test("a few words that another language would not count keep their place", () => {
  const text = "The war office hat was made by men who die young; the gut feeling of the era was a sin.";
  expect(contentWords(text, "en").split(/\s/)).toEqual(
    expect.arrayContaining(["war", "hat", "men", "die", "gut"]),
  );
});
