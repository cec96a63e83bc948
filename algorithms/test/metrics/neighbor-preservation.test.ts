import { expect, test } from "vitest";
import { InputError, matrix, neighborPreservation, Random } from "../../src/index.ts";
import { directions } from "../points.ts";

test("of points with themselves is 1, of a random layout what chance gives", () => {
  const cloud = directions(400, 8);
  expect(neighborPreservation(cloud, cloud)).toBe(1);
  expect(neighborPreservation(cloud, directions(400, 2, 9))).toBeCloseTo(15 / 399, 1);
});

test("is the share of true neighbors that are neighbors on the map", () => {
  const angles = [0, 0.1, 0.3, 0.7, 1.5];
  const points = matrix(
    5,
    2,
    Float32Array.from(angles.flatMap((angle) => [Math.cos(angle), Math.sin(angle)])),
  );
  const swapped = matrix(5, 1, Float32Array.of(0, 0.1, 0.7, 0.3, 1.5));
  // Nearest in truth: 1, 0, 1, 2, 3; on the map: 1, 0, 3, 1, 2.
  expect(neighborPreservation(points, swapped, { neighbors: 1 })).toBeCloseTo(2 / 5, 12);
});

test("judged by a sample is near the value by all points", () => {
  const cloud = directions(800, 4);
  const flat = matrix(
    800,
    2,
    Float32Array.from({ length: 1600 }, (_, p) => cloud.data[4 * Math.floor(p / 2) + (p % 2)]),
  );
  const sampled = neighborPreservation(cloud, flat, { sample: 300, random: new Random(1) });
  expect(Math.abs(sampled - neighborPreservation(cloud, flat))).toBeLessThan(0.03);
});

test("is 1 where there are too few points to tell, and refuses a layout of other points", () => {
  expect(neighborPreservation(directions(5, 3), directions(5, 2, 2))).toBe(1);
  expect(() => neighborPreservation(directions(5, 3), directions(4, 2))).toThrow(InputError);
});
