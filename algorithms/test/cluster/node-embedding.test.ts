import { expect, test } from "vitest";
import {
  adjustedRand,
  embedNodes,
  hdbscan,
  InputError,
  matrix,
  pointSpanningTree,
  Random,
} from "../../src/index.ts";
import { clique, fuzzyGraphOf, graphOf } from "../graph/graphs.ts";
import { blobs, directions, identicalPoints } from "../points.ts";

test("groups of hundreds of dimensions lie apart in four", async () => {
  const { points, truth } = blobs(8, 60, 256, 0.5);
  const places = await embedNodes(await fuzzyGraphOf(points), points);
  expect(places.cols).toBe(4);
  const { labels } = hdbscan(await pointSpanningTree(places));
  expect(adjustedRand(labels, truth)).toBeGreaterThan(0.95);
  expect(labels.filter((label) => label < 0).length).toBeLessThan(25);
});

test("a graph of several levels is placed as finely as one of few nodes", async () => {
  const { points, truth } = blobs(12, 250, 32, 0.4);
  const places = await embedNodes(await fuzzyGraphOf(points), points, { dims: 3, epochs: 60 });
  const { labels } = hdbscan(await pointSpanningTree(places), { minimumSize: 50 });
  expect(adjustedRand(labels, truth)).toBeGreaterThan(0.9);
});

test("the same graph and seed give the same places, another seed others", async () => {
  const { points } = blobs(5, 80, 16, 0.4);
  const graph = await fuzzyGraphOf(points);
  const placed = (seed: number) => embedNodes(graph, points, { random: new Random(seed), epochs: 20 });
  expect(await placed(3)).toEqual(await placed(3));
  expect(await placed(3)).not.toEqual(await placed(4));
});

test("places are finite, whatever the graph", async () => {
  const alone = graphOf(300, []);
  const pairs = graphOf(
    300,
    Array.from({ length: 150 }, (_, i) => [2 * i, 2 * i + 1]),
  );
  const copies = identicalPoints(300);
  for (const [graph, points] of [
    [alone, directions(300, 6)],
    [pairs, directions(300, 6)],
    [await fuzzyGraphOf(copies), copies],
    [graphOf(4, clique([0, 1, 2, 3])), directions(4, 2)],
    [graphOf(0, []), matrix(0, 3)],
  ] as const) {
    const places = await embedNodes(graph, points, { epochs: 10 });
    expect(places.rows).toBe(graph.n);
    expect(places.data.every(Number.isFinite)).toBe(true);
  }
});

test("tells how far it is, and stops when asked to", async () => {
  const { points } = blobs(4, 100, 8);
  const graph = await fuzzyGraphOf(points);
  const shares: number[] = [];
  await embedNodes(graph, points, {
    epochs: 10,
    progress: (done, total) => {
      shares.push(done / total);
    },
  });
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect(shares.at(-1)).toBe(1);
  await expect(embedNodes(graph, points, { signal: AbortSignal.abort() })).rejects.toThrow();
});

test("other numbers of points than of nodes, and dimensions below one, are refused", async () => {
  await expect(embedNodes(graphOf(3, []), matrix(2, 2))).rejects.toBeInstanceOf(InputError);
  await expect(embedNodes(graphOf(2, []), matrix(2, 2), { dims: 0 })).rejects.toBeInstanceOf(InputError);
});
