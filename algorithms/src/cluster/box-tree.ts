import type { Matrix } from "../matrix.ts";

/**
 * Points sorted into boxes within boxes. Node 0 holds all; a node holds the places starts[node] up to ends[node]; its left
 * child follows it, its right child is rights[node], 0 for a leaf. Boxes are nodes × dims.
 */
export interface BoxTree {
  readonly n: number;
  readonly dims: number;
  /** Coordinates by place. */
  readonly points: Float32Array;
  /** The row of each place. */
  readonly rows: Int32Array;
  readonly nodes: number;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly rights: Int32Array;
  readonly lows: Float32Array;
  readonly highs: Float32Array;
}

const leafSize = 12;

/**
 * Halves points along the widest side of their box, again and again, down to 12 at most.
 *
 * @param points n × d, d small
 * @param memory where the arrays lie
 *
 * Cost O(n·(log n + d)). @see Bentley 1975; Friedman, Bentley & Finkel 1977
 */
export function boxTree(
  points: Matrix,
  memory: (bytes: number) => ArrayBufferLike = (bytes) => new ArrayBuffer(bytes),
): BoxTree {
  const { rows: n, cols: dims } = points;
  const mostNodes = 2 * Math.ceil((2 * n) / leafSize) + 1;
  const tree = {
    n,
    dims,
    points: new Float32Array(memory(n * dims * 4)),
    rows: new Int32Array(memory(n * 4)),
    starts: new Int32Array(memory(mostNodes * 4)),
    ends: new Int32Array(memory(mostNodes * 4)),
    rights: new Int32Array(memory(mostNodes * 4)),
    lows: new Float32Array(memory(mostNodes * dims * 4)),
    highs: new Float32Array(memory(mostNodes * dims * 4)),
  };
  for (let i = 0; i < n; i++) tree.rows[i] = i;
  const nodes = split({ ...tree, points: points.data, nodes: 0 }, 0, n, 0);
  for (let place = 0; place < n; place++) {
    const from = tree.rows[place] * dims;
    for (let c = 0; c < dims; c++) tree.points[place * dims + c] = points.data[from + c];
  }
  return { ...tree, nodes };
}

/** Makes the node of some places and all below it; returns the number after the last one made. */
function split(tree: BoxTree, from: number, to: number, node: number): number {
  const { starts, ends, rights, points, rows, dims } = tree;
  starts[node] = from;
  ends[node] = to;
  const side = enclose(tree, node);
  if (to - from <= leafSize) return node + 1;
  const middle = (from + to) >>> 1;
  selectPlace(rows, from, to - 1, middle, points, dims, side);
  rights[node] = split(tree, from, middle, node + 1);
  return split(tree, middle, to, rights[node]);
}

/** Sets a node's box; returns its widest side, equal ones by the lower number. */
function enclose({ points, rows, dims, starts, ends, lows, highs }: BoxTree, node: number): number {
  let widest = 0;
  let width = -1;
  for (let c = 0; c < dims; c++) {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (let place = starts[node]; place < ends[node]; place++) {
      const value = points[rows[place] * dims + c];
      if (value < low) low = value;
      if (value > high) high = value;
    }
    lows[node * dims + c] = low;
    highs[node * dims + c] = high;
    if (high - low <= width) continue;
    width = high - low;
    widest = c;
  }
  return widest;
}

/** Orders rows so that none before `middle` has a larger coordinate than any after it. @see Hoare 1961 */
function selectPlace(
  rows: Int32Array,
  from: number,
  to: number,
  middle: number,
  points: Float32Array,
  dims: number,
  side: number,
): void {
  let left = from;
  let right = to;
  while (left < right) {
    const pivot = points[rows[(left + right) >>> 1] * dims + side];
    let a = left;
    let b = right;
    while (a <= b) {
      while (points[rows[a] * dims + side] < pivot) a++;
      while (points[rows[b] * dims + side] > pivot) b--;
      if (a > b) break;
      const kept = rows[a];
      rows[a++] = rows[b];
      rows[b--] = kept;
    }
    if (middle <= b) right = b;
    else if (middle >= a) left = a;
    else return;
  }
}

/** Squared distance of a place to a node's box, 0 inside. */
export function placeToBox({ points, dims, lows, highs }: BoxTree, place: number, node: number): number {
  let sum = 0;
  for (let c = 0, p = place * dims, b = node * dims; c < dims; c++, p++, b++) {
    const value = points[p];
    const beyond = value < lows[b] ? lows[b] - value : value > highs[b] ? value - highs[b] : 0;
    sum += beyond * beyond;
  }
  return sum;
}

/** Squared distance between two nodes' boxes, 0 where they meet. */
export function boxToBox({ dims, lows, highs }: BoxTree, a: number, b: number): number {
  let sum = 0;
  for (let c = 0, p = a * dims, q = b * dims; c < dims; c++, p++, q++) {
    const gap = lows[p] > highs[q] ? lows[p] - highs[q] : lows[q] > highs[p] ? lows[q] - highs[p] : 0;
    sum += gap * gap;
  }
  return sum;
}

/** Squared distance of two places. */
export function placeToPlace({ points, dims }: BoxTree, a: number, b: number): number {
  let sum = 0;
  for (let c = 0, p = a * dims, q = b * dims; c < dims; c++, p++, q++) {
    const difference = points[p] - points[q];
    sum += difference * difference;
  }
  return sum;
}
