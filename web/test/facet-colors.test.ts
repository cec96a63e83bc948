import type { MapContent } from "toposcope/drawing";
import { expect, test } from "vitest";
import { colouredByGroups, groupColors } from "../src/facet-colors.ts";

const groups = Array.from({ length: 5 }, (_, at) => ({ label: String(at), documents: 1, where: [] }));

test("values have colours of their own, and numbers go from one end of a scale to the other", () => {
  expect(new Set(groupColors({ type: "category", groups }, "light")).size).toBe(5);
  const scale = groupColors({ type: "number", groups }, "light");
  expect([scale[0], scale[4]]).toEqual(["#8fc1e3", "#0a2d5e"]);
  for (const color of groupColors({ type: "date", groups }, "dark")) expect(color).toMatch(/^#[0-9a-f]{6}$/);
});

const content: MapContent = {
  data: {
    x: Uint16Array.of(1, 2, 3),
    y: Uint16Array.of(1, 2, 3),
    topic: Uint16Array.of(0, 0, 1),
    strength: Uint8Array.of(1, 1, 1),
    chunkIds: Uint32Array.of(1, 2, 3),
    extent: { minX: 0, minY: 0, maxX: 1, maxY: 1 },
  },
  topics: [],
  shows: () => true,
};

test("points take their group's colour, those without an answer none, and topics keep their labels", () => {
  const { data, topics } = colouredByGroups(content, Uint16Array.of(1, 65_535, 0), ["#000000", "#ffffff"]);
  const colorOf = new Map(topics.map(({ index, color }) => [index, color]));
  expect([...data.topic].map((topic) => colorOf.get(topic))).toEqual(["#ffffff", undefined, "#000000"]);
  expect(topics.every(({ isUnnamed }) => isUnnamed)).toBe(true);
});

test("a column of another length than the map's is not drawn", () => {
  expect(colouredByGroups(content, Uint16Array.of(1), ["#000000"])).toBe(content);
});
