import { type Matrix, rowDot } from "@toposcope/algorithms";

/** A row that answers a query. */
export interface Hit {
  readonly row: number;
  /** Higher is better; comparable within one query only. */
  readonly score: number;
  /** What a cross-encoder gives it, where one looked at it. */
  readonly rerank?: number;
}

export interface BestOptions {
  readonly limit: number;
  /** Rows with a 0 are left out. */
  readonly allowed?: Uint8Array | undefined;
  /** Only higher scores count. */
  readonly above?: number | undefined;
}

/**
 * The rows with the highest scores, best first; of equals the lower one.
 *
 * Cost O(n + limit²) for scores in no particular order.
 */
export function bestRows(
  scores: Float32Array | Int32Array,
  { limit, allowed, above = Number.NEGATIVE_INFINITY }: BestOptions,
): number[] {
  const best: number[] = [];
  let least = above;
  for (let row = 0; row < scores.length; row++) {
    const score = scores[row]!;
    if (score <= least || (allowed && allowed[row] === 0)) continue;
    let at = best.length;
    while (at > 0 && scores[best[at - 1]!]! < score) at--;
    best.splice(at, 0, row);
    if (best.length > limit) best.pop();
    if (best.length === limit) least = Math.max(above, scores[best[limit - 1]!]!);
  }
  return best;
}

/** What rows are ranked by. */
export interface Rankings {
  readonly words: { readonly rows: readonly number[]; scoreOf(row: number): number };
  readonly meaning: { readonly rows: readonly number[]; scoreOf(row: number): number };
}

/**
 * Joins a ranking by words and one by meaning, best first; of equals the lower row. A score counts as its share of the best
 * one in its ranking, and a row that only one ranking offers gets its score in the other too.
 *
 * @param weight how much meaning counts: 0 is words only, 1 meaning only
 */
export function fuse({ words, meaning }: Rankings, weight: number): Hit[] {
  const rows = new Set<number>();
  if (weight < 1) for (const row of words.rows) rows.add(row);
  if (weight > 0) for (const row of meaning.rows) rows.add(row);
  const ofWords = shareOfBest(words);
  const ofMeaning = shareOfBest(meaning);
  return [...rows]
    .map((row) => ({ row, score: (1 - weight) * ofWords(row) + weight * ofMeaning(row) }))
    .sort((a, b) => b.score - a.score || a.row - b.row);
}

function shareOfBest({ rows, scoreOf }: Rankings["words"]): (row: number) => number {
  const best = rows.length === 0 ? 0 : scoreOf(rows[0]!);
  return best > 0 ? (row) => Math.max(0, scoreOf(row) / best) : () => 0;
}

/** At most so many hits of each group, in their order. */
export function capped(hits: readonly Hit[], groupOf: (row: number) => number, most: number): Hit[] {
  const counts = new Map<number, number>();
  return hits.filter(({ row }) => {
    const count = (counts.get(groupOf(row)) ?? 0) + 1;
    counts.set(groupOf(row), count);
    return count <= most;
  });
}

/** The mean of rows, as one row of unit length. */
export function meanRow(points: Matrix, rows: readonly number[]): Float32Array {
  const { cols, data } = points;
  const mean = new Float32Array(cols);
  for (const row of rows) for (let c = 0; c < cols; c++) mean[c]! += data[row * cols + c]!;
  const norm = Math.sqrt(rowDot({ rows: 1, cols, data: mean }, 0, { rows: 1, cols, data: mean }, 0)) || 1;
  for (let c = 0; c < cols; c++) mean[c]! /= norm;
  return mean;
}
