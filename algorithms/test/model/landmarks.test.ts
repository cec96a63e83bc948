import fc from "fast-check";
import { expect, test } from "vitest";
import { InputError, nearestNeighbors } from "../../src/index.ts";
import { landmarkPoints } from "../../src/model/landmarks.ts";
import { anyPoints, blobs } from "../points.ts";

const { points, truth } = blobs(5, 400, 16, 0.6);
const neighbors = await nearestNeighbors(points);
const labelling = { labels: truth, count: 5 };

/** Members that are landmarks or have one of their own topic among their neighbors. */
function covered(chosen: Int32Array): number {
  const isChosen = new Set(chosen);
  let count = 0;
  for (let i = 0; i < neighbors.n; i++) {
    const own = [...neighbors.indices.subarray(i * neighbors.k, (i + 1) * neighbors.k)];
    if (isChosen.has(i) || own.some((other) => isChosen.has(other) && truth[other] === truth[i])) count++;
  }
  return count;
}

test("as many landmarks as asked for cover far more members than as many taken at random", () => {
  const chosen = landmarkPoints(neighbors, labelling, { landmarks: 150 });
  expect(chosen).toHaveLength(150);
  const evenly = Int32Array.from({ length: 150 }, (_, i) => Math.floor((i * 2000) / 150));
  expect(covered(chosen)).toBeGreaterThan(0.95 * 2000);
  expect(covered(chosen)).toBeGreaterThan(1.2 * covered(evenly));
});

test("every topic has its share, small ones at least the least number, none more than its members", () => {
  const labels = truth.map((label, i) => (i < 3 ? 5 : label));
  const chosen = landmarkPoints(neighbors, { labels, count: 6 }, { landmarks: 200, leastPerTopic: 10 });
  const counts = new Int32Array(6);
  for (const point of chosen) counts[labels[point]]++;
  expect(counts[5]).toBe(3);
  for (const count of counts.subarray(0, 5)) expect(Math.abs(count - 40)).toBeLessThanOrEqual(1);
});

test("points in no topic are covered too, so that they can be told from the others", () => {
  const labels = truth.map((label) => (label === 4 ? -1 : label));
  const chosen = landmarkPoints(neighbors, { labels, count: 4 }, { landmarks: 100 });
  expect(chosen.filter((point) => labels[point] < 0).length).toBe(20);
});

test("of few points all are landmarks, and landmarks are different points in ascending order", async () => {
  await fc.assert(
    fc.asyncProperty(anyPoints, fc.integer({ min: 1, max: 50 }), async (some, landmarks) => {
      const graph = await nearestNeighbors(some);
      const labels = Int32Array.from({ length: some.rows }, (_, i) => (i % 3) - 1);
      const chosen = landmarkPoints(graph, { labels, count: 2 }, { landmarks, leastPerTopic: 1 });
      expect([...chosen]).toEqual([...new Set(chosen)].sort((a, b) => a - b));
      if (some.rows <= landmarks) expect(chosen).toHaveLength(some.rows);
      else expect(chosen.length).toBeLessThanOrEqual(landmarks + 3);
    }),
  );
});

test("labels of other points are refused", () => {
  expect(() => landmarkPoints(neighbors, { labels: Int32Array.of(0), count: 1 })).toThrow(InputError);
});
