import fc from "fast-check";
import { expect, test } from "vitest";
import { Bm25 } from "../../src/text/bm25.ts";
import { SegmentBuilder } from "../../src/text/inverted-index.ts";

const anyTexts = fc.array(fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 10 }), {
  minLength: 1,
  maxLength: 20,
});

function indexOf(texts: readonly (readonly string[])[], cut = texts.length, rows = texts.map((_, i) => i)) {
  const pieces = [texts.slice(0, cut), texts.slice(cut)].map((part, second) => {
    const builder = new SegmentBuilder();
    for (const [i, text] of part.entries()) builder.add(second * cut + i, text);
    const segment = builder.finish();
    return { segment, rows: Int32Array.from(segment.ids, (id) => rows[id]!) };
  });
  return new Bm25(pieces, rows.filter((row) => row >= 0).length, { k1: 1.2, b: 0.4 });
}

function scoresOf(index: Bm25, terms: readonly string[]): Float32Array {
  const scores = new Float32Array(index.rows);
  index.addScores(terms, scores);
  return scores;
}

test("a text gets for each term the weight that the formula gives it", () => {
  fc.assert(
    fc.property(anyTexts, (texts) => {
      const average = Math.max(1, texts.flat().length / texts.length);
      const scores = scoresOf(indexOf(texts), ["a", "c"]);
      for (const [row, text] of texts.entries()) {
        let wanted = 0;
        for (const term of ["a", "c"] as const) {
          const holding = texts.filter((other) => other.includes(term)).length;
          const count = text.filter((other) => other === term).length;
          const norm = 1.2 * (0.6 + (0.4 * text.length) / average);
          wanted += (Math.log(1 + (texts.length - holding + 0.5) / (holding + 0.5)) * count) / (count + norm);
        }
        expect(scores[row]).toBeCloseTo(wanted, 4);
      }
    }),
  );
});

test("how an index is cut into segments makes no difference", () => {
  fc.assert(
    fc.property(anyTexts, fc.nat(20), (texts, at) => {
      const cut = Math.min(at, texts.length);
      expect(scoresOf(indexOf(texts, cut), ["a", "b"])).toEqual(scoresOf(indexOf(texts), ["a", "b"]));
    }),
  );
});

test("a text without a row is not found", () => {
  const index = indexOf([["a"], ["a", "b"]], 2, [-1, 0]);
  expect(scoresOf(index, ["a"])).toHaveLength(1);
  expect(scoresOf(index, ["a"])[0]).toBeGreaterThan(0);
  const mark = new Uint8Array(1);
  index.markHolding("b", mark);
  expect(mark[0]).toBe(1);
});

test("a text that is no row gets what it would get as one", () => {
  fc.assert(
    fc.property(anyTexts, fc.nat(19), (texts, at) => {
      const row = at % texts.length;
      const index = indexOf(texts);
      const alone = index.scoreOf(["", ...texts[row]!], ["a", "c", "a"]);
      expect(alone).toBeCloseTo(scoresOf(index, ["a", "c"])[row]!, 4);
    }),
  );
});
