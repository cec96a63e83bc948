import { type Control, checkpoint } from "../control.ts";
import type { LinearAlgebra } from "../linear-algebra.ts";
import { type Matrix, rowsBetween } from "../matrix.ts";
import { type RowScan, rowScan } from "./row-scan.ts";

/** The cells that each point looks into: those of point i are at starts[i] up to starts[i + 1], by ascending number. */
export interface Probes {
  readonly starts: Int32Array;
  readonly cells: Int32Array;
  /** The cell of each point: the most similar one, the lower of equal ones. */
  readonly homes: Int32Array;
}

const productsAtOnce = 2 ** 20;
const bisections = 24;
/** Where counting stops: so many more than wanted cost less than telling them apart. */
const tolerated = 1.1;

/**
 * Finds for each point about so many cells whose centroids are most similar: `wanted` at least, a tenth more at most.
 *
 * Cost O(n·cells·d).
 */
export async function probesOf(
  points: Matrix,
  centroids: Matrix,
  wanted: number,
  { linearAlgebra, ...control }: Control & { readonly linearAlgebra: LinearAlgebra },
): Promise<Probes> {
  const n = points.rows;
  const columns = centroids.rows;
  const most = Math.min(columns, Math.floor(wanted * tolerated));
  const rowsAtOnce = Math.max(1, Math.floor(productsAtOnce / columns));
  const scan = rowScan({ products: rowsAtOnce * columns, thresholds: columns, columns });
  scan.thresholds.fill(Number.POSITIVE_INFINITY);
  const starts = new Int32Array(n + 1);
  const cells = new Int32Array(n * most);
  const homes = new Int32Array(n);
  for (let first = 0, end = 0; first < n; first += rowsAtOnce) {
    await checkpoint(control, first, n);
    const some = rowsBetween(points, first, first + rowsAtOnce);
    await linearAlgebra.productsInto(scan.products, centroids, some);
    for (let row = 0; row < some.rows; row++) {
      const start = row * columns;
      const least = thresholdFor(scan, start, columns, wanted, most);
      const hits = Math.min(most, scan.hits(start, columns, 0, least));
      homes[first + row] = scan.found[largest(scan, hits)] - start;
      for (let h = 0; h < hits; h++) cells[end++] = scan.found[h] - start;
      starts[first + row + 1] = end;
    }
  }
  await checkpoint(control, 1, 1);
  return { starts, cells: cells.subarray(0, starts[n]), homes };
}

/** A similarity that `wanted` to `most` products of a row reach; more where too many are equal. */
function thresholdFor(scan: RowScan, start: number, columns: number, wanted: number, most: number): number {
  let low = -1.5;
  let high = 1.5;
  for (let step = 0; step < bisections; step++) {
    const middle = (low + high) / 2;
    const count = scan.count(start, columns, middle);
    if (count < wanted) high = middle;
    else {
      low = middle;
      if (count <= most) break;
    }
  }
  return low;
}

/** Which of the products found is the largest, the first of equal ones. */
function largest({ products, found }: RowScan, hits: number): number {
  let best = 0;
  for (let h = 1; h < hits; h++) if (products[found[h]] > products[found[best]]) best = h;
  return best;
}
