import fc from "fast-check";
import { expect, test } from "vitest";
import { centralSentences } from "../../src/index.ts";

const sentences = fc.array(
  fc.array(fc.constantFrom("card", "fee", "late", "bank", "loan", "rate"), { maxLength: 6 }),
  { maxLength: 20 },
);

test("no sentence is chosen twice, none without words, and as many as are wanted where there are enough", () => {
  fc.assert(
    fc.property(sentences, fc.integer({ min: 0, max: 8 }), (given, count) => {
      const chosen = centralSentences(given, { count });
      expect(new Set(chosen).size).toBe(chosen.length);
      expect(chosen.every((i) => given[i]!.length > 0)).toBe(true);
      expect(chosen.length).toBe(Math.min(count, given.filter((words) => words.length > 0).length));
    }),
  );
});

test("fewer wanted sentences are the first of more", () => {
  fc.assert(
    fc.property(sentences, (given) => {
      expect(centralSentences(given, { count: 4 }).slice(0, 2)).toEqual(
        centralSentences(given, { count: 2 }),
      );
    }),
  );
});

test("what most sentences speak of comes first, and a repetition after what is new", () => {
  const given = [
    ["weather", "nice"],
    ["card", "fee", "late"],
    ["card", "fee", "late"],
    ["card", "fee", "charged"],
    ["loan", "rate", "card"],
  ];
  const [first, second] = centralSentences(given, { count: 2, centrality: 0.5 });
  expect([1, 2, 3]).toContain(first);
  expect(given[second!]).not.toEqual(given[first!]);
});

test("weights say where to look", () => {
  const given = [["card"], ["loan"]];
  expect(centralSentences(given, { count: 1, weights: [0.1, 0.9] })).toEqual([1]);
});
