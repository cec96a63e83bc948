import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  adjustedMutualInformation,
  adjustedRand,
  InputError,
  normalizedMutualInformation,
  purity,
  Random,
} from "../../src/index.ts";

interface Reference {
  readonly a: number[];
  readonly b: number[];
  readonly ari: number;
  readonly ami: number;
  readonly nmi: number;
}

// Values of scikit-learn's adjusted_rand_score, adjusted_mutual_info_score and normalized_mutual_info_score.
const references: Reference[] = JSON.parse(
  readFileSync(new URL("../fixtures/agreement.json", import.meta.url), "utf8"),
);

test.each(references)("equals scikit-learn's values (%#)", ({ a, b, ari, ami, nmi }) => {
  expect(adjustedRand(a, b)).toBeCloseTo(ari, 10);
  expect(adjustedMutualInformation(a, b)).toBeCloseTo(ami, 8);
  expect(normalizedMutualInformation(a, b)).toBeCloseTo(nmi, 8);
});

describe.each([
  { name: "adjusted Rand", measure: adjustedRand },
  { name: "adjusted mutual information", measure: adjustedMutualInformation },
  { name: "normalized mutual information", measure: normalizedMutualInformation },
])("$name", ({ measure }) => {
  const pair = fc
    .integer({ min: 1, max: 40 })
    .chain((n) =>
      fc.tuple(
        ...[0, 1].map(() => fc.array(fc.integer({ min: -1, max: 4 }), { minLength: n, maxLength: n })),
      ),
    );

  test("is symmetric, at most 1, and does not care how labels are called", () => {
    fc.assert(
      fc.property(pair, ([a, b]) => {
        const value = measure(a, b);
        expect(value).toBeLessThanOrEqual(1 + 1e-9);
        expect(measure(b, a)).toBeCloseTo(value, 9);
        expect(
          measure(
            a.map((label) => 100 - 7 * label),
            b,
          ),
        ).toBeCloseTo(value, 9);
      }),
    );
  });

  test("of a grouping with itself is 1", () => {
    fc.assert(
      fc.property(pair, ([a]) => {
        expect(measure(a, a)).toBeCloseTo(1, 9);
      }),
    );
  });

  test("of groupings of different points is refused", () => {
    expect(() => measure([0, 1], [0])).toThrow(InputError);
  });
});

test("what is corrected for chance is about 0 for unrelated groupings", () => {
  const random = new Random(1);
  const a = Array.from({ length: 2000 }, () => random.integer(12));
  const b = Array.from({ length: 2000 }, () => random.integer(9));
  expect(Math.abs(adjustedRand(a, b))).toBeLessThan(0.01);
  expect(Math.abs(adjustedMutualInformation(a, b))).toBeLessThan(0.01);
});

test("purity is the share of points that belong to the most frequent truth of their label", () => {
  expect(purity([0, 0, 0, 1, 1, 1], [7, 7, 8, 8, 8, 8])).toBeCloseTo(5 / 6, 12);
  expect(purity([], [])).toBe(1);
});
