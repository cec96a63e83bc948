import { type Matrix, rowDot } from "@toposcope/algorithms";

/** A chunk that answers a query, by its position among the chunks ranked. */
export interface Hit {
  readonly chunk: number;
  /** Higher is better; comparable within one query only. */
  readonly score: number;
}

/** How much the first ranks count against later ones. @see Cormack, Clarke & Büttcher, SIGIR 2009 (k = 60) */
const rankOffset = 60;

/**
 * The chunks most similar to a query vector, best first; of equals the lower one.
 *
 * @param points n × d, rows of unit length
 * @param query 1 × d, of unit length
 *
 * Cost O(n·(d + log limit)).
 */
export function nearestChunks(points: Matrix, query: Matrix, limit: number): Hit[] {
  const best: Hit[] = [];
  for (let chunk = 0; chunk < points.rows; chunk++) {
    const score = rowDot(query, 0, points, chunk);
    if (best.length === limit && score <= best[limit - 1]!.score) continue;
    let at = best.length;
    while (at > 0 && best[at - 1]!.score < score) at--;
    best.splice(at, 0, { chunk, score });
    if (best.length > limit) best.pop();
  }
  return best;
}

/**
 * Joins rankings of the same chunks by reciprocal rank, best first; of equals the lower chunk.
 *
 * @param rankings chunks, best first, each with the weight of its ranking
 */
export function fuseRankings(
  rankings: readonly { readonly chunks: readonly number[]; readonly weight: number }[],
  limit: number,
): Hit[] {
  const scores = new Map<number, number>();
  for (const { chunks, weight } of rankings) {
    for (const [rank, chunk] of chunks.entries()) {
      scores.set(chunk, (scores.get(chunk) ?? 0) + weight / (rankOffset + rank + 1));
    }
  }
  return [...scores]
    .map(([chunk, score]) => ({ chunk, score }))
    .sort((a, b) => b.score - a.score || a.chunk - b.chunk)
    .slice(0, limit);
}
