import { expect, test } from "vitest";
import { InputError, type Matrix, matrix, pca, Random } from "../../src/index.ts";
import { directions, identicalPoints } from "../points.ts";

function variance(points: Matrix, column: number): number {
  const values = Array.from({ length: points.rows }, (_, i) => points.data[i * points.cols + column]);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}

test("finds the directions along which points were stretched, the longest first", () => {
  const random = new Random(1);
  const points = matrix(2000, 6);
  const stretch = [0.1, 5, 0.1, 2, 0.1, 0.1];
  for (let p = 0; p < points.data.length; p++) points.data[p] = 3 + stretch[p % 6] * random.normal();
  const projected = pca(points, 2);
  for (let i = 0; i < 2000; i++) {
    expect(Math.abs(projected.data[2 * i] - (points.data[6 * i + 1] - 3))).toBeLessThan(0.5);
    expect(Math.abs(projected.data[2 * i + 1] - (points.data[6 * i + 3] - 3))).toBeLessThan(0.5);
  }
  expect(variance(projected, 0)).toBeCloseTo(25, -1);
});

test("dimensions are centred, uncorrelated, and of decreasing variance", () => {
  const projected = pca(directions(500, 12), 4);
  for (let a = 0; a < 4; a++) {
    if (a > 0) expect(variance(projected, a)).toBeLessThanOrEqual(variance(projected, a - 1) + 1e-6);
    for (let b = 0; b < a; b++) {
      let product = 0;
      for (let i = 0; i < 500; i++) product += projected.data[i * 4 + a] * projected.data[i * 4 + b];
      expect(product / 500).toBeCloseTo(0, 4);
    }
  }
});

test("all dimensions together keep the whole variance", () => {
  const points = directions(300, 5);
  const projected = pca(points, 5);
  const total = (of: Matrix) =>
    Array.from({ length: 5 }, (_, c) => variance(of, c)).reduce((sum, value) => sum + value);
  expect(total(projected)).toBeCloseTo(total(points), 5);
});

test("dimensions beyond the rank are zeros", () => {
  const projected = pca(directions(10, 2), 4);
  for (let i = 0; i < 10; i++) expect([...projected.data.subarray(i * 4 + 2, i * 4 + 4)]).toEqual([0, 0]);
});

test("no points, one point and identical points give zeros", () => {
  for (const points of [matrix(0, 3), directions(1, 3), identicalPoints(9, 3)]) {
    for (const value of pca(points, 2).data) expect(Math.abs(value)).toBeLessThan(1e-6);
  }
});

test("the same points and seed give the same bytes", () => {
  const points = directions(80, 7);
  expect(pca(points, 3)).toEqual(pca(points, 3));
});

test("a number of dimensions that is no positive whole number is refused", () => {
  expect(() => pca(directions(4, 2), 0)).toThrow(InputError);
});
