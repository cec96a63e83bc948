import fc from "fast-check";
import { expect, test } from "vitest";
import {
  communityLayers,
  densityLayers,
  InputError,
  labelSizes,
  layerTree,
  matrix,
  Random,
  topicTree,
} from "../src/index.ts";
import { fuzzyGraphOf } from "./graph/graphs.ts";
import { blobs, directions } from "./points.ts";

test("a parent stands above its children by how far apart they are", () => {
  const centroids = matrix(5, 2, Float32Array.of(1, 0, 0, 1, -1, 0, 1, 1, 0, 1));
  const { roots, children, heights } = topicTree([3, 3, 4, 4, -1], [5, 6, 2, 11, 13], centroids);
  expect([...roots]).toEqual([4]);
  expect(children.map((topics) => [...topics])).toEqual([[], [], [], [1, 0], [3, 2]]);
  expect([...heights].map((height) => Math.round(height * 1000) / 1000)).toEqual([0, 0, 0, 1, 1.707]);
});

const anyForest = fc
  .integer({ min: 0, max: 40 })
  .chain((n) =>
    fc.tuple(
      ...Array.from({ length: n }, (_, topic) =>
        fc.integer({ min: -1, max: n - 1 }).map((parent) => (parent > topic ? parent : -1)),
      ),
    ),
  )
  .map((parents) => ({ parents, centroids: directions(parents.length, 3) }));

test("a tree is monotone: no child is higher than its parent, and every topic hangs in it once", () => {
  fc.assert(
    fc.property(anyForest, ({ parents, centroids }) => {
      const { roots, children, heights } = topicTree(parents, parents, centroids);
      expect([...roots, ...children.flatMap((topics) => [...topics])].sort((a, b) => a - b)).toEqual([
        ...parents.keys(),
      ]);
      for (const [parent, topics] of children.entries())
        for (const child of topics) {
          expect(parents[child]).toBe(parent);
          expect(heights[child]).toBeLessThanOrEqual(heights[parent]);
        }
    }),
    { numRuns: 100, seed: 1 },
  );
});

test("layers of communities and of density make a tree whose topics add up", async () => {
  const { points } = blobs(12, 40, 16, 0.5);
  const found = [
    (await communityLayers(await fuzzyGraphOf(points), { points, random: new Random(1) })).layers,
    (await densityLayers(points, { random: new Random(1) }, { minimumSize: 3 })).layers,
  ];
  for (const layers of found) {
    const tree = layerTree(layers, points);
    const sizes = layers.flatMap(({ labels, count }) => [...labelSizes(labels, count)]);
    expect(tree.heights.length).toBe(sizes.length);
    expect(tree.layers[tree.roots[0]]).toBe(layers.length - 1);
    for (const [topic, children] of tree.children.entries()) {
      const inside = children.reduce((sum, child) => sum + sizes[child], 0);
      expect(inside).toBeLessThanOrEqual(sizes[topic]);
      for (const child of children) expect(tree.layers[child]).toBe(tree.layers[topic] - 1);
    }
  }
});

test("a topic above itself, and other numbers of sizes or centroids, are refused", () => {
  expect(() => topicTree([1, 0], [1, 1], matrix(2, 2))).toThrow(InputError);
  expect(() => topicTree([-1], [1, 1], matrix(1, 2))).toThrow(InputError);
  expect(() => topicTree([-1], [1], matrix(2, 2))).toThrow(InputError);
});
