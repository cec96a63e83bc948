import fc from "fast-check";
import { expect, test } from "vitest";
import {
  cellCounts,
  cellKeywords,
  contentWords,
  equalTimeBins,
  InputError,
  ownTimeBins,
  TermIndex,
  WordStream,
} from "../../src/index.ts";

function indexOf(texts: readonly string[]): TermIndex {
  const stream = new WordStream();
  for (const text of texts) stream.add(contentWords(text));
  return new TermIndex(stream, { longest: 1 });
}

test("demand 21: bins are equally long, and every known moment falls into one of them", () => {
  const moment = fc.oneof(fc.double({ min: -1e12, max: 1e12, noNaN: true }), fc.constant(Number.NaN));
  fc.assert(
    fc.property(fc.array(moment, { maxLength: 30 }), fc.integer({ min: 1, max: 12 }), (times, count) => {
      const { edges, bins } = equalTimeBins(times, count);
      for (const [i, time] of times.entries()) {
        if (Number.isNaN(time)) expect(bins[i]).toBe(-1);
        else {
          expect(time).toBeGreaterThanOrEqual(edges[bins[i]] - 1e-3);
          expect(time).toBeLessThanOrEqual(edges[bins[i] + 1] + 1e-3);
        }
      }
      expect(edges.length).toBeLessThanOrEqual(count + 1);
    }),
  );
  expect(() => equalTimeBins([1], 0)).toThrow(InputError);
});

test("demand 21: missing dates hold nothing up", () => {
  expect(equalTimeBins([Number.NaN, Number.NaN], 5)).toEqual({
    edges: new Float64Array(0),
    bins: Int32Array.of(-1, -1),
  });
  expect(equalTimeBins([7, 7, Number.NaN], 5).bins).toEqual(Int32Array.of(0, 0, -1));
  expect(ownTimeBins([3, Number.NaN, 1, 3])).toEqual({
    edges: Float64Array.of(1, 3, 3),
    bins: Int32Array.of(1, -1, 0, 1),
  });
});

test("cells are counted for each topic, and what has no topic or no cell is not", () => {
  const counts = cellCounts(Int32Array.of(0, 0, 1, -1, 1), Int32Array.of(0, 2, 2, 1, -1), {
    topicCount: 2,
    cellCount: 3,
  });
  expect([...counts]).toEqual([1, 0, 1, 0, 0, 1]);
  expect(() => cellCounts(new Int32Array(1), new Int32Array(2), { topicCount: 1, cellCount: 1 })).toThrow(
    InputError,
  );
});

const texts = [
  ...["phone telegraph phone telegraph", "telegraph cable phone"],
  ...["phone mobile mobile", "mobile network phone"],
  ...["phone smartphone app", "smartphone app phone app"],
  ...["bread oven", "bread flour", "bread yeast", "bread oven", "bread flour", "bread"],
];
const input = {
  topics: Int32Array.of(0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1),
  cells: Int32Array.of(0, 0, 1, 1, 2, 2, 0, 0, 0, 0, 0, 0),
  topicCount: 2,
  cellCount: 3,
};

test("demand 21: a topic's words are those of its texts in each stretch of time", () => {
  const found = cellKeywords(indexOf(texts), input, { count: 1, global: false });
  expect(found).toEqual([["telegraph"], ["mobile"], ["app"], ["bread"], [], []]);
});

test("with evolution a cell keeps words of the one before, with the whole topic words of all", () => {
  const alone = cellKeywords(indexOf(texts), input, { count: 9, global: false });
  const evolving = cellKeywords(indexOf(texts), input, { count: 9, global: false, evolution: true });
  const whole = cellKeywords(indexOf(texts), input, { count: 9 });
  expect(alone[1]).not.toContain("telegraph");
  expect(evolving[1]).toContain("telegraph");
  expect(alone[0]).not.toContain("app");
  expect(whole[0]).toContain("app");
});
