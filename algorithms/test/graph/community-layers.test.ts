import fc from "fast-check";
import { expect, test } from "vitest";
import {
  adjustedRand,
  type CommunityLayersOptions,
  communityLayers,
  communityStrengths,
  gatherRows,
  type Parallel,
  parentsOf,
  plainParallel,
  Random,
} from "../../src/index.ts";
import { anyPoints, blobs, directions, identicalPoints } from "../points.ts";
import { clique, fuzzyGraphOf, graphOf } from "./graphs.ts";

test("layers go from fine to coarse, cover every point, and each topic lies whole inside one coarser topic", async () => {
  await fc.assert(
    fc.asyncProperty(anyPoints, fc.integer(), async (points, seed) => {
      const { layers, suggested } = await communityLayers(await fuzzyGraphOf(points), {
        random: new Random(seed),
      });
      expect(layers.length).toBeGreaterThanOrEqual(1);
      expect(layers.length).toBeLessThanOrEqual(4);
      expect(layers[suggested]).toBeDefined();
      for (const [at, layer] of layers.entries()) {
        if (at > 0) expect(layer.count).toBeLessThan(layers[at - 1].count);
        expect(layer.labels.length).toBe(points.rows);
        expect(new Set(layer.labels).size).toBe(layer.count);
        for (const strength of layer.strengths) {
          expect(strength).toBeGreaterThanOrEqual(0);
          expect(strength).toBeLessThanOrEqual(1);
        }
        const coarser = layers[at + 1];
        expect(layer.parents.length).toBe(coarser ? layer.count : 0);
        for (let i = 0; coarser && i < points.rows; i++)
          expect(layer.parents[layer.labels[i]]).toBe(coarser.labels[i]);
      }
    }),
    { numRuns: 25, seed: 4 },
  );
});

test("the suggested layer has the groups that are there", async () => {
  for (const groups of [3, 6, 20]) {
    const { points, truth } = blobs(groups, 30, 16, 0.2, groups);
    const graph = await fuzzyGraphOf(points);
    for (const known of [points, undefined]) {
      const { layers, suggested } = await communityLayers(graph, { points: known });
      expect(adjustedRand(layers[suggested].labels, truth)).toBeGreaterThan(0.95);
    }
  }
});

test("one, two and three points are one topic each time", async () => {
  for (const n of [1, 2, 3]) {
    const { layers, suggested } = await communityLayers(await fuzzyGraphOf(directions(n, 4)));
    expect(layers[suggested].count).toBe(1);
  }
});

test("identical points are one topic", async () => {
  const { layers, suggested } = await communityLayers(await fuzzyGraphOf(identicalPoints(50)));
  expect(layers[suggested].count).toBe(1);
});

test("copies of a point are never parted, however many there are", async () => {
  const once = directions(60, 6);
  const points = gatherRows(
    once,
    Int32Array.from({ length: 260 }, (_, i) => (i < 60 ? i : i % 2)),
  );
  const { layers } = await communityLayers(await fuzzyGraphOf(points));
  for (const { labels } of layers) {
    for (let i = 60; i < 260; i++) expect(labels[i]).toBe(labels[i % 2]);
  }
});

test("no topic is smaller than asked for, where it is tied to another", async () => {
  const graph = await fuzzyGraphOf(directions(300, 6));
  const { layers } = await communityLayers(graph, { minimumSize: 12 });
  for (const { labels, count } of layers) {
    for (let label = 0; label < count; label++) {
      expect(labels.filter((other) => other === label).length).toBeGreaterThanOrEqual(12);
    }
  }
});

test("a wanted number of topics is nearly met, and twice the detail gives about twice as many", async () => {
  const { points } = blobs(12, 40, 16, 0.4);
  const graph = await fuzzyGraphOf(points);
  const countOf = async (options: CommunityLayersOptions) => {
    const { layers, suggested } = await communityLayers(graph, { points, ...options });
    return layers[suggested].count;
  };
  for (const topics of [3, 12, 30]) {
    const count = await countOf({ topics });
    expect(count).toBeGreaterThan(topics / 1.4);
    expect(count).toBeLessThan(topics * 1.4);
  }
  expect(await countOf({ detail: 2 })).toBeGreaterThan(1.4 * (await countOf({})));
});

test("parts of a graph without an edge between them are never one topic", async () => {
  const graph = graphOf(12, [...clique([0, 1, 2, 3]), ...clique([4, 5, 6, 7]), ...clique([8, 9, 10, 11])]);
  const { layers } = await communityLayers(graph);
  for (const { labels } of layers) expect(new Set([labels[0], labels[4], labels[8]]).size).toBe(3);
});

test("the same seed gives the same layers", async () => {
  const graph = await fuzzyGraphOf(directions(200, 6));
  const first = await communityLayers(graph, { random: new Random(2) });
  expect(await communityLayers(graph, { random: new Random(2) })).toEqual(first);
});

test("a strength is the share of weight that stays inside", () => {
  const graph = graphOf(4, [
    [0, 1, 3],
    [0, 2, 1],
  ]);
  expect([...communityStrengths(graph, Int32Array.of(0, 0, 1, -1))]).toEqual([0.75, 1, 0, 0]);
  expect([...communityStrengths(graphOf(1, []), Int32Array.of(0))]).toEqual([1]);
});

test("a topic's parent holds most of its points", () => {
  const fine = { labels: Int32Array.of(0, 0, 0, 1, 1, 2, -1), count: 3 };
  const coarse = { labels: Int32Array.of(1, 1, 0, 0, 1, -1, 0), count: 2 };
  expect([...parentsOf(fine, coarse)]).toEqual([1, 0, -1]);
});

test("threads change nothing", async () => {
  const points = directions(120, 6);
  const graph = await fuzzyGraphOf(points);
  const backwards: Parallel = {
    ...plainParallel,
    threads: 3,
    map: async (kernel, inputs) => {
      const outputs = inputs.toReversed().map((input) => kernel.run(structuredClone(input)));
      return outputs.toReversed();
    },
  };
  expect(await communityLayers(graph, { points, parallel: backwards })).toEqual(
    await communityLayers(graph, { points }),
  );
});

test("stops when asked to", async () => {
  const graph = await fuzzyGraphOf(directions(30, 4));
  await expect(communityLayers(graph, { signal: AbortSignal.abort() })).rejects.toThrow();
});
