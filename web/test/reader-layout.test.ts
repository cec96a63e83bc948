import fc from "fast-check";
import { expect, test } from "vitest";
import { type Block, layOutText } from "../src/views/reader-layout.ts";

const stretches = (blocks: readonly Block[]) =>
  blocks.flatMap((block) => (block.kind === "page" ? [] : block.stretches));
const textOf = (blocks: readonly Block[]) =>
  stretches(blocks)
    .map(({ text }) => text)
    .join("");
const markedIn = (blocks: readonly Block[]) =>
  stretches(blocks)
    .filter(({ marked }) => marked)
    .map(({ text }) => text)
    .join("");

const anyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.constantFrom("\n", "\n\n", " \n \n", "word ".repeat(1_500), "😀"),
    ),
  )
  .map((parts) => parts.join(""));

const anyDocument = anyText.chain((text) =>
  fc.record({
    text: fc.constant(text),
    pageStarts: fc.option(
      fc
        .uniqueArray(fc.nat({ max: text.length }))
        .map((starts) => [0, ...starts.filter(Boolean)].sort((a, b) => a - b)),
    ),
    headings: fc.array(
      fc.record({
        offset: fc.nat({ max: text.length }),
        level: fc.integer({ min: 1, max: 6 }),
        text: fc.constant(""),
      }),
    ),
    mark: fc
      .tuple(fc.nat({ max: text.length }), fc.nat({ max: text.length }))
      .map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) })),
  }),
);

test("the blocks put end to end give the text back", () => {
  fc.assert(
    fc.property(anyDocument, (document) => {
      expect(textOf(layOutText(document, document.mark))).toBe(document.text);
    }),
  );
});

test("exactly the passage is marked, wherever it begins and ends", () => {
  fc.assert(
    fc.property(anyDocument, ({ mark, ...document }) => {
      expect(markedIn(layOutText(document, mark))).toBe(document.text.slice(mark.start, mark.end));
    }),
  );
});

test("every page that begins in the text is numbered once, in order", () => {
  fc.assert(
    fc.property(anyDocument, (document) => {
      const pages = layOutText(document).flatMap((block) => (block.kind === "page" ? [block.page] : []));
      const wanted = (document.pageStarts ?? []).flatMap((start, at) =>
        start < document.text.length ? [at + 1] : [],
      );
      expect(pages).toEqual(wanted);
    }),
  );
});

test("blocks have keys of their own", () => {
  fc.assert(
    fc.property(anyDocument, (document) => {
      const keys = layOutText(document).map(({ key }) => key);
      expect(new Set(keys).size).toBe(keys.length);
    }),
  );
});

test("no block is too long to be drawn at once", () => {
  const blocks = layOutText({
    text: "no paragraph ends here ".repeat(5_000),
    pageStarts: null,
    headings: [],
  });
  expect(Math.max(...stretches(blocks).map(({ text }) => text.length))).toBeLessThanOrEqual(4_000);
});

test("a heading is a block of its own line", () => {
  const text = "Intro\n\nOn trade\nTrade grows.";
  const blocks = layOutText({
    text,
    pageStarts: null,
    headings: [{ offset: 7, level: 2, text: "On trade" }],
  });
  expect(
    blocks.map((block) => (block.kind === "page" ? "" : `${block.kind}: ${block.stretches[0]?.text.trim()}`)),
  ).toEqual(["paragraph: Intro", "heading: On trade", "paragraph: Trade grows."]);
});
