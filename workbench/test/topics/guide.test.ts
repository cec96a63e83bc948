import {
  gatherRows,
  type Matrix,
  matrix,
  nearestNeighbors,
  normaliseRows,
  plainLinearAlgebra,
  Random,
} from "@toposcope/algorithms";
import { describe, expect, test } from "vitest";
import type { Guidance } from "../../src/model.ts";
import { discoverGuided, type GuideSources, namesByMajority, numbered } from "../../src/topics/guide.ts";
import { blobs, groupsOf } from "./blobs.ts";

const groups = 4;
const points = blobs({ groups, each: 20 });
const truth = groupsOf(points, groups);

/** Words mean the centre of the group they name; columns say what they are asked. */
const sources = (
  own: Matrix,
  columns: Readonly<Record<string, readonly (string | null)[]>> = {},
): GuideSources => ({
  async embed(texts) {
    const rows = texts.map((text) => [...truth].findIndex((group) => text.includes(String(group))));
    const found = gatherRows(
      points,
      rows.map((row) => Math.max(0, row)),
    );
    for (const [at, row] of rows.entries())
      if (row < 0) found.data.fill(-1, at * own.cols, (at + 1) * own.cols);
    return normaliseRows(found);
  },
  valuesOf: async (column) => columns[column] ?? [],
});

const find = async (
  guidance: Guidance | undefined,
  {
    own = points,
    columns = {},
    topics,
    clustering = "communities" as const,
  }: {
    own?: Matrix;
    columns?: Readonly<Record<string, readonly (string | null)[]>>;
    topics?: number;
    clustering?: "communities" | "kmeans";
  } = {},
) =>
  await discoverGuided(own, await nearestNeighbors(own), sources(own, columns), {
    guidance,
    clustering,
    topics,
    seed: 1,
    linearAlgebra: plainLinearAlgebra,
  });

/** For each topic of a layer the groups of its points. */
const groupsIn = (labels: Int32Array, count: number) =>
  Array.from({ length: count }, (_, topic) =>
    [...new Set(truth.filter((_, i) => labels[i] === topic))].sort(),
  );

test("without guidance nothing is named", async () => {
  expect((await find(undefined)).givenNames).toEqual([]);
});

describe("given names", () => {
  test("stand in every layer, the found topics lie beside them, and parents lead from layer to layer", async () => {
    const guidance: Guidance = { kind: "names", names: ["group 2", "nothing at all"], threshold: 0.8 };
    const { layers, givenNames, suggested } = await find(guidance);
    for (const [at, { labels, count, parents }] of layers.entries()) {
      const named = givenNames[at]!.indexOf("group 2");
      expect(givenNames[at]!.filter((name) => name !== null)).toEqual(["group 2"]);
      expect(groupsIn(labels, count)[named]).toEqual([2]);
      expect(truth.every((group, i) => (group === 2) === (labels[i] === named))).toBe(true);
      if (at + 1 < layers.length) expect(parents[named]).toBe(givenNames[at + 1]!.indexOf("group 2"));
    }
    expect(layers[suggested]!.count).toBeGreaterThanOrEqual(4);
  });

  test("count towards a wanted number of topics", async () => {
    const guidance: Guidance = { kind: "names", names: ["group 0", "group 1"], threshold: 0.8 };
    for (const clustering of ["communities", "kmeans"] as const) {
      const { layers, suggested } = await find(guidance, { topics: 4, clustering });
      expect(layers[suggested]!.count).toBe(4);
    }
  });
});

test("seed words pull their topic together and give it its name, where they name one", async () => {
  const guidance: Guidance = {
    kind: "seeds",
    topics: [{ name: "ones", words: ["1", "group 1"] }, { words: ["3"] }],
  };
  const { layers, givenNames, suggested } = await find(guidance);
  const { labels, count } = layers[suggested]!;
  const ones = givenNames[suggested]!.indexOf("ones");
  expect(groupsIn(labels, count)[ones]).toEqual([1]);
  expect(givenNames[suggested]!.filter((name) => name !== null)).toEqual(["ones"]);
});

describe("labels", () => {
  const few = Array.from(truth, (group, i) => (i < 40 ? `label ${group % 2}` : null));

  test("supervised give the rest of the points what their neighbourhood has", async () => {
    const guidance: Guidance = { kind: "labels", column: "label", supervised: true };
    const { layers, givenNames } = await find(guidance, { columns: { label: few } });
    expect(layers).toHaveLength(1);
    const [{ labels }] = layers as [(typeof layers)[0]];
    expect(Array.from(labels, (label) => givenNames[0]![label])).toEqual(
      Array.from(truth, (group) => `label ${group % 2}`),
    );
  });

  test("give the same topics whatever the order of the points", async () => {
    const order = new Random(5).permutation(points.rows);
    const shuffled = gatherRows(points, order);
    const guidance: Guidance = { kind: "labels", column: "label", supervised: false };
    const plain = await find(guidance, { columns: { label: few } });
    const other = await find(guidance, { own: shuffled, columns: { label: [...order].map((i) => few[i]!) } });
    const named = ({ layers, givenNames, suggested }: typeof plain) =>
      Array.from(layers[suggested]!.labels, (label) => givenNames[suggested]![label] ?? `topic ${label}`);
    const counts = (names: readonly string[]) => names.filter((name) => name.startsWith("label")).length;
    expect(other.layers.map(({ count }) => count)).toEqual(plain.layers.map(({ count }) => count));
    expect(counts(named(other))).toBe(counts(named(plain)));
  });
});

test("given clusters are the only layer, points without one are in none", async () => {
  const values = Array.from(truth, (group, i) => (i % 8 === 7 ? null : group < 2 ? "low" : "high"));
  const { layers, givenNames } = await find(
    { kind: "clusters", column: "level" },
    { columns: { level: values } },
  );
  expect(layers).toHaveLength(1);
  expect(Array.from(layers[0]!.labels, (label) => givenNames[0]![label] ?? null)).toEqual(values);
});

test("demand 25: no points and one point can be guided too", async () => {
  for (const rows of [0, 1]) {
    const own = gatherRows(
      points,
      Array.from({ length: rows }, (_, i) => i),
    );
    const columns = { a: Array.from({ length: rows }, () => "a") };
    for (const guidance of [
      { kind: "names", names: ["0"] },
      { kind: "seeds", topics: [{ words: ["0"] }] },
      { kind: "labels", column: "a", supervised: false },
      { kind: "labels", column: "a", supervised: true },
      { kind: "clusters", column: "a" },
    ] as const satisfies Guidance[]) {
      const { layers } = await find(guidance, { own, columns });
      for (const { labels } of layers) expect(labels).toHaveLength(rows);
    }
  }
});

test("a name goes to the one topic that holds most of its label, and only where most of the labelled agree", () => {
  const labels = Int32Array.of(0, 0, 0, 1, 1, 2, 2, 2);
  const known = { names: ["a", "b"], labels: Int32Array.of(0, 0, -1, 0, -1, 1, 0, 0) };
  expect(namesByMajority({ labels, count: 3 }, known)).toEqual(["a", null, null]);
});

test("values are numbered by their names", () => {
  expect(numbered(["b", null, "a", "b"])).toEqual({ names: ["a", "b"], labels: Int32Array.of(1, -1, 0, 1) });
});

test("vectors of another model are refused", async () => {
  const odd: GuideSources = { embed: async () => matrix(1, 3), valuesOf: async () => [] };
  const neighbors = await nearestNeighbors(points);
  const options = { clustering: "communities", seed: 1, linearAlgebra: plainLinearAlgebra } as const;
  await expect(
    discoverGuided(points, neighbors, odd, { guidance: { kind: "names", names: ["a"] }, ...options }),
  ).rejects.toThrow("columns");
});
