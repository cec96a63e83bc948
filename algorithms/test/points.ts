import fc from "fast-check";
import { type Matrix, matrix, normaliseRows, Random } from "../src/index.ts";

/** Random directions: rows × cols, rows of unit length. */
export function directions(rows: number, cols: number, seed = 1): Matrix {
  const random = new Random(seed);
  const points = matrix(rows, cols);
  for (let p = 0; p < points.data.length; p++) points.data[p] = random.normal();
  return normaliseRows(points);
}

export interface Blobs {
  readonly points: Matrix;
  readonly truth: Int32Array;
}

/** Well separated groups of equal size around random directions, in mixed order. */
export function blobs(groups: number, perGroup: number, cols = 16, spread = 0.15, seed = 1): Blobs {
  const centres = directions(groups, cols, seed);
  const noise = new Random(seed + 1);
  const points = matrix(groups * perGroup, cols);
  const truth = new Int32Array(points.rows);
  for (let i = 0; i < points.rows; i++) {
    truth[i] = i % groups;
    for (let c = 0; c < cols; c++) {
      points.data[i * cols + c] =
        centres.data[truth[i] * cols + c] + (spread * noise.normal()) / Math.sqrt(cols / 4);
    }
  }
  return { points: normaliseRows(points), truth };
}

/** Any small set of unit vectors, none, one and repeated ones among them. */
export const anyPoints: fc.Arbitrary<Matrix> = fc
  .record({ rows: fc.integer({ min: 0, max: 40 }), cols: fc.integer({ min: 1, max: 8 }), seed: fc.integer() })
  .chain(({ rows, cols, seed }) =>
    fc.array(fc.nat(Math.max(0, rows - 1)), { minLength: rows, maxLength: rows }).map((copies) => {
      const source = directions(rows, cols, seed);
      const points = matrix(rows, cols);
      for (let i = 0; i < rows; i++) {
        const from = copies[i] % 3 === 0 ? copies[i] : i;
        points.data.set(source.data.subarray(from * cols, (from + 1) * cols), i * cols);
      }
      return points;
    }),
  );

/** n copies of one direction. */
export function identicalPoints(n: number, cols = 8): Matrix {
  return normaliseRows(matrix(n, cols, new Float32Array(n * cols).fill(1)));
}
