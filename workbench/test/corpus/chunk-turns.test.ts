import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chunkTurns } from "../../src/corpus/chunk-turns.ts";
import { writeConversation } from "../../src/corpus/conversation.ts";

const anySaid = fc.array(
  fc.record({
    speaker: fc.constantFrom("user", "assistant", undefined),
    text: fc.oneof(
      fc.lorem({ maxCount: 40 }),
      fc.lorem({ mode: "sentences", maxCount: 12 }),
      fc.string({ maxLength: 30 }),
    ),
  }),
  { maxLength: 25 },
);
const anyOptions = fc.record({
  tokens: fc.integer({ min: 10, max: 120 }),
  overlap: fc.integer({ min: 0, max: 30 }),
});
const countTokens = (text: string) => text.split(/\s+/).filter((word) => word !== "").length;

describe("the chunks of any conversation", () => {
  test("without their overlaps, put end to end, give the text back", () => {
    fc.assert(
      fc.property(anySaid, anyOptions, (said, options) => {
        const { text, turns } = writeConversation(said);
        const spans = chunkTurns(text, turns, { ...options, countTokens });
        expect(spans.map(({ ownStart, end }) => text.slice(ownStart, end)).join("")).toBe(text);
        for (const { start, ownStart } of spans) expect(start).toBeLessThanOrEqual(ownStart);
      }),
    );
  });

  test("cut no turn that would have room in one of them, and are not larger than they may be", () => {
    fc.assert(
      fc.property(anySaid, anyOptions, (said, options) => {
        const { text, turns } = writeConversation(said);
        const most = options.tokens * 1.2;
        const starts = new Set([0, ...turns.slice(1).map(({ start }) => start), text.length]);
        const isLong = (at: number) => {
          const turn = turns.findLast(({ start }) => start <= at);
          const next = turns.find(({ start }) => start > at)?.start ?? text.length;
          return countTokens(text.slice(turn?.start, next)) > most;
        };
        for (const { start, end, tokens } of chunkTurns(text, turns, { ...options, countTokens })) {
          expect(starts.has(start) || isLong(start)).toBe(true);
          expect(starts.has(end) || isLong(end - 1)).toBe(true);
          expect(tokens <= most || isLong(start)).toBe(true);
        }
      }),
    );
  });
});

test("turns go into a chunk as far as there is room, and short ones are repeated", () => {
  const said = Array.from({ length: 8 }, (_, i) => ({
    speaker: i % 2 ? "assistant" : "user",
    text: "one two three four",
  }));
  const { text, turns } = writeConversation(said);
  const spans = chunkTurns(text, turns, { tokens: 20, overlap: 5, countTokens });
  expect(spans.map(({ tokens }) => tokens)).toEqual([20, 20, 10]);
  expect(text.slice(spans[1]?.start, spans[1]?.ownStart)).toBe("assistant: one two three four\n\n");
});
