import fc from "fast-check";
import { expect, test } from "vitest";
import { type LayerEdit, topicsThroughEdits, topicsWithParts } from "../../src/topics/edited-places.ts";

const at = (value: number) => Float32Array.of(value);
const shown = (entries: readonly (readonly [number, number | null])[]) => new Map(entries);
/** Two topics merged into 2, that split into 3 and 4, and 3 left out. */
const edits: LayerEdit[] = [
  {
    edit: 1,
    shownAs: shown([
      [0, 2],
      [1, 2],
      [2, 2],
    ]),
  },
  {
    edit: 2,
    split: {
      topic: 2,
      parts: [
        { id: 3, centroid: at(-1) },
        { id: 4, centroid: at(1) },
      ],
    },
    shownAs: shown([
      [0, null],
      [1, null],
      [2, null],
      [3, 3],
      [4, 4],
    ]),
  },
  {
    edit: 5,
    shownAs: shown([
      [0, null],
      [1, null],
      [2, null],
      [3, null],
      [4, 4],
    ]),
  },
];
const similarityTo = (value: number) => (centroid: Float32Array) => value * centroid[0]!;

test("a chunk is a member of its own topic, and of the nearest part of each topic that was split around it", () => {
  expect(topicsWithParts(0, edits, similarityTo(-1))).toEqual([0, 3]);
  expect(topicsWithParts(1, edits, similarityTo(1))).toEqual([1, 4]);
  expect(topicsWithParts(7, edits, similarityTo(1))).toEqual([7]);
  expect(topicsWithParts(0, [], similarityTo(1))).toEqual([0]);
});

test("a document is counted under what holds most of its chunks, under each edit", () => {
  const found = [
    { topic: 0, relevance: 0.9, rank: "primary" as const, main: true },
    { topic: 1, relevance: 0.8, rank: "secondary" as const, main: false },
  ];
  const held = [
    [0, 3],
    [0, 3],
    [1, 4],
  ];
  const topics = topicsThroughEdits(found, held, { edits, relevanceTo: () => 0.5 });
  const mains = topics.filter(({ main }) => main).map(({ topic, since, till }) => [topic, since, till]);
  expect(mains).toEqual([
    [0, 0, 1],
    [3, 2, 4],
    [4, 5, undefined],
  ]);
});

test("under each edit exactly one topic is the main one, and what edits leave alone stays as found", () => {
  const topic = fc.nat(4);
  /** Only topics that are shown as themselves show others. */
  const shownBy = (as: readonly (number | null)[]) =>
    shown(as.map((to, from) => [from, to !== null && as[to] === to ? to : null]));
  const anyEdits = fc
    .array(fc.array(fc.option(topic), { minLength: 5, maxLength: 5 }), { maxLength: 4 })
    .map((all) => all.map((as, i): LayerEdit => ({ edit: i + 1, shownAs: shownBy(as) })));
  fc.assert(
    fc.property(anyEdits, fc.array(topic, { minLength: 1, maxLength: 5 }), (random, chunks) => {
      const found = [{ topic: chunks[0]!, relevance: 0.5, rank: undefined, main: true }];
      const held = chunks.map((one) => [one]);
      const topics = topicsThroughEdits(found, held, { edits: random, relevanceTo: (one) => one / 10 });
      for (let edit = 0; edit <= random.length; edit++) {
        const inForce = topics.filter(({ since, till }) => since <= edit && edit <= (till ?? edit));
        expect(inForce.filter(({ main }) => main)).toHaveLength(1);
        expect(new Set(inForce.map((one) => `${one.topic} ${one.since}`)).size).toBe(inForce.length);
      }
    }),
  );
});
