import { matrix, normaliseRows, Random, rowDot } from "@toposcope/algorithms";
import fc from "fast-check";
import { expect, test } from "vitest";
import { bestRows } from "../../src/answers/retrieve.ts";
import { QuantizedRows } from "../../src/native/quantized-rows.ts";

function randomPoints(rows: number, cols: number, seed: number) {
  const random = new Random(seed);
  return normaliseRows(
    matrix(
      rows,
      cols,
      Float32Array.from({ length: rows * cols }, () => random.normal()),
    ),
  );
}

test("similarities are the inner products of the rounded numbers, whatever the shape", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 40 }),
      fc.integer({ min: 1, max: 70 }),
      fc.nat(1_000),
      (rows, cols, seed) => {
        const points = randomPoints(rows, cols, seed);
        const query = randomPoints(1, cols, seed + 1).data;
        const most = (values: Float32Array) =>
          values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
        const rounded = (values: Float32Array, steps: number, of: Float32Array) =>
          Array.from(values, (value) => Math.round(value * (steps / most(of))));
        const asked = rounded(query, 2_047, query);
        const wanted = Array.from({ length: rows }, (_, row) =>
          rounded(points.data.subarray(row * cols, (row + 1) * cols), 127, points.data).reduce(
            (sum, value, c) => sum + value * asked[c]!,
            0,
          ),
        );
        expect(Array.from(new QuantizedRows(points).similarities(query))).toEqual(wanted);
      },
    ),
  );
});

test("of the ten nearest rows at least 99 in 100 are among the best two hundred of the first pass", () => {
  const points = randomPoints(5_000, 384, 1);
  const quantized = new QuantizedRows(points);
  let found = 0;
  for (let q = 0; q < 50; q++) {
    const query = randomPoints(1, 384, 100 + q);
    const exact = Float32Array.from({ length: points.rows }, (_, row) => rowDot(query, 0, points, row));
    const near = new Set(bestRows(quantized.similarities(query.data), { limit: 200 }));
    for (const row of bestRows(exact, { limit: 10 })) if (near.has(row)) found++;
  }
  expect(found / 500).toBeGreaterThanOrEqual(0.99);
});
