import { type Matrix, matrix, normaliseRows } from "@toposcope/algorithms";
import { expect, test } from "vitest";
import {
  calibrate,
  documentMeans,
  mainTopics,
  relevances,
  settleThresholds,
} from "../../src/topics/relevance.ts";

const unit = (...rows: number[][]): Matrix =>
  normaliseRows(matrix(rows.length, rows[0]!.length, Float32Array.from(rows.flat())));

const centroids = unit([1, 0, 0], [0, 1, 0]);

test("a document's relevance is the mean cosine of its chunks", () => {
  const points = unit([1, 0, 0], [0, 1, 0], [1, 1, 0]);
  const means = documentMeans(points, [0, 0, 1], 2);
  const found = [...relevances(means, centroids, Int32Array.of(0, 1), { primary: 0.7, secondary: 0.6 })];
  expect(found.map(({ document, topic, rank }) => [document, topic, rank])).toEqual([
    [0, 0, undefined],
    [1, 1, "primary"],
    [1, 0, "primary"],
  ]);
  expect(found[0]!.relevance).toBeCloseTo(0.5);
  expect(found[1]!.relevance).toBeCloseTo(Math.SQRT1_2);
});

test("the main topic holds most chunks, and of equals is the more relevant", () => {
  const points = unit([1, 0, 0], [0.9, 0.1, 0], [0, 1, 0], [1, 0.2, 0], [0.1, 1, 0]);
  const documents = [0, 0, 0, 1, 1];
  const means = documentMeans(points, documents, 3);
  expect([...mainTopics([0, 0, 1, 0, 1], documents, means, centroids)]).toEqual([0, 1, -1]);
});

test("calibrated thresholds let three documents in four reach their main topic", () => {
  const points = unit([1, 0, 0], [1, 0.2, 0], [1, 0.4, 0], [1, 2, 0]);
  const means = documentMeans(points, [0, 1, 2, 3], 4);
  const { primary, secondary } = calibrate(means, centroids, Int32Array.of(0, 0, 0, 0));
  expect(primary).toBeCloseTo(1 / Math.hypot(1, 0.4));
  expect(secondary).toBeCloseTo((primary * 6) / 7);
  expect(calibrate(means, centroids, new Int32Array(4).fill(-1))).toEqual({ primary: 0.7, secondary: 0.6 });
});

test("a primary threshold below the calibrated secondary one takes that with it", () => {
  expect(settleThresholds({ primary: 0.7, secondary: 0.6 }, { primary: 0.3 })).toEqual({
    primary: 0.3,
    secondary: 0.3,
  });
  expect(settleThresholds({ primary: 0.7, secondary: 0.6 }, { secondary: 0.5 })).toEqual({
    primary: 0.7,
    secondary: 0.5,
  });
});
