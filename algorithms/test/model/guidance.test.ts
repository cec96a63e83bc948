import { expect, test } from "vitest";
import {
  adjustedMutualInformation,
  communityLayers,
  fuzzyGraph,
  gatherRows,
  InputError,
  matrix,
  type NeighborGraph,
  nearestNeighbors,
  normaliseRows,
  Random,
} from "../../src/index.ts";
import { anchoredPoints } from "../../src/model/anchors.ts";
import { completeLabels } from "../../src/model/complete-labels.ts";
import { steerNeighbors } from "../../src/model/steer-neighbors.ts";
import { blobs, directions } from "../points.ts";

/** Three groups that lie so close together that the data alone do not part them. */
const { points, truth } = blobs(3, 120, 24, 1.2, 4);
const neighbors = await nearestNeighbors(points);

test("points belong to the nearest anchor from a similarity on, to none below it", async () => {
  const anchors = directions(3, 24, 4);
  const { labels, similarities } = await anchoredPoints(points, anchors, { leastSimilarity: 0.4 });
  for (const [i, label] of labels.entries()) expect(label >= 0).toBe(similarities[i] >= Math.fround(0.4));
  const given = [...labels.keys()].filter((i) => labels[i] >= 0);
  expect(given.length).toBeGreaterThan(100);
  expect(given.filter((i) => labels[i] === truth[i]).length / given.length).toBeGreaterThan(0.95);
});

test("without a threshold each anchor has its own, told from the points that have nothing to do with it", async () => {
  const { points: some, truth: groups } = blobs(5, 100, 96, 0.8, 8);
  const pulled = directions(5, 96, 8);
  const weak = matrix(2, 96);
  const away = directions(2, 96, 50);
  for (let p = 0; p < weak.data.length; p++) weak.data[p] = 0.9 * pulled.data[p] + away.data[p];
  const { labels } = await anchoredPoints(some, normaliseRows(weak));
  const wanted = [...groups.keys()].filter((i) => groups[i] < 2);
  const given = [...labels.keys()].filter((i) => labels[i] >= 0);
  const right = given.filter((i) => labels[i] === groups[i]);
  expect(right.length / given.length).toBeGreaterThan(0.9);
  expect(right.length / wanted.length).toBeGreaterThan(0.3);
});

test("anchors get the same points in whatever order these come, also where only some tell the thresholds", async () => {
  const { points: many } = blobs(4, 2_500, 8, 1, 3);
  const order = new Random(4).permutation(many.rows);
  const anchors = directions(3, 8, 77);
  const { labels } = await anchoredPoints(many, anchors, { deviations: 1 });
  const shuffled = await anchoredPoints(gatherRows(many, order), anchors, { deviations: 1 });
  expect(shuffled.labels).toEqual(Int32Array.from(order, (i) => labels[i]));
  expect(labels.some((label) => label >= 0)).toBe(true);
});

test("known labels steer clusters where the data alone say nothing, also those of unlabelled points", async () => {
  const cloud = directions(400, 6, 2);
  const sides = Int32Array.from({ length: 400 }, (_, i) => Number(cloud.data[i * 6] > 0));
  const random = new Random(1);
  const known = sides.map((side) => (random.uniform() < 0.4 ? side : -1));
  const unknown = [...sides.keys()].filter((i) => known[i] < 0);
  const graph = await nearestNeighbors(cloud);
  const agreement = async (neighbors: NeighborGraph) => {
    const { layers, suggested } = await communityLayers(fuzzyGraph(neighbors));
    const of = (labels: Int32Array) => Int32Array.from(unknown, (i) => labels[i]);
    return adjustedMutualInformation(of(layers[suggested].labels), of(sides));
  };
  const { labels } = completeLabels(fuzzyGraph(graph), known, { leastStrength: 0.3 });
  const steered = await steerNeighbors(cloud, graph, { labels, count: 2 });
  expect(await agreement(steered)).toBeGreaterThan((await agreement(graph)) + 0.3);
});

test("a steered graph keeps its shape, and points of different labels are neighbors no longer", async () => {
  const { n, k, indices, similarities } = await steerNeighbors(points, neighbors, {
    labels: truth,
    count: 3,
  });
  expect([n, k]).toEqual([neighbors.n, neighbors.k]);
  for (let i = 0; i < n; i++) {
    const own = [...indices.subarray(i * k, (i + 1) * k)];
    expect(new Set(own).size).toBe(k);
    expect(own).not.toContain(i);
    for (let p = i * k; p < (i + 1) * k; p++) {
      if (truth[indices[p]] !== truth[i]) expect(similarities[p]).toBe(-1);
      if (p > i * k) expect(similarities[p]).toBeLessThanOrEqual(similarities[p - 1]);
    }
  }
});

test("without labels nothing is steered", async () => {
  const none = { labels: new Int32Array(points.rows).fill(-1), count: 0 };
  expect(await steerNeighbors(points, neighbors, none)).toEqual(neighbors);
});

test("given labels stay, the others come from the neighborhood with how sure they are", () => {
  const graph = fuzzyGraph(neighbors);
  const random = new Random(2);
  const known = truth.map((label) => (random.uniform() < 0.2 ? label : -1));
  const { labels, strengths } = completeLabels(graph, known);
  const unknown = [...truth.keys()].filter((i) => known[i] < 0 && labels[i] >= 0);
  for (const [i, label] of known.entries())
    if (label >= 0) expect([labels[i], strengths[i]]).toEqual([label, 1]);
  for (const strength of strengths) expect(strength).toBeLessThanOrEqual(1);
  expect(unknown.length).toBeGreaterThan(200);
  expect(unknown.filter((i) => labels[i] === truth[i]).length / unknown.length).toBeGreaterThan(0.75);
});

test("completing labels does not depend on the order of the points", async () => {
  const order = new Random(3).permutation(points.rows);
  const shuffled = matrix(points.rows, points.cols);
  for (let i = 0; i < order.length; i++)
    shuffled.data.set(points.data.subarray(order[i] * 24, (order[i] + 1) * 24), i * 24);
  const known = truth.map((label, i) => (i % 10 === 0 ? label : -1));
  const plain = completeLabels(fuzzyGraph(neighbors), known);
  const other = completeLabels(
    fuzzyGraph(await nearestNeighbors(shuffled)),
    Int32Array.from(order, (i) => known[i]),
  );
  expect(other.labels).toEqual(Int32Array.from(order, (i) => plain.labels[i]));
});

test("nothing known leaves everything unknown", () => {
  const unknown = new Int32Array(points.rows).fill(-1);
  expect(completeLabels(fuzzyGraph(neighbors), unknown).labels).toEqual(unknown);
});

test("labels of other points are refused", async () => {
  const one = Int32Array.of(0);
  expect(() => completeLabels(fuzzyGraph(neighbors), one)).toThrow(InputError);
  await expect(steerNeighbors(points, neighbors, { labels: one, count: 1 })).rejects.toThrow(InputError);
  await expect(anchoredPoints(points, matrix(1, 3))).rejects.toThrow(InputError);
});
