import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  gatherRows,
  InputError,
  type Matrix,
  type NeighborGraph,
  nearestNeighbors,
  Random,
  reorderNeighbors,
  rowDot,
  usualNeighbors,
} from "../../src/index.ts";
import { anyPoints, blobs, directions, identicalPoints } from "../points.ts";

function neighborsOf({ indices, k }: NeighborGraph, i: number): number[] {
  return [...indices.subarray(i * k, (i + 1) * k)];
}

function expectSound(graph: NeighborGraph, points: Matrix): void {
  expect(graph.n).toBe(points.rows);
  for (let i = 0; i < graph.n; i++) {
    const neighbors = neighborsOf(graph, i);
    expect(neighbors).not.toContain(i);
    expect(new Set(neighbors).size).toBe(graph.k);
    for (const [rank, j] of neighbors.entries()) {
      expect(graph.similarities[i * graph.k + rank]).toBeCloseTo(rowDot(points, i, points, j), 5);
      if (rank > 0) {
        const step = graph.similarities[i * graph.k + rank - 1] - graph.similarities[i * graph.k + rank];
        expect(step).toBeGreaterThanOrEqual(0);
        if (step === 0) expect(j).toBeGreaterThan(neighbors[rank - 1]);
      }
    }
  }
}

describe.each([
  { name: "exact", exactUpTo: 30_000 },
  { name: "approximate", exactUpTo: 0 },
])("$name neighbors", ({ exactUpTo }) => {
  test("are other points, each once, most similar first, equal ones by the lower index", async () => {
    await fc.assert(
      fc.asyncProperty(anyPoints, fc.integer({ min: 1, max: 9 }), async (points, neighbors) => {
        const graph = await nearestNeighbors(points, { neighbors, exactUpTo });
        expect(graph.k).toBe(Math.max(0, Math.min(neighbors, points.rows - 1)));
        expectSound(graph, points);
      }),
      { numRuns: 60, seed: 2 },
    );
  });

  test("are the same for the same points and seed", async () => {
    const points = directions(500, 12);
    const first = await nearestNeighbors(points, { exactUpTo, random: new Random(4) });
    const second = await nearestNeighbors(points, { exactUpTo, random: new Random(4) });
    expect(second).toEqual(first);
  });

  test("are the same for the same points in another order", async () => {
    const points = directions(500, 12);
    const order = new Random(5).permutation(500);
    const shuffled = await nearestNeighbors(gatherRows(points, order), { exactUpTo });
    const expected = await nearestNeighbors(points, { exactUpTo });
    expect(reorderNeighbors(expected, order)).toEqual(shuffled);
  });

  test("of identical points are others of them", async () => {
    const points = identicalPoints(60);
    expectSound(await nearestNeighbors(points, { neighbors: 5, exactUpTo }), points);
  });

  test("stop when asked to", async () => {
    const points = directions(200, 8);
    await expect(nearestNeighbors(points, { exactUpTo, signal: AbortSignal.abort() })).rejects.toThrow();
  });
});

test("exact neighbors are the most similar points there are", async () => {
  const points = directions(120, 6);
  const graph = await nearestNeighbors(points, { neighbors: 7 });
  for (let i = 0; i < 120; i++) {
    const others = Array.from({ length: 120 }, (_, j) => j).filter((j) => j !== i);
    others.sort((a, b) => rowDot(points, i, points, b) - rowDot(points, i, points, a));
    expect(neighborsOf(graph, i)).toEqual(others.slice(0, 7));
  }
});

test("approximate neighbors are nearly all the true ones", async () => {
  const { points } = blobs(20, 100, 24, 0.35);
  const exact = await nearestNeighbors(points);
  const approximate = await nearestNeighbors(points, { exactUpTo: 100 });
  let found = 0;
  for (let i = 0; i < points.rows; i++) {
    const truth = new Set(neighborsOf(exact, i));
    found += neighborsOf(approximate, i).filter((j) => truth.has(j)).length;
  }
  expect(found / exact.indices.length).toBeGreaterThan(0.97);
});

test("the usual number of neighbors is 15, fewer for few points", () => {
  expect([0, 1, 2, 3, 10, 100, 225, 1e6].map(usualNeighbors)).toEqual([0, 0, 1, 2, 4, 10, 15, 15]);
});

test("a number of neighbors that is no positive whole number is refused", async () => {
  await expect(nearestNeighbors(directions(5, 2), { neighbors: 0 })).rejects.toBeInstanceOf(InputError);
  await expect(nearestNeighbors(directions(5, 2), { neighbors: 1.5 })).rejects.toBeInstanceOf(InputError);
});

test("a row that holds no finite number is refused by its number", async () => {
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
    const points = directions(20, 3);
    points.data[7 * 3 + 1] = value;
    await expect(nearestNeighbors(points)).rejects.toThrow(/row 7/);
  }
});

test("a row of zeros has neighbors like any other", async () => {
  const points = directions(20, 3);
  points.data.fill(0, 0, 3);
  expectSound(await nearestNeighbors(points), points);
});
