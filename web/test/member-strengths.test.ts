import { decodeMap } from "toposcope/drawing";
import { describe, expect, test } from "vitest";
import { makeWorld } from "../dev/fixture-data.ts";
import { encodeFixtureMap } from "../dev/fixture-map.ts";
import { firmCounts, strengthByte, strengthHistogram, strengthShares } from "../src/member-strengths.ts";
import { countTopics } from "../src/selection-counts.ts";

const world = makeWorld({ documents: 60 });
const columns = decodeMap(Uint8Array.from(encodeFixtureMap(world, 1)).buffer);
const everyRow = Uint32Array.from({ length: columns.count }, (_, row) => row);

describe.each([0, 1, 2])("on layer %i", (layer) => {
  test.each([0, 50, 70, 100])("from %i percent on, every passage is firm, weak or in no topic", (percent) => {
    const { firm, weak, none } = strengthShares(columns, layer, strengthByte(percent));
    expect(firm + weak + none).toBe(columns.count);
    const counts = firmCounts(columns, strengthByte(percent));
    const ofLayer = world.topics.filter((topic) => topic.layer === layer);
    expect(ofLayer.reduce((sum, { id }) => sum + counts.get(id)!, 0)).toBe(firm);
  });

  test("at zero every member is firm", () => {
    const counts = firmCounts(columns, strengthByte(0));
    for (const { topic, size } of countTopics(columns, layer, everyRow))
      if (topic !== null) expect(counts.get(topic)).toBe(size);
    expect(strengthShares(columns, layer, 0).weak).toBe(0);
  });

  test("the histogram holds every member once", () => {
    const { none } = strengthShares(columns, layer, 0);
    const counts = strengthHistogram(columns, layer, 20);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(columns.count - none);
  });
});

test("the firmer a member must be, the fewer there are", () => {
  const firm = [0, 20, 55, 60, 80, 100].map(
    (percent) => strengthShares(columns, 0, strengthByte(percent)).firm,
  );
  expect(firm).toEqual([...firm].sort((a, b) => b - a));
  expect(new Set(firm).size).toBeGreaterThan(3);
});
