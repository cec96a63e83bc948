import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { alignMap, gatherRows, InputError, layoutMap, nearestNeighbors, Random } from "../../src/index.ts";
import { blobs } from "../points.ts";

const random = new Random(3);
const cloud = Float32Array.from({ length: 100 }, () => random.normal());

describe("a map laid on another", () => {
  test("lies on itself, however it was turned, mirrored, scaled and moved", () => {
    const any = fc.record({
      angle: fc.double({ min: 0, max: 6.28, noNaN: true }),
      scale: fc.double({ min: 0.1, max: 10, noNaN: true }),
      mirror: fc.constantFrom(1, -1),
      dx: fc.integer({ min: -5, max: 5 }),
      dy: fc.integer({ min: -5, max: 5 }),
    });
    fc.assert(
      fc.property(any, ({ angle, scale, mirror, dx, dy }) => {
        const moved = cloud.slice();
        for (let p = 0; p < cloud.length; p += 2) {
          const [x, y] = [cloud[p], mirror * cloud[p + 1]];
          moved[p] = scale * (Math.cos(angle) * x - Math.sin(angle) * y) + dx;
          moved[p + 1] = scale * (Math.sin(angle) * x + Math.cos(angle) * y) + dy;
        }
        const aligned = alignMap(moved, cloud);
        for (let p = 0; p < cloud.length; p++)
          expect(Math.abs(aligned.places[p] - cloud[p])).toBeLessThan(1e-4);
        expect(aligned).toMatchObject({ matched: 50 });
        expect(aligned.moved).toBeLessThan(1e-4);
      }),
    );
  });

  test("keeps its picture: all distances change by one factor", () => {
    const reference = Float32Array.from(cloud, () => random.normal());
    const { places } = alignMap(cloud, reference);
    const distance = (of: Float32Array, i: number, j: number) =>
      Math.hypot(of[2 * i] - of[2 * j], of[2 * i + 1] - of[2 * j + 1]);
    const factor = distance(places, 0, 1) / distance(cloud, 0, 1);
    for (let i = 2; i < 50; i++)
      expect(distance(places, 0, i) / distance(cloud, 0, i)).toBeCloseTo(factor, 3);
  });

  test("goes by the points that both have, and hardly by those that moved on their own", () => {
    const reference = cloud.slice();
    for (let i = 0; i < 10; i++) reference[2 * i] += 6;
    reference.fill(Number.NaN, 60);
    const { places, matched } = alignMap(cloud, reference);
    expect(matched).toBe(30);
    for (let p = 20; p < 60; p++) expect(Math.abs(places[p] - cloud[p])).toBeLessThan(0.05);
  });

  test("stays as it is without two places in both", () => {
    const nothing = new Float32Array(cloud.length).fill(Number.NaN);
    expect(alignMap(cloud, nothing)).toEqual({ places: cloud, matched: 0, moved: 0 });
    expect(alignMap(new Float32Array(0), new Float32Array(0)).places).toEqual(new Float32Array(0));
  });

  test("of another number of points is refused", () => {
    expect(() => alignMap(cloud, cloud.slice(2))).toThrow(InputError);
  });
});

describe.each(["pacmap", "umap"] as const)("a map by %s anchored to an older one", (method) => {
  const { points, truth } = blobs(6, 50, 16, 0.5);
  const known = Int32Array.from({ length: 285 }, (_, i) => i);

  test("keeps each group where it was: centres move at most 5 % of the width", async () => {
    const old = gatherRows(points, known);
    const before = await layoutMap(old, await nearestNeighbors(old), { method });
    const anchors = new Float32Array(2 * points.rows).fill(Number.NaN);
    anchors.set(before);
    const after = await layoutMap(points, await nearestNeighbors(points), { method, anchors });
    for (let group = 0; group < 6; group++) {
      const members = known.filter((i) => truth[i] === group);
      const centre = (map: Float32Array, axis: number) =>
        members.reduce((sum, i) => sum + map[2 * i + axis], 0) / members.length;
      const moved = Math.hypot(centre(before, 0) - centre(after, 0), centre(before, 1) - centre(after, 1));
      expect(moved / 2).toBeLessThan(0.05);
    }
  });

  test("gives every point a place, whatever is known of how many", async () => {
    for (const rows of [1, 2, 3, 7]) {
      const few = gatherRows(
        points,
        Int32Array.from({ length: rows }, (_, i) => i),
      );
      const anchors = new Float32Array(2 * rows).fill(Number.NaN);
      anchors.set([0.5, -0.5]);
      for (const value of await layoutMap(few, await nearestNeighbors(few), { method, anchors }))
        expect(Number.isFinite(value)).toBe(true);
    }
  });
});
