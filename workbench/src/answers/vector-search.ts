import type { Matrix } from "@toposcope/algorithms";
import type { Hit } from "./retrieve.ts";

export interface NearestOptions {
  readonly limit: number;
  /** Rows with a 0 are left out. */
  readonly allowed?: Uint8Array | undefined;
}

/**
 * Finds among the rows of a search index, of which the first so many have a vector, those that are nearest to a vector.
 * Every implementation passes one suite: test/answers/vector-search.test.ts.
 */
export interface VectorSearch {
  /** Rows with a vector, and its dimensions. */
  readonly rows: number;
  readonly cols: number;
  /** The rows nearest to a query of unit length, the best first and with their exact cosines; of equals the lower row. */
  nearest(query: Float32Array, options: NearestOptions): Promise<Hit[]>;
  /** The cosine of each of these rows; null of one without a vector. */
  cosines(query: Float32Array, rows: readonly number[]): Promise<(number | null)[]>;
  /** The mean of those of these rows that have a vector, at unit length. */
  meanOf(rows: readonly number[]): Promise<Float32Array>;
  /** All vectors, where they are in memory. */
  readonly vectors?: Matrix;
}

/** Of so many wanted rows a first pass, which is not exact, names twice as many. */
export const firstPass = (limit: number) => 2 * limit;

/** Rows that a first pass named by their cosines, the best first; of equals the lower row. */
export function bestOf(rows: readonly number[], cosines: readonly (number | null)[], limit: number): Hit[] {
  return rows
    .flatMap((row, at) => (cosines[at] == null ? [] : [{ row, score: cosines[at] }]))
    .sort((a, b) => b.score - a.score || a.row - b.row)
    .slice(0, limit);
}

/** Where vectors are searched: `auto` is in memory, and by pgvector what takes up too much of it. */
export type VectorSearchMode = "auto" | "memory" | "pgvector";

/** A vector in memory: 32-bit floats, and bytes for the first pass. */
const bytesPerDimension = 5;
/** A project's vectors may have this share of the memory; docs/decisions/2026-11-22-vectors-in-memory-while-they-fit.md. */
const mostOfMemory = 0.25;

/** Whether a project's vectors take up more memory than one project's should. */
export function outgrowsMemory(
  { rows, dimensions }: { readonly rows: number; readonly dimensions: number },
  memoryBytes: number,
): boolean {
  return rows * dimensions * bytesPerDimension > mostOfMemory * memoryBytes;
}
