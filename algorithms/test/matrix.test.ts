import fc from "fast-check";
import { expect, test } from "vitest";
import {
  centroidsOf,
  gatherRows,
  InputError,
  matrix,
  normaliseRows,
  rowDistanceSquared,
  rowDot,
} from "../src/index.ts";
import { directions } from "./points.ts";

test("a matrix over data of another size is refused", () => {
  expect(() => matrix(2, 3, new Float32Array(5))).toThrow(InputError);
});

test("an inner product is the sum of products, at every number of columns", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 13 }), fc.integer(), (cols, seed) => {
      const points = directions(2, cols, seed);
      let sum = 0;
      for (let c = 0; c < cols; c++) sum += points.data[c] * points.data[cols + c];
      expect(rowDot(points, 0, points, 1)).toBeCloseTo(sum, 10);
    }),
  );
});

test("for unit vectors the squared distance is 2 - 2 cos", () => {
  const points = directions(20, 9);
  for (let i = 1; i < 20; i++) {
    expect(rowDistanceSquared(points, 0, points, i)).toBeCloseTo(2 - 2 * rowDot(points, 0, points, i), 5);
  }
});

test("normalised rows have length one, and rows of zeros stay zeros", () => {
  const points = normaliseRows(matrix(3, 2, Float32Array.of(3, 4, 0, 0, -2, 0)));
  expect([...points.data]).toEqual([Math.fround(0.6), Math.fround(0.8), 0, 0, -1, 0]);
});

test("gathered rows are copies in the order asked for", () => {
  const points = matrix(3, 2, Float32Array.of(1, 2, 3, 4, 5, 6));
  expect([...gatherRows(points, [2, 0, 2]).data]).toEqual([5, 6, 1, 2, 5, 6]);
});

test("a centroid is the mean direction of its points; none counts for nothing", () => {
  const points = matrix(4, 2, Float32Array.of(1, 0, 0, 1, -1, 0, 1, 0));
  const centroids = centroidsOf(points, Int32Array.of(0, 0, -1, 0), 2);
  expect(centroids.data[0]).toBeCloseTo(2 / Math.sqrt(5), 6);
  expect(centroids.data[1]).toBeCloseTo(1 / Math.sqrt(5), 6);
  expect([...centroids.data.subarray(2)]).toEqual([0, 0]);
});
