import { type Control, checkpoint, controlPart } from "../control.ts";
import type { LinearAlgebra } from "../linear-algebra.ts";
import { type Matrix, rowsBetween } from "../matrix.ts";
import type { Random } from "../random.ts";
import { type BestLists, emptyLists, offerTile } from "./best-lists.ts";
import { type Cells, cellsOf } from "./cells.ts";
import { type NeighborGraph, renumbered } from "./neighbor-graph.ts";

interface ApproximateOptions extends Control {
  readonly linearAlgebra: LinearAlgebra;
  readonly random: Random;
}

const productsAtOnce = 2 ** 20;
const columnsAtOnce = 2048;
const mostCandidates = 25_000;
/** Times the mean length. */
const longestCell = 16;

/**
 * Finds most of the k most similar other points: each point is compared with the points of its nearest cells of a
 * k-means partition, and each comparison serves both. How many cells that are is learned from a sample, whose true
 * neighbors are known, so that hard data take longer instead of giving worse neighbors.
 *
 * Cost O(n^1.5·d + n·candidates·d), at most 25,000 candidates a point.
 * @see Jégou, Douze & Schmid 2011 (inverted lists); deviates: exact vectors, both directions, calibrated probes
 */
export async function approximateNeighbors(
  points: Matrix,
  k: number,
  { linearAlgebra, random, ...control }: ApproximateOptions,
): Promise<NeighborGraph> {
  const cells = await cellsOf(points, k, {
    mostCandidates,
    linearAlgebra,
    random,
    ...controlPart(control, 0, 0.3),
  });
  const lists = emptyLists(points.rows, k, { products: productsAtOnce, columns: columnsAtOnce });
  const compare = comparison(lists, cells.points, linearAlgebra);
  await compareCells(compare, cells, controlPart(control, 0.3, 1));
  await completeLists(compare, lists);
  await checkpoint(control, 1, 1);
  return renumbered(lists, cells.originals);
}

/** Compares some points with those from one up to another, and tells both. */
type Compare = (rows: Int32Array, from: number, to: number) => Promise<void>;

function comparison(lists: BestLists, points: Matrix, linearAlgebra: LinearAlgebra): Compare {
  return async (rows, from, to) => {
    for (let start = from; start < to; start += columnsAtOnce) {
      const columns = rowsBetween(points, start, Math.min(to, start + columnsAtOnce));
      const rowsAtOnce = Math.floor(productsAtOnce / columns.rows);
      for (let row = 0; row < rows.length; row += rowsAtOnce) {
        const some = rows.subarray(row, row + rowsAtOnce);
        await linearAlgebra.productsInto(lists.scan.products, columns, points, some);
        offerTile(lists, some, start, columns.rows);
      }
    }
  };
}

/**
 * Compares the points of each cell with each other, and then with those that look into it. Cells that are far longer than
 * others, as of copies, are compared piece by piece, and others look into their first piece only.
 */
async function compareCells(
  compare: Compare,
  { count, points, starts, visitors, visitorStarts }: Cells,
  control: Control,
): Promise<void> {
  const longest = Math.ceil((longestCell * points.rows) / count);
  for (let cell = 0; cell < count; cell++) {
    await checkpoint(control, cell, 2 * count);
    for (let start = starts[cell]; start < starts[cell + 1]; start += longest) {
      const end = Math.min(start + longest, starts[cell + 1]);
      await compare(range(start, end), start, end);
    }
  }
  for (let cell = 0; cell < count; cell++) {
    await checkpoint(control, count + cell, 2 * count);
    const rows = visitors.subarray(visitorStarts[cell], visitorStarts[cell + 1]);
    await compare(rows, starts[cell], Math.min(starts[cell] + longest, starts[cell + 1]));
  }
}

/** Compares the few points that met too few others with all points. */
async function completeLists(compare: Compare, { n, k, indices }: BestLists): Promise<void> {
  const lacking = range(0, n).filter((point) => indices[(point + 1) * k - 1] < 0);
  if (lacking.length > 0) await compare(lacking, 0, n);
}

function range(from: number, to: number): Int32Array {
  return Int32Array.from({ length: to - from }, (_, i) => from + i);
}
