import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { cvCoherence, npmiCoherence } from "../../src/index.ts";

interface Reference {
  readonly texts: readonly string[];
  readonly topics: readonly string[][];
  readonly npmi: readonly number[];
  readonly cv: readonly number[];
}

const reference: Reference = JSON.parse(
  readFileSync(new URL("../fixtures/gensim-coherence.json", import.meta.url), "utf8"),
);
const texts = reference.texts.map((text) => text.split(" ").filter((word) => word !== ""));

test("demand 18: NPMI equals gensim's c_npmi to six digits", () => {
  const found = npmiCoherence(reference.topics, texts);
  for (const [topic, value] of reference.npmi.entries()) expect(found[topic]).toBeCloseTo(value, 6);
});

test("demand 18: C_v equals gensim's c_v to six digits", () => {
  const found = cvCoherence(reference.topics, texts);
  for (const [topic, value] of reference.cv.entries()) expect(found[topic]).toBeCloseTo(value, 6);
});

test("words that always occur together have an NPMI of one, words that never do of minus one", () => {
  const apart = [["a", "b"], ["c"], ["a", "b"], ["d"]];
  expect(npmiCoherence([["a", "b"]], apart)[0]).toBeCloseTo(1, 6);
  expect(npmiCoherence([["a", "c"]], apart)[0]).toBeLessThan(-0.8);
});

test("a topic of one word has no NPMI, and a word that never occurs counts nothing", () => {
  expect(npmiCoherence([["a"], ["a", "x"]], [["a"], ["b"]])).toEqual([Number.NaN, 0]);
});

test("windows slide one word at a time: counted one by one they give the same", () => {
  const list = fc.shuffledSubarray([..."abcdefghijkl"]);
  fc.assert(
    fc.property(fc.array(list, { minLength: 1, maxLength: 4 }), (lists) => {
      const window = 4;
      const single = lists.flatMap((words) =>
        words.length <= window
          ? [words]
          : Array.from({ length: words.length - window + 1 }, (_, at) => words.slice(at, at + window)),
      );
      const topics = [
        ["a", "b", "c"],
        ["d", "e"],
      ];
      const slid = npmiCoherence(topics, lists, { window });
      const cut = npmiCoherence(topics, single, { window });
      for (const [topic, value] of cut.entries()) expect(slid[topic]).toBeCloseTo(value, 9);
    }),
  );
});
