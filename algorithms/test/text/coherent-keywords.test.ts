import fc from "fast-check";
import { expect, test } from "vitest";
import {
  coherentKeywords,
  countTerms,
  InputError,
  keywords,
  type TermCounts,
  TermIndex,
  WordStream,
} from "../../src/index.ts";

interface Counted {
  readonly counts: TermCounts;
  readonly labels: Int32Array;
}

function counted(topics: readonly (readonly string[])[]): Counted {
  const stream = new WordStream();
  for (const text of topics.flat()) stream.add(text);
  const labels = Int32Array.from(topics.flatMap((texts, topic) => texts.map(() => topic)));
  return { counts: countTerms(new TermIndex(stream, { longest: 1 }), labels, topics.length), labels };
}

const times = (count: number, text: string) => Array.from({ length: count }, () => text);
const words = ({ counts, labels }: Counted, options = {}) => {
  const candidates = keywords(counts, { count: 32 });
  return coherentKeywords(counts, labels, candidates, options).map((topic) => topic.map(({ text }) => text));
};

const harbour = [...times(6, "boat sail wind"), ...times(5, "crane cargo"), ...times(5, "customs duty")];
const other = times(16, "oven bread flour");

test("of terms that score alike those are chosen that occur together", () => {
  expect(words(counted([harbour, other]), { count: 3 })[0]!.toSorted()).toEqual(["boat", "sail", "wind"]);
});

test("terms further apart than the reach are not together", () => {
  const between = (i: number) => Array.from({ length: 12 }, (_, j) => `word${i}of${j}`).join(" ");
  const far = Array.from({ length: 6 }, (_, i) => `boat ${between(i)} sail`);
  const world = counted([
    [...far, ...times(6, "boat"), ...times(5, "sail"), ...times(6, "crane cargo")],
    other,
  ]);
  const chosen = (reach: number) => words(world, { count: 2, reach, weight: 8 })[0]!.toSorted();
  expect(chosen(20)).toEqual(["boat", "sail"]);
  expect(chosen(4)).not.toEqual(["boat", "sail"]);
});

test("without weight they are the best by score", () => {
  const world = counted([harbour, other]);
  expect(words(world, { weight: 0, count: 4 })).toEqual(
    keywords(world.counts, { count: 4 }).map((topic) => topic.map(({ text }) => text)),
  );
});

test("for any texts the first stays first, and each of the others is a candidate once", () => {
  const text = fc.array(fc.constantFrom("a1", "b2", "c3", "d4", "e5", "f6", "g7"), { maxLength: 8 });
  fc.assert(
    fc.property(
      fc.array(fc.array(text, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 1, max: 6 }),
      (topics, count) => {
        const { counts, labels } = counted(topics.map((texts) => texts.map((one) => one.join(" "))));
        const candidates = keywords(counts, { count: 32, minimumCount: 1 });
        for (const [topic, chosen] of coherentKeywords(counts, labels, candidates, { count }).entries()) {
          expect(chosen).toHaveLength(Math.min(count, candidates[topic]!.length));
          expect(chosen[0]).toEqual(candidates[topic]![0]);
          expect(new Set(chosen).size).toBe(chosen.length);
          expect(candidates[topic]).toEqual(expect.arrayContaining(chosen));
        }
      },
    ),
  );
});

test("labels or candidates that do not fit the counts are refused", () => {
  const { counts, labels } = counted([harbour, other]);
  expect(() => coherentKeywords(counts, labels.subarray(1), [[], []])).toThrow(InputError);
  expect(() => coherentKeywords(counts, labels, [[]])).toThrow(InputError);
});
