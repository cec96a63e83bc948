import { expect, test } from "vitest";
import { InputError, matrix, normaliseRows, Random, trustworthiness } from "../../src/index.ts";
import { directions } from "../points.ts";

const wave = (i: number, c: number) => Math.cos(0.37 * i * (c + 1)) + 0.1 * Math.sin(i * i * (c + 2));
const points = normaliseRows(
  matrix(
    60,
    6,
    Float32Array.from({ length: 360 }, (_, p) => wave(Math.floor(p / 6), p % 6)),
  ),
);
const layout = matrix(60, 2);
for (let i = 0; i < 60; i++) {
  layout.data[2 * i] = points.data[6 * i] + 0.5 * points.data[6 * i + 2];
  layout.data[2 * i + 1] = points.data[6 * i + 1] - 0.3 * points.data[6 * i + 3];
}

// Values of scikit-learn's sklearn.manifold.trustworthiness(points, layout, n_neighbors=k, metric="cosine").
test.each([
  { neighbors: 5, expected: 0.9846794871794872 },
  { neighbors: 10, expected: 0.8597378277153558 },
  { neighbors: 15, expected: 0.7711411411411412 },
])("equals scikit-learn's value for $neighbors neighbors", ({ neighbors, expected }) => {
  expect(trustworthiness(points, layout, { neighbors })).toBeCloseTo(expected, 6);
});

test("of points with themselves is 1, of a random layout about a half", () => {
  const cloud = directions(400, 8);
  expect(trustworthiness(cloud, cloud)).toBe(1);
  expect(trustworthiness(cloud, directions(400, 2, 9))).toBeCloseTo(0.5, 1);
});

test("judged by a sample is near the value by all points", () => {
  const cloud = directions(800, 4);
  const flat = matrix(
    800,
    2,
    Float32Array.from({ length: 1600 }, (_, p) => cloud.data[4 * Math.floor(p / 2) + (p % 2)]),
  );
  const sampled = trustworthiness(cloud, flat, { sample: 300, random: new Random(1) });
  expect(Math.abs(sampled - trustworthiness(cloud, flat))).toBeLessThan(0.02);
});

test("is 1 where there are too few points to tell", () => {
  expect(trustworthiness(directions(5, 3), directions(5, 2, 2))).toBe(1);
});

test("of a layout of other points is refused", () => {
  expect(() => trustworthiness(directions(5, 3), directions(4, 2))).toThrow(InputError);
});
