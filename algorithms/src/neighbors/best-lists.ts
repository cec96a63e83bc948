import { emptyBest, type Nearest } from "../linear-algebra.ts";
import type { NeighborGraph } from "./neighbor-graph.ts";
import { type RowScan, rowScan } from "./row-scan.ts";

/** The k best others of each of n points so far, best first. */
export interface BestLists extends Nearest {
  readonly n: number;
  /** Takes products; its thresholds are what a further point must reach to enter each list. */
  readonly scan: RowScan;
}

export interface TileSize {
  /** The most products and columns of a tile. */
  readonly products: number;
  readonly columns: number;
}

export function emptyLists(n: number, k: number, tile: TileSize): BestLists {
  const scan = rowScan({ ...tile, thresholds: n });
  scan.thresholds.fill(Number.NEGATIVE_INFINITY);
  return { n, ...emptyBest(n, k), scan };
}

/** The lists as a graph; every list must be full. */
export function graphOfLists({ n, k, indices, similarities }: BestLists): NeighborGraph {
  return { n, k, indices, similarities };
}

/**
 * Offers each row's point the columns' points, and each column's point the rows' ones. Points may meet more than once.
 * The rows × columns similarities are the products of `lists.scan`.
 *
 * @param rows the rows' points
 * @param firstColumn the columns' points are this one and those after it
 * @param columns how many there are
 *
 * Cost O(rows·columns), and O(k) for each point that enters a list.
 */
export function offerTile(lists: BestLists, rows: Int32Array, firstColumn: number, columns: number): void {
  const { scan } = lists;
  const { products, thresholds, found } = scan;
  for (let r = 0; r < rows.length; r++) {
    const row = rows[r];
    const start = r * columns;
    const hits = scan.hits(start, columns, firstColumn, thresholds[row]);
    for (let h = 0; h < hits; h++) {
      const column = firstColumn + found[h] - start;
      const similarity = products[found[h]];
      if (similarity >= thresholds[row]) offerOnce(lists, row, column, similarity);
      if (similarity >= thresholds[column]) offerOnce(lists, column, row, similarity);
    }
  }
}

/** Larger similarities first, equal ones by the lower index; a point is never in its own list, nor twice in another's. */
function offerOnce(
  { k, indices, similarities, scan }: BestLists,
  point: number,
  other: number,
  similarity: number,
): void {
  if (point === other) return;
  const start = point * k;
  const last = start + k - 1;
  if (!ranksBefore(similarity, other, similarities[last], indices[last])) return;
  for (let p = start; p <= last; p++) if (indices[p] === other) return;
  let at = last;
  for (; at > start && ranksBefore(similarity, other, similarities[at - 1], indices[at - 1]); at--) {
    similarities[at] = similarities[at - 1];
    indices[at] = indices[at - 1];
  }
  similarities[at] = similarity;
  indices[at] = other;
  scan.thresholds[point] = similarities[last];
}

/** Whether one entry stands before another; an index below 0 is an empty place. */
function ranksBefore(
  similarity: number,
  index: number,
  otherSimilarity: number,
  otherIndex: number,
): boolean {
  return (
    similarity > otherSimilarity || (similarity === otherSimilarity && (otherIndex < 0 || index < otherIndex))
  );
}
