import type { MapColumns } from "toposcope/drawing";

/** A byte a point: 1 for the points of the given chunks. */
export function litRows(
  { chunk, count }: Pick<MapColumns, "chunk" | "count">,
  chunks: readonly number[],
): Uint8Array {
  const wanted = new Set(chunks);
  const lit = new Uint8Array(count);
  for (let row = 0; row < count; row++) if (wanted.has(chunk[row] ?? -1)) lit[row] = 1;
  return lit;
}
