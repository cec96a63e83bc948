import { expect, test } from "vitest";
import {
  communityLayers,
  fuzzyGraph,
  gatherRows,
  InputError,
  type Matrix,
  matrix,
  nearestNeighbors,
} from "../../src/index.ts";
import { predictTopics } from "../../src/model/predict-topics.ts";
import { blobs, directions } from "../points.ts";
import { hashOf, modelOf } from "./models.ts";

const { points, truth } = blobs(6, 100, 24, 0.8);
const held = [...truth.keys()].filter((i) => i % 5 === 0);
const kept = [...truth.keys()].filter((i) => i % 5 !== 0);
const model = await modelOf({
  points: gatherRows(points, kept),
  labels: Int32Array.from(kept, (i) => truth[i]),
  count: 6,
  names: kept,
  coarse: Int32Array.from(kept, (i) => truth[i] % 2),
});

const rowsOf = (from: Matrix, ids: readonly number[]) => gatherRows(from, ids);

test("demand 7: new texts get the topics that a whole fit puts them into, in at least 95 of 100 cases", async () => {
  const whole = await communityLayers(fuzzyGraph(await nearestNeighbors(points)));
  const { labels, count } = whole.layers[whole.suggested];
  const fitted = await modelOf({
    points: gatherRows(points, kept),
    labels: Int32Array.from(kept, (i) => labels[i]),
    count,
  });
  const predicted = await predictTopics(fitted, rowsOf(points, held));
  const right = held.filter((i, at) => predicted.labels[at] === labels[i]);
  expect(right.length / held.length).toBeGreaterThan(0.95);
});

test("demand 7: few landmarks place new texts nearly as well as all members do", async () => {
  const few = await modelOf({
    points: gatherRows(points, kept),
    labels: Int32Array.from(kept, (i) => truth[i]),
    count: 6,
    landmarks: 96,
  });
  expect(few.landmarks.rows).toBe(96);
  const predicted = await predictTopics(few, rowsOf(points, held));
  const right = held.filter((i, at) => predicted.labels[at] === truth[i]);
  expect(right.length / held.length).toBeGreaterThan(0.93);
});

test("demand 6: a text that the model was made from gets its stored label and strength, whatever its vector", async () => {
  const somewhere = directions(kept.length, 24, 9);
  const predicted = await predictTopics(model, somewhere, { hashes: kept.map(hashOf) });
  expect(predicted.labels).toEqual(Int32Array.from(kept, (i) => truth[i]));
  expect(predicted.isKnown).toEqual(new Uint8Array(kept.length).fill(1));
  const own = await predictTopics(model, rowsOf(points, kept), { hashes: kept.map(hashOf) });
  expect(predicted.strengths).toEqual(own.strengths);
  const { isKnown } = await predictTopics(model, rowsOf(points, held), { hashes: held.map(hashOf) });
  expect(isKnown).toEqual(new Uint8Array(held.length));
});

test("demand 6: a text in no topic stays in none when it is asked for again", async () => {
  const withNoise = await modelOf({ points, labels: truth.map((label) => label - 1), count: 5 });
  const noise = [...truth.keys()].filter((i) => truth[i] === 0);
  const again = await predictTopics(withNoise, rowsOf(points, noise), { hashes: noise.map(hashOf) });
  expect(again.labels).toEqual(new Int32Array(noise.length).fill(-1));
  expect(again.isNoise).toEqual(new Uint8Array(noise.length).fill(1));
});

test("demand 4: a text that would belong somewhere but is in no topic by itself keeps both: its label and the mark", async () => {
  const outliers = Uint8Array.from(truth, (label) => Number(label === 0));
  const marked = await modelOf({ points, labels: truth, count: 6, outliers });
  const ids = [...truth.keys()];
  const known = await predictTopics(marked, points, { hashes: ids.map(hashOf) });
  expect(known.labels).toEqual(truth);
  expect(known.isNoise).toEqual(outliers);
  const placed = await predictTopics(marked, points);
  const alike = ids.filter((i) => placed.isNoise[i] === outliers[i]);
  expect(alike.length / ids.length).toBeGreaterThan(0.9);
});

test("demand 4: a text unlike all others, or among texts in no topic, is marked as noise and keeps a best guess", async () => {
  const far = matrix(2, 24);
  const { centroids } = model.layers[0];
  for (let p = 0; p < centroids.data.length; p++) far.data[p % 24] -= centroids.data[p] / 3;
  const { isNoise, strengths, nearest } = await predictTopics(model, far);
  expect([...isNoise]).toEqual([1, 1]);
  for (const [at, strength] of strengths.entries()) {
    expect(strength).toBeLessThan(0.7);
    expect(nearest[at]).toBeLessThan(model.reach);
  }
  const withNoise = await modelOf({ points, labels: truth.map((label) => label - 1), count: 5 });
  const noise = [...truth.keys()].filter((i) => truth[i] === 0);
  const among = await predictTopics(withNoise, rowsOf(points, noise));
  expect(among.isNoise.filter((mark) => mark === 1).length / noise.length).toBeGreaterThan(0.9);
  const usual = await predictTopics(model, rowsOf(points, held));
  expect(usual.isNoise.filter((mark) => mark === 1).length / held.length).toBeLessThan(0.05);
});

test("demand 15: a text between two topics has both, with shares that say how much", async () => {
  const between = matrix(3, 24);
  const { centroids } = model.layers[0];
  for (const [at, weight] of [0.5, 0.9, 0.1].entries()) {
    for (let c = 0; c < 24; c++)
      between.data[at * 24 + c] = weight * centroids.data[24 + c] + (1 - weight) * centroids.data[48 + c];
  }
  const { offsets, topics, shares, labels } = await predictTopics(model, between, { neighbors: 40 });
  const of = (text: number) =>
    new Map(
      [...topics.subarray(offsets[text], offsets[text + 1])].map((topic, at) => [
        topic,
        shares[offsets[text] + at],
      ]),
    );
  expect([...of(0).keys()].slice(0, 2).sort()).toEqual([1, 2]);
  expect(of(0).get(1)).toBeGreaterThan(0.2);
  expect(of(0).get(2)).toBeGreaterThan(0.2);
  expect([labels[1], labels[2]]).toEqual([1, 2]);
  expect(of(1).get(1)).toBeGreaterThan(0.9);
});

test("demand 15: shares are best first, sum to at most one, and none is below what is asked for", async () => {
  const some = directions(200, 24, 5);
  const { offsets, shares, labels, topics } = await predictTopics(model, some, { leastShare: 0.1 });
  for (let text = 0; text < some.rows; text++) {
    const own = [...shares.subarray(offsets[text], offsets[text + 1])];
    expect(own).toEqual(own.toSorted((a, b) => b - a));
    expect(own.reduce((sum, share) => sum + share, 0)).toBeLessThanOrEqual(1 + 1e-5);
    for (const share of own) expect(share).toBeGreaterThanOrEqual(0.1);
    if (own.length > 0) expect(topics[offsets[text]]).toBe(labels[text]);
  }
});

test("a coarser layer places texts among its own topics", async () => {
  const { labels, layer } = await predictTopics(model, rowsOf(points, held), { layer: 1 });
  expect(layer).toBe(1);
  const right = held.filter((i, at) => labels[at] === truth[i] % 2);
  expect(right.length / held.length).toBeGreaterThan(0.93);
});

test("a text's place does not depend on the texts beside it", async () => {
  const all = await predictTopics(model, rowsOf(points, held));
  const [first] = held;
  const alone = await predictTopics(model, rowsOf(points, [first]));
  expect([alone.labels[0], alone.strengths[0]]).toEqual([all.labels[0], all.strengths[0]]);
});

test("demand 25: a model of one text, of none, and no texts at all are fine", async () => {
  const one = await modelOf({ points: rowsOf(points, [0]), labels: Int32Array.of(0), count: 1 });
  const { labels, isNoise } = await predictTopics(one, rowsOf(points, [0, 6]));
  expect([...labels]).toEqual([0, 0]);
  expect([...isNoise]).toEqual([0, 0]);
  const none = await modelOf({ points: matrix(0, 24), labels: new Int32Array(0), count: 0 });
  const nowhere = await predictTopics(none, rowsOf(points, [0]));
  expect([nowhere.labels[0], nowhere.isNoise[0]]).toEqual([-1, 1]);
  expect((await predictTopics(model, matrix(0, 24))).labels).toHaveLength(0);
});

test("vectors of another length, a layer that is not there, and hashes of other texts are refused", async () => {
  await expect(predictTopics(model, matrix(1, 3))).rejects.toThrow(InputError);
  await expect(predictTopics(model, matrix(1, 24), { layer: 7 })).rejects.toThrow("no layer 7");
  await expect(predictTopics(model, matrix(1, 24), { hashes: [] })).rejects.toThrow("0 hashes");
});

test("demand 13: texts and their translations fall into the same topics where the vectors agree", async () => {
  const translated = matrix(points.rows, 24);
  const drift = directions(points.rows, 24, 31);
  for (let p = 0; p < points.data.length; p++) translated.data[p] = points.data[p] + 0.25 * drift.data[p];
  const both = matrix(points.rows * 2, 24);
  both.data.set(points.data);
  both.data.set(translated.data, points.data.length);
  const found = await communityLayers(fuzzyGraph(await nearestNeighbors(both)));
  const { labels, count } = found.layers[found.suggested];
  const together = [...truth.keys()].filter((i) => labels[i] === labels[points.rows + i]);
  expect(together.length / points.rows).toBeGreaterThan(0.9);
  const oneLanguage = await modelOf({ points, labels: labels.slice(0, points.rows), count });
  const predicted = await predictTopics(oneLanguage, translated);
  const same = [...truth.keys()].filter((i) => predicted.labels[i] === labels[i]);
  expect(same.length / points.rows).toBeGreaterThan(0.9);
});
