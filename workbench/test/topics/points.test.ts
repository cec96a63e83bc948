import fc from "fast-check";
import { expect, test } from "vitest";
import { pointsOf, spread } from "../../src/topics/points.ts";

const texts = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 30 });
const rowsOf = (names: readonly string[]) =>
  names.map((name, i) => ({ id: i + 10, document: i >> 1, textHash: Buffer.from(name.repeat(32)) }));

test("chunks of the same text are one point, and each point's first chunk holds its text", () => {
  fc.assert(
    fc.property(texts, (names) => {
      const { chunks, documents, points, firsts } = pointsOf(rowsOf(names));
      expect(chunks).toEqual(names.map((_, i) => i + 10));
      expect(documents).toEqual(names.map((_, i) => i >> 1));
      expect(firsts).toHaveLength(new Set(names).size);
      for (const [i, name] of names.entries()) {
        expect(names[firsts[points[i]!]!]).toBe(name);
        expect(firsts[points[i]!]).toBe(names.indexOf(name));
      }
      expect(firsts).toEqual(firsts.toSorted((a, b) => a - b));
    }),
  );
});

test("what is known of a point is spread to all of its chunks", () => {
  const { points } = pointsOf(rowsOf(["a", "b", "a", "c", "b"]));
  expect([...spread(Int32Array.of(7, -1, 9), points)]).toEqual([7, -1, 7, 9, -1]);
  expect([...spread(Float32Array.of(0.5, 0.25, 1), points)]).toEqual([0.5, 0.25, 0.5, 1, 0.25]);
});
