import { InputError } from "./input-error.ts";

/** Dense matrix, row-major: entry (i, j) is `data[i * cols + j]`. */
export interface Matrix {
  readonly rows: number;
  readonly cols: number;
  readonly data: Float32Array;
}

/**
 * Makes a rows × cols matrix over `data`, or over zeros.
 *
 * @throws InputError when `data` has another length than rows · cols
 */
export function matrix(
  rows: number,
  cols: number,
  data: Float32Array = new Float32Array(rows * cols),
): Matrix {
  if (data.length !== rows * cols) {
    throw new InputError(`a ${rows} × ${cols} matrix needs ${rows * cols} numbers, found ${data.length}`);
  }
  return { rows, cols, data };
}

/** Inner product of row i of `a` with row j of `b`; both have the same number of columns. Cost O(d). */
export function rowDot(a: Matrix, i: number, b: Matrix, j: number): number {
  const cols = a.cols;
  const x = a.data;
  const y = b.data;
  let p = i * cols;
  let q = j * cols;
  const end = p + cols;
  const unrolledEnd = end - 3;
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  for (; p < unrolledEnd; p += 4, q += 4) {
    s0 += x[p] * y[q];
    s1 += x[p + 1] * y[q + 1];
    s2 += x[p + 2] * y[q + 2];
    s3 += x[p + 3] * y[q + 3];
  }
  for (; p < end; p++, q++) s0 += x[p] * y[q];
  return s0 + s1 + (s2 + s3);
}

/** Squared Euclidean distance of row i of `a` and row j of `b`; both have the same number of columns. Cost O(d). */
export function rowDistanceSquared(a: Matrix, i: number, b: Matrix, j: number): number {
  const cols = a.cols;
  const x = a.data;
  const y = b.data;
  const p = i * cols;
  const q = j * cols;
  let sum = 0;
  for (let c = 0; c < cols; c++) {
    const difference = x[p + c] - y[q + c];
    sum += difference * difference;
  }
  return sum;
}

/** Copies a matrix with every row divided by its length; rows of zeros stay zeros. Cost O(n·d). */
export function normaliseRows(points: Matrix): Matrix {
  const { rows, cols } = points;
  const data = new Float32Array(points.data);
  for (let i = 0; i < rows; i++) {
    const length = Math.sqrt(rowDot(points, i, points, i));
    if (length === 0) continue;
    for (let p = i * cols; p < (i + 1) * cols; p++) data[p] /= length;
  }
  return { rows, cols, data };
}

/** The rows from `start` up to `end` or the last one, sharing the matrix's memory. */
export function rowsBetween({ rows, cols, data }: Matrix, start: number, end: number): Matrix {
  const last = Math.max(start, Math.min(end, rows));
  return { rows: last - start, cols, data: data.subarray(start * cols, last * cols) };
}

/** Copies the rows with the given ids, in that order. Cost O(ids·d). */
export function gatherRows(points: Matrix, ids: ArrayLike<number>): Matrix {
  const { cols, data } = points;
  const gathered = new Float32Array(ids.length * cols);
  for (let i = 0; i < ids.length; i++) {
    const from = ids[i] * cols;
    gathered.set(data.subarray(from, from + cols), i * cols);
  }
  return { rows: ids.length, cols, data: gathered };
}

/**
 * Mean direction of each label's points: k × d, rows of unit length, a row of zeros for a label without points.
 *
 * @param points n × d
 * @param labels n labels, each 0..count-1, or -1 for none
 *
 * Cost O(n·d).
 */
export function centroidsOf(points: Matrix, labels: Int32Array, count: number): Matrix {
  const { rows, cols, data } = points;
  const sums = new Float64Array(count * cols);
  for (let i = 0; i < rows; i++) {
    if (labels[i] < 0) continue;
    const target = labels[i] * cols;
    const source = i * cols;
    for (let c = 0; c < cols; c++) sums[target + c] += data[source + c];
  }
  for (let t = 0; t < count; t++) {
    let squares = 0;
    for (let p = t * cols; p < (t + 1) * cols; p++) squares += sums[p] * sums[p];
    if (squares === 0) continue;
    const length = Math.sqrt(squares);
    for (let p = t * cols; p < (t + 1) * cols; p++) sums[p] /= length;
  }
  return { rows: count, cols, data: Float32Array.from(sums) };
}
