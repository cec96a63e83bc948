import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ChunkOptions, chunk } from "../../src/corpus/chunk.ts";
import { estimateTokens } from "../../src/corpus/estimate-tokens.ts";
import type { ChunkSpan } from "../../src/model.ts";

const speech = readFileSync(
  new URL("../../../examples/sotu/1909-1-william-howard-taft.txt", import.meta.url),
  "utf8",
);
const isPairSplit = (text: string, at: number) =>
  at > 0 && /[\ud800-\udbff]/.test(text[at - 1] ?? "") && /[\udc00-\udfff]/.test(text[at] ?? "");

const fragment = fc.oneof(
  fc.constantFrom("\n\n", "\n", " ", ". ", "! ", "。", "# ", "\t", "\r\n", "e.g. ", "Dr. ", "\u00a0", "…"),
  fc.lorem({ maxCount: 12 }),
  fc.lorem({ maxCount: 3, mode: "sentences" }),
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.string({ unit: "grapheme", maxLength: 20 }),
  fc.constantFrom(
    "漢字仮名交じり文です",
    "👩‍👩‍👧‍👦🎉".repeat(9),
    "x".repeat(700),
    "\ud800",
    "สวัสดีชาวโลก".repeat(20),
  ),
);
const anyText = fc.array(fragment, { maxLength: 60 }).map((parts) => parts.join(""));
const anyOptions = fc.record({
  tokens: fc.integer({ min: 10, max: 200 }),
  overlap: fc.integer({ min: 0, max: 40 }),
});

const contents = (text: string, spans: readonly ChunkSpan[]) =>
  spans.map((span) => text.slice(span.start, span.end));

describe("for any text", () => {
  test("the chunks without their overlaps, put end to end, give the text back", () => {
    fc.assert(
      fc.property(anyText, anyOptions, (text, options) => {
        const spans = chunk(text, options);
        expect(spans.map((span) => text.slice(span.ownStart, span.end)).join("")).toBe(text);
        for (const span of spans) {
          expect(span.ownStart).toBeLessThan(span.end);
          expect(span.start).toBeLessThanOrEqual(span.ownStart);
        }
      }),
    );
  });

  test("no cut falls inside a surrogate pair", () => {
    fc.assert(
      fc.property(anyText, anyOptions, (text, options) => {
        for (const { start, end } of chunk(text, options)) {
          expect(isPairSplit(text, start) || isPairSplit(text, end)).toBe(false);
        }
      }),
    );
  });

  test("no chunk is larger than its size and a fifth, and only the last one smaller than seven tenths of it", () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 100, max: 300 }), (text, tokens) => {
        const spans = chunk(text, { tokens, overlap: Math.floor(tokens / 7) });
        for (const [i, span] of spans.entries()) {
          expect(span.tokens).toBeLessThanOrEqual(tokens * 1.2);
          if (i + 1 < spans.length) expect(span.tokens).toBeGreaterThanOrEqual(tokens * 0.7);
        }
      }),
    );
  });

  test("each letter's tokens are counted once", () => {
    fc.assert(
      fc.property(anyText, anyOptions, (text, options) => {
        let counted = "";
        chunk(text, {
          ...options,
          countTokens: (piece) => {
            counted += piece;
            return estimateTokens(piece);
          },
        });
        expect(counted).toBe(text);
      }),
    );
  });
});

describe("a long speech", () => {
  const spans = chunk(speech);
  const inner = spans.slice(0, -1);

  test("is cut into chunks of 800 to 1,200 tokens that end where a paragraph or a sentence ends", () => {
    expect(inner.length).toBeGreaterThan(10);
    for (const { tokens, end } of inner) {
      expect(tokens).toBeGreaterThanOrEqual(800);
      expect(tokens).toBeLessThanOrEqual(1_200);
      expect(speech.slice(0, end)).toMatch(/[.:;!?"”)\]]\s+$|\n\s*$/);
    }
  });

  test("repeats 100 to 200 tokens of the chunk before, from the start of a sentence", () => {
    for (const { start, ownStart } of spans.slice(1)) {
      const overlap = estimateTokens(speech.slice(start, ownStart));
      expect(overlap).toBeGreaterThanOrEqual(95);
      expect(overlap).toBeLessThanOrEqual(205);
    }
    const atSentence = spans
      .slice(1)
      .filter(({ start }) => /[.:;!?"”)\]]\s+$|\n\s*$/.test(speech.slice(0, start)));
    expect(atSentence.length / (spans.length - 1)).toBeGreaterThan(0.9);
  });

  test("counts the tokens of a chunk as its text has them", () => {
    for (const { start, end, tokens } of spans) expect(tokens).toBe(estimateTokens(speech.slice(start, end)));
  });

  test("overlaps nothing when no overlap is wanted", () => {
    for (const span of chunk(speech, { overlap: 0 })) expect(span.start).toBe(span.ownStart);
  });
});

describe("a short text", () => {
  test("stays whole up to a fifth more than the size", () => {
    const text = "word ".repeat(1_190);
    expect(chunk(text)).toEqual([
      { start: 0, ownStart: 0, end: text.length, tokens: 1_190, headingPath: [] },
    ]);
  });
  test("gives no chunk when it is empty, and one without tokens when it is blank", () => {
    expect(chunk("")).toEqual([]);
    expect(chunk(" \n ")).toMatchObject([{ ownStart: 0, end: 3, tokens: 0 }]);
  });
});

describe("a text with headings and pages", () => {
  const section = (title: string, sentences: number) =>
    `${title}\n\n${`${title} holds six more words here. `.repeat(sentences)}\n\n`;
  const parts = [section("One", 30), section("Sub", 10), section("Two", 30)];
  const text = parts.join("");
  const headings = [
    { offset: 0, level: 1, text: "One" },
    { offset: parts[0]!.length, level: 2, text: "Sub" },
    { offset: parts[0]!.length + parts[1]!.length, level: 1, text: "Two" },
  ];
  const options: ChunkOptions = { tokens: 240, overlap: 30, headings };

  test("is cut at the highest heading within reach rather than at a paragraph or sentence", () => {
    expect(chunk(text, options).map((span) => span.ownStart)).toEqual([0, headings[2]!.offset]);
  });
  test("has chunks that know the headings above them", () => {
    const spans = chunk(text, { ...options, tokens: 60, overlap: 8 });
    const paths = new Set(spans.map((span) => span.headingPath.join(" > ")));
    expect(paths).toEqual(new Set(["One", "One > Sub", "Two"]));
  });
  test("has chunks that know their pages, the overlap's included", () => {
    const pages = [0, 500, 1_000, 1_500];
    for (const { start, end, pages: range } of chunk(text, { ...options, tokens: 60, overlap: 8, pages })) {
      const page = (offset: number) => pages.filter((from) => from <= offset).length;
      expect(range).toEqual([page(start), page(end - 1)]);
    }
  });
});

test("a word without end is cut, even when the tokenizer calls it one token", () => {
  const blob = "QUJD".repeat(50_000);
  const spans = chunk(blob, { countTokens: () => 1 });
  expect(spans.length).toBeGreaterThan(5);
  expect(Math.max(...contents(blob, spans).map((content) => content.length))).toBeLessThan(20_000);
});

test("a megabyte is cut up to its end, whatever it is made of", () => {
  const texts = [
    speech.repeat(Math.ceil(1_000_000 / speech.length)),
    "x".repeat(1_000_000),
    "漢字仮名交じり文です。".repeat(90_000),
    "漢".repeat(1_000_000),
    " \n".repeat(500_000),
    "a ".repeat(500_000),
    "\n\n".repeat(500_000),
    "(((".repeat(333_333),
  ];
  for (const text of texts) {
    expect(chunk(text).at(-1)?.end, `${text.slice(0, 9)}…`).toBe(text.length);
  }
});
