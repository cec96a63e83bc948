import fc from "fast-check";
import { expect, test } from "vitest";
import { InputError, matchLabels } from "../src/index.ts";

const grouping = (labels: readonly number[], count: number) => ({ labels: Int32Array.from(labels), count });

test("a topic is matched with what it became: the same, two parts, or one with another", () => {
  const before = grouping([0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 4, -1, -1], 5);
  const after = grouping([0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 3, 3, -1, -1, 4, 4], 5);
  expect(matchLabels(before, after)).toEqual([
    { before: [0], after: [0], shared: 4 },
    { before: [1], after: [1, 2], shared: 4 },
    { before: [2, 3], after: [3], shared: 4 },
    { before: [4], after: [], shared: 0 },
    { before: [], after: [4], shared: 0 },
  ]);
});

test("every topic is in just one match, whatever the groupings, and no point counts twice", () => {
  const labels = fc.array(fc.integer({ min: -1, max: 4 }), { minLength: 20, maxLength: 20 });
  fc.assert(
    fc.property(labels, labels, (a, b) => {
      const matches = matchLabels(grouping(a, 5), grouping(b, 5));
      expect(matches.flatMap((match) => match.before).toSorted()).toEqual([0, 1, 2, 3, 4]);
      expect(matches.flatMap((match) => match.after).toSorted()).toEqual([0, 1, 2, 3, 4]);
      const inBoth = a.filter((label, i) => label >= 0 && b[i]! >= 0).length;
      expect(matches.reduce((sum, match) => sum + match.shared, 0)).toBeLessThanOrEqual(inBoth);
    }),
  );
});

test("groupings of different points do not compare", () => {
  expect(() => matchLabels(grouping([0], 1), grouping([0, 0], 1))).toThrow(InputError);
});
