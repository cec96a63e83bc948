import type { AnalysedChunks } from "../model.ts";

/** Numbers the distinct texts of chunks in the order in which they first occur. */
export function pointsOf(
  rows: readonly { readonly id: number; readonly document: number; readonly textHash: Buffer }[],
): AnalysedChunks {
  const known = new Map<string, number>();
  const firsts: number[] = [];
  const points = Int32Array.from(rows, ({ textHash }, position) => {
    const key = textHash.toString("latin1");
    const point = known.get(key);
    if (point !== undefined) return point;
    known.set(key, firsts.length);
    return firsts.push(position) - 1;
  });
  return {
    chunks: rows.map(({ id }) => id),
    documents: rows.map(({ document }) => document),
    points,
    firsts,
  };
}

/** Each chunk's value, given each point's. */
export function spread(values: Int32Array, points: Int32Array): Int32Array;
export function spread(values: Float32Array, points: Int32Array): Float32Array;
export function spread(values: Uint8Array, points: Int32Array): Uint8Array;
export function spread(
  values: Int32Array | Float32Array | Uint8Array,
  points: Int32Array,
): Int32Array | Float32Array | Uint8Array {
  const out = new (values.constructor as Float32ArrayConstructor)(points.length);
  for (let i = 0; i < points.length; i++) out[i] = values[points[i]!]!;
  return out;
}
