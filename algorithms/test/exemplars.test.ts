import { expect, test } from "vitest";
import { centroidsOf, exemplars, InputError, matrix, normaliseRows, rowDot } from "../src/index.ts";
import { blobs } from "./points.ts";

test("are the points of each topic nearest to its centroid, best first", () => {
  const { points, truth } = blobs(3, 30, 16, 0.6);
  const centroids = centroidsOf(points, truth, 3);
  for (const [topic, chosen] of exemplars(points, truth, centroids, {
    tooSimilar: 2,
    diversity: 0,
  }).entries()) {
    const members = [...truth.keys()].filter((i) => truth[i] === topic);
    members.sort((a, b) => rowDot(points, b, centroids, topic) - rowDot(points, a, centroids, topic));
    expect(chosen).toEqual(members.slice(0, 5));
  }
});

test("demand 16: there are as many as wanted, without duplicates, and unlike each other where that costs little", () => {
  const { points, truth } = blobs(2, 60, 16, 0.6);
  const centroids = centroidsOf(points, truth, 2);
  const likeness = (chosen: readonly number[]) =>
    Math.max(...chosen.flatMap((a) => chosen.filter((b) => b > a).map((b) => rowDot(points, a, points, b))));
  const plain = exemplars(points, truth, centroids, { count: 8, diversity: 0 });
  for (const [topic, chosen] of exemplars(points, truth, centroids, { count: 8 }).entries()) {
    expect(new Set(chosen).size).toBe(8);
    expect(chosen[0]).toBe(plain[topic][0]);
    expect(likeness(chosen)).toBeLessThanOrEqual(likeness(plain[topic]));
  }
});

test("near-identical points are taken only when others run out", () => {
  const rows = [1, 0, 1, 0.001, 1, 0.002, 1, 0.5, 1, -0.6];
  const points = normaliseRows(matrix(5, 2, Float32Array.from(rows)));
  const labels = new Int32Array(5);
  const centroids = matrix(1, 2, Float32Array.of(1, 0));
  expect(exemplars(points, labels, centroids, { count: 3 })).toEqual([[0, 3, 4]]);
  expect(exemplars(points, labels, centroids, { count: 4 })).toEqual([[0, 3, 4, 1]]);
});

test("points in no topic show none, and an empty topic has none", () => {
  const points = matrix(2, 2, Float32Array.of(1, 0, 0, 1));
  expect(exemplars(points, Int32Array.of(-1, 0), matrix(2, 2, Float32Array.of(1, 0, 1, 0)))).toEqual([
    [1],
    [],
  ]);
});

test("labels of other points are refused", () => {
  expect(() => exemplars(matrix(2, 2), Int32Array.of(0), matrix(1, 2))).toThrow(InputError);
});
