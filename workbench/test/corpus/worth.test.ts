import { expect, test } from "vitest";
import { isWorthAnew, type SinceAnalysis } from "../../src/corpus/worth.ts";

const nothing: SinceAnalysis = {
  ...{ analysed: 1_000, placed: 0, unplaced: 0, deleted: 0 },
  ...{ similarity: null, usualSimilarity: 0.6 },
};
const since = (changes: Partial<SinceAnalysis>) => isWorthAnew({ ...nothing, similarity: 0.7, ...changes });

test("a new analysis is worth it once a fifth of the documents came or went", () => {
  expect(isWorthAnew(nothing)).toBe(false);
  expect(since({ placed: 150, deleted: 49 })).toBe(false);
  expect(since({ placed: 150, deleted: 50 })).toBe(true);
  expect(since({ analysed: 10, placed: 4 })).toBe(false);
  expect(since({ analysed: 10, placed: 5 })).toBe(true);
});

test("it is once a tenth of those that came fit no topic, and they are ten at least", () => {
  expect(since({ placed: 20, unplaced: 9 })).toBe(false);
  expect(since({ placed: 20, unplaced: 10 })).toBe(true);
  expect(since({ placed: 100, unplaced: 11 })).toBe(false);
});

test("it is once those that came are less like the analysed ones than these among themselves", () => {
  expect(since({ placed: 20, similarity: 0.55 })).toBe(true);
  expect(since({ placed: 19, similarity: 0.55 })).toBe(false);
  expect(since({ placed: 20, similarity: 0.65 })).toBe(false);
  expect(since({ placed: 20, similarity: 0.55, usualSimilarity: null })).toBe(false);
});
