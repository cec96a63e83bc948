import fc from "fast-check";
import { expect, test } from "vitest";
import { sentenceSpans } from "../../src/text/sentences.ts";

const cut = (text: string, language?: string) =>
  sentenceSpans(text, language).map(({ start, end }) => text.slice(start, end));

test("sentences end at full stops, question marks and blank lines, not at line ends", () => {
  expect(cut("The ship left\nat noon. Did it rain? Yes!\n\nA heading\n\nThe end")).toEqual([
    "The ship left\nat noon.",
    "Did it rain?",
    "Yes!",
    "A heading",
    "The end",
  ]);
});

test("titles, initials and shortenings do not end a sentence", () => {
  expect(cut("Dr. Smith met J. R. Brown, i.e. Mr. Brown. They spoke.")).toEqual([
    "Dr. Smith met J. R. Brown, i.e. Mr. Brown.",
    "They spoke.",
  ]);
});

test("scripts without spaces are cut too", () => {
  expect(cut("船は出た。雨が降った。", "ja")).toEqual(["船は出た。", "雨が降った。"]);
});

test("sentences lie in order, apart, without white space around them, and hold every letter", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.constantFrom("en", "de", "ja"), (text, language) => {
      let from = 0;
      for (const { start, end } of sentenceSpans(text, language)) {
        expect(text.slice(from, start).trim()).toBe("");
        expect(start).toBeLessThan(end);
        expect(text.slice(start, end).trim()).toBe(text.slice(start, end));
        from = end;
      }
      expect(text.slice(from).trim()).toBe("");
    }),
  );
});
