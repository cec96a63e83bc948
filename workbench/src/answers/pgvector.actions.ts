import { matrix, rowDot } from "@toposcope/algorithms";
import type { Context } from "../context.ts";
import { ToposcopeError } from "../errors.ts";
import { readSystem } from "../jobs/memory-reading.ts";
import {
  copyVectors,
  nearestChunks,
  openPgvector,
  type Restriction,
  type SearchedVectors,
  vectorsByChunk,
} from "../store/search-vector.ts";
import { meanRow } from "./retrieve.ts";
import { bestOf, firstPass, outgrowsMemory, type VectorSearch } from "./vector-search.ts";

export interface PgvectorInput extends SearchedVectors {
  /** Where pgvector is. */
  readonly schema: string;
  readonly dimensions: number;
  /** The chunks with a vector, in the order of their ids: the first rows of the index. */
  readonly chunks: readonly number[];
}

/**
 * Searches vectors in the database, so that none is in memory: all of them there as 16-bit floats, of which they are made,
 * the best here. What is new is copied first.
 */
export async function pgvectorSearch(
  { db }: Pick<Context, "db">,
  { schema, projectId, modelId, dimensions, chunks }: PgvectorInput,
): Promise<VectorSearch> {
  await copyVectors(db, { projectId, modelId, dimensions });
  const rowOf = new Map(chunks.map((chunk, row) => [chunk, row]));
  const vectorsOf = async (rows: readonly number[]): Promise<(Float32Array | undefined)[]> => {
    const known = rows.flatMap((row) => chunks[row] ?? []);
    const found = await vectorsByChunk(db, { modelId, chunks: known });
    return rows.map((row) => found.get(chunks[row] ?? -1));
  };
  const cosines = async (query: Float32Array, rows: readonly number[]) => {
    const asked = matrix(1, dimensions, query);
    const vectors = await vectorsOf(rows);
    return vectors.map((vector) => (vector ? rowDot(asked, 0, matrix(1, dimensions, vector), 0) : null));
  };
  return {
    rows: chunks.length,
    cols: dimensions,
    async nearest(query, { limit, allowed }) {
      const restriction = allowed && restrictionOf(chunks, allowed);
      const wanted = { projectId, modelId, query, limit: firstPass(limit), restriction };
      const found = await nearestChunks(db, { schema, ...wanted });
      const near = found.flatMap((chunk) => rowOf.get(chunk) ?? []);
      return bestOf(near, await cosines(query, near), limit);
    },
    cosines,
    async meanOf(rows) {
      const vectors = (await vectorsOf(rows)).filter((vector) => vector !== undefined);
      const all = matrix(vectors.length, dimensions);
      for (const [at, vector] of vectors.entries()) all.data.set(vector, at * dimensions);
      return meanRow(all, [...vectors.keys()]);
    },
  };
}

/** What may be found, or what may not, whichever is less. */
function restrictionOf(chunks: readonly number[], allowed: Uint8Array): Restriction {
  const only = chunks.filter((_, row) => allowed[row] !== 0);
  if (2 * only.length <= chunks.length) return { only };
  return { not: chunks.filter((_, row) => allowed[row] === 0) };
}

/**
 * Where pgvector is, for a project whose vectors it shall search; undefined where they are searched in memory.
 *
 * @throws ToposcopeError PGVECTOR_MISSING where it shall in any case, and cannot
 */
export async function pgvectorFor(
  { db, settings }: Pick<Context, "db" | "settings">,
  vectors: { readonly rows: number; readonly dimensions: number },
): Promise<string | undefined> {
  const { vectorSearch, memoryLimit } = settings;
  if (vectorSearch === "memory") return undefined;
  if (vectorSearch === "auto") {
    const memoryBytes = memoryLimit === undefined ? (await readSystem()).totalBytes : memoryLimit * 1_000_000;
    if (!outgrowsMemory(vectors, memoryBytes)) return undefined;
  }
  const { schema, missing } = await openPgvector(db);
  if (missing === undefined || vectorSearch === "auto") return schema;
  throw new ToposcopeError("PGVECTOR_MISSING", missing);
}
