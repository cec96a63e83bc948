import fc from "fast-check";
import { expect, test } from "vitest";
import {
  gatherRows,
  InputError,
  type Matrix,
  matrix,
  nearestNeighbors,
  neighborSpanningTree,
  pointSpanningTree,
  Random,
  rowDistanceSquared,
} from "../../src/index.ts";
import { blobs } from "../points.ts";

/** Prim's algorithm over all pairs: the ascending distances of the shortest tree. */
function allPairs(points: Matrix, minimumSamples: number): number[] {
  const n = points.rows;
  const distance = (i: number, j: number) => Math.sqrt(rowDistanceSquared(points, i, points, j));
  const scales = Array.from({ length: n }, (_, i) => {
    const others = Array.from({ length: n }, (_, j) => j).filter((j) => j !== i);
    return others.map((j) => distance(i, j)).sort((a, b) => a - b)[Math.min(minimumSamples, n - 1) - 1];
  });
  const outside = new Map(
    Array.from({ length: Math.max(0, n - 1) }, (_, i) => [i + 1, Number.POSITIVE_INFINITY]),
  );
  const lengths: number[] = [];
  for (let last = 0; outside.size > 0; ) {
    for (const [i, best] of outside)
      outside.set(i, Math.min(best, Math.max(distance(i, last), scales[i], scales[last])));
    const [next, length] = [...outside].reduce((a, b) => (b[1] < a[1] ? b : a));
    lengths.push(length);
    outside.delete(next);
    last = next;
  }
  return lengths.sort((a, b) => a - b);
}

const anyPlaces = fc
  .record({
    n: fc.integer({ min: 0, max: 70 }),
    dims: fc.integer({ min: 1, max: 5 }),
    /** Few steps make many points equal. */
    steps: fc.constantFrom(2, 5, 1_000_000),
    seed: fc.integer(),
  })
  .map(({ n, dims, steps, seed }) => {
    const random = new Random(seed);
    return matrix(
      n,
      dims,
      Float32Array.from({ length: n * dims }, () => random.integer(steps) / steps),
    );
  });

test("the tree is as short as the one over all pairs, whatever the points", async () => {
  await fc.assert(
    fc.asyncProperty(anyPlaces, fc.integer({ min: 1, max: 12 }), async (points, minimumSamples) => {
      const { distances } = await pointSpanningTree(points, { minimumSamples });
      expect([...distances]).toEqual(allPairs(points, minimumSamples));
    }),
    { numRuns: 80, seed: 1 },
  );
});

test("shuffled points have a tree of the same lengths", async () => {
  const { points } = blobs(5, 60, 3, 0.5);
  const shuffled = gatherRows(points, new Random(2).permutation(points.rows));
  expect((await pointSpanningTree(shuffled)).distances).toEqual((await pointSpanningTree(points)).distances);
});

test("a tree over all pairs is as short as one over all edges of a complete neighbor graph", async () => {
  const { points } = blobs(3, 12, 4, 0.5);
  const graph = await nearestNeighbors(points, { neighbors: 35 });
  const sum = (distances: Float64Array) => distances.reduce((total, distance) => total + distance, 0);
  const overPairs = sum((await pointSpanningTree(points)).distances);
  expect(sum(neighborSpanningTree(graph).distances)).toBeCloseTo(overPairs, 3);
  expect(sum(neighborSpanningTree(graph, {}, points).distances)).toBeCloseTo(overPairs, 3);
});

test("thousands of identical points make a tree of zeros", async () => {
  const { distances } = await pointSpanningTree(matrix(5_000, 4));
  expect(distances.every((distance) => distance === 0)).toBe(true);
  expect(distances.length).toBe(4_999);
});

test("a number of samples that is no positive whole number, and points that are nowhere, are refused", async () => {
  const nowhere = matrix(3, 1, Float32Array.of(0, Number.NaN, 1));
  await expect(pointSpanningTree(nowhere)).rejects.toBeInstanceOf(InputError);
  await expect(pointSpanningTree(matrix(3, 2), { minimumSamples: 0 })).rejects.toBeInstanceOf(InputError);
});
