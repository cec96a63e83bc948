import { expect, test } from "vitest";
import { gatherRows, InputError } from "../../src/index.ts";
import { combineModels } from "../../src/model/combine-models.ts";
import { decodeTopicModel, encodeTopicModel } from "../../src/model/model-file.ts";
import { predictTopics } from "../../src/model/predict-topics.ts";
import { blobs } from "../points.ts";
import { hashOf, modelOf } from "./models.ts";

const { points, truth } = blobs(6, 60, 24, 0.5);
const all = [...truth.keys()];

/** A model of some of the topics and of every second text, its own labels counted from 0. */
const part = (topics: readonly number[], parity: number, firstId = 0) => {
  const ids = all.filter((i) => topics.includes(truth[i]) && Math.floor(i / 6) % 2 === parity);
  return modelOf({
    points: gatherRows(points, ids),
    labels: Int32Array.from(ids, (i) => topics.indexOf(truth[i])),
    count: topics.length,
    names: ids,
    firstId,
  });
};
const left = await part([0, 1, 2, 3], 0, 5);
const right = await part([5, 3, 2, 4], 1, 5);

test("demand 19: topics that are alike become one, the others stand beside each other", () => {
  const { model, ids } = combineModels([left, right]);
  expect(ids.map((map) => [...map])).toEqual([
    [
      [5, 5],
      [6, 6],
      [7, 7],
      [8, 8],
    ],
    [
      [5, 9],
      [6, 8],
      [7, 7],
      [8, 10],
    ],
  ]);
  expect(model.layers[0].topics.map(({ size }) => size)).toEqual([30, 30, 60, 60, 30, 30]);
  expect(model.nextId).toBe(11);
});

test("demand 19: the combined model knows the texts of all and places new ones among all topics", async () => {
  const { model } = combineModels([left, right]);
  const whole = decodeTopicModel(encodeTopicModel(model));
  expect(whole).toEqual(model);
  const place = [0, 1, 2, 3, 5, 4];
  const { labels, isKnown } = await predictTopics(whole, points, { hashes: all.map(hashOf) });
  const rightly = all.filter((i) => labels[i] === place[truth[i]]);
  expect(rightly.length / all.length).toBeGreaterThan(0.97);
  expect(isKnown.reduce((sum, mark) => sum + mark, 0)).toBe(240);
});

test("demand 19: a model combined with itself or alone is the same model", () => {
  const twice = combineModels([left, left]).model;
  expect(twice.layers[0].topics.map(({ id }) => id)).toEqual([5, 6, 7, 8]);
  expect(twice.texts).toEqual(left.texts);
  expect(twice.layers[0].textLabels).toEqual(left.layers[0].textLabels);
  expect(combineModels([left]).model).toEqual(left);
});

test("a text that two models know counts as in the first", () => {
  const other = {
    ...left,
    layers: left.layers.map((layer) => ({ ...layer, textLabels: layer.textLabels.map(() => 0) })),
  };
  expect(combineModels([left, other]).model.layers[0].textLabels).toEqual(left.layers[0].textLabels);
});

test("above an unreachable threshold nothing is joined", () => {
  expect(combineModels([left, right], { leastSimilarity: 1.1 }).model.layers[0].topics).toHaveLength(8);
});

test("models of different embeddings, and no model at all, are refused", async () => {
  expect(() => combineModels([])).toThrow(InputError);
  expect(() => combineModels([left, { ...right, embedding: "another" }])).toThrow("do not compare");
});
