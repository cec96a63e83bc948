import { kmeans } from "../cluster/kmeans.ts";
import { type Control, checkpoint, controlPart } from "../control.ts";
import { membersByLabel } from "../labels.ts";
import { type LinearAlgebra, type Nearest, offer } from "../linear-algebra.ts";
import { gatherRows, type Matrix, rowDot } from "../matrix.ts";
import type { Random } from "../random.ts";
import type { NeighborGraph } from "./neighbor-graph.ts";

interface ApproximateOptions extends Control {
  readonly linearAlgebra: LinearAlgebra;
  readonly random: Random;
}

const cellsSearched = 3;
const sampledPerCell = 40;
const cellIterations = 6;
const descentRounds = 4;
const enoughChanged = 0.0005;

/**
 * Finds most of the k most similar other points: first among the points of its own nearest cells of a k-means
 * partition, then, round by round, among the neighbors of neighbors.
 *
 * Cost O(n^1.5·d + rounds·n·k²·d). @see Dong, Moses & Li 2011 (descent; deviates: rounds are synchronous)
 */
export async function approximateNeighbors(
  points: Matrix,
  k: number,
  { linearAlgebra, random, ...control }: ApproximateOptions,
): Promise<NeighborGraph> {
  const cells = await partition(points, linearAlgebra, random, controlPart(control, 0, 0.3));
  const found = await searchCells(points, k, cells, linearAlgebra, controlPart(control, 0.3, 0.6));
  const start = await completed(points, found, linearAlgebra, control);
  return descend(points, start, controlPart(control, 0.6, 1));
}

/** Each point lies in the first of its cells, and is compared with the points of all of them. */
interface Cells {
  readonly count: number;
  readonly perPoint: number;
  readonly nearest: Int32Array;
}

async function partition(
  points: Matrix,
  linearAlgebra: LinearAlgebra,
  random: Random,
  control: Control,
): Promise<Cells> {
  const clusters = Math.ceil(Math.sqrt(points.rows));
  const sample = gatherRows(points, random.split(0).sample(points.rows, clusters * sampledPerCell));
  const { centroids } = await kmeans(sample, {
    clusters,
    maxIterations: cellIterations,
    random: random.split(1),
    linearAlgebra,
    ...controlPart(control, 0, 0.5),
  });
  const { k, indices } = await linearAlgebra.nearest(
    centroids,
    points,
    cellsSearched,
    controlPart(control, 0.5, 1),
  );
  return { count: centroids.rows, perPoint: k, nearest: indices };
}

async function searchCells(
  points: Matrix,
  k: number,
  cells: Cells,
  linearAlgebra: LinearAlgebra,
  control: Control,
): Promise<NeighborGraph> {
  const n = points.rows;
  const found = {
    n,
    k,
    indices: new Int32Array(n * k).fill(-1),
    similarities: new Float32Array(n * k).fill(Number.NEGATIVE_INFINITY),
  };
  const homes = Int32Array.from({ length: n }, (_, i) => cells.nearest[i * cells.perPoint]);
  const inside = membersByLabel(homes, cells.count);
  const near = membersByLabel(cells.nearest, cells.count);
  for (let cell = 0; cell < cells.count; cell++) {
    await checkpoint(control, cell, cells.count);
    const members = inside.members.subarray(inside.starts[cell], inside.starts[cell + 1]);
    if (members.length === 0) continue;
    const queries = near.members
      .subarray(near.starts[cell], near.starts[cell + 1])
      .map((position) => Math.floor(position / cells.perPoint));
    const nearest = await linearAlgebra.nearest(
      gatherRows(points, members),
      gatherRows(points, queries),
      k + 1,
    );
    offerAll(found, queries, members, nearest);
  }
  return found;
}

/** Offers each query what was found for it; `members` gives the points' own numbers. */
function offerAll(found: NeighborGraph, queries: Int32Array, members: Int32Array, nearest: Nearest): void {
  for (let q = 0; q < queries.length; q++) {
    for (let p = q * nearest.k; p < (q + 1) * nearest.k; p++) {
      const point = members[nearest.indices[p]];
      if (point !== queries[q]) offer(found, queries[q], point, nearest.similarities[p]);
    }
  }
}

/** Compares the few points whose cells held too few others with all points. */
async function completed(
  points: Matrix,
  found: NeighborGraph,
  linearAlgebra: LinearAlgebra,
  { signal }: Control,
): Promise<NeighborGraph> {
  const { n, k, indices, similarities } = found;
  const lacking = Int32Array.from({ length: n }, (_, i) => i).filter((i) => indices[(i + 1) * k - 1] < 0);
  if (lacking.length === 0) return found;
  const everyone = Int32Array.from({ length: n }, (_, i) => i);
  const nearest = await linearAlgebra.nearest(points, gatherRows(points, lacking), k + 1, { signal });
  for (const i of lacking) {
    indices.fill(-1, i * k, (i + 1) * k);
    similarities.fill(Number.NEGATIVE_INFINITY, i * k, (i + 1) * k);
  }
  offerAll(found, lacking, everyone, nearest);
  return found;
}

/** Offers every point the neighbors of its neighbors, in both directions, until little changes. */
async function descend(points: Matrix, start: NeighborGraph, control: Control): Promise<NeighborGraph> {
  const { n, k } = start;
  let graph = start;
  let isNew: Uint8Array = new Uint8Array(n * k).fill(1);
  for (let round = 0; round < descentRounds; round++) {
    const next = { n, k, indices: graph.indices.slice(), similarities: graph.similarities.slice() };
    await joinNeighbors(
      points,
      graph,
      isNew,
      next,
      controlPart(control, round / descentRounds, (round + 1) / descentRounds),
    );
    isNew = entriesNotIn(next, graph);
    graph = next;
    let changed = 0;
    for (let p = 0; p < isNew.length; p++) changed += isNew[p];
    if (changed < enoughChanged * n * k) break;
  }
  await checkpoint(control, 1, 1);
  return graph;
}

/** Compares every point with what shares a neighbor with it, in either direction, where either step is new. */
async function joinNeighbors(
  points: Matrix,
  graph: NeighborGraph,
  isNew: Uint8Array,
  next: NeighborGraph,
  control: Control,
): Promise<void> {
  const { n, k, indices } = graph;
  const seenBy = new Int32Array(n).fill(-1);
  const reverse = reverseNeighbors(graph);
  const compare = (i: number, other: number) => {
    if (seenBy[other] === i) return;
    seenBy[other] = i;
    const similarity = Math.fround(rowDot(points, i, points, other));
    offerOnce(next, i, other, similarity);
    offerOnce(next, other, i, similarity);
  };
  const compareAround = (i: number, via: number, isNewStep: boolean) => {
    for (let p = via * k; p < (via + 1) * k; p++) {
      if (isNewStep || isNew[p] === 1) compare(i, indices[p]);
    }
    for (let p = via * k; p < (via + 1) * k && reverse[p] >= 0; p++) {
      if (isNewStep || isNew[reverse[p]] === 1) compare(i, Math.floor(reverse[p] / k));
    }
  };
  for (let i = 0; i < n; i++) {
    if (i % 4096 === 0) await checkpoint(control, i, n);
    seenBy[i] = i;
    for (let p = i * k; p < (i + 1) * k; p++) seenBy[indices[p]] = i;
    for (let p = i * k; p < (i + 1) * k; p++) compareAround(i, indices[p], isNew[p] === 1);
    for (let p = i * k; p < (i + 1) * k && reverse[p] >= 0; p++) {
      const via = Math.floor(reverse[p] / k);
      if (isNew[reverse[p]] === 1) compare(i, via);
      compareAround(i, via, isNew[reverse[p]] === 1);
    }
  }
}

/** Offers a point that may be among the query's best already. */
function offerOnce(best: NeighborGraph, query: number, point: number, similarity: number): void {
  const { k, indices, similarities } = best;
  const end = (query + 1) * k;
  if (similarity < similarities[end - 1]) return;
  for (let p = query * k; p < end; p++) if (indices[p] === point) return;
  offer(best, query, point, similarity);
}

/** For each point up to k positions in the graph at which it stands as a neighbor, ended by -1. */
function reverseNeighbors({ n, k, indices }: NeighborGraph): Int32Array {
  const positions = new Int32Array(n * k).fill(-1);
  const filled = new Int32Array(n);
  for (let rank = 0; rank < k; rank++) {
    for (let i = 0; i < n; i++) {
      const target = indices[i * k + rank];
      if (filled[target] < k) positions[target * k + filled[target]++] = i * k + rank;
    }
  }
  return positions;
}

function entriesNotIn(graph: NeighborGraph, before: NeighborGraph): Uint8Array {
  const { n, k } = graph;
  const isNew = new Uint8Array(n * k);
  const seenBy = new Int32Array(n).fill(-1);
  for (let i = 0; i < n; i++) {
    for (let p = i * k; p < (i + 1) * k; p++) seenBy[before.indices[p]] = i;
    for (let p = i * k; p < (i + 1) * k; p++) isNew[p] = seenBy[graph.indices[p]] === i ? 0 : 1;
  }
  return isNew;
}
