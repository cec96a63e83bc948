/** Adds `factor` times a vector to another of at least its length. */
export function addScaledInto(
  target: Float32Array | Float64Array,
  source: ArrayLike<number>,
  factor: number,
): void {
  for (let c = 0; c < source.length; c++) target[c]! += factor * source[c]!;
}

/** Brings a vector to unit length; a vector of zeros stays one. */
export function normaliseInPlace(vector: Float32Array | Float64Array): void {
  let squares = 0;
  for (let c = 0; c < vector.length; c++) squares += vector[c]! * vector[c]!;
  if (squares === 0) return;
  const length = Math.sqrt(squares);
  for (let c = 0; c < vector.length; c++) vector[c]! /= length;
}

/** Row of a row-major matrix, sharing its memory. */
export function rowOf(data: Float32Array, row: number, cols: number): Float32Array {
  return data.subarray(row * cols, (row + 1) * cols);
}
