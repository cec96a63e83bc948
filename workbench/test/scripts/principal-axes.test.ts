import fc from "fast-check";
import { expect, test } from "vitest";
import { principalAxes, projectOnto } from "../../scripts/principal-axes.ts";

const d = 6;
const points = fc
  .array(fc.array(fc.integer({ min: -100, max: 100 }), { minLength: d, maxLength: d }), {
    minLength: 2,
    maxLength: 40,
  })
  .map((rows) => Float32Array.from(rows.flat()));

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, c) => sum + value * (b[c] ?? Number.NaN), 0);
}

test("the axes have unit length and are at right angles", () => {
  fc.assert(
    fc.property(points, (data) => {
      const { axes } = principalAxes(data, d);
      const axis = (i: number) => axes.subarray(i * d, (i + 1) * d);
      for (let i = 0; i < d; i++) {
        for (let j = 0; j < d; j++) expect(dot(axis(i), axis(j))).toBeCloseTo(i === j ? 1 : 0, 9);
      }
    }),
  );
});

test("each coordinate varies at most as much as the one before, and all together as much as the points", () => {
  fc.assert(
    fc.property(points, (data) => {
      const axes = principalAxes(data, d);
      const projected = projectOnto(data, axes, d);
      const n = data.length / d;
      const variances = Array.from({ length: d }, (_, axis) => {
        let squares = 0;
        for (let i = 0; i < n; i++) squares += (projected[i * d + axis] ?? Number.NaN) ** 2;
        return squares / n;
      });
      for (let axis = 1; axis < d; axis++) {
        expect(variances[axis]).toBeLessThanOrEqual((variances[axis - 1] ?? Number.NaN) + 1e-2);
      }
      const total =
        data.reduce((sum, value, at) => sum + (value - (axes.mean[at % d] ?? Number.NaN)) ** 2, 0) / n;
      expect(variances.reduce((sum, value) => sum + value, 0)).toBeCloseTo(total, 1);
    }),
  );
});
