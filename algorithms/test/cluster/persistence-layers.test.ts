import fc from "fast-check";
import { expect, test } from "vitest";
import {
  adjustedRand,
  densityClusterer,
  densityLayers,
  gatherRows,
  InputError,
  labelSizes,
  matrix,
  parentsOf,
  persistenceLayers,
  pointSpanningTree,
  Random,
  type SpanningTree,
} from "../../src/index.ts";
import { clustererConforms } from "../conformance/clusterer.ts";
import { blobs, identicalPoints } from "../points.ts";
import { plane, square } from "./shapes.ts";

clustererConforms("density", densityClusterer(), 6);
clustererConforms("density, a wanted number", densityClusterer({ clusters: 6 }), 6);

/** Groups of three squares each, so that there is a fine and a coarse answer. */
function squaresOfSquares(
  groups: number,
  perSquare: number,
): { tree: Promise<SpanningTree>; fine: number[] } {
  const coordinates: number[] = [];
  const fine: number[] = [];
  for (let group = 0; group < groups; group++)
    for (let part = 0; part < 3; part++) {
      coordinates.push(...square(group * 40 + part * 3, (group % 2) * 20, perSquare, group * 3 + part));
      fine.push(...new Array(perSquare).fill(group * 3 + part));
    }
  return { tree: pointSpanningTree(plane(coordinates)), fine };
}

const anyTree = fc
  .record({ n: fc.integer({ min: 0, max: 160 }), groups: fc.integer({ min: 1, max: 6 }), seed: fc.integer() })
  .map(({ n, groups, seed }) => {
    const random = new Random(seed);
    const coordinates = Array.from({ length: n }, (_, i) => [
      (i % groups) * 3 + random.normal(),
      random.normal(),
    ]);
    return pointSpanningTree(plane(coordinates.flat()));
  });

test("layers lie within each other: a cluster is wholly in its parent, or in no cluster of the coarser layer", async () => {
  await fc.assert(
    fc.asyncProperty(anyTree, async (tree) => {
      const { layers } = persistenceLayers(await tree, { minimumSize: 2 });
      for (const [at, { labels, count, parents }] of layers.entries()) {
        const coarser = layers[at + 1];
        if (!coarser) continue;
        expect(parents).toEqual(parentsOf({ labels, count }, coarser));
        expect(coarser.count).toBeLessThan(count);
        for (let i = 0; i < labels.length; i++)
          if (labels[i] >= 0) expect(coarser.labels[i]).toBe(parents[labels[i]]);
      }
    }),
    { numRuns: 100, seed: 3 },
  );
});

test("every layer is sound: labels by decreasing size, no cluster below the minimum size, strengths 0..1", async () => {
  await fc.assert(
    fc.asyncProperty(anyTree, fc.integer({ min: 2, max: 12 }), async (given, minimumSize) => {
      const tree = await given;
      const { layers, suggested } = persistenceLayers(tree, { minimumSize });
      expect(layers[suggested]).toBeDefined();
      for (const { labels, count, strengths } of layers) {
        const sizes = [...labelSizes(labels, count)];
        expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
        if (count > 1) expect(sizes.at(-1)).toBeGreaterThanOrEqual(minimumSize);
        for (let i = 0; i < tree.n; i++) {
          expect(strengths[i]).toBeGreaterThanOrEqual(0);
          expect(strengths[i]).toBeLessThanOrEqual(1);
          if (labels[i] < 0) expect(strengths[i]).toBe(0);
        }
      }
    }),
    { numRuns: 100, seed: 4 },
  );
});

test("the fine and the coarse groups of the same points are both offered", async () => {
  const { tree, fine } = squaresOfSquares(6, 40);
  const { layers, suggested } = persistenceLayers(await tree);
  const coarse = fine.map((label) => Math.floor(label / 3));
  const best = (truth: number[]) => Math.max(...layers.map(({ labels }) => adjustedRand(labels, truth)));
  expect(best(fine)).toBeGreaterThan(0.95);
  expect(best(coarse)).toBeGreaterThan(0.95);
  expect([6, 18]).toContain(layers[suggested].count);
});

test("a wanted number of topics is met exactly, as far as the points fall apart that often", async () => {
  const tree = await squaresOfSquares(5, 30).tree;
  for (let clusters = 1; clusters <= 15; clusters++) {
    const found = persistenceLayers(tree, { clusters, minimumSize: 2 });
    expect(found.layers[found.suggested].count).toBe(clusters);
  }
  const tooMany = persistenceLayers(tree, { clusters: 400 });
  expect(tooMany.layers[tooMany.suggested].count).toBeLessThan(400);
});

test("demand 5, no parameter cliff: a minimum size larger by 5 % takes away 15 % of the topics at most", async () => {
  const sizes = Array.from({ length: 40 }, (_, group) => Math.round(12 * 1.06 ** group));
  const squares = sizes.flatMap((size, group) =>
    square((group % 8) * 3, Math.floor(group / 8) * 3, size, group),
  );
  const tree = await pointSpanningTree(plane(squares));
  const countAt = (minimumSize: number) => {
    const { layers, suggested } = persistenceLayers(tree, { minimumSize });
    return layers[suggested].count;
  };
  let before = countAt(5);
  expect(before).toBeGreaterThan(30);
  for (let size = 5; before > 6; size = Math.max(size + 1, Math.floor(size * 1.05))) {
    const count = countAt(size);
    expect(before - count).toBeLessThanOrEqual(0.15 * before);
    expect(count).toBeLessThanOrEqual(before);
    before = count;
  }
});

test("no step from size to size is steep, wherever groups lie and however many are of one size", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ size: fc.constantFrom(20, 24, 30, 31, 45, 60), x: fc.nat(9), y: fc.nat(9) }), {
        minLength: 10,
        maxLength: 25,
      }),
      async (groups) => {
        const squares = groups.flatMap(({ size, x, y }, seed) => square(x * 1.5, y * 1.5, size, seed));
        const tree = await pointSpanningTree(plane(squares));
        const countAt = (minimumSize: number) => {
          const { layers, suggested } = persistenceLayers(tree, { minimumSize, layers: 1 });
          return layers[suggested].count;
        };
        for (let size = 20; size < 80; size = Math.floor(size * 1.05)) {
          const [before, after] = [countAt(size), countAt(Math.floor(size * 1.05))];
          if (before > 6 && after >= 6) expect(before - after).toBeLessThanOrEqual(0.15 * before);
        }
      },
    ),
    { numRuns: 15, seed: 6 },
  );
});

test("one topic is one topic, thirty points are no trouble, identical points are one cluster", async () => {
  const suggested = async (points: ReturnType<typeof plane>) => {
    const found = persistenceLayers(await pointSpanningTree(points));
    return found.layers[found.suggested];
  };
  expect((await suggested(plane(square(0, 0, 8, 1)))).count).toBe(1);
  expect((await suggested(identicalPoints(30))).count).toBe(1);
  expect((await suggested(plane([...square(0, 0, 15, 1), ...square(9, 9, 15, 2)]))).count).toBe(2);
  expect((await suggested(matrix(0, 2))).count).toBe(0);
});

test("layers of shuffled points are the same layers", async () => {
  const { points } = blobs(9, 50, 24, 0.4);
  const order = new Random(5).permutation(points.rows);
  const given = () => ({ random: new Random(2) });
  const found = await densityLayers(points, given());
  const shuffled = await densityLayers(gatherRows(points, order), given());
  expect(shuffled.suggested).toBe(found.suggested);
  for (const [at, { labels, strengths }] of found.layers.entries()) {
    expect(shuffled.layers[at].labels).toEqual(order.map((i) => labels[i]));
    expect(shuffled.layers[at].strengths).toEqual(Float32Array.from(order, (i) => strengths[i]));
  }
});

test("sizes and numbers that are no whole numbers are refused", async () => {
  const tree = await pointSpanningTree(matrix(4, 2));
  for (const options of [{ minimumSize: 1 }, { minimumSize: 2.5 }, { clusters: 0 }, { layers: 0 }])
    expect(() => persistenceLayers(tree, options)).toThrow(InputError);
});
