import fc from "fast-check";
import { expect, test } from "vitest";
import {
  freeName,
  groupsToMerge,
  type MergePart,
  mergeTopics,
  nameByHand,
} from "../../src/topics/merge-topics.ts";

const anyPart = fc
  .record({
    size: fc.integer({ min: 1, max: 1_000 }),
    documents: fc.integer({ min: 0, max: 1_000 }),
    angle: fc.double({ min: 0, max: 6, noNaN: true }),
    words: fc.uniqueArray(fc.constantFrom("ship", "harbour", "ship captain", "oven", "Ship", "flour"), {
      minLength: 1,
    }),
  })
  .map(
    ({ size, documents, angle, words }): MergePart => ({
      ...{ id: 0, name: "a topic", isNamedByHand: false, size, documents, parent: null },
      keywords: words.map((keyword, at) => ({ keyword, score: 1 / (at + 1) })),
      panel: [{ method: "ctfidf", keywords: [{ keyword: words[0]!, score: 1 }] }],
      centroid: Float32Array.of(Math.cos(angle), Math.sin(angle), 0.1),
    }),
  );
const anyParts = fc.array(anyPart, { minLength: 2, maxLength: 8 });
const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);

test("a merged topic holds what its parts hold, whatever their order", () => {
  fc.assert(
    fc.property(anyParts, (parts) => {
      const merged = mergeTopics(parts);
      expect(merged.size).toBe(sum(parts.map(({ size }) => size)));
      expect(merged.documents).toBe(sum(parts.map(({ documents }) => documents)));
      const reversed = mergeTopics(parts.toReversed());
      expect(reversed.keywords.map(({ keyword }) => keyword.toLowerCase())).toEqual(
        merged.keywords.map(({ keyword }) => keyword.toLowerCase()),
      );
      for (const [c, value] of merged.centroid.entries()) expect(reversed.centroid[c]).toBeCloseTo(value, 4);
    }),
  );
});

test("its keywords are its parts' own, none of them twice or a part of another, best first", () => {
  fc.assert(
    fc.property(anyParts, (parts) => {
      const { keywords, panel } = mergeTopics(parts);
      const known = new Set(parts.flatMap((part) => part.keywords.map(({ keyword }) => keyword)));
      expect(keywords.every(({ keyword }) => known.has(keyword))).toBe(true);
      const words = keywords.map(({ keyword }) => ` ${keyword.toLowerCase()} `);
      for (const [at, word] of words.entries())
        expect(words.some((other, place) => place !== at && other.includes(word))).toBe(false);
      const scores = keywords.map(({ score }) => score);
      expect(scores).toEqual(scores.toSorted((a, b) => b - a));
      expect(panel.map(({ method }) => method)).toEqual(["ctfidf"]);
    }),
  );
});

test("its centroid lies between its parts', nearer to the larger one", () => {
  const part = (size: number, ...centroid: number[]): MergePart => ({
    ...{ id: 0, name: "", isNamedByHand: false, size, documents: 0, parent: null, keywords: [], panel: [] },
    centroid: Float32Array.from(centroid),
  });
  expect([...mergeTopics([part(30, 1, 0), part(40, 0, 1)]).centroid]).toEqual([
    expect.closeTo(0.6),
    expect.closeTo(0.8),
  ]);
  expect([...mergeTopics([part(1, 1, 0), part(1, -1, 0)]).centroid]).toEqual([0, 0]);
});

test("demand 20: as many topics are left as wanted, and those that are merged are apart from the others", () => {
  fc.assert(
    fc.property(anyParts, fc.integer({ min: 1, max: 9 }), (parts, wanted) => {
      const groups = groupsToMerge(parts, wanted);
      const merged = groups.flat();
      expect(new Set(merged).size).toBe(merged.length);
      expect(parts.length - merged.length + groups.length).toBe(Math.min(wanted, parts.length));
      for (const group of groups) expect(group.length).toBeGreaterThan(1);
    }),
  );
});

test("a free name is none of those taken, whatever their case", () => {
  const keywords = ["ship", "harbour", "tide", "anchor"].map((keyword) => ({ keyword, score: 1 }));
  const first = freeName(keywords, []);
  const second = freeName(keywords, [first.toUpperCase()]);
  const third = freeName(keywords, [first, second]);
  const fourth = freeName(keywords, [first, second, third]);
  expect(new Set([first, second, third, fourth]).size).toBe(4);
  expect(second).toContain("anchor");
  expect(fourth).toMatch(/\(3\)$/);
  expect(freeName([], [])).not.toBe("");
});

test("of names given by hand that of the largest part stays", () => {
  const of = (name: string, size: number, isNamedByHand: boolean) =>
    ({ name, size, isNamedByHand }) as MergePart;
  expect(nameByHand([of("found", 9, false), of("small", 1, true), of("large", 5, true)])).toBe("large");
  expect(nameByHand([of("found", 9, false)])).toBeUndefined();
});
