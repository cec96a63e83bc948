import { SegmentBuilder } from "@toposcope/algorithms";
import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeSegment, encodeSegment } from "../../src/answers/segment-bytes.ts";
import { segmentsToMerge } from "../../src/answers/segments-to-merge.ts";

test("a segment comes back from its bytes as it was", () => {
  const anyWord = fc.stringMatching(/^[a-zäß日]{1,6}$/);
  fc.assert(
    fc.property(fc.array(fc.array(anyWord, { maxLength: 8 }), { maxLength: 15 }), (texts) => {
      const builder = new SegmentBuilder();
      for (const [id, text] of texts.entries()) builder.add(id * 3, text);
      const segment = builder.finish();
      expect(decodeSegment(Buffer.from(encodeSegment(segment)))).toEqual(segment);
    }),
  );
});

test("bytes of another format are no segment", () => {
  expect(decodeSegment(Buffer.alloc(64))).toBeUndefined();
});

test("however segments come, there are few, and each text is merged a few times only", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 200 }), (added) => {
      let sizes: number[] = [];
      let written = 0;
      let total = 0;
      for (const size of added) {
        sizes.push(size);
        total += size;
        const merged = new Set(segmentsToMerge(sizes));
        if (merged.size === 0) continue;
        const together = sizes.filter((_, place) => merged.has(place)).reduce((sum, one) => sum + one, 0);
        written += together;
        sizes = [...sizes.filter((_, place) => !merged.has(place)), together];
      }
      expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(total);
      const doublings = Math.log2(total + 1) + 1;
      expect(sizes.length).toBeLessThanOrEqual(doublings);
      expect(written).toBeLessThanOrEqual(2 * doublings * total);
    }),
  );
});
