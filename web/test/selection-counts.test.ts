import { decodeMap, mapContent, noTopic } from "toposcope/drawing";
import { expect, test } from "vitest";
import { makeWorld } from "../dev/fixture-data.ts";
import { encodeFixtureMap } from "../dev/fixture-map.ts";
import { litRows } from "../src/pages/lit-rows.ts";
import { countDocuments, countTopics, firmestRows, topicAt } from "../src/selection-counts.ts";

const world = makeWorld({ documents: 60 });
const columns = decodeMap(Uint8Array.from(encodeFixtureMap(world, 1)).buffer);
const everyRow = Uint32Array.from({ length: columns.count }, (_, row) => row);

test("the counts of a selection add up to the selection", () => {
  const rows = everyRow.filter((row) => row % 3 === 0);
  for (const layer of [0, 1]) {
    const counts = countTopics(columns, layer, rows);
    expect(counts.reduce((sum, { selected }) => sum + selected, 0)).toBe(rows.length);
    expect(counts.every(({ selected, size }) => selected <= size)).toBe(true);
  }
});

test("with everything selected each topic is whole", () => {
  const sizes = new Map(world.topics.map(({ id, size }) => [id, size]));
  for (const { topic, selected, size } of countTopics(columns, 0, everyRow)) {
    expect(selected).toBe(size);
    if (topic !== null) expect(size).toBe(sizes.get(topic));
  }
  expect(countDocuments(columns, everyRow)).toBe(world.documents.length);
});

test("a point's topic is the one of its passage", () => {
  for (const row of [0, 1, 7, 40]) {
    const chunk = world.chunks[columns.chunk[row]! - 1]!;
    expect(topicAt(columns, 0, row)).toBe(chunk.topic);
  }
});

test("the firmest passages come first", () => {
  const rows = firmestRows(columns, everyRow, 5);
  const strengths = rows.map((row) => columns.strength[row]!);
  expect(strengths).toEqual([...strengths].sort((a, b) => b - a));
  expect(strengths[0]).toBe(Math.max(...columns.strength));
});

test("the points of a search are lit, and no others", () => {
  const wanted = [columns.chunk[5]!, columns.chunk[9]!, 4_000_000_000];
  expect([...litRows(columns, wanted)].flatMap((lit, row) => (lit ? [row] : []))).toEqual([5, 9]);
});

test("a broader topic with a single part is not named beside it", () => {
  const [first] = world.topics.filter(({ layer, parent }) => layer === 0 && parent !== null);
  const alone = world.topics.filter(({ id, parent }) => id === first!.id || parent !== first!.parent);
  const { topics } = mapContent(columns, { topics: alone, layer: 0, colorOf: () => null });
  expect(topics.find(({ index }) => index === first!.parent)).toMatchObject({ isUnnamed: true });
  expect(topics.find(({ index }) => index === first!.id)).toMatchObject({ level: 0 });
});

test("the map draws the layer on screen, and labels the next broader one", () => {
  const options = { topics: world.topics, colorOf: () => "#123456" };
  const fine = mapContent(columns, { ...options, layer: 0 });
  expect(new Set(fine.topics.map(({ level }) => level))).toEqual(new Set([0, 1]));
  expect(fine.data.topic[3]).toBe(topicAt(columns, 0, 3) ?? 65_535);
  const broad = mapContent(columns, { ...options, layer: 2 });
  expect(new Set(broad.topics.map(({ level }) => level))).toEqual(new Set([0]));
  expect(broad.shows(0)).toBe(false);
});

test("the map knows every broader topic, and names the layer on screen and the next", () => {
  const { topics, shows } = mapContent(columns, { topics: world.topics, layer: 0, colorOf: () => null });
  const layerOf = new Map(world.topics.map(({ id, layer }) => [id, layer]));
  for (const { index, isUnnamed } of topics) expect(isUnnamed === true).toBe(layerOf.get(index) === 2);
  expect(world.topics.every(({ id }) => shows(id))).toBe(true);
});

test("points weaker than asked for are drawn as if they had no topic", () => {
  const leastStrength = 200;
  const { data } = mapContent(columns, {
    topics: world.topics,
    layer: 0,
    colorOf: () => null,
    leastStrength,
  });
  for (const row of everyRow) {
    const own = topicAt(columns, 0, row) ?? noTopic;
    expect(data.topic[row]).toBe(columns.strength[row]! < leastStrength ? noTopic : own);
  }
});
