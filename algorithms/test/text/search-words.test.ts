import fc from "fast-check";
import { expect, test } from "vitest";
import { exactWords, searchWords } from "../../src/text/search-words.ts";

const stems = (text: string, language?: string) => searchWords(text, language).map(({ stem }) => stem);

test("words stand where they are said to stand, in order, whatever the text", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme" }),
      fc.constantFrom("en", "de", "ja", "xx"),
      (text, language) => {
        let end = 0;
        for (const word of searchWords(text, language)) {
          expect(word.start).toBeGreaterThanOrEqual(end);
          expect(word.end).toBeGreaterThan(word.start);
          end = word.end;
        }
        expect(end).toBeLessThanOrEqual(text.length);
      },
    ),
  );
});

test("forms of a word, words derived from it, case and accents make no difference; words that say nothing are left out", () => {
  expect(stems("The infections of infected Cells")).toEqual(["", "infect", "", "infect", "cell"]);
  expect(stems("Anna’s café", "en")).toEqual(stems("anna cafe", "en"));
  expect(stems("Häuser und Haus", "de")).toEqual([stems("Haus", "de")[0], "", stems("Haus", "de")[0]]);
  expect(stems("l'homme", "fr")).toEqual(stems("homme", "fr"));
});

test("numbers and single letters are words", () => {
  expect(stems("XK-4711-B of 1999")).toEqual(["xk", "4711", "b", "", "1999"]);
});

test("text without spaces is cut into words", () => {
  const text = "東京都に住んでいます";
  const words = searchWords(text, "ja").map(({ start, end }) => text.slice(start, end));
  expect(words.join("")).toBe(text);
  expect(words.length).toBeGreaterThan(3);
});

test("for phrases words stay as they are, but for case and what is between them", () => {
  expect(exactWords("State-of-the  ART!")).toBe(" state of the art ");
});
