import fc from "fast-check";
import { expect, test } from "vitest";
import {
  adjustedRand,
  gatherRows,
  InputError,
  kmeans,
  kmeansClusterer,
  Random,
  rowDot,
} from "../../src/index.ts";
import { clustererConforms } from "../conformance/clusterer.ts";
import { anyPoints, blobs, directions, identicalPoints } from "../points.ts";

clustererConforms("k-means", kmeansClusterer({ clusters: 6 }), 6);
clustererConforms("k-means on batches", kmeansClusterer({ clusters: 5, batchAbove: 100 }), 5);

test("no other centroid is more similar than the chosen one", async () => {
  await fc.assert(
    fc.asyncProperty(
      anyPoints,
      fc.integer({ min: 1, max: 6 }),
      fc.integer(),
      async (points, clusters, seed) => {
        const { labels, centroids } = await kmeans(points, { clusters, random: new Random(seed) });
        for (let i = 0; i < points.rows; i++) {
          const own = rowDot(points, i, centroids, labels[i]);
          for (let c = 0; c < centroids.rows; c++) {
            expect(rowDot(points, i, centroids, c)).toBeLessThanOrEqual(own + 1e-6);
          }
        }
      },
    ),
    { numRuns: 50, seed: 1 },
  );
});

test("centroids have length one and as many rows as there are clusters", async () => {
  const { centroids, count } = await kmeans(directions(100, 5), { clusters: 7 });
  expect(count).toBe(7);
  expect(centroids.rows).toBe(7);
  for (let c = 0; c < 7; c++) expect(rowDot(centroids, c, centroids, c)).toBeCloseTo(1, 5);
});

test("fewer different points than clusters give as many clusters as points", async () => {
  expect((await kmeans(directions(3, 4), { clusters: 10 })).count).toBe(3);
  expect((await kmeans(identicalPoints(20), { clusters: 4 })).count).toBe(1);
});

test("by default there are √(n / 2) clusters, two at least", async () => {
  const counts = [];
  for (const n of [4, 200])
    counts.push((await kmeansClusterer()(directions(n, 8), { random: new Random() })).count);
  expect(counts).toEqual([2, 10]);
});

test("batches find the groups that all points together show", async () => {
  const { points, truth } = blobs(8, 250, 16, 0.2);
  const { labels } = await kmeans(points, { clusters: 8, batchAbove: 500 });
  expect(adjustedRand(labels, truth)).toBeGreaterThan(0.95);
});

test("shuffled points get the labels they had, in batches and without", async () => {
  const points = directions(600, 12);
  const order = new Random(3).permutation(600);
  const shuffled = gatherRows(points, order);
  for (const batchAbove of [100, 1_000]) {
    const expected = await kmeans(points, { clusters: 9, batchAbove });
    const { labels, centroids } = await kmeans(shuffled, { clusters: 9, batchAbove });
    expect(labels).toEqual(order.map((i) => expected.labels[i]));
    expect(centroids).toEqual(expected.centroids);
  }
});

test("a number of clusters that is no positive whole number is refused", async () => {
  await expect(kmeans(directions(5, 2), { clusters: 0 })).rejects.toBeInstanceOf(InputError);
});
