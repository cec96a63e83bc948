import fc from "fast-check";
import { expect, test } from "vitest";
import { nameTopics } from "../../src/index.ts";

const ranked = (...texts: string[]) => texts.map((text, at) => ({ text, score: 1 / (at + 1), count: 1 }));

test("a name is the best three keywords", () => {
  expect(nameTopics([ranked("neural network", "image", "pixel", "camera")])).toEqual([
    "neural network · image · pixel",
  ]);
});

test("a keyword that repeats a word of the name gives way to the next", () => {
  expect(nameTopics([ranked("neural network", "network layer", "image", "pixel")])).toEqual([
    "neural network · image · pixel",
  ]);
});

test("another form of a word of the name gives way, too", () => {
  expect(nameTopics([ranked("cash withdrawal", "withdraw", "ATM fee", "fees", "pending")])).toEqual([
    "cash withdrawal · ATM fee · pending",
  ]);
});

test("topics with the same best keywords are told apart by the next, or else numbered", () => {
  expect(nameTopics([ranked("a", "b", "c", "d"), ranked("a", "b", "c", "e"), ranked("A", "b", "c")])).toEqual(
    ["a · b · c", "a · b · c · e", "A · b · c (2)"],
  );
});

test("topics without keywords have names too", () => {
  expect(nameTopics([[], [], ranked("x")])).toEqual(["Untitled", "Untitled (2)", "x"]);
});

test("demand 9: names are never empty and never the same", () => {
  const keyword = fc.constantFrom("a", "b", "A b", "b c", "c", "a (2)");
  fc.assert(
    fc.property(fc.array(fc.array(keyword, { maxLength: 5 }), { maxLength: 12 }), (topics) => {
      const names = nameTopics(topics.map((list) => ranked(...list)));
      expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(topics.length);
      expect(names.every((name) => name.length > 0)).toBe(true);
    }),
  );
});
