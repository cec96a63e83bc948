import { expect, test } from "vitest";
import { compareTopics, type TopicMembers } from "../../src/topics/compare.ts";

const topic = (id: number, first: number, last: number): TopicMembers => ({
  id,
  name: `topic ${id}`,
  chunks: Uint32Array.from({ length: last - first + 1 }, (_, i) => first + i),
});

test("analyses with the same topics are the same throughout", () => {
  const topics = [topic(0, 1, 10), topic(1, 11, 15)];
  const { ari, moved, chunks, passages } = compareTopics(topics, topics);
  expect({ ari, moved, chunks }).toEqual({ ari: 1, moved: 0, chunks: 15 });
  expect(passages.map(({ change }) => change)).toEqual(["same", "same"]);
});

test("topics that grow, shrink, split, merge, come and go are told apart", () => {
  const before = [topic(0, 1, 10), topic(1, 11, 30), topic(2, 31, 40), topic(3, 41, 50), topic(4, 51, 60)];
  const after = [topic(7, 1, 16), topic(8, 21, 30), topic(9, 31, 35), topic(10, 36, 40), topic(11, 41, 60)];
  const { passages, moved } = compareTopics(before, after);
  const told = passages.map(({ change, before: from, after: to }) => [
    change,
    from.map(({ id }) => id),
    to.map(({ id }) => id),
  ]);
  expect(told).toEqual(
    expect.arrayContaining([
      ["merged", [3, 4], [11]],
      ["split", [2], [9, 10]],
    ]),
  );
  expect(told.find(([, from]) => (from as number[]).includes(0))?.[0]).toBe("grown");
  expect(told.find(([, from]) => (from as number[]).includes(1))?.[0]).toBe("shrunk");
  expect(moved).toBe(6);
});

test("only chunks that both hold are compared, and without any nothing moved", () => {
  const { chunks, passages, ari, moved } = compareTopics([topic(0, 1, 5)], [topic(1, 6, 9)]);
  expect({ chunks, ari, moved }).toEqual({ chunks: 0, ari: 1, moved: 0 });
  expect(passages.map(({ change }) => change)).toEqual(["gone", "new"]);
});
