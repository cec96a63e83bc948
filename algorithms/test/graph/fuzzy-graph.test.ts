import fc from "fast-check";
import { expect, test } from "vitest";
import { fuzzyGraph, nearestNeighbors } from "../../src/index.ts";
import { anyPoints, directions, identicalPoints } from "../points.ts";

test("edges weigh above 0 and at most 1, the same from both ends, without loops, in order", async () => {
  await fc.assert(
    fc.asyncProperty(anyPoints, async (points) => {
      const { n, offsets, targets, weights } = fuzzyGraph(await nearestNeighbors(points));
      const weightOf = new Map<string, number>();
      for (let i = 0; i < n; i++) {
        for (let e = offsets[i]; e < offsets[i + 1]; e++) {
          expect(targets[e]).not.toBe(i);
          if (e > offsets[i]) expect(targets[e]).toBeGreaterThan(targets[e - 1]);
          expect(weights[e]).toBeGreaterThan(0);
          expect(weights[e]).toBeLessThanOrEqual(1);
          weightOf.set(`${i}-${targets[e]}`, weights[e]);
        }
      }
      for (const [edge, weight] of weightOf) {
        expect(weightOf.get(edge.split("-").reverse().join("-"))).toBeCloseTo(weight, 12);
      }
    }),
    { numRuns: 60, seed: 3 },
  );
});

test("every point is tied fully to its nearest neighbor", async () => {
  const neighbors = await nearestNeighbors(directions(200, 10));
  const { offsets, targets, weights } = fuzzyGraph(neighbors);
  for (let i = 0; i < 200; i++) {
    const nearest = neighbors.indices[i * neighbors.k];
    const edge = offsets[i] + targets.subarray(offsets[i], offsets[i + 1]).indexOf(nearest);
    expect(weights[edge]).toBeCloseTo(1, 12);
  }
});

test("a point's memberships sum to the logarithm of their number", () => {
  const similarities = Float32Array.of(0.9, 0.8, 0.7, 0.5, 0.9, 0.8, 0.7, 0.5);
  const indices = Int32Array.of(1, 2, 3, 4, 5, 6, 7, 8);
  const star = { n: 9, k: 4, indices: new Int32Array(36), similarities: new Float32Array(36) };
  star.indices.set(indices.subarray(0, 4), 0);
  star.similarities.set(similarities.subarray(0, 4), 0);
  for (let i = 1; i < 9; i++) {
    star.indices.set(
      [5, 6, 7, 8].map((j) => (j === i ? 4 : j)),
      i * 4,
    );
    star.similarities.set([0.9, 0.8, 0.7, 0.5], i * 4);
  }
  const { offsets, weights } = fuzzyGraph(star);
  const sum = weights.subarray(offsets[0], offsets[1]).reduce((total, weight) => total + weight, 0);
  expect(sum).toBeCloseTo(Math.log2(4), 4);
});

test("identical points are tied fully", async () => {
  const { weights } = fuzzyGraph(await nearestNeighbors(identicalPoints(20)));
  expect(weights.length).toBeGreaterThan(0);
  for (const weight of weights) expect(weight).toBe(1);
});
