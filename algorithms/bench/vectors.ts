import { readFileSync } from "node:fs";
import { type Matrix, matrix, normaliseRows, Random } from "../src/index.ts";

/** Points and the group each belongs to in truth. */
export interface Vectors {
  readonly name: string;
  readonly points: Matrix;
  readonly truth: Int32Array;
}

/**
 * Groups like those of text: centres near a few shared directions, and points whose spread has far fewer dimensions
 * than the space.
 */
export function syntheticVectors(size: number, dims = 384, seed = 1): Vectors {
  const random = new Random(seed);
  const groups = Math.max(4, Math.round(Math.sqrt(size) / 4));
  const spreadDims = 12;
  const normals = (rows: number) => {
    const made = matrix(rows, dims);
    for (let p = 0; p < made.data.length; p++) made.data[p] = random.normal() / Math.sqrt(dims);
    return made;
  };
  const centres = normals(groups);
  const spreads = normals(groups * spreadDims);
  const points = matrix(size, dims);
  const truth = new Int32Array(size);
  for (let i = 0; i < size; i++) {
    const group = Math.floor(groups * random.uniform() ** 1.5);
    truth[i] = group;
    const shares = Array.from({ length: spreadDims }, () => 0.4 * random.normal());
    for (let c = 0; c < dims; c++) {
      let value = centres.data[group * dims + c] + (0.5 * random.normal()) / Math.sqrt(dims);
      for (let s = 0; s < spreadDims; s++)
        value += shares[s] * spreads.data[(group * spreadDims + s) * dims + c];
      points.data[i * dims + c] = value;
    }
  }
  return { name: "synthetic", points: normaliseRows(points), truth };
}

/**
 * Vectors from a file of raw little-endian 32-bit floats, and labels from a JSON array beside it
 * (`x.f32` and `x.labels.json`).
 */
export function vectorsFromFile(path: string, dims = 384): Vectors {
  const bytes = readFileSync(path);
  const data = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  const labels: unknown[] = JSON.parse(readFileSync(path.replace(/\.f32$/, ".labels.json"), "utf8"));
  const numbers = new Map<unknown, number>();
  for (const label of labels) if (!numbers.has(label)) numbers.set(label, numbers.size);
  return {
    name: path.replace(/^.*\//, "").replace(/\.f32$/, ""),
    points: normaliseRows(matrix(data.length / dims, dims, data)),
    truth: Int32Array.from(labels, (label) => numbers.get(label) as number),
  };
}
