import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  gatherRows,
  hdbscan,
  hdbscanClusterer,
  InputError,
  matrix,
  pointSpanningTree,
} from "../../src/index.ts";
import { clustererConforms } from "../conformance/clusterer.ts";
import { plane, square } from "./shapes.ts";

clustererConforms("hdbscan, excess of mass", hdbscanClusterer(), 6);
clustererConforms("hdbscan, leaves", hdbscanClusterer({ selection: "leaf", minimumSize: 15 }), 6);
clustererConforms("hdbscan, a wanted number", hdbscanClusterer({ clusters: 6 }), 6);

test("two squares are two clusters, and points far from both are none", async () => {
  const points = plane([...square(0, 0, 30, 1), ...square(5, 5, 30, 2), -9, 9, 20, 0, 9, -9]);
  const { labels, count, strengths } = hdbscan(await pointSpanningTree(points));
  expect(count).toBe(2);
  expect(new Set(labels.subarray(0, 30)).size).toBe(1);
  expect(new Set(labels.subarray(30, 60)).size).toBe(1);
  expect(labels[0]).not.toBe(labels[30]);
  expect([...labels.subarray(60)]).toEqual([-1, -1, -1]);
  expect([...strengths.subarray(60)]).toEqual([0, 0, 0]);
  expect(Math.max(...strengths)).toBe(1);
});

test("excess of mass keeps a pair of squares that leaves take apart", async () => {
  const near = [...square(0, 0, 40, 1), ...square(1.1, 0, 40, 2)];
  const tree = await pointSpanningTree(plane([...near, ...square(40, 0, 40, 3)]));
  expect(hdbscan(tree, { selection: "eom" }).count).toBe(2);
  expect(hdbscan(tree, { selection: "leaf" }).count).toBeGreaterThan(2);
});

interface Reference {
  readonly sets: {
    readonly name: string;
    readonly dims: number;
    readonly points: number[];
    readonly cases: {
      readonly minimumSize: number;
      readonly minimumSamples: number;
      readonly selection: "eom" | "leaf";
      readonly labels: number[];
      readonly strengths: number[];
    }[];
  }[];
}

const reference: Reference = JSON.parse(
  readFileSync(new URL("../fixtures/hdbscan.json", import.meta.url), "utf8"),
);
const cases = reference.sets.flatMap(({ name, dims, points, cases }) =>
  cases.map((expected) => ({
    name,
    ...expected,
    points: matrix(points.length / dims, dims, Float32Array.from(points)),
  })),
);

// Of one sample all distances differ, and labels are the same but for their numbers. Of more, a point between two clusters
// may be as far from one as from the other, and any order of equal distances is right: two such points at most are here.
test.each(cases)(
  "scikit-learn's HDBSCAN on $name: size $minimumSize, samples $minimumSamples, $selection",
  async ({ points, labels, strengths, minimumSamples, minimumSize, selection }) => {
    const found = hdbscan(await pointSpanningTree(points, { minimumSamples }), { minimumSize, selection });
    const renamed = asNamedIn(labels, found.labels);
    const same = [...labels.keys()].filter((i) => renamed[i] === labels[i]);
    expect(same.length).toBeGreaterThanOrEqual(labels.length - (minimumSamples === 1 ? 0 : 2));
    for (const i of same) expect(found.strengths[i]).toBeCloseTo(strengths[i], 3);
  },
);

/** Labels with the numbers that most of their points have in the reference. */
function asNamedIn(reference: readonly number[], labels: Int32Array): number[] {
  return Array.from(labels, (label) => {
    if (label < 0) return -1;
    const numbers = reference.filter((_, i) => labels[i] === label).sort((a, b) => a - b);
    return numbers[Math.floor(numbers.length / 2)];
  });
}

test("a cluster is never smaller than asked for", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 2, max: 15 }),
      fc.constantFrom("eom" as const, "leaf" as const),
      fc.integer(),
      async (minimumSize, selection, seed) => {
        const tree = await pointSpanningTree(plane(square(0, 0, 90, seed)));
        const { labels, count } = hdbscan(tree, { minimumSize, selection });
        for (let label = 0; label < count; label++) {
          expect(labels.filter((other) => other === label).length).toBeGreaterThanOrEqual(minimumSize);
        }
      },
    ),
    { numRuns: 60, seed: 1 },
  );
});

test("points that nowhere split in two are one cluster", async () => {
  const line = matrix(
    12,
    1,
    Float32Array.from({ length: 12 }, (_, i) => i),
  );
  expect([...hdbscan(await pointSpanningTree(line), { minimumSize: 8 }).labels]).toEqual(
    new Array(12).fill(0),
  );
});

test("copies of points do not hide the clusters around them", async () => {
  const once = plane([...square(0, 0, 30, 1), ...square(5, 5, 30, 2)]);
  const points = gatherRows(
    once,
    Int32Array.from({ length: 90 }, (_, i) => (i < 60 ? i : 0)),
  );
  const { labels } = hdbscan(await pointSpanningTree(points));
  expect(labels[0]).toBeGreaterThanOrEqual(0);
  for (let i = 60; i < 90; i++) expect(labels[i]).toBe(labels[0]);
});

test("a wanted number of clusters is found by the minimum size that gives it", async () => {
  const squares = [0, 5, 10, 15, 20].flatMap((x) => square(x, 0, 40, x + 1));
  const tree = await pointSpanningTree(plane(squares));
  for (const selection of ["eom", "leaf"] as const)
    expect(hdbscan(tree, { clusters: 5, selection }).count).toBe(5);
});

test("a smallest cluster of fewer than two points and a number of clusters below one are refused", async () => {
  const tree = await pointSpanningTree(matrix(0, 2));
  expect(() => hdbscan(tree, { minimumSize: 1 })).toThrow(InputError);
  expect(() => hdbscan(tree, { clusters: 0 })).toThrow(InputError);
});
