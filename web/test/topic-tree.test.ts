import fc from "fast-check";
import { expect, test } from "vitest";
import { broaderTopics, layerLabels, treeRows, treeStep } from "../src/views/topic-tree.ts";

const topic = (id: number, layer: number, parent: number | null, size: number, name = `Topic ${id}`) => ({
  id,
  layer,
  parent,
  size,
  name,
  keywords: id === 2 ? ["deposits", "paper money"] : [],
});

const topics = [
  topic(0, 0, 10, 5, "Écoles 10"),
  topic(1, 0, 10, 7, "Écoles 9"),
  topic(2, 0, 11, 9, "Banks"),
  topic(10, 1, null, 12, "Learning"),
  topic(11, 1, null, 9, "Money"),
];
const rowsOf = (options: Partial<Parameters<typeof treeRows>[1]> = {}) =>
  treeRows(topics, { filter: "", order: "size", isOpen: () => true, ...options });
const namesOf = (rows: ReturnType<typeof rowsOf>) => rows.map(({ topic: { name } }) => name);

test("finer topics stand under the broader one that they are part of, the largest first", () => {
  const rows = rowsOf();
  expect(namesOf(rows)).toEqual(["Learning", "Écoles 9", "Écoles 10", "Money", "Banks"]);
  expect(rows.map(({ level, position, siblings, open }) => [level, position, siblings, open])).toEqual([
    [1, 1, 2, true],
    [2, 1, 2, undefined],
    [2, 2, 2, undefined],
    [1, 2, 2, true],
    [2, 1, 1, undefined],
  ]);
});

test("by name, numbers come in their order", () => {
  const rows = treeRows(
    topics.filter(({ layer }) => layer === 0),
    { filter: "", order: "name", isOpen: () => true },
  );
  expect(namesOf(rows)).toEqual(["Banks", "Écoles 9", "Écoles 10"]);
});

test("what is closed hides what is under it", () => {
  expect(namesOf(rowsOf({ isOpen: ({ id }) => id === 11 }))).toEqual(["Learning", "Money", "Banks"]);
});

test("a filter finds words of names and keywords whatever their case and accents, with what is above them", () => {
  const closed = { isOpen: () => false };
  expect(namesOf(rowsOf({ ...closed, filter: "ecoles 9" }))).toEqual(["Learning", "Écoles 9"]);
  expect(namesOf(rowsOf({ ...closed, filter: "MONEY bank" }))).toEqual(["Money", "Banks"]);
  expect(namesOf(rowsOf({ ...closed, filter: "money school" }))).toEqual([]);
});

const anyForest = fc
  .array(fc.record({ parent: fc.option(fc.nat({ max: 30 })), size: fc.nat() }), { maxLength: 30 })
  .map((entries) =>
    entries.map(({ parent, size }, id) =>
      topic(id, 30 - id, parent === null || parent >= id ? null : parent, size),
    ),
  );

test("an open tree shows every topic once, right under its parent or after a sibling's", () => {
  fc.assert(
    fc.property(anyForest, fc.constantFrom("size" as const, "name" as const), (forest, order) => {
      const rows = treeRows(forest, { filter: "", order, isOpen: () => true });
      expect(rows.map(({ topic: { id } }) => id).sort((a, b) => a - b)).toEqual(forest.map(({ id }) => id));
      const byId = new Map(forest.map((one) => [one.id, one]));
      for (const [at, row] of rows.entries()) {
        expect(row.level).toBe(1 + broaderTopics(row.topic, byId).length);
        const above = rows.slice(0, at).findLast(({ level }) => level === row.level - 1);
        expect(above?.topic.id ?? null).toBe(row.topic.parent);
      }
    }),
  );
});

test("arrow keys walk and open as in any tree", () => {
  const rows = rowsOf({ isOpen: ({ id }) => id === 10 });
  expect(treeStep("ArrowDown", rows, 0)).toEqual({ to: 1 });
  expect(treeStep("ArrowUp", rows, 0)).toEqual({ to: 0 });
  expect(treeStep("End", rows, 0)).toEqual({ to: 3 });
  expect(treeStep("Home", rows, 3)).toEqual({ to: 0 });
  expect(treeStep("ArrowRight", rows, 0)).toEqual({ to: 1 });
  expect(treeStep("ArrowRight", rows, 3)).toEqual({ toggle: 3 });
  expect(treeStep("ArrowRight", rows, 1)).toEqual({ to: 1 });
  expect(treeStep("ArrowLeft", rows, 0)).toEqual({ toggle: 0 });
  expect(treeStep("ArrowLeft", rows, 2)).toEqual({ to: 0 });
  expect(treeStep("ArrowLeft", rows, 3)).toEqual({ to: 3 });
  expect(treeStep("x", rows, 0)).toBeUndefined();
});

test("no key leads out of the tree", () => {
  fc.assert(
    fc.property(
      anyForest,
      fc.nat(),
      fc.constantFrom("ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End"),
      (forest, seed, key) => {
        const rows = treeRows(forest, { filter: "", order: "size", isOpen: ({ id }) => (seed + id) % 3 > 0 });
        for (const at of rows.keys()) {
          const step = treeStep(key, rows, at)!;
          expect(rows["to" in step ? step.to : step.toggle]).toBeDefined();
        }
      },
    ),
  );
});

test("the switch of layers says how fine each is", () => {
  expect(
    layerLabels([
      { layer: 1, topics: 6 },
      { layer: 0, topics: 1_234 },
    ]),
  ).toEqual([
    { value: "0", label: "Fine 1,234" },
    { value: "1", label: "Broad 6" },
  ]);
});
