import fc from "fast-check";
import { expect, test } from "vitest";
import { batchesOfEqualLength, slices, windowsOf } from "../../src/embedding/batch.ts";

const tokenCounts = fc.array(fc.nat({ max: 3_000 }), { maxLength: 30 });
const windowTokens = fc.integer({ min: 1, max: 254 });

test("the windows of a text put end to end cover it once, and none is longer than the model's", () => {
  fc.assert(
    fc.property(tokenCounts, windowTokens, (counts, most) => {
      const windows = windowsOf(counts, most);
      for (const [text, tokens] of counts.entries()) {
        const own = windows.filter((window) => window.text === text);
        let next = 0;
        for (const { start, tokens: length } of own) {
          expect(start).toBe(next);
          expect(length).toBeGreaterThan(0);
          expect(length).toBeLessThanOrEqual(most);
          next += length;
        }
        expect(next).toBe(tokens);
      }
    }),
  );
});

test("the windows of a text differ by one token at most", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000 }), windowTokens, (tokens, most) => {
      const lengths = windowsOf([tokens], most).map((window) => window.tokens);
      expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(1);
    }),
  );
});

test("a batch holds windows of one length, within its tokens, and every window is in one batch", () => {
  fc.assert(
    fc.property(
      tokenCounts,
      windowTokens,
      fc.integer({ min: 1, max: 1_000 }),
      (counts, most, batchTokens) => {
        const windows = windowsOf(counts, most);
        const batches = batchesOfEqualLength(windows, batchTokens);
        for (const batch of batches) {
          expect(new Set(batch.map(({ tokens }) => tokens)).size).toBe(1);
          const total = batch.reduce((sum, { tokens }) => sum + tokens, 0);
          expect(batch.length === 1 || total <= batchTokens).toBe(true);
        }
        expect(new Set(batches.flat())).toEqual(new Set(windows));
        expect(batches.flat().length).toBe(windows.length);
      },
    ),
  );
});

test("slices put end to end give the list back", () => {
  fc.assert(
    fc.property(fc.array(fc.nat()), fc.integer({ min: 1, max: 10 }), (items, size) => {
      const cut = slices(items, size);
      expect(cut.flat()).toEqual(items);
      expect(cut.every(({ length }) => length > 0 && length <= size)).toBe(true);
    }),
  );
});
