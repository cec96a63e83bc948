/** Mean of a set of points and its principal axes, largest variance first, each of unit length, row-major. */
export interface PrincipalAxes {
  readonly mean: Float64Array;
  readonly axes: Float64Array;
}

const sweeps = 30;
const converged = 1e-20;

/**
 * Finds all principal axes of points by Jacobi rotations of their covariance. Cost O(n·d² + d³).
 *
 * @param points n × d, row-major
 */
export function principalAxes(points: Float32Array, d: number): PrincipalAxes {
  const mean = meanRow(points, d);
  const matrix = covariance(points, mean);
  const axes = diagonalise(matrix, d);
  const order = Array.from({ length: d }, (_, i) => i).sort(
    (a, b) => matrix[b * d + b]! - matrix[a * d + a]!,
  );
  const sorted = new Float64Array(d * d);
  for (const [place, axis] of order.entries()) {
    const row = axes.subarray(axis * d, (axis + 1) * d);
    const largest = row.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0);
    for (let c = 0; c < d; c++) sorted[place * d + c] = row[c]! * Math.sign(largest);
  }
  return { mean, axes: sorted };
}

/** Coordinates of points on the first `kept` axes: n × kept. */
export function projectOnto(points: Float32Array, { mean, axes }: PrincipalAxes, kept: number): Float32Array {
  const d = mean.length;
  const n = points.length / d;
  const projected = new Float32Array(n * kept);
  for (let i = 0; i < n; i++) {
    for (let axis = 0; axis < kept; axis++) {
      let sum = 0;
      for (let c = 0; c < d; c++) sum += (points[i * d + c]! - mean[c]!) * axes[axis * d + c]!;
      projected[i * kept + axis] = sum;
    }
  }
  return projected;
}

function meanRow(points: Float32Array, d: number): Float64Array {
  const mean = new Float64Array(d);
  for (let at = 0; at < points.length; at++) mean[at % d]! += points[at]!;
  return mean.map((sum) => (sum * d) / points.length);
}

function covariance(points: Float32Array, mean: Float64Array): Float64Array {
  const d = mean.length;
  const sums = new Float64Array(d * d);
  const centred = new Float64Array(d);
  for (let start = 0; start < points.length; start += d) {
    for (let c = 0; c < d; c++) centred[c] = points[start + c]! - mean[c]!;
    for (let row = 0; row < d; row++) {
      const factor = centred[row]!;
      for (let c = row; c < d; c++) sums[row * d + c]! += factor * centred[c]!;
    }
  }
  const n = points.length / d;
  for (let row = 0; row < d; row++) {
    for (let c = row; c < d; c++) {
      sums[row * d + c]! /= n;
      sums[c * d + row] = sums[row * d + c]!;
    }
  }
  return sums;
}

/** Rotates a symmetric matrix in place until only its diagonal is left; the rows of the result are its axes. */
function diagonalise(matrix: Float64Array, d: number): Float64Array {
  const axes = new Float64Array(d * d);
  for (let i = 0; i < d; i++) axes[i * d + i] = 1;
  for (let sweep = 0; sweep < sweeps && offDiagonal(matrix, d) > converged; sweep++) {
    for (let p = 0; p < d - 1; p++) {
      for (let q = p + 1; q < d; q++) rotateAway(matrix, axes, d, p, q);
    }
  }
  return axes;
}

function offDiagonal(matrix: Float64Array, d: number): number {
  let squares = 0;
  for (let p = 0; p < d; p++) for (let q = p + 1; q < d; q++) squares += matrix[p * d + q]! ** 2;
  return squares;
}

/** One Jacobi rotation: makes entry (p, q) zero. */
function rotateAway(matrix: Float64Array, axes: Float64Array, d: number, p: number, q: number): void {
  const entry = matrix[p * d + q]!;
  if (entry === 0) return;
  const theta = (matrix[q * d + q]! - matrix[p * d + p]!) / (2 * entry);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const cosine = 1 / Math.sqrt(t * t + 1);
  const sine = t * cosine;
  for (let i = 0; i < d; i++) mix(matrix, i * d + p, i * d + q, cosine, sine);
  for (let i = 0; i < d; i++) mix(matrix, p * d + i, q * d + i, cosine, sine);
  for (let i = 0; i < d; i++) mix(axes, p * d + i, q * d + i, cosine, sine);
}

function mix(data: Float64Array, a: number, b: number, cosine: number, sine: number): void {
  const x = data[a]!;
  const y = data[b]!;
  data[a] = cosine * x - sine * y;
  data[b] = sine * x + cosine * y;
}
