import { type Matrix, rowDot } from "@toposcope/algorithms";

type Span = readonly [start: number, end: number];

/**
 * The two rows, one of each span, that are most similar; of equals the earlier ones.
 *
 * @param vectors rows of unit length
 */
export function mostSimilarPair(
  vectors: Matrix,
  [start, end]: Span,
  [otherStart, otherEnd]: Span,
): { readonly one: number; readonly other: number; readonly similarity: number } {
  let best = { one: start, other: otherStart, similarity: Number.NEGATIVE_INFINITY };
  for (let one = start; one < end; one++) {
    for (let other = otherStart; other < otherEnd; other++) {
      const similarity = rowDot(vectors, one, vectors, other);
      if (similarity > best.similarity) best = { one, other, similarity };
    }
  }
  return best;
}
