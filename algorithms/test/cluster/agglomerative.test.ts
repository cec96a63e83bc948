import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  agglomerate,
  agglomerativeClusterer,
  cutDendrogram,
  InputError,
  type Linkage,
  labelSizes,
  matrix,
  Random,
} from "../../src/index.ts";
import { clustererConforms } from "../conformance/clusterer.ts";
import { anyPoints, blobs, directions } from "../points.ts";
import { byAppearance } from "./shapes.ts";

for (const linkage of ["ward", "average", "complete"] as const)
  clustererConforms(`agglomerative, ${linkage}`, agglomerativeClusterer({ linkage, clusters: 6 }), 6);
clustererConforms("agglomerative, by height", agglomerativeClusterer({ linkage: "average", height: 0.5 }), 6);
clustererConforms("agglomerative, of groups", agglomerativeClusterer({ clusters: 6, exactUpTo: 60 }), 6);

const linkages: fc.Arbitrary<Linkage> = fc.constantFrom("ward", "average", "complete");

interface Reference {
  readonly dims: number;
  readonly points: number[];
  readonly cases: {
    readonly linkage: Linkage;
    readonly heights: number[];
    readonly cuts: { readonly clusters: number; readonly labels: number[] }[];
  }[];
}

const reference: Reference = JSON.parse(
  readFileSync(new URL("../fixtures/agglomerative.json", import.meta.url), "utf8"),
);

// The fixture's points have seven digits and are of length one but for rounding, so heights agree to five.
test.each(reference.cases)(
  "scikit-learn's agglomerative clustering, $linkage",
  async ({ linkage, heights, cuts }) => {
    const points = matrix(
      reference.points.length / reference.dims,
      reference.dims,
      Float32Array.from(reference.points),
    );
    const tree = await agglomerate(points, { linkage });
    for (const [merge, height] of heights.entries()) expect(tree.heights[merge]).toBeCloseTo(height, 4);
    for (const { clusters, labels } of cuts)
      expect(byAppearance(cutDendrogram(tree, { clusters }).labels)).toEqual(labels);
  },
);

test("heights never fall, and every node is merged once", async () => {
  await fc.assert(
    fc.asyncProperty(anyPoints, linkages, async (points, linkage) => {
      const { n, heights, left, right, sizes } = await agglomerate(points, { linkage });
      expect(heights.length).toBe(Math.max(0, points.rows - 1));
      expect([...heights]).toEqual([...heights].sort((a, b) => a - b));
      const merged = [...left, ...right].sort((a, b) => a - b);
      expect(merged).toEqual(Array.from({ length: 2 * heights.length }, (_, node) => node));
      if (n > 1) expect(sizes.at(-1)).toBe(n);
    }),
    { numRuns: 60, seed: 2 },
  );
});

test("a cut into k clusters gives k, each within one of a coarser cut", async () => {
  const tree = await agglomerate(directions(50, 6), { linkage: "average" });
  let finer = cutDendrogram(tree, { clusters: 50 });
  for (let clusters = 49; clusters > 0; clusters--) {
    const cut = cutDendrogram(tree, { clusters });
    expect(cut.count).toBe(clusters);
    for (let label = 0; label < finer.count; label++)
      expect(new Set(cut.labels.filter((_, i) => finer.labels[i] === label)).size).toBe(1);
    finer = cut;
  }
});

test("a cut by height keeps apart what is merged above it", async () => {
  const { points } = blobs(5, 20, 16, 0.1);
  const tree = await agglomerate(points, { linkage: "complete" });
  expect(cutDendrogram(tree, { height: -1 }).count).toBe(100);
  expect(cutDendrogram(tree, { height: 2 }).count).toBe(1);
  expect(cutDendrogram(tree, { height: 0.3 }).count).toBe(5);
});

test("weights stand for as many copies", async () => {
  const once = directions(12, 4);
  const twice = matrix(24, 4, Float32Array.from([...once.data, ...once.data]));
  for (const linkage of ["ward", "average", "complete"] as const) {
    const weighted = await agglomerate(once, { linkage, weights: new Array(12).fill(2) });
    const copied = await agglomerate(twice, { linkage });
    for (let merge = 0; merge < 11; merge++)
      expect(weighted.heights[merge]).toBeCloseTo(copied.heights[merge + 12], 5);
  }
});

test("every point is in a cluster, and by default there are √n / 2", async () => {
  const { labels, count } = await agglomerativeClusterer()(directions(400, 8), { random: new Random() });
  expect(count).toBe(10);
  expect(Math.min(...labelSizes(labels, count))).toBeGreaterThan(0);
  expect(Math.min(...labels)).toBe(0);
});

test("wrong numbers of weights, clusters below one and both kinds of cut are refused", async () => {
  await expect(agglomerate(directions(3, 2), { weights: [1] })).rejects.toBeInstanceOf(InputError);
  const tree = await agglomerate(directions(3, 2));
  for (const cut of [{ clusters: 0 }, {}, { clusters: 2, height: 1 }])
    expect(() => cutDendrogram(tree, cut)).toThrow(InputError);
});
