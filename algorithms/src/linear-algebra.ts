import { type Control, checkpoint } from "./control.ts";
import { InputError } from "./input-error.ts";
import { gatherRows, type Matrix } from "./matrix.ts";

/** For each query the k most similar points: row q is at `q * k`, best first. */
export interface Nearest {
  readonly k: number;
  readonly indices: Int32Array;
  readonly similarities: Float32Array;
}

/** The heavy arithmetic of this library, so that faster hardware can take it over. */
export interface LinearAlgebra {
  /**
   * Finds for each query the points with the largest inner products, best first.
   *
   * @param points n × d
   * @param queries q × d
   * @param k wanted, at least 1; the result's k is min(k, n)
   * @throws InputError when the two have different d
   *
   * Equal products are ordered by the lower index. The same input gives the same output, whatever ran before.
   */
  nearest(points: Matrix, queries: Matrix, k: number, control?: Control): Promise<Nearest>;
  /**
   * Multiplies every query with every point.
   *
   * @param out takes the rows × n inner products, row-major, from its start on
   * @param points n × d
   * @param queries q × d
   * @param rows the rows of `queries` to take, in this order; all of them by default
   * @throws InputError when the two have different d, or `out` is too short
   */
  productsInto(out: Float32Array, points: Matrix, queries: Matrix, rows?: Int32Array): Promise<void>;
}

/**
 * Checks what every implementation of `nearest` promises to check.
 *
 * @returns the result's k: min(k, points.rows)
 * @throws InputError when points and queries have different d or k is not a positive whole number
 */
export function nearestCount(points: Matrix, queries: Matrix, k: number): number {
  requireSameColumns(points, queries);
  if (!Number.isInteger(k) || k < 1) throw new InputError(`k must be a positive whole number, found ${k}`);
  return Math.min(k, points.rows);
}

/**
 * Checks what every implementation of `productsInto` promises to check.
 *
 * @returns how many queries are taken
 * @throws InputError when points and queries have different d, or `out` is too short for their products
 */
export function productRows(
  out: Float32Array,
  points: Matrix,
  queries: Matrix,
  rows: Int32Array | undefined,
): number {
  requireSameColumns(points, queries);
  const count = rows?.length ?? queries.rows;
  if (out.length < count * points.rows) {
    throw new InputError(`${count} × ${points.rows} products need more room than ${out.length} numbers`);
  }
  return count;
}

function requireSameColumns(points: Matrix, queries: Matrix): void {
  if (points.cols !== queries.cols) {
    throw new InputError(`queries have ${queries.cols} columns, points have ${points.cols}`);
  }
}

const blockRows = 64;

/** The port in plain loops: blocks of rows that stay in the cache. Cost O(n·q·d). */
export const plainLinearAlgebra: LinearAlgebra = {
  async nearest(points, queries, k, control = {}) {
    const kept = nearestCount(points, queries, k);
    const best = emptyBest(queries.rows, kept);
    const tile = new Float32Array(blockRows * blockRows);
    for (const q of blocksOf(queries.rows)) {
      await checkpoint(control, q.start, queries.rows);
      for (const p of blocksOf(points.rows)) {
        multiplyBlockInto(tile, queries, q, points, p);
        offerBlock(best, tile, q, p);
      }
    }
    return best;
  },
  async productsInto(out, points, queries, rows) {
    productRows(out, points, queries, rows);
    const taken = rows ? gatherRows(queries, rows) : queries;
    const tile = new Float32Array(blockRows * blockRows);
    for (const q of blocksOf(taken.rows)) {
      for (const p of blocksOf(points.rows)) {
        multiplyBlockInto(tile, taken, q, points, p);
        for (let i = q.start; i < q.end; i++) {
          const row = (i - q.start) * blockRows;
          out.set(tile.subarray(row, row + p.end - p.start), i * points.rows + p.start);
        }
      }
    }
  },
};

interface Block {
  readonly start: number;
  readonly end: number;
}

function blocksOf(rows: number): Block[] {
  return Array.from({ length: Math.ceil(rows / blockRows) }, (_, block) => ({
    start: block * blockRows,
    end: Math.min((block + 1) * blockRows, rows),
  }));
}

/** Lists of the k best for so many queries, with nothing in them. */
export function emptyBest(queries: number, k: number): Nearest {
  return {
    k,
    indices: new Int32Array(queries * k).fill(-1),
    similarities: new Float32Array(queries * k).fill(Number.NEGATIVE_INFINITY),
  };
}

/** Inner products of a block of queries with a block of points, two by four rows at a time. */
function multiplyBlockInto(
  out: Float32Array,
  queries: Matrix,
  { start: q, end: qEnd }: Block,
  points: Matrix,
  { start: p, end: pEnd }: Block,
): void {
  const d = points.cols;
  const x = queries.data;
  const y = points.data;
  for (let i = q; i < qEnd; i += 2) {
    const x0 = i * d;
    const x1 = Math.min(i + 1, qEnd - 1) * d;
    for (let j = p; j < pEnd; j += 4) {
      const y0 = j * d;
      const y1 = Math.min(j + 1, pEnd - 1) * d;
      const y2 = Math.min(j + 2, pEnd - 1) * d;
      const y3 = Math.min(j + 3, pEnd - 1) * d;
      let s00 = 0;
      let s01 = 0;
      let s02 = 0;
      let s03 = 0;
      let s10 = 0;
      let s11 = 0;
      let s12 = 0;
      let s13 = 0;
      for (let c = 0; c < d; c++) {
        const a = x[x0 + c];
        const b = x[x1 + c];
        const v0 = y[y0 + c];
        const v1 = y[y1 + c];
        const v2 = y[y2 + c];
        const v3 = y[y3 + c];
        s00 += a * v0;
        s01 += a * v1;
        s02 += a * v2;
        s03 += a * v3;
        s10 += b * v0;
        s11 += b * v1;
        s12 += b * v2;
        s13 += b * v3;
      }
      const first = (i - q) * blockRows + (j - p);
      out[first] = s00;
      out[first + 1] = s01;
      out[first + 2] = s02;
      out[first + 3] = s03;
      const second = first + blockRows;
      if (i + 1 < qEnd) {
        out[second] = s10;
        out[second + 1] = s11;
        out[second + 2] = s12;
        out[second + 3] = s13;
      }
    }
  }
}

function offerBlock(best: Nearest, tile: Float32Array, q: Block, p: Block): void {
  for (let i = q.start; i < q.end; i++) {
    const row = (i - q.start) * blockRows - p.start;
    for (let j = p.start; j < p.end; j++) offer(best, i, j, tile[row + j]);
  }
}

/**
 * Puts a point into a query's list of best ones if it belongs there: larger product first, then lower index,
 * in whatever order points are offered.
 */
export function offer(best: Nearest, query: number, point: number, similarity: number): void {
  const { k, indices, similarities } = best;
  const start = query * k;
  let at = start + k - 1;
  const worst = similarities[at];
  if (similarity < worst || (similarity === worst && point > indices[at] && indices[at] >= 0)) return;
  while (at > start) {
    const above = similarities[at - 1];
    if (above > similarity || (above === similarity && indices[at - 1] >= 0 && indices[at - 1] < point))
      break;
    similarities[at] = above;
    indices[at] = indices[at - 1];
    at--;
  }
  similarities[at] = similarity;
  indices[at] = point;
}
