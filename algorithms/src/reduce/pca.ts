import { InputError } from "../input-error.ts";
import { type Matrix, matrix } from "../matrix.ts";
import { Random } from "../random.ts";
import { symmetricEigen } from "./symmetric-eigen.ts";

export interface PcaOptions {
  readonly random?: Random | undefined;
  /** Passes over the data; more separate directions of nearly equal variance better. */
  readonly iterations?: number | undefined;
}

const oversampled = 6;
const axesAtOnce = 4;

/** Directions of a cloud of points around its mean. */
export interface PrincipalAxes {
  readonly mean: Float64Array;
  readonly dims: number;
  /** dims × d, of unit length and orthogonal, zeros beyond the rank of the points. */
  readonly directions: Float64Array;
}

/**
 * Projects points on their directions of largest variance, the largest first, around their mean.
 *
 * @param points n × d
 * @param dims at least 1; dimensions beyond the rank of the points are zeros
 * @returns n × dims; the sign of each dimension makes the largest entry of its direction positive
 * @throws InputError when dims is not a positive whole number
 *
 * Cost O(iterations · n · d · dims). @see Halko, Martinsson & Tropp 2011 (randomised subspace iteration)
 */
export function pca(points: Matrix, dims: number, options: PcaOptions = {}): Matrix {
  return projectOnAxes(points, principalAxes(points, dims, options));
}

/**
 * The directions of largest variance, as `pca` projects on them. Cost O(iterations · n · d · dims).
 *
 * @throws InputError when dims is not a positive whole number
 */
export function principalAxes(points: Matrix, dims: number, options: PcaOptions = {}): PrincipalAxes {
  const { random = new Random(), iterations = 6 } = options;
  if (!Number.isInteger(dims) || dims < 1)
    throw new InputError(`dims must be a positive whole number, found ${dims}`);
  const { rows: n, cols: d } = points;
  const width = Math.min(d, dims + oversampled);
  const axes = { mean: columnMeans(points), dims, directions: new Float64Array(dims * d) };
  if (n < 2 || width === 0) return axes;
  let basis = new Float64Array(width * d);
  for (let p = 0; p < basis.length; p++) basis[p] = random.normal();
  orthonormalise(basis, width, d);
  for (let iteration = 0; iteration < iterations; iteration++) {
    basis = timesCovariance(points, axes.mean, basis, width);
    orthonormalise(basis, width, d);
  }
  axes.directions.set(principalDirections(points, axes.mean, basis, width, Math.min(dims, width)));
  return axes;
}

/**
 * Coordinates of points along directions: rows × dims.
 *
 * @param rows the rows of `points` to take, in this order; all by default
 *
 * Cost O(rows · d · dims).
 */
export function projectOnAxes(
  points: Matrix,
  { mean, dims, directions }: PrincipalAxes,
  rows?: Int32Array,
): Matrix {
  const projected = matrix(rows?.length ?? points.rows, dims);
  const { cols } = points;
  const padded = new Float64Array(Math.ceil(dims / axesAtOnce) * axesAtOnce * cols);
  padded.set(directions);
  const centre = Float64Array.from({ length: dims }, (_, a) => dot(directions, a, mean, 0, cols));
  const shares = new Float64Array(axesAtOnce);
  for (let r = 0; r < projected.rows; r++) {
    for (let a = 0; a < dims; a += axesAtOnce) {
      fourProducts(shares, points, rows ? rows[r] : r, padded, a);
      for (let b = a; b < Math.min(a + axesAtOnce, dims); b++)
        projected.data[r * dims + b] = shares[b - a] - centre[b];
    }
  }
  return projected;
}

/** Inner products of a row with four directions, the row read once. */
function fourProducts(
  out: Float64Array,
  { cols, data }: Matrix,
  row: number,
  directions: Float64Array,
  axis: number,
): void {
  const start = row * cols;
  const d0 = axis * cols;
  const d1 = d0 + cols;
  const d2 = d1 + cols;
  const d3 = d2 + cols;
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  for (let c = 0; c < cols; c++) {
    const value = data[start + c];
    s0 += value * directions[d0 + c];
    s1 += value * directions[d1 + c];
    s2 += value * directions[d2 + c];
    s3 += value * directions[d3 + c];
  }
  out[0] = s0;
  out[1] = s1;
  out[2] = s2;
  out[3] = s3;
}

function columnMeans({ rows, cols, data }: Matrix): Float64Array {
  const mean = new Float64Array(cols);
  for (let i = 0; i < rows; i++) for (let c = 0; c < cols; c++) mean[c] += data[i * cols + c];
  for (let c = 0; c < cols; c++) mean[c] /= rows;
  return mean;
}

/** Rows of the result are the basis' rows times the covariance of the points. */
function timesCovariance(
  points: Matrix,
  mean: Float64Array,
  basis: Float64Array,
  width: number,
): Float64Array<ArrayBuffer> {
  const { rows, cols, data } = points;
  const result = new Float64Array(width * cols);
  const centred = new Float64Array(cols);
  for (let i = 0; i < rows; i++) {
    for (let c = 0; c < cols; c++) centred[c] = data[i * cols + c] - mean[c];
    for (let b = 0; b < width; b++) {
      const row = b * cols;
      let share = 0;
      for (let c = 0; c < cols; c++) share += centred[c] * basis[row + c];
      for (let c = 0; c < cols; c++) result[row + c] += share * centred[c];
    }
  }
  for (let p = 0; p < result.length; p++) result[p] /= rows;
  return result;
}

/** Makes the rows orthonormal in place (Gram-Schmidt, twice for accuracy); dependent rows become zeros. */
function orthonormalise(basis: Float64Array, width: number, d: number): void {
  for (let b = 0; b < width; b++) {
    const before = Math.sqrt(dot(basis, b, basis, b, d));
    for (let pass = 0; pass < 2; pass++) {
      for (let other = 0; other < b; other++) {
        const share = dot(basis, b, basis, other, d);
        for (let c = 0; c < d; c++) basis[b * d + c] -= share * basis[other * d + c];
      }
    }
    const length = Math.sqrt(dot(basis, b, basis, b, d));
    const scale = length > before * 1e-10 ? 1 / length : 0;
    for (let c = 0; c < d; c++) basis[b * d + c] *= scale;
  }
}

function dot(a: Float64Array, i: number, b: Float64Array, j: number, d: number): number {
  let sum = 0;
  for (let c = 0; c < d; c++) sum += a[i * d + c] * b[j * d + c];
  return sum;
}

/** The best directions within the basis, by decreasing variance. */
function principalDirections(
  points: Matrix,
  mean: Float64Array,
  basis: Float64Array,
  width: number,
  dims: number,
): Float64Array {
  const d = points.cols;
  const moved = timesCovariance(points, mean, basis, width);
  const small = new Float64Array(width * width);
  for (let a = 0; a < width; a++)
    for (let b = 0; b < width; b++) small[a * width + b] = dot(basis, a, moved, b, d);
  const { vectors } = symmetricEigen(small, width);
  const directions = new Float64Array(dims * d);
  for (let v = 0; v < dims; v++) {
    let largest = 0;
    for (let c = 0; c < d; c++) {
      let sum = 0;
      for (let b = 0; b < width; b++) sum += vectors[v * width + b] * basis[b * d + c];
      directions[v * d + c] = sum;
      if (Math.abs(sum) > Math.abs(largest)) largest = sum;
    }
    if (largest < 0) for (let c = 0; c < d; c++) directions[v * d + c] *= -1;
  }
  return directions;
}
