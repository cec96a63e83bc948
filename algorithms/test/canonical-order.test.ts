import fc from "fast-check";
import { expect, test } from "vitest";
import {
  canonicalOrder,
  gatherRows,
  inOriginalOrder,
  matrix,
  nearestNeighbors,
  Random,
  reorderNeighbors,
} from "../src/index.ts";
import { anyPoints, directions } from "./points.ts";

test("however rows are shuffled, they come in the same order", () => {
  fc.assert(
    fc.property(anyPoints, fc.integer(), (points, seed) => {
      const shuffled = gatherRows(points, new Random(seed).permutation(points.rows));
      const ordered = gatherRows(points, canonicalOrder(points));
      expect(gatherRows(shuffled, canonicalOrder(shuffled))).toEqual(ordered);
    }),
    { numRuns: 100, seed: 1 },
  );
});

test("every row comes once, copies by their place", () => {
  const points = matrix(6, 2, Float32Array.of(1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0.5, 0.5));
  const order = [...canonicalOrder(points)];
  expect(order.toSorted()).toEqual([0, 1, 2, 3, 4, 5]);
  expect(order.filter((row) => row % 2 === 0)).toEqual([0, 2, 4]);
  expect(order.indexOf(4)).toBe(order.indexOf(0) + 2);
});

test("rows that differ in a bit only are told apart", () => {
  const points = matrix(2, 3, Float32Array.of(1, 0, 0, 1, -0, 0));
  const swapped = matrix(2, 3, Float32Array.of(1, -0, 0, 1, 0, 0));
  expect(canonicalOrder(swapped)).not.toEqual(canonicalOrder(points));
});

test("values in the order of ordered rows go back to the rows they belong to", () => {
  const points = directions(50, 4);
  const order = canonicalOrder(points);
  const firstNumbers = gatherRows(points, order).data.filter((_, at) => at % 4 === 0);
  expect(inOriginalOrder(firstNumbers, order)).toEqual(points.data.filter((_, at) => at % 4 === 0));
});

test("neighbors of reordered points are those that the points have", async () => {
  const points = directions(80, 5);
  const order = canonicalOrder(points);
  const expected = await nearestNeighbors(gatherRows(points, order));
  expect(reorderNeighbors(await nearestNeighbors(points), order)).toEqual(expected);
});
