import { expect, test } from "vitest";
import { topicsAsked, translateEdit } from "../../src/topics/match-edit.ts";

const found = (id: number, ...matches: readonly [layer: number, topic: number, overlap: number][]) => ({
  id,
  name: `topic ${id}`,
  matches: matches.map(([layer, topic, overlap]) => ({ layer, topic, overlap })),
});
const preferredLayer = 1;

test("an edit is said in the numbers of the other analysis", () => {
  const merge = { kind: "merge" as const, topics: [1, 2], name: "Both" };
  const topics = [found(1, [1, 11, 0.9]), found(2, [1, 12, 0.8])];
  expect(translateEdit(merge, topics, { preferredLayer })).toEqual({ asked: { ...merge, topics: [11, 12] } });
  const split = { kind: "split" as const, topic: 1, into: 3 };
  expect(translateEdit(split, [topics[0]!], { preferredLayer })).toEqual({ asked: { ...split, topic: 11 } });
  const reduce = { kind: "reduce" as const, to: 3 };
  expect(translateEdit(reduce, [], { preferredLayer })).toEqual({ asked: { ...reduce, layer: 1 } });
});

test("the preferred layer is taken where the topics are in it, else that in which they are most alike", () => {
  const exclude = { kind: "exclude" as const, topics: [1] };
  const inBoth = [found(1, [0, 10, 1], [1, 11, 0.85])];
  expect(translateEdit(exclude, inBoth, { preferredLayer })).toEqual({ asked: { ...exclude, topics: [11] } });
  expect(translateEdit(exclude, inBoth, { preferredLayer: 3 })).toEqual({
    asked: { ...exclude, topics: [10] },
  });
});

test.each([
  ["a topic with too few chunks in common", [found(1, [1, 11, 0.9]), found(2, [1, 12, 0.79])], /79 %/],
  ["a topic without any", [found(1, [1, 11, 0.9]), found(2)], /topic 2.*0 %/],
  ["topics of different layers", [found(1, [0, 1, 0.9]), found(2, [1, 12, 0.9])], /different layers/],
  ["topics that are one", [found(1, [1, 11, 0.9]), found(2, [1, 11, 0.9])], /one topic here/],
])("there is a reason against %s", (_, topics, reason) => {
  const merge = { kind: "merge" as const, topics: [1, 2] };
  expect(translateEdit(merge, topics, { preferredLayer })).toEqual({ reason: expect.stringMatching(reason) });
});

test("each kind of edit names its topics", () => {
  expect(topicsAsked({ kind: "merge", topics: [1, 2] })).toEqual([1, 2]);
  expect(topicsAsked({ kind: "exclude", topics: [3] })).toEqual([3]);
  expect(topicsAsked({ kind: "split", topic: 4, into: 2 })).toEqual([4]);
  expect(topicsAsked({ kind: "rename", topic: 5, name: "x" })).toEqual([5]);
  expect(topicsAsked({ kind: "reduce", to: 2 })).toEqual([]);
});
