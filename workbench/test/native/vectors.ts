/** Row of a row-major matrix. */
export function row(vectors: Float32Array, at: number, dimensions: number): Float32Array {
  return vectors.slice(at * dimensions, (at + 1) * dimensions);
}

export function rowLength(vectors: Float32Array, at: number, dimensions: number): number {
  return Math.hypot(...row(vectors, at, dimensions));
}

export function cosine(a: Float32Array, b: Float32Array): number {
  const dot = a.reduce((sum, value, c) => sum + value * (b[c] ?? Number.NaN), 0);
  return dot / (Math.hypot(...a) * Math.hypot(...b));
}
