import fc from "fast-check";
import { expect, test } from "vitest";
import {
  fowlkesMallows,
  graphSilhouette,
  InputError,
  matrix,
  meaningCoherence,
  nearestNeighbors,
  normaliseRows,
  stability,
  stopWordRate,
  topicCountError,
  topicDiversity,
} from "../../src/index.ts";
import { blobs } from "../points.ts";

test("demand 18: diversity is the share of different words", () => {
  expect(
    topicDiversity([
      ["a", "b"],
      ["c", "d"],
    ]),
  ).toBe(1);
  expect(
    topicDiversity([
      ["a", "b"],
      ["a", "b"],
    ]),
  ).toBe(0.5);
  expect(
    topicDiversity(
      [
        ["a", "x"],
        ["b", "x"],
      ],
      { words: 1 },
    ),
  ).toBe(1);
  expect(topicDiversity([])).toBe(1);
});

test("a phrase that holds a stop word counts as one", () => {
  expect(
    stopWordRate(
      [
        ["state of play", "play"],
        ["Of", "tax"],
      ],
      new Set(["of"]),
    ),
  ).toBe(0.5);
  expect(stopWordRate([], new Set())).toBe(0);
});

test("words of one meaning in each topic are alike inside and unlike between", () => {
  const vectors = normaliseRows(matrix(4, 2, Float32Array.of(1, 0, 1, 0.1, 0, 1, 0.1, 1)));
  const good = meaningCoherence(
    [
      [0, 1],
      [2, 3],
    ],
    vectors,
  );
  const mixed = meaningCoherence(
    [
      [0, 2],
      [1, 3],
    ],
    vectors,
  );
  expect(good.inside).toBeGreaterThan(0.9);
  expect(good.between).toBeLessThan(0.2);
  expect(mixed.inside).toBeLessThan(mixed.between);
  expect(() => meaningCoherence([[9]], vectors)).toThrow(InputError);
});

test("topics that are neighbourhoods have a silhouette near one, topics by chance below zero", async () => {
  const { points, truth } = blobs(4, 40, 16, 0.3);
  const neighbors = await nearestNeighbors(points, { neighbors: 10 });
  const chance = Int32Array.from(truth, (_, i) => (i >> 2) % 4);
  expect(graphSilhouette(neighbors, truth)).toBeGreaterThan(0.95);
  expect(graphSilhouette(neighbors, chance)).toBeLessThan(0);
  expect(graphSilhouette(neighbors, new Int32Array(160).fill(-1))).toBeNaN();
});

test("Fowlkes-Mallows is that of scikit-learn", () => {
  // sklearn.metrics.fowlkes_mallows_score of scikit-learn 1.7
  expect(fowlkesMallows([0, 0, 1, 1], [0, 0, 1, 1])).toBe(1);
  expect(fowlkesMallows([0, 0, 0, 0], [0, 1, 2, 3])).toBe(0);
  expect(fowlkesMallows([0, 0, 1, 1, 2, 2], [0, 0, 0, 1, 1, 1])).toBeCloseTo(2 / Math.sqrt(18), 12);
});

test("Fowlkes-Mallows does not care for names or order, and is 0 to 1", () => {
  const labels = fc.array(fc.tuple(fc.nat(3), fc.nat(3)), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(labels, (pairs) => {
      const a = pairs.map(([left]) => left);
      const b = pairs.map(([, right]) => right);
      const value = fowlkesMallows(a, b);
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThanOrEqual(1 + 1e-12);
      expect(
        fowlkesMallows(
          b.map((label) => 3 - label),
          a,
        ),
      ).toBeCloseTo(value, 12);
    }),
  );
});

test("the number of topics is compared with the true one, noise not counted", () => {
  expect(topicCountError([0, 1, 2, -1], [0, 1, 2, 2])).toBe(0);
  expect(topicCountError([0, 1, 2, 3], [0, 1, 1, 0])).toBe(1);
});

test("demand 19: groupings that agree on the points they share are stable, whatever they call their topics", () => {
  const labels = Int32Array.of(0, 0, 1, 1);
  const part = { points: Int32Array.of(3, 2, 0), labels: Int32Array.of(5, 5, 8) };
  expect(stability([{ labels }, part])).toBe(1);
  expect(stability([{ labels }, { labels: Int32Array.of(0, 1, 0, 1) }])).toBeLessThan(0.1);
  expect(stability([{ labels }])).toBe(1);
});
