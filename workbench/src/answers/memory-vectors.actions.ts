import { type Matrix, matrix, rowDot } from "@toposcope/algorithms";
import { QuantizedRows } from "../native/quantized-rows.ts";
import { bestRows, meanRow } from "./retrieve.ts";
import { bestOf, firstPass, type VectorSearch } from "./vector-search.ts";

/** Searches vectors in memory: all of them as bytes, the best as they are. */
export function memoryVectors(vectors: Matrix): VectorSearch {
  const quantized = new QuantizedRows(vectors);
  const { rows, cols } = vectors;
  const cosinesOf = (query: Float32Array, wanted: readonly number[]) => {
    const asked = matrix(1, cols, query);
    return wanted.map((row) => (row < rows ? rowDot(asked, 0, vectors, row) : null));
  };
  return {
    rows,
    cols,
    vectors,
    async nearest(query, { limit, allowed }) {
      const near = bestRows(quantized.similarities(query), { limit: firstPass(limit), allowed });
      return bestOf(near, cosinesOf(query, near), limit);
    },
    cosines: async (query, wanted) => cosinesOf(query, wanted),
    meanOf: async (wanted) =>
      meanRow(
        vectors,
        wanted.filter((row) => row < rows),
      ),
  };
}
