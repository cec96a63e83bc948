import fc from "fast-check";
import { expect, test } from "vitest";
import { fuzzyGraph, InputError, nearestNeighbors, spreadLabels } from "../../src/index.ts";
import { anyPoints, blobs } from "../points.ts";
import { graphOf } from "./graphs.ts";

test("a label that was given stays, and every strength is from 0 to 1", async () => {
  await fc.assert(
    fc.asyncProperty(
      anyPoints,
      fc.array(fc.integer({ min: -1, max: 2 }), { minLength: 40, maxLength: 40 }),
      async (points, some) => {
        const given = Int32Array.from({ length: points.rows }, (_, i) => some[i]);
        const { labels, strengths } = spreadLabels(fuzzyGraph(await nearestNeighbors(points)), {
          labels: given,
          count: 3,
        });
        for (let i = 0; i < points.rows; i++) {
          if (given[i] >= 0) expect(labels[i]).toBe(given[i]);
          expect(strengths[i]).toBeGreaterThanOrEqual(0);
          expect(strengths[i]).toBeLessThanOrEqual(1);
          if (labels[i] < 0) expect(strengths[i]).toBe(0);
        }
      },
    ),
    { numRuns: 40, seed: 6 },
  );
});

test("one round gives a node what its neighbors hold by weight, and what it keeps of its own", () => {
  const graph = graphOf(3, [
    [0, 1, 3],
    [0, 2, 1],
  ]);
  const { strengths } = spreadLabels(
    graph,
    { labels: Int32Array.of(0, 0, 1), count: 2 },
    { share: 0.8, rounds: 1 },
  );
  expect(strengths[0]).toBeCloseTo(0.8 * 0.75 + 0.2, 6);
  expect(strengths[1]).toBeCloseTo(1, 6);
  expect(strengths[2]).toBeCloseTo(0.2, 6);
});

test("points without a label get that of their group, surely", async () => {
  const { points, truth } = blobs(5, 40, 16, 0.2);
  const given = truth.map((label, i) => (i % 10 < 5 ? label : -1));
  const { labels, strengths } = spreadLabels(fuzzyGraph(await nearestNeighbors(points)), {
    labels: given,
    count: 5,
  });
  expect([...labels]).toEqual([...truth]);
  expect(Math.min(...strengths)).toBeGreaterThan(0.9);
});

test("a node that nothing reaches has no label, and one alone with its label is sure of it", () => {
  const graph = graphOf(4, [[2, 3]]);
  const { labels, strengths } = spreadLabels(graph, { labels: Int32Array.of(0, -1, -1, 1), count: 2 });
  expect([...labels]).toEqual([0, -1, 1, 1]);
  expect([...strengths]).toEqual([1, 0, 1, 1]);
});

test("labels that do not fit the nodes are refused", () => {
  expect(() => spreadLabels(graphOf(2, []), { labels: Int32Array.of(0), count: 1 })).toThrow(InputError);
});
