import fc from "fast-check";
import { expect, test } from "vitest";
import {
  adjustedRand,
  InputError,
  leiden,
  leidenResolutions,
  Random,
  type WeightedGraph,
} from "../../src/index.ts";
import { blobs, directions } from "../points.ts";
import { clique, fuzzyGraphOf, graphOf, modularity } from "./graphs.ts";

const anyGraph: fc.Arbitrary<WeightedGraph> = fc.integer({ min: 1, max: 25 }).chain((n) =>
  fc
    .uniqueArray(fc.tuple(fc.nat(n - 1), fc.nat(n - 1), fc.integer({ min: 1, max: 5 })), {
      maxLength: 80,
      selector: ([a, b]) => Math.min(a, b) * n + Math.max(a, b),
    })
    .map((edges) =>
      graphOf(
        n,
        edges.filter(([a, b]) => a !== b),
      ),
    ),
);

test("two cliques with one edge between them are two communities", () => {
  const graph = graphOf(8, [...clique([0, 1, 2, 3]), ...clique([4, 5, 6, 7]), [3, 4]]);
  expect([...leiden(graph).labels]).toEqual([0, 0, 0, 0, 1, 1, 1, 1]);
});

test("Zachary's karate club reaches the best modularity known, .4198 with four communities", () => {
  const graph = graphOf(34, zachary);
  const { labels, count } = leiden(graph);
  expect(count).toBe(4);
  expect(modularity(graph, labels, 1)).toBeCloseTo(0.4198, 3);
});

test("no node gains by moving to the community of a neighbor or to one of its own", () => {
  fc.assert(
    fc.property(anyGraph, fc.constantFrom(0.5, 1, 2), fc.integer(), (graph, resolution, seed) => {
      const { labels, count } = leiden(graph, { resolution, iterations: 20, random: new Random(seed) });
      const quality = modularity(graph, labels, resolution);
      for (let node = 0; node < graph.n; node++) {
        for (let other = 0; other <= count; other++) {
          const moved = labels.slice();
          moved[node] = other;
          expect(modularity(graph, moved, resolution)).toBeLessThanOrEqual(quality + 1e-9);
        }
      }
    }),
    { numRuns: 40, seed: 5 },
  );
});

test("every community is connected", () => {
  fc.assert(
    fc.property(anyGraph, fc.integer(), (graph, seed) => {
      const { labels, count } = leiden(graph, { random: new Random(seed) });
      const reached = new Set<number>();
      for (let label = 0; label < count; label++) reach(graph, labels, labels.indexOf(label), reached);
      expect(reached.size).toBe(graph.n);
    }),
    { numRuns: 100, seed: 6 },
  );
});

test("labels are by decreasing size, and the same seed gives the same", async () => {
  const graph = await fuzzyGraphOf(directions(300, 5));
  const first = leiden(graph, { random: new Random(1) });
  expect(leiden(graph, { random: new Random(1) })).toEqual(first);
  const sizes = new Array<number>(first.count).fill(0);
  for (const label of first.labels) sizes[label]++;
  expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
  expect(Math.min(...sizes)).toBeGreaterThan(0);
});

test("groups that lie apart are found", async () => {
  const { points, truth } = blobs(8, 40);
  expect(adjustedRand(leiden(await fuzzyGraphOf(points)).labels, truth)).toBe(1);
});

test("more resolution gives more communities", async () => {
  const graph = await fuzzyGraphOf(directions(400, 6));
  const counts = [0.25, 1, 4].map((resolution) => leiden(graph, { resolution }).count);
  expect(counts[0]).toBeLessThan(counts[1]);
  expect(counts[1]).toBeLessThan(counts[2]);
});

test("several resolutions at once give about the modularity that each gives alone, and connected communities", async () => {
  const graph = await fuzzyGraphOf(directions(600, 6));
  const resolutions = [0.25, 1, 4, 16];
  const together = leidenResolutions(graph, resolutions);
  for (const [at, resolution] of resolutions.entries()) {
    const { labels, count } = together[at];
    const alone = modularity(graph, leiden(graph, { resolution }).labels, resolution);
    expect(modularity(graph, labels, resolution)).toBeGreaterThan(alone - 0.02);
    const reached = new Set<number>();
    for (let label = 0; label < count; label++) reach(graph, labels, labels.indexOf(label), reached);
    expect(reached.size).toBe(graph.n);
  }
});

test("several resolutions are the same for the same seed, and none gives none", async () => {
  const graph = await fuzzyGraphOf(directions(200, 6));
  const find = () => leidenResolutions(graph, [0.5, 2], { random: new Random(7) });
  expect(find()).toEqual(find());
  expect(leidenResolutions(graph, [])).toEqual([]);
});

test("a graph without nodes or edges has no ties to group by", () => {
  expect(leiden(graphOf(0, [])).count).toBe(0);
  expect([...leiden(graphOf(3, [])).labels]).toEqual([0, 1, 2]);
});

test("a resolution that is not above 0 is refused", () => {
  expect(() => leiden(graphOf(1, []), { resolution: 0 })).toThrow(InputError);
  expect(() => leidenResolutions(graphOf(1, []), [1, Number.NaN])).toThrow(InputError);
});

function reach(graph: WeightedGraph, labels: Int32Array, node: number, reached: Set<number>): void {
  if (reached.has(node)) return;
  reached.add(node);
  for (let e = graph.offsets[node]; e < graph.offsets[node + 1]; e++) {
    if (labels[graph.targets[e]] === labels[node]) reach(graph, labels, graph.targets[e], reached);
  }
}

/** Zachary 1977, friendships in a karate club; the optimum is Brandes et al. 2008. */
const zachary: [number, number][] = (
  "1-2 1-3 2-3 1-4 2-4 3-4 1-5 1-6 1-7 5-7 6-7 1-8 2-8 3-8 4-8 1-9 3-9 3-10 1-11 5-11 6-11 1-12 1-13 4-13 1-14 2-14 " +
  "3-14 4-14 6-17 7-17 1-18 2-18 1-20 2-20 1-22 2-22 24-26 25-26 3-28 24-28 25-28 3-29 24-30 27-30 2-31 9-31 1-32 25-32 " +
  "26-32 29-32 3-33 9-33 15-33 16-33 19-33 21-33 23-33 24-33 30-33 31-33 32-33 9-34 10-34 14-34 15-34 16-34 19-34 20-34 " +
  "21-34 23-34 24-34 27-34 28-34 29-34 30-34 31-34 32-34 33-34"
)
  .split(" ")
  .map((edge) => edge.split("-").map((node) => Number(node) - 1) as [number, number]);
