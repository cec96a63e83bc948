import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  adjustedRand,
  type Clusterer,
  type Clustering,
  gatherRows,
  labelSizes,
  type Matrix,
  matrix,
  nearestNeighbors,
  Random,
} from "../../src/index.ts";
import { anyPoints, blobs, directions, identicalPoints } from "../points.ts";

function expectSound({ labels, count, strengths }: Clustering, points: Matrix): void {
  expect(labels.length).toBe(points.rows);
  expect(strengths.length).toBe(points.rows);
  const sizes = [...labelSizes(labels, count)];
  expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
  expect(sizes.every((size) => size > 0)).toBe(true);
  for (let i = 0; i < labels.length; i++) {
    expect(labels[i]).toBeGreaterThanOrEqual(-1);
    expect(labels[i]).toBeLessThan(count);
    expect(strengths[i]).toBeGreaterThanOrEqual(0);
    expect(strengths[i]).toBeLessThanOrEqual(1);
  }
}

/** What every clusterer keeps; `groups` is how many well separated groups of 40 points it is tried on. */
export function clustererConforms(name: string, clusterer: Clusterer, groups: number): void {
  const cluster = (points: Matrix, seed = 1) => clusterer(points, { random: new Random(seed) });

  describe(`${name} as a clusterer`, () => {
    test("gives labels by decreasing size and strengths from 0 to 1, for any points", async () => {
      await fc.assert(
        fc.asyncProperty(anyPoints, async (points) => expectSound(await cluster(points), points)),
        { numRuns: 30, seed: 8 },
      );
    });

    test.each([0, 1, 2, 3, 30])("takes %i points", async (n) => {
      const points = directions(n, 5);
      expectSound(await cluster(points), points);
    });

    test("takes identical points", async () => {
      const points = identicalPoints(30);
      expectSound(await cluster(points), points);
    });

    test("finds groups that lie apart", async () => {
      const { points, truth } = blobs(groups, 40, 16, 0.15);
      expect(adjustedRand((await cluster(points)).labels, truth)).toBeGreaterThan(0.9);
    });

    test("demand 25: a single topic is in a few clusters at most", async () => {
      const { points } = blobs(1, 100, 16, 0.05);
      expect((await cluster(points)).count).toBeLessThan(20);
    });

    test("demand 2: shuffled points have the same labels and strengths", async () => {
      const { points } = blobs(groups, 40, 16, 0.15);
      const order = new Random(3).permutation(points.rows);
      const { labels, count, strengths } = await cluster(points);
      expect(await cluster(gatherRows(points, order))).toEqual({
        labels: order.map((i) => labels[i]),
        count,
        strengths: Float32Array.from(order, (i) => strengths[i]),
      });
    });

    test("a graph of the points' neighbors that is known already is as good as one found", async () => {
      const { points, truth } = blobs(groups, 40, 16, 0.15);
      const neighbors = await nearestNeighbors(points);
      const { labels } = await clusterer(points, { random: new Random(1), neighbors });
      expect(adjustedRand(labels, truth)).toBeGreaterThan(0.9);
    });

    test("copies of a point are where it is", async () => {
      const once = blobs(groups, 40, 16, 0.15).points;
      const copied = Int32Array.from({ length: once.rows + 60 }, (_, i) =>
        i < once.rows ? i : (i * 7) % 20,
      );
      const { labels } = await cluster(gatherRows(once, copied));
      for (let i = once.rows; i < copied.length; i++) expect(labels[i]).toBe(labels[copied[i]]);
    });

    test("demand 22: tells how far it is, never back", async () => {
      const shares: number[] = [];
      await clusterer(blobs(groups, 40, 16).points, {
        random: new Random(1),
        progress: (done, total) => {
          shares.push(total > 0 ? done / total : 1);
        },
      });
      expect(shares.length).toBeGreaterThan(0);
      expect(shares).toEqual(shares.toSorted((a, b) => a - b));
      expect(shares.at(-1)).toBeGreaterThan(0.9);
    });

    test("gives the same bytes for the same seed", async () => {
      const points = directions(150, 6);
      expect(await cluster(points, 5)).toEqual(await cluster(points, 5));
    });

    test("does not change the points", async () => {
      const points = directions(60, 6);
      const before = matrix(60, 6, points.data.slice());
      await cluster(points);
      expect(points).toEqual(before);
    });

    test("demand 22: stops when asked to", async () => {
      const stopped = clusterer(directions(80, 6), { random: new Random(), signal: AbortSignal.abort() });
      await expect(stopped).rejects.toThrow();
    });
  });
}
