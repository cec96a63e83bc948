import fc from "fast-check";
import { expect, test } from "vitest";
import { stayingStrengths } from "../../src/graph/staying-strengths.ts";
import { fuzzyGraph, leiden, nearestNeighbors } from "../../src/index.ts";
import { anyPoints } from "../points.ts";
import { clique, graphOf } from "./graphs.ts";

test("a node whose walks cannot leave its community has strength 1, one in none 0", () => {
  const graph = graphOf(7, [...clique([0, 1, 2]), ...clique([3, 4])]);
  expect([...stayingStrengths(graph, Int32Array.of(0, 0, 0, 1, 1, 2, -1))]).toEqual([1, 1, 1, 1, 1, 1, 0]);
});

test("a walk that leaves at every first step stays with the chance that it takes none", () => {
  const graph = graphOf(2, [[0, 1]]);
  const [strength] = stayingStrengths(graph, Int32Array.of(0, 1));
  expect(strength).toBeCloseTo(0.25, 6);
});

test("a community's core is stronger than what lies beside its border, and that than the border", () => {
  const graph = graphOf(6, [
    [0, 1],
    [1, 2],
    [2, 3],
    [3, 4],
    [4, 5],
  ]);
  const [core, beside, border] = stayingStrengths(graph, Int32Array.of(0, 0, 0, 1, 1, 1));
  expect(core).toBeGreaterThan(beside);
  expect(beside).toBeGreaterThan(border);
});

test("strengths are from 0 to 1 for any points", async () => {
  await fc.assert(
    fc.asyncProperty(anyPoints, async (points) => {
      const graph = fuzzyGraph(await nearestNeighbors(points));
      for (const strength of stayingStrengths(graph, leiden(graph).labels)) {
        expect(strength).toBeGreaterThan(0);
        expect(strength).toBeLessThanOrEqual(1);
      }
    }),
    { numRuns: 30, seed: 1 },
  );
});
