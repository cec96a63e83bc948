import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  adjustedRand,
  density,
  densityClusterer,
  densityOnMap,
  gatherRows,
  InputError,
  matrix,
  nearestNeighbors,
  neighborSpanningTree,
  pointSpanningTree,
  Random,
} from "../../src/index.ts";
import { clustererConforms } from "../conformance/clusterer.ts";
import { blobs } from "../points.ts";

clustererConforms("density, excess of mass", densityClusterer(), 6);
clustererConforms("density, leaves", densityClusterer({ selection: "leaf" }), 6);

const square = (x: number, y: number, n: number, seed: number) => {
  const random = new Random(seed);
  return Array.from({ length: n }, () => [x + random.uniform(), y + random.uniform()]).flat();
};

test("two squares are two clusters, and points far from both are none", () => {
  const points = matrix(
    63,
    2,
    Float32Array.from([...square(0, 0, 30, 1), ...square(5, 5, 30, 2), -9, 9, 20, 0, 9, -9]),
  );
  const { labels, count, strengths } = density(pointSpanningTree(points));
  expect(count).toBe(2);
  expect(new Set(labels.subarray(0, 30)).size).toBe(1);
  expect(new Set(labels.subarray(30, 60)).size).toBe(1);
  expect(labels[0]).not.toBe(labels[30]);
  expect([...labels.subarray(60)]).toEqual([-1, -1, -1]);
  expect([...strengths.subarray(60)]).toEqual([0, 0, 0]);
  expect(Math.max(...strengths)).toBe(1);
});

test("excess of mass keeps a pair of squares that leaves take apart", () => {
  const near = [...square(0, 0, 40, 1), ...square(1.1, 0, 40, 2)];
  const points = matrix(120, 2, Float32Array.from([...near, ...square(40, 0, 40, 3)]));
  const tree = pointSpanningTree(points);
  expect(density(tree, { selection: "eom" }).count).toBe(2);
  expect(density(tree, { selection: "leaf" }).count).toBeGreaterThan(2);
});

interface Reference {
  readonly points: number[][];
  readonly cases: {
    minimumSize: number;
    minimumSamples: number;
    selection: "eom" | "leaf";
    labels: number[];
  }[];
}

// scikit-learn 1.x HDBSCAN counts the point itself among its samples, so its min_samples is ours + 1.
const reference: Reference = JSON.parse(
  readFileSync(new URL("../fixtures/hdbscan.json", import.meta.url), "utf8"),
);

test.each(reference.cases)(
  "scikit-learn's HDBSCAN: size $minimumSize, samples $minimumSamples, $selection",
  (expected) => {
    const points = matrix(reference.points.length, 2, Float32Array.from(reference.points.flat()));
    const { labels } = density(pointSpanningTree(points, expected), expected);
    expect(adjustedRand(labels, expected.labels)).toBeGreaterThan(0.98);
  },
);

test("a cluster is never smaller than asked for", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 15 }),
      fc.constantFrom("eom" as const, "leaf" as const),
      fc.integer(),
      (minimumSize, selection, seed) => {
        const points = matrix(90, 2, Float32Array.from(square(0, 0, 90, seed)));
        const { labels, count } = density(pointSpanningTree(points), { minimumSize, selection });
        for (let label = 0; label < count; label++) {
          expect(labels.filter((other) => other === label).length).toBeGreaterThanOrEqual(minimumSize);
        }
      },
    ),
    { numRuns: 60, seed: 1 },
  );
});

test("on a map, points of many dimensions are seldom noise", async () => {
  const { points, truth } = blobs(6, 60, 128, 0.5);
  const neighbors = await nearestNeighbors(points);
  const { labels } = await densityOnMap(points, neighbors);
  expect(adjustedRand(labels, truth)).toBeGreaterThan(0.9);
  expect(labels.filter((label) => label < 0).length).toBeLessThan(36);
});

test("points that nowhere split in two are one cluster", () => {
  const line = matrix(
    12,
    1,
    Float32Array.from({ length: 12 }, (_, i) => i),
  );
  expect([...density(pointSpanningTree(line), { minimumSize: 8 }).labels]).toEqual(new Array(12).fill(0));
});

test("a tree over all pairs is as short as one over all edges of a complete neighbor graph", async () => {
  const { points } = blobs(3, 12, 4, 0.5);
  const graph = await nearestNeighbors(points, { neighbors: 35 });
  const sum = (distances: Float64Array) => distances.reduce((total, distance) => total + distance, 0);
  const overPairs = sum(pointSpanningTree(points).distances);
  expect(sum(neighborSpanningTree(graph).distances)).toBeCloseTo(overPairs, 3);
  expect(sum(neighborSpanningTree(graph, {}, points).distances)).toBeCloseTo(overPairs, 3);
});

test("parts without an edge between them are tied by infinite distances, and clusters of their own", async () => {
  const { points, truth } = blobs(3, 40, 16, 0.1);
  const tree = neighborSpanningTree(await nearestNeighbors(points));
  expect(tree.distances.filter((distance) => distance === Number.POSITIVE_INFINITY).length).toBe(2);
  expect(adjustedRand(density(tree, { minimumSize: 20 }).labels, truth)).toBe(1);
});

test("copies of points do not hide the clusters around them", () => {
  const once = matrix(60, 2, Float32Array.from([...square(0, 0, 30, 1), ...square(5, 5, 30, 2)]));
  const points = gatherRows(
    once,
    Int32Array.from({ length: 90 }, (_, i) => (i < 60 ? i : 0)),
  );
  const { labels } = density(pointSpanningTree(points));
  expect(labels[0]).toBeGreaterThanOrEqual(0);
  for (let i = 60; i < 90; i++) expect(labels[i]).toBe(labels[0]);
});

test("a smallest cluster of fewer than two points is refused", () => {
  expect(() => density(pointSpanningTree(matrix(0, 2)), { minimumSize: 1 })).toThrow(InputError);
});
