import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type IndexSegment,
  mergeSegments,
  SegmentBuilder,
  termPlace,
} from "../../src/text/inverted-index.ts";

const anyTexts = fc.array(fc.array(fc.constantFrom("a", "b", "cat", "dög", "z", ""), { maxLength: 12 }), {
  maxLength: 20,
});

function built(texts: readonly (readonly string[])[], ids = texts.map((_, i) => i)): IndexSegment {
  const builder = new SegmentBuilder();
  for (const [i, text] of texts.entries()) builder.add(ids[i]!, text);
  return builder.finish();
}

/** How often each term stands in each text, by its id. */
function contents({ ids, terms, starts, texts, counts }: IndexSegment): Record<string, [number, number][]> {
  return Object.fromEntries(
    terms.map((term, place) => [
      term,
      Array.from({ length: starts[place + 1] - starts[place] }, (_, p) => starts[place] + p).map(
        (p): [number, number] => [ids[texts[p]], counts[p]],
      ),
    ]),
  );
}

test("a segment holds each term of each text, as often as it stands there", () => {
  fc.assert(
    fc.property(anyTexts, (texts) => {
      const segment = built(texts);
      const terms = [...new Set(texts.flat())].filter((term) => term !== "").sort();
      expect(segment.terms).toEqual(terms);
      expect(Array.from(segment.lengths)).toEqual(
        texts.map((text) => text.filter((term) => term !== "").length),
      );
      for (const [place, term] of terms.entries()) {
        expect(termPlace(segment, term)).toBe(place);
        const wanted = texts.flatMap((text, id) => {
          const count = text.filter((other) => other === term).length;
          return count === 0 ? [] : [[id, count]];
        });
        expect(contents(segment)[term]).toEqual(wanted);
      }
      expect(termPlace(segment, "no such term")).toBe(-1);
    }),
  );
});

test("segments merged are the segment of all their texts but those that are to go", () => {
  fc.assert(
    fc.property(
      anyTexts,
      fc.array(fc.nat(2), { minLength: 20, maxLength: 20 }),
      fc.nat(4),
      (texts, split, gone) => {
        const ids = texts.map((_, i) => i);
        const parts = [0, 1, 2].map((part) => {
          const own = ids.filter((id) => split[id] === part);
          return built(
            own.map((id) => texts[id]!),
            own,
          );
        });
        const kept = ids.filter((id) => id % 5 !== gone);
        const wanted = built(
          kept.map((id) => texts[id]!),
          kept,
        );
        expect(mergeSegments(parts, (id) => id % 5 !== gone)).toEqual(wanted);
      },
    ),
  );
});

test("ids must ascend", () => {
  const builder = new SegmentBuilder();
  builder.add(2, ["a"]);
  expect(() => builder.add(2, ["b"])).toThrow("out of order");
});
