import fc from "fast-check";
import { expect, test } from "vitest";
import { centroidsOf, gatherRows, InputError, type Matrix } from "../../src/index.ts";
import { updateTopics } from "../../src/model/update-topics.ts";
import { blobs, directions } from "../points.ts";
import { hashOf, modelOf } from "./models.ts";

const { points, truth } = blobs(6, 50, 16, 0.5);
const all = [...truth.keys()];

/** The analysis of some of the texts under given labels, as an update sees it. */
function analysis(ids: readonly number[], labelOf: (i: number) => number, count: number) {
  const labels = Int32Array.from(ids, labelOf);
  const own: Matrix = gatherRows(points, ids);
  const layer = { labels, count, centroids: centroidsOf(own, labels, count) };
  return { layers: [layer], suggested: 0, hashes: ids.map(hashOf) };
}

const subset = (ids: readonly number[], wanted: (topic: number) => boolean) =>
  ids.filter((i) => wanted(truth[i]));

const beforeIds = subset(all, (topic) => topic < 4);
const before = await modelOf({
  points: gatherRows(points, beforeIds),
  labels: Int32Array.from(beforeIds, (i) => truth[i]),
  count: 4,
  names: beforeIds,
  firstId: 10,
});

test("demand 8: the same topics under other labels keep their ids", () => {
  const { ids, born, gone, nextId } = updateTopics(
    before,
    analysis(beforeIds, (i) => 3 - truth[i], 4),
  );
  expect([...ids[0]]).toEqual([13, 12, 11, 10]);
  expect({ born, gone, nextId }).toEqual({ born: [], gone: [], nextId: 14 });
});

test("demand 8: old topics are kept, new ones found, dead ones let go", () => {
  const ids = subset(all, (topic) => topic !== 1);
  const label = (i: number) => [0, -1, 1, 2, 3, 4][truth[i]];
  const update = updateTopics(before, analysis(ids, label, 5));
  expect([...update.ids[0]]).toEqual([10, 12, 13, 14, 15]);
  expect(update.born).toEqual([14, 15]);
  expect(update.gone).toEqual([11]);
  expect(update.kept.map(({ id }) => id)).toEqual([10, 12, 13]);
  expect(update.nextId).toBe(16);
});

test("demand 8: the ids of topics that are gone are never given again", async () => {
  const ids = subset(all, (topic) => topic < 3);
  const update = updateTopics(
    before,
    analysis(ids, (i) => truth[i], 3),
  );
  const later = await modelOf({
    points: gatherRows(points, ids),
    labels: Int32Array.from(ids, (i) => truth[i]),
    count: 3,
    names: ids,
    firstId: 10,
  });
  const again = updateTopics(
    { ...later, nextId: update.nextId },
    analysis(all, (i) => truth[i], 6),
  );
  expect(update.gone).toEqual([13]);
  expect(again.born).toEqual([14, 15, 16]);
});

test("demand 8: of a topic that fell into two the larger part goes on", () => {
  const label = (i: number) => (truth[i] === 0 && beforeIds.indexOf(i) % 3 === 0 ? 4 : truth[i]);
  const { ids } = updateTopics(before, analysis(beforeIds, label, 5));
  expect([...ids[0]]).toEqual([10, 11, 12, 13, 14]);
});

test("demand 19: topics of texts that are all new are matched by their centroids", () => {
  const renamed = analysis(beforeIds, (i) => truth[i], 4);
  const { ids } = updateTopics(before, { ...renamed, hashes: beforeIds.map((i) => hashOf(100_000 + i)) });
  expect([...ids[0]]).toEqual([10, 11, 12, 13]);
  const elsewhere = { ...renamed.layers[0], centroids: directions(4, 16, 99) };
  const strangers = { ...renamed, layers: [elsewhere], hashes: beforeIds.map((i) => hashOf(100_000 + i)) };
  expect([...updateTopics(before, strangers).ids[0]]).toEqual([14, 15, 16, 17]);
});

test("demand 8: each layer keeps its own ids, and ids are unique among layers", async () => {
  const coarse = Int32Array.from(beforeIds, (i) => truth[i] % 2);
  const layered = await modelOf({
    points: gatherRows(points, beforeIds),
    labels: Int32Array.from(beforeIds, (i) => truth[i]),
    count: 4,
    names: beforeIds,
    coarse,
  });
  const fine = analysis(beforeIds, (i) => 3 - truth[i], 4);
  const above = analysis(beforeIds, (i) => 1 - (truth[i] % 2), 2);
  const { ids } = updateTopics(layered, { ...fine, layers: [...fine.layers, ...above.layers] });
  expect(ids.map((own) => [...own])).toEqual([
    [3, 2, 1, 0],
    [5, 4],
  ]);
});

test("ids are unique, kept and new ones, whatever the labels", () => {
  const labellings = fc.array(fc.integer({ min: -1, max: 7 }), {
    minLength: all.length,
    maxLength: all.length,
  });
  fc.assert(
    fc.property(labellings, (labels) => {
      const { ids, kept, born, gone } = updateTopics(
        before,
        analysis(all, (i) => labels[i], 8),
      );
      const given = [...ids[0]];
      expect(new Set(given).size).toBe(8);
      expect([...kept.map(({ id }) => id), ...born].sort()).toEqual(given.sort());
      for (const id of gone) expect(given).not.toContain(id);
      for (const id of born) expect(id).toBeGreaterThanOrEqual(before.nextId);
    }),
    { numRuns: 30 },
  );
});

test("hashes of other texts are refused", () => {
  expect(() => updateTopics(before, { ...analysis(all, (i) => truth[i], 6), hashes: [] })).toThrow(
    InputError,
  );
});
