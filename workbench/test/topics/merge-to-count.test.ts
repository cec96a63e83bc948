import { adjustedRand, type Labelling, labelSizes, type Matrix } from "@toposcope/algorithms";
import fc from "fast-check";
import { expect, test } from "vitest";
import { mergeToCount } from "../../src/topics/merge-to-count.ts";
import { blobs, groupsOf } from "./blobs.ts";

const sizesOf = ({ labels, count }: Labelling) => [...labelSizes(labels, count)];

test("merging never splits: points that were together stay together, and no more topics are left than wanted", () => {
  const anyLabels = fc.array(fc.integer({ min: -1, max: 7 }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(anyLabels, fc.integer({ min: 1, max: 9 }), (raw, wanted) => {
      const used = [...new Set(raw.filter((label) => label >= 0))];
      const labels = Int32Array.from(raw, (label) => used.indexOf(label));
      const points = blobs({ groups: 1, each: raw.length, spread: 1 });
      const merged = mergeToCount(points, { labels, count: used.length }, wanted);
      expect(merged.count).toBe(Math.min(used.length, wanted));
      expect(sizesOf(merged)).toEqual(sizesOf(merged).toSorted((a, b) => b - a));
      const into = new Map<number, number>();
      for (const [i, label] of labels.entries()) {
        const now = merged.labels[i]!;
        expect(now).toBe(into.get(label) ?? now);
        expect(now < 0).toBe(label < 0);
        into.set(label, now);
      }
    }),
  );
});

test("topics of one group find each other again", () => {
  const points = blobs({ groups: 6, each: 40 });
  const groups = groupsOf(points, 6);
  const parts = groups.map((group, i) => group * 4 + (Math.floor(i / 6) % 4));
  const merged = mergeToCount(points, { labels: parts, count: 24 }, 6);
  expect(adjustedRand(merged.labels, groups)).toBe(1);
});

test("each merge is the one that spreads the points least", () => {
  const points = blobs({ groups: 5, each: 8, spread: 0.8, seed: 4 });
  const labels = groupsOf(points, 5);
  const merged = mergeToCount(points, { labels, count: 5 }, 4);
  const spreads: number[] = [];
  for (let a = 0; a < 5; a++)
    for (let b = a + 1; b < 5; b++)
      spreads.push(
        spreadOf(
          points,
          labels.map((label) => (label === b ? a : label)),
        ),
      );
  expect(spreadOf(points, merged.labels)).toBeCloseTo(Math.min(...spreads), 4);
});

/** How far points are from the sum of their topic, all together. */
function spreadOf({ rows, cols, data }: Matrix, labels: Int32Array): number {
  const sums = new Map<number, Float64Array>();
  for (let i = 0; i < rows; i++) {
    const sum = sums.get(labels[i]!) ?? new Float64Array(cols);
    sums.set(labels[i]!, sum);
    for (let c = 0; c < cols; c++) sum[c]! += data[i * cols + c]!;
  }
  return rows - [...sums.values()].reduce((total, sum) => total + Math.hypot(...sum), 0);
}

test("hundreds of topics are merged to the number asked for", () => {
  const points = blobs({ groups: 600, each: 2, dimensions: 64 });
  expect(mergeToCount(points, { labels: groupsOf(points, 600), count: 600 }, 10).count).toBe(10);
});
