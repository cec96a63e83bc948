import type { Matrix } from "./matrix.ts";
import { type NeighborGraph, renumbered } from "./neighbors/neighbor-graph.ts";

/**
 * The rows of a matrix in an order that depends on what they hold, not on where they lie: however rows are shuffled,
 * the same row comes first. Copies follow each other.
 *
 * @param points n × d
 * @returns n row numbers: the row that comes first, second, …
 *
 * Cost O(n·d).
 * @example
 * const order = canonicalOrder(points);
 * const { labels } = await kmeans(gatherRows(points, order), { clusters: 20 });
 * const labelOfPoint = inOriginalOrder(labels, order);
 */
export function canonicalOrder(points: Matrix): Int32Array {
  const { rows, cols, data } = points;
  const words = new Uint32Array(data.buffer, data.byteOffset, rows * cols);
  const hashes = rowHashes(words, rows, cols);
  const order = orderByHash(hashes);
  for (let start = 0; start < rows; ) {
    let end = start + 1;
    while (end < rows && hashes[order[end]] === hashes[order[start]]) end++;
    if (end - start > 1) {
      order.subarray(start, end).sort((a, b) => compareRows(words, a, b, cols) || a - b);
    }
    start = end;
  }
  return order;
}

/** Whether an order leaves everything where it is. Cost O(n). */
export function isInOrder(order: Int32Array): boolean {
  return order.every((row, at) => row === at);
}

/** Puts values that stand in an order back to where they came from: entry order[i] of the result is values[i]. Cost O(n). */
export function inOriginalOrder<Values extends Uint8Array | Int32Array | Float32Array | Float64Array>(
  values: Values,
  order: Int32Array,
): Values {
  const restored = values.slice() as Values;
  for (let i = 0; i < order.length; i++) restored[order[i]] = values[i];
  return restored;
}

/** The neighbor graph of points that were put in an order, from that of the points before. Cost O(n·k). */
export function reorderNeighbors(neighbors: NeighborGraph, order: Int32Array): NeighborGraph {
  const ranks = new Int32Array(order.length);
  for (let rank = 0; rank < order.length; rank++) ranks[order[rank]] = rank;
  return renumbered(neighbors, ranks);
}

function rowHashes(words: Uint32Array, rows: number, cols: number): Uint32Array {
  const hashes = new Uint32Array(rows);
  for (let i = 0, p = 0; i < rows; i++) {
    let hash = 0x811c9dc5;
    for (const end = p + cols; p < end; p++) {
      hash = Math.imul(hash ^ words[p], 0x01000193);
      hash ^= hash >>> 15;
    }
    hashes[i] = hash;
  }
  return hashes;
}

const digitBits = 16;

/** Sorts by 32 bits in two passes of 16, equal ones by the lower number. */
function orderByHash(hashes: Uint32Array): Int32Array {
  const n = hashes.length;
  let order = Int32Array.from({ length: n }, (_, i) => i);
  for (const shift of [0, digitBits]) {
    const starts = new Int32Array(2 ** digitBits + 1);
    const digit = (i: number) => (hashes[i] >>> shift) & (2 ** digitBits - 1);
    for (let i = 0; i < n; i++) starts[digit(i) + 1]++;
    for (let d = 0; d < 2 ** digitBits; d++) starts[d + 1] += starts[d];
    const sorted = new Int32Array(n);
    for (let i = 0; i < n; i++) sorted[starts[digit(order[i])]++] = order[i];
    order = sorted;
  }
  return order;
}

function compareRows(words: Uint32Array, a: number, b: number, cols: number): number {
  for (let c = 0; c < cols; c++) {
    const difference = words[a * cols + c] - words[b * cols + c];
    if (difference !== 0) return difference;
  }
  return 0;
}
