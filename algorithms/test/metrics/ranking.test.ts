import fc from "fast-check";
import { expect, test } from "vitest";
import { catalogueCoverage, isHit, listDiversity, matrix, normalizedGain } from "../../src/index.ts";

test("the gain is 1 when all that is wanted comes first, and falls with the rank of what is wanted", () => {
  expect(normalizedGain([3, 1, 2], new Set([1, 3]))).toBeCloseTo(1);
  expect(normalizedGain([2, 3], new Set([3]))).toBeCloseTo(1 / Math.log2(3));
  expect(normalizedGain([2, 3], new Set([3]), { k: 1 })).toBe(0);
  expect(normalizedGain([2], new Set())).toBe(0);
});

test("there is a gain exactly where there is a hit, and no gain above 1", () => {
  const anyList = fc.uniqueArray(fc.integer({ min: 0, max: 20 }));
  fc.assert(
    fc.property(anyList, anyList, fc.integer({ min: 1, max: 12 }), (list, items, k) => {
      const wanted = new Set(items);
      const gain = normalizedGain(list, wanted, { k });
      expect(gain > 0).toBe(isHit(list, wanted, { k }));
      expect(gain).toBeLessThanOrEqual(1 + 1e-12);
    }),
  );
});

test("coverage counts items once, diversity is the mean distance of pairs", () => {
  expect(catalogueCoverage([[0, 1], [1]], 4)).toBe(0.5);
  expect(catalogueCoverage([], 0)).toBe(0);
  const points = matrix(3, 2, Float32Array.of(1, 0, 1, 0, 0, 1));
  expect(listDiversity(points, [0, 1, 2])).toBeCloseTo(2 / 3);
  expect(listDiversity(points, [0])).toBe(0);
});
