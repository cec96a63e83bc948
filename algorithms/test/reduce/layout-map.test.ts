import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  gatherRows,
  InputError,
  layoutMap,
  matrix,
  nearestNeighbors,
  Random,
  trustworthiness,
} from "../../src/index.ts";
import { anyPoints, blobs, directions, identicalPoints } from "../points.ts";

describe.each(["pacmap", "umap"] as const)("a map by %s", (method) => {
  const map = async (points: ReturnType<typeof directions>, seed = 0) =>
    layoutMap(points, await nearestNeighbors(points), { method, random: new Random(seed) });

  test("gives every point finite coordinates from -1 to 1, whatever the points", async () => {
    await fc.assert(
      fc.asyncProperty(anyPoints, async (points) => {
        const layout = await map(points);
        expect(layout.length).toBe(2 * points.rows);
        for (const value of layout) expect(Math.abs(value)).toBeLessThanOrEqual(1 + 1e-6);
      }),
      { numRuns: 20, seed: 3 },
    );
  });

  test("takes one, two and three points and identical ones", async () => {
    for (const points of [directions(1, 3), directions(2, 3), directions(3, 3), identicalPoints(40)]) {
      for (const value of await map(points)) expect(Number.isFinite(value)).toBe(true);
    }
  });

  test("keeps groups together: a point's neighbors on the map are of its group and true neighbors", async () => {
    const { points, truth } = blobs(8, 50, 32, 0.4);
    const layout = matrix(points.rows, 2, await map(points));
    expect(trustworthiness(points, layout)).toBeGreaterThan(0.9);
    const spread = (i: number, j: number) =>
      Math.hypot(layout.data[2 * i] - layout.data[2 * j], layout.data[2 * i + 1] - layout.data[2 * j + 1]);
    let right = 0;
    for (let i = 0; i < points.rows; i++) {
      let nearest = i === 0 ? 1 : 0;
      for (let j = 0; j < points.rows; j++) if (j !== i && spread(i, j) < spread(i, nearest)) nearest = j;
      if (truth[nearest] === truth[i]) right++;
    }
    expect(right / points.rows).toBeGreaterThan(0.97);
  });

  test("is the same for the same seed", async () => {
    const points = directions(120, 8);
    expect(await map(points, 2)).toEqual(await map(points, 2));
  });

  test("is the same picture, byte for byte, after a shuffle of the points", async () => {
    const points = directions(300, 8);
    const shuffle = new Random(4).permutation(points.rows);
    const [before, after] = [await map(points), await map(gatherRows(points, shuffle))];
    for (let i = 0; i < points.rows; i++) {
      expect(after[2 * i]).toBe(before[2 * shuffle[i]]);
      expect(after[2 * i + 1]).toBe(before[2 * shuffle[i] + 1]);
    }
  });

  test("fills its longer side", async () => {
    const layout = await map(directions(100, 8));
    const reach = layout.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    expect(reach).toBeCloseTo(1, 5);
  });

  test("stops when asked to", async () => {
    const points = directions(50, 4);
    const neighbors = await nearestNeighbors(points);
    await expect(layoutMap(points, neighbors, { method, signal: AbortSignal.abort() })).rejects.toThrow();
  });
});

test("a graph and anchors of other points are refused", async () => {
  const neighbors = await nearestNeighbors(directions(5, 3));
  await expect(layoutMap(directions(6, 3), neighbors)).rejects.toBeInstanceOf(InputError);
  const anchors = new Float32Array(8);
  await expect(layoutMap(directions(5, 3), neighbors, { anchors })).rejects.toBeInstanceOf(InputError);
});
