import { type Control, checkpoint, controlPart } from "../control.ts";
import type { LinearAlgebra } from "../linear-algebra.ts";
import { type Matrix, rowsBetween } from "../matrix.ts";
import type { Random } from "../random.ts";
import { type BestLists, emptyLists, offerTile } from "./best-lists.ts";
import { type Cells, cellsOf, homesOf } from "./cells.ts";
import { type NeighborGraph, renumbered } from "./neighbor-graph.ts";
import { probeCount } from "./probe-count.ts";
import { type Probes, probesOf } from "./probes.ts";

interface ApproximateOptions extends Control {
  readonly linearAlgebra: LinearAlgebra;
  readonly random: Random;
}

const productsAtOnce = 2 ** 20;
const columnsAtOnce = 2048;
const mostCandidates = 25_000;

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
  const tools = { linearAlgebra, signal: control.signal };
  const cells = await cellsOf(points, {
    linearAlgebra,
    random: random.split(0),
    ...controlPart(control, 0, 0.15),
  });
  const homes = homesOf(cells);
  const wanted = await probeCount(cells, homes, k, { ...tools, random: random.split(1) });
  const affordable = Math.ceil((mostCandidates * cells.centroids.rows) / points.rows);
  const probes = await probesOf(cells.points, cells.centroids, Math.min(wanted, affordable), {
    linearAlgebra,
    ...controlPart(control, 0.15, 0.25),
  });
  const lists = emptyLists(points.rows, k, { products: productsAtOnce, columns: columnsAtOnce });
  const compare = comparison(lists, cells.points, linearAlgebra);
  await compareWithin(compare, cells, controlPart(control, 0.25, 0.3));
  await compareAcross(compare, cells, homes, probes, controlPart(control, 0.3, 1));
  await completeLists(compare, lists, control);
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

/** Compares the points of each cell with each other. */
async function compareWithin(compare: Compare, { starts }: Cells, control: Control): Promise<void> {
  const cells = starts.length - 1;
  for (let cell = 0; cell < cells; cell++) {
    await checkpoint(control, cell, cells);
    await compare(range(starts[cell], starts[cell + 1]), starts[cell], starts[cell + 1]);
  }
}

/** Compares the points of each cell with those of others that look into it. */
async function compareAcross(
  compare: Compare,
  { starts }: Cells,
  homes: Int32Array,
  probes: Probes,
  control: Control,
): Promise<void> {
  const cells = starts.length - 1;
  const visitors = visitorsOf(probes, homes, cells);
  for (let cell = 0; cell < cells; cell++) {
    await checkpoint(control, cell, cells);
    const rows = visitors.points.subarray(visitors.starts[cell], visitors.starts[cell + 1]);
    await compare(rows, starts[cell], starts[cell + 1]);
  }
}

/** For each cell the points of other cells that look into it, ascending. */
function visitorsOf(
  { starts, cells }: Probes,
  homes: Int32Array,
  count: number,
): { starts: Int32Array; points: Int32Array } {
  const n = homes.length;
  const ends = new Int32Array(count + 1);
  const eachVisit = (visit: (point: number, cell: number) => void) => {
    for (let point = 0; point < n; point++) {
      for (let p = starts[point]; p < starts[point + 1]; p++) {
        if (cells[p] !== homes[point]) visit(point, cells[p]);
      }
    }
  };
  eachVisit((_, cell) => {
    ends[cell + 1]++;
  });
  for (let cell = 0; cell < count; cell++) ends[cell + 1] += ends[cell];
  const next = ends.slice(0, count);
  const points = new Int32Array(ends[count]);
  eachVisit((point, cell) => {
    points[next[cell]++] = point;
  });
  return { starts: ends, points };
}

/** Compares the few points that met too few others with all points. */
async function completeLists(
  compare: Compare,
  { n, k, indices }: BestLists,
  { signal }: Control,
): Promise<void> {
  signal?.throwIfAborted();
  const lacking = range(0, n).filter((point) => indices[(point + 1) * k - 1] < 0);
  if (lacking.length > 0) await compare(lacking, 0, n);
}

function range(from: number, to: number): Int32Array {
  return Int32Array.from({ length: to - from }, (_, i) => from + i);
}
