import fc from "fast-check";
import { expect, test } from "vitest";
import { labelSizes, membersByLabel, orderBySize } from "../src/index.ts";

const anyLabels = fc.array(fc.integer({ min: -1, max: 6 })).map((labels) => Int32Array.from(labels));

test("labels are renamed by decreasing size, equal sizes by the first member", () => {
  const { labels, count } = orderBySize(Int32Array.of(9, 4, -1, 4, 7, 9, 9));
  expect([...labels]).toEqual([0, 1, -1, 1, 2, 0, 0]);
  expect(count).toBe(3);
});

test("renaming keeps together what was together", () => {
  fc.assert(
    fc.property(anyLabels, (before) => {
      const { labels, count } = orderBySize(before);
      const sizes = labelSizes(labels, count);
      for (let label = 1; label < count; label++) expect(sizes[label]).toBeLessThanOrEqual(sizes[label - 1]);
      for (let i = 0; i < labels.length; i++) {
        expect(labels[i] < 0).toBe(before[i] < 0);
        for (let j = 0; j < i; j++)
          expect(labels[i] === labels[j]).toBe(before[i] < 0 ? labels[j] < 0 : before[i] === before[j]);
      }
    }),
  );
});

test("every labelled point is a member of its label once", () => {
  fc.assert(
    fc.property(anyLabels, (labels) => {
      const { starts, members } = membersByLabel(labels, 7);
      for (let label = 0; label < 7; label++) {
        const expected = [...labels.keys()].filter((i) => labels[i] === label);
        expect([...members.subarray(starts[label], starts[label + 1])]).toEqual(expected);
      }
    }),
  );
});
