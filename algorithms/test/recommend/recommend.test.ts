import fc from "fast-check";
import { expect, test } from "vitest";
import {
  diversify,
  highest,
  InputError,
  matrix,
  plainLinearAlgebra,
  preferenceScores,
  preferenceStrategies,
  rowDot,
  rowsBetween,
} from "../../src/index.ts";
import { directions } from "../points.ts";

const points = directions(30, 8);

async function scoresOf(weights: readonly number[], strategy: (typeof preferenceStrategies)[number]) {
  const products = new Float32Array(weights.length * points.rows);
  await plainLinearAlgebra.productsInto(products, points, rowsBetween(points, 0, weights.length));
  return preferenceScores(products, weights, { items: points.rows, strategy });
}

test("with a single like all strategies order items by their similarity to it", async () => {
  const bySimilarity = Array.from({ length: 30 }, (_, i) => i).sort(
    (a, b) => rowDot(points, b, points, 0) - rowDot(points, a, points, 0),
  );
  for (const strategy of preferenceStrategies)
    expect(highest(await scoresOf([1], strategy), 30)).toEqual(bySimilarity);
});

test("what is disliked comes last, whatever the strategy", async () => {
  for (const strategy of preferenceStrategies)
    expect(highest(await scoresOf([1, -1], strategy), 30).at(-1)).toBe(1);
});

test("the strategies join similarities as they say they do", () => {
  const products = Float32Array.of(0.8, 0.2, 0.4, 0.4, 0.1, 0.9);
  const scores = (strategy: (typeof preferenceStrategies)[number]) =>
    Array.from(preferenceScores(products, [1, 0.5, -1], { items: 2, strategy }));
  const close = (expected: readonly number[]) => expected.map((value) => expect.closeTo(value, 5));
  expect(scores("sum")).toEqual(close([0.8 + 0.2 - 0.1, 0.2 + 0.2 - 0.9]));
  expect(scores("average")).toEqual(close([(2 * (0.8 + 0.2)) / 1.5 - 0.1, (2 * (0.2 + 0.2)) / 1.5 - 0.9]));
  expect(scores("best")).toEqual(close([0.8, -0.81]));
});

test("too few products are an error", () => {
  const asked = () => preferenceScores(new Float32Array(3), [1, 1], { items: 2, strategy: "sum" });
  expect(asked).toThrow(InputError);
});

const anyRelevances = fc.array(fc.float({ min: 0, max: 1, noNaN: true }), {
  minLength: 1,
  maxLength: 30,
});

test("without variety the most relevant are taken; with any, each once and as many as are wanted", () => {
  fc.assert(
    fc.property(
      anyRelevances,
      fc.integer({ min: 1, max: 40 }),
      fc.float({ min: 0, max: 1, noNaN: true }),
      (relevances, limit, variety) => {
        const candidates = relevances.map((_, i) => i);
        const relevant = diversify(points, candidates, relevances, { limit, variety: 0 });
        expect(relevant).toEqual(highest(relevances, limit));
        const taken = diversify(points, candidates, relevances, { limit, variety });
        expect(new Set(taken).size).toBe(Math.min(limit, candidates.length));
        expect(taken[0]).toBe(relevant[0]);
      },
    ),
  );
});

test("copies of what is taken are passed over, and a group gives no more than its share while others have some", () => {
  const data = Float32Array.of(1, 0, 1, 0, 0, 1, 0.6, 0.8);
  const rows = matrix(4, 2, data);
  const all = [0, 1, 2, 3];
  expect(diversify(rows, all, [4, 3, 2, 1], { limit: 4, variety: 0, tooSimilar: 0.999 })).toEqual([0, 2, 3]);
  const groups = { of: [5, 5, 5, -1], most: 1 };
  expect(diversify(rows, all, [4, 3, 2, 1], { limit: 3, variety: 0, groups })).toEqual([0, 3, 1]);
});

test("variety prefers what is unlike the first over what is nearly as relevant", () => {
  const rows = matrix(3, 2, Float32Array.of(1, 0, 0.98, 0.199, 0, 1));
  expect(diversify(rows, [0, 1, 2], [1, 0.95, 0.8], { limit: 2, variety: 0 })).toEqual([0, 1]);
  expect(diversify(rows, [0, 1, 2], [1, 0.95, 0.8], { limit: 2, variety: 0.5 })).toEqual([0, 2]);
});

test("the highest are those that sorting gives, of equals the lower one", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -3, max: 3 })),
      fc.integer({ min: 1, max: 10 }),
      (scores, count) => {
        const sorted = scores.map((_, i) => i).sort((a, b) => scores[b] - scores[a] || a - b);
        expect(highest(scores, count)).toEqual(sorted.slice(0, count));
      },
    ),
  );
});
