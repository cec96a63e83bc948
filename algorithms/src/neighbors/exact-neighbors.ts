import { type Control, checkpoint } from "../control.ts";
import type { LinearAlgebra } from "../linear-algebra.ts";
import { type Matrix, rowsBetween } from "../matrix.ts";
import { emptyLists, graphOfLists, offerTile } from "./best-lists.ts";
import type { NeighborGraph } from "./neighbor-graph.ts";

const tileRows = 1024;

/** Compares every two points once. Cost O(n²·d), half of what comparing all points as queries takes. */
export async function exactNeighbors(
  points: Matrix,
  k: number,
  { linearAlgebra, ...control }: Control & { readonly linearAlgebra: LinearAlgebra },
): Promise<NeighborGraph> {
  const n = points.rows;
  const side = Math.min(n, tileRows);
  const lists = emptyLists(n, k, { products: side * side, columns: side });
  for (let row = 0; row < n; row += tileRows) {
    await checkpoint(control, comparedBefore(row, n), n * n);
    const rows = rowsBetween(points, row, row + tileRows);
    const ids = Int32Array.from({ length: rows.rows }, (_, i) => row + i);
    for (let column = row; column < n; column += tileRows) {
      control.signal?.throwIfAborted();
      const columns = rowsBetween(points, column, column + tileRows);
      await linearAlgebra.productsInto(lists.scan.products, columns, rows);
      offerTile(lists, ids, column, columns.rows);
    }
  }
  await checkpoint(control, 1, 1);
  return graphOfLists(lists);
}

/** How many of the n² pairs are done when those of the rows before one are. */
function comparedBefore(row: number, n: number): number {
  return n * n - (n - row) * (n - row);
}
