import {
  adjustedRand,
  gatherRows,
  matrix,
  nearestNeighbors,
  plainLinearAlgebra,
  Random,
} from "@toposcope/algorithms";
import { describe, expect, test } from "vitest";
import { clusteringMethods, type RunSettings } from "../../src/model.ts";
import { artifacts } from "../../src/store/analysis.ts";
import { packDiscovery, unpackDiscovery } from "../../src/topics/cluster.step.ts";
import { type Discovery, discover } from "../../src/topics/discover.ts";
import { blobs, groupsOf } from "./blobs.ts";

const methods = ["communities", "kmeans", "density"] as const;

async function topicsOf(
  points: ReturnType<typeof blobs>,
  options: { clustering?: RunSettings["clustering"]; topics?: number; seed?: number } = {},
): Promise<Discovery> {
  const neighbors = await nearestNeighbors(points, { random: new Random(0) });
  const { clustering = "communities", seed = 0, topics } = options;
  return await discover(points, neighbors, { clustering, seed, topics, linearAlgebra: plainLinearAlgebra });
}

/** What holds of every discovery. */
function expectSound({ layers, suggested }: Discovery, points: number) {
  expect(layers[suggested]).toBeDefined();
  for (const [at, { labels, strengths, count, parents }] of layers.entries()) {
    expect([labels.length, strengths.length]).toEqual([points, points]);
    const used = new Set(labels);
    used.delete(-1);
    expect([...used].sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, topic) => topic));
    for (const strength of strengths) expect(strength >= 0 && strength <= 1).toBe(true);
    const coarser = layers[at + 1];
    if (!coarser) expect(parents).toHaveLength(0);
    else for (const parent of parents) expect(parent >= 0 && parent < coarser.count).toBe(true);
    expect(coarser?.count ?? 0).toBeLessThanOrEqual(count);
  }
}

describe.each(methods)("%s", (clustering) => {
  test("finds groups that lie apart", async () => {
    const points = blobs({ groups: 5, each: 60 });
    const found = await topicsOf(points, { clustering, ...(clustering === "kmeans" ? { topics: 5 } : {}) });
    expectSound(found, points.rows);
    expect(adjustedRand(found.layers[found.suggested]!.labels, groupsOf(points, 5))).toBeGreaterThan(0.95);
  });

  test.each([0, 1, 2, 3, 30])("takes %i points", async (count) => {
    const points = blobs({ groups: 1, each: count, spread: 1 });
    for (const topics of [undefined, 1, 3]) {
      const found = await topicsOf(points, { clustering, ...(topics === undefined ? {} : { topics }) });
      expectSound(found, count);
      if (count > 0) expect(found.layers[found.suggested]!.count).toBeGreaterThan(0);
      if (topics !== undefined) expect(found.layers[found.suggested]!.count).toBeLessThanOrEqual(topics);
    }
  });

  test("takes points that are all the same", async () => {
    const one = blobs({ groups: 1, each: 1 });
    const points = matrix(
      20,
      one.cols,
      Float32Array.from({ length: 20 * one.cols }, (_, p) => one.data[p % one.cols]!),
    );
    expectSound(await topicsOf(points, { clustering }), 20);
  });

  test("gives the same for the same seed", async () => {
    const points = blobs({ groups: 4, each: 30, spread: 0.6 });
    const again = await topicsOf(points, { clustering, seed: 5 });
    expect(await topicsOf(points, { clustering, seed: 5 })).toEqual(again);
  });

  test.each([2, 4, 9])("gives %i topics where that many are wanted", async (topics) => {
    const points = blobs({ groups: 6, each: 40, spread: 0.3 });
    const { layers, suggested } = await topicsOf(points, { clustering, topics });
    expectSound({ layers, suggested }, points.rows);
    expect(layers[suggested]!.count).toBe(topics);
  });

  test("comes back from its packing as it was", async () => {
    const points = blobs({ groups: 3, each: 20, spread: 0.4 });
    const found = await topicsOf(points, { clustering });
    const packed = packDiscovery(found);
    const { labels, strengths, outliers, parents, layers } = artifacts;
    const unpacked = unpackDiscovery({
      labels: packed[labels]!.data as Int32Array,
      strengths: packed[strengths]!.data as Float32Array,
      outliers: packed[outliers]!.data as Int32Array,
      parents: packed[parents]!.data as Int32Array,
      numbers: packed[layers]!.data as Float32Array,
    });
    expect(unpacked.suggested).toBe(found.suggested);
    for (const [i, layer] of found.layers.entries()) {
      expect(unpacked.layers[i]).toEqual({
        labels: layer.labels,
        strengths: layer.strengths,
        outliers: layer.outliers,
        count: layer.count,
        parents: layer.parents,
        stability: layer.stability === null ? null : Math.fround(layer.stability),
      });
    }
  });
});

test.each(clusteringMethods)("demand 2: %s finds the same topics in shuffled points", async (clustering) => {
  const points = blobs({ groups: 6, each: 50, spread: 0.9 });
  const order = new Random(8).permutation(points.rows);
  const found = await topicsOf(points, { clustering });
  const again = await topicsOf(gatherRows(points, order), { clustering });
  expect(again.suggested).toBe(found.suggested);
  for (const [at, layer] of found.layers.entries()) {
    expect(again.layers[at]).toEqual({
      ...layer,
      labels: order.map((point) => layer.labels[point]!),
      strengths: Float32Array.from(order, (point) => layer.strengths[point]!),
      outliers: Uint8Array.from(order, (point) => layer.outliers[point]!),
    });
  }
});

test("each topic of a layer lies whole inside one topic of the next coarser layer", async () => {
  const points = blobs({ groups: 24, each: 60, spread: 1 });
  for (const topics of [undefined, 7, 60]) {
    const { layers } = await topicsOf(points, topics === undefined ? {} : { topics });
    expect(layers.length).toBeGreaterThan(1);
    for (const [at, { labels, parents }] of layers.slice(0, -1).entries())
      expect(labels.map((label) => parents[label]!)).toEqual(layers[at + 1]!.labels);
  }
});

test("demand 3: points far off from everything are outliers, and still are told where they belong", async () => {
  const near = blobs({ groups: 4, each: 50, spread: 0.2 });
  const off = blobs({ groups: 8, each: 1, spread: 0, seed: 99 });
  const points = matrix(near.rows + off.rows, near.cols, Float32Array.of(...near.data, ...off.data));
  for (const clustering of ["communities", "kmeans"] as const) {
    const { layers, suggested } = await topicsOf(points, { clustering, topics: 4 });
    const { labels, outliers } = layers[suggested]!;
    expect([...outliers.subarray(near.rows)]).toEqual(new Array(off.rows).fill(1));
    expect(outliers.subarray(0, near.rows).filter((mark) => mark === 1).length).toBeLessThan(10);
    expect(Math.min(...labels)).toBe(0);
  }
});

test("k-means asks for the square root of half the points, and for two at least", async () => {
  const count = async (each: number) =>
    (await topicsOf(blobs({ groups: 1, each, spread: 1 }), { clustering: "kmeans" })).layers[0]!.count;
  expect(await count(200)).toBe(10);
  expect(await count(5)).toBe(2);
});
