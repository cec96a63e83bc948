import fc from "fast-check";
import { expect, test } from "vitest";
import { InputError } from "../../src/index.ts";
import { type SpanWindow, topicSpans } from "../../src/model/topic-spans.ts";

const windows = (topics: readonly (readonly [topic: number, share: number][])[]): SpanWindow[] =>
  topics.map((shares, at) => ({
    start: at * 10,
    end: at * 10 + 10,
    shares: shares.map(([topic, share]) => ({ topic, share })),
  }));

test("demand 14: passages about one topic are one span, and a span says how sure it is", () => {
  const text = windows([[[1, 0.9]], [[1, 0.7]], [[2, 0.8]], [[2, 1]], [[2, 0.9]]]);
  expect(topicSpans(text)).toEqual([
    { start: 0, end: 20, topic: 1, strength: expect.closeTo(0.8, 9) },
    { start: 20, end: 50, topic: 2, strength: expect.closeTo(0.9, 9) },
  ]);
});

test("demand 14: a lonely doubtful passage does not cut a span in two, a clear one does", () => {
  const around = [[1, 0.9]] as [number, number][];
  expect(
    topicSpans(
      windows([
        around,
        around,
        [
          [2, 0.6],
          [1, 0.3],
        ],
        around,
      ]),
    ).map(({ topic }) => topic),
  ).toEqual([1]);
  expect(topicSpans(windows([around, around, [[2, 1]], [[2, 1]], around])).map(({ topic }) => topic)).toEqual(
    [1, 2, 1],
  );
});

test("demand 14: a passage in no topic is a span in none", () => {
  const spans = topicSpans(windows([[[1, 0.9]], [], [], [], [], [], [], [], [], [], [], [], [], [[1, 0.9]]]));
  expect(spans.map(({ topic }) => topic)).toEqual([1, -1, 1]);
  expect(spans[1].strength).toBe(0);
  expect(topicSpans([])).toEqual([]);
});

const anyWindows = fc
  .array(
    fc.record({
      length: fc.integer({ min: 1, max: 50 }),
      shares: fc.uniqueArray(
        fc.record({
          topic: fc.integer({ min: 0, max: 4 }),
          share: fc.double({ min: 0, max: 1, noNaN: true }),
        }),
        {
          selector: ({ topic }) => topic,
          maxLength: 4,
        },
      ),
    }),
    { maxLength: 12 },
  )
  .map((parts) => {
    let end = 0;
    return parts.map(({ length, shares }): SpanWindow => {
      const start = end;
      end += length;
      return { start, end, shares };
    });
  });

test("spans tile what the windows tile, neighboring ones differ, strengths lie between 0 and 1", () => {
  fc.assert(
    fc.property(anyWindows, (given) => {
      const spans = topicSpans(given);
      expect(spans.at(0)?.start).toBe(given.at(0)?.start);
      expect(spans.at(-1)?.end).toBe(given.at(-1)?.end);
      for (const [at, span] of spans.entries()) {
        expect(span.strength).toBeGreaterThanOrEqual(0);
        expect(span.strength).toBeLessThanOrEqual(1);
        if (at === 0) continue;
        expect(span.start).toBe(spans[at - 1].end);
        expect(span.topic).not.toBe(spans[at - 1].topic);
      }
    }),
  );
});

test("no other sequence of topics is worth more", () => {
  const worth = (given: readonly SpanWindow[], topics: readonly number[]) =>
    topics.reduce((sum, topic, at) => {
      const share = given[at].shares.find((one) => one.topic === topic)?.share ?? 0;
      return sum + (topic < 0 ? 0.1 : share) - (at > 0 && topics[at - 1] !== topic ? 0.5 : 0);
    }, 0);
  const sequences = (length: number): number[][] =>
    length === 0
      ? [[]]
      : sequences(length - 1).flatMap((rest) => [-1, 0, 1, 2].map((topic) => [...rest, topic]));
  const few = anyWindows.map((all) =>
    all.slice(0, 5).map((one) => ({ ...one, shares: one.shares.filter(({ topic }) => topic < 3) })),
  );
  fc.assert(
    fc.property(few, (given) => {
      const spans = topicSpans(given);
      const chosen = given.map(
        ({ start }) => spans.find((span) => span.start <= start && start < span.end)!.topic,
      );
      const most = Math.max(...sequences(given.length).map((topics) => worth(given, topics)));
      expect(worth(given, chosen)).toBeCloseTo(most, 9);
    }),
    { numRuns: 50 },
  );
});

test("windows that leave a gap are refused", () => {
  const gap = [
    { start: 0, end: 5, shares: [] },
    { start: 6, end: 9, shares: [] },
  ];
  expect(() => topicSpans(gap)).toThrow(InputError);
});
