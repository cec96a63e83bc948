import fc from "fast-check";
import { expect, test } from "vitest";
import { countTerms, InputError, keywords, type TermCounts, TermIndex, WordStream } from "../../src/index.ts";

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
const words = ({ counts, labels }: Counted, count = 10) =>
  keywords(counts, { labels, count }).map((topic) => topic.map(({ text }) => text));

const harbour = [...times(6, "boat sail wind"), ...times(5, "crane cargo"), ...times(5, "customs duty")];
const other = times(16, "oven bread flour");

test("of terms that score alike those are chosen that occur together", () => {
  expect(words(counted([harbour, other]), 3)[0]!.toSorted()).toEqual(["boat", "sail", "wind"]);
});

test("terms more than ten words apart are not together", () => {
  const chosen = (gap: number) => {
    const between = (i: number) => Array.from({ length: gap }, (_, j) => `word${i}of${j}`).join(" ");
    const far = Array.from({ length: 6 }, (_, i) => `boat ${between(i)} sail`);
    const others = [...times(2, "boat"), ...times(1, "sail"), ...times(6, "crane cargo")];
    return words(counted([[...far, ...others], other]), 2)[0]!.toSorted();
  };
  expect(chosen(9)).toEqual(["boat", "sail"]);
  expect(chosen(12)).not.toEqual(["boat", "sail"]);
});

test("for any texts the first stays first, and each of the others is a candidate once", () => {
  const text = fc.array(fc.constantFrom("a1", "b2", "c3", "d4", "e5", "f6", "g7"), { maxLength: 8 });
  fc.assert(
    fc.property(
      fc.array(fc.array(text, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 1, max: 6 }),
      (topics, count) => {
        const { counts, labels } = counted(topics.map((texts) => texts.map((one) => one.join(" "))));
        const candidates = keywords(counts, { count: Math.ceil(3.2 * count), minimumCount: 1 });
        const chosen = keywords(counts, { count, minimumCount: 1, labels });
        for (const [topic, own] of chosen.entries()) {
          expect(own).toHaveLength(Math.min(count, candidates[topic]!.length));
          expect(own[0]).toEqual(candidates[topic]![0]);
          expect(new Set(own).size).toBe(own.length);
          expect(candidates[topic]).toEqual(expect.arrayContaining(own));
        }
      },
    ),
  );
});

test("labels that do not fit the counts are refused", () => {
  const { counts, labels } = counted([harbour, other]);
  expect(() => keywords(counts, { labels: labels.subarray(1) })).toThrow(InputError);
});
