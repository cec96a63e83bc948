import { kmeans } from "../cluster/kmeans.ts";
import { type Control, checkpoint, controlPart } from "../control.ts";
import { membersByLabel } from "../labels.ts";
import { type LinearAlgebra, type Nearest, offer } from "../linear-algebra.ts";
import { gatherRows, type Matrix, rowDot } from "../matrix.ts";
import type { Random } from "../random.ts";
import { type NeighborGraph, withoutSelf } from "./neighbor-graph.ts";

interface ApproximateOptions extends Control {
  readonly linearAlgebra: LinearAlgebra;
  readonly random: Random;
}

const cellsSearched = 4;
const sampledPerCell = 40;
const cellIterations = 6;
const descentRounds = 4;
const enoughChanged = 0.002;

/**
 * Finds most of the k most similar other points: first among the points of the nearest cells of a k-means partition,
 * then, round by round, among the neighbors of neighbors.
 *
 * Cost O(n^1.5·d + rounds·n·k²·d). @see Dong, Moses & Li 2011 (descent; deviates: rounds are synchronous)
 */
export async function approximateNeighbors(
  points: Matrix,
  k: number,
  { linearAlgebra, random, ...control }: ApproximateOptions,
): Promise<NeighborGraph> {
  const cells = await partition(points, linearAlgebra, random, controlPart(control, 0, 0.3));
  const start = await searchCells(points, k, cells, linearAlgebra, controlPart(control, 0.3, 0.6));
  return descend(points, start, controlPart(control, 0.6, 1));
}

interface Cells {
  readonly centroids: Matrix;
  readonly labels: Int32Array;
}

async function partition(
  points: Matrix,
  linearAlgebra: LinearAlgebra,
  random: Random,
  control: Control,
): Promise<Cells> {
  const clusters = Math.ceil(Math.sqrt(points.rows));
  const { centroids, labels } = await kmeans(points, {
    clusters,
    maxIterations: cellIterations,
    batchAbove: clusters * sampledPerCell,
    random,
    linearAlgebra,
    ...control,
  });
  return { centroids, labels };
}

/** Compares the points of every cell with those of the cells nearest to it. */
async function searchCells(
  points: Matrix,
  k: number,
  { centroids, labels }: Cells,
  linearAlgebra: LinearAlgebra,
  control: Control,
): Promise<NeighborGraph> {
  const n = points.rows;
  const found: Nearest = {
    k: k + 1,
    indices: new Int32Array(n * (k + 1)).fill(-1),
    similarities: new Float32Array(n * (k + 1)).fill(Number.NEGATIVE_INFINITY),
  };
  const { starts, members } = membersByLabel(labels, centroids.rows);
  const membersOf = (cell: number) => members.subarray(starts[cell], starts[cell + 1]);
  const order = await linearAlgebra.nearest(centroids, centroids, centroids.rows, { signal: control.signal });
  for (let cell = 0; cell < centroids.rows; cell++) {
    await checkpoint(control, cell, centroids.rows);
    const queries = membersOf(cell);
    const candidates: number[] = [...queries];
    for (let rank = 0, searched = 1; rank < order.k; rank++) {
      if (searched >= cellsSearched && candidates.length > k) break;
      const other = order.indices[cell * order.k + rank];
      if (other === cell) continue;
      for (const member of membersOf(other)) candidates.push(member);
      searched++;
    }
    candidates.sort((a, b) => a - b);
    const nearest = await linearAlgebra.nearest(
      gatherRows(points, candidates),
      gatherRows(points, queries),
      k + 1,
    );
    for (let q = 0; q < queries.length; q++) {
      for (let rank = 0; rank <= k; rank++) {
        const to = queries[q] * (k + 1) + rank;
        found.indices[to] = candidates[nearest.indices[q * nearest.k + rank]];
        found.similarities[to] = nearest.similarities[q * nearest.k + rank];
      }
    }
  }
  return withoutSelf(found, n, k);
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

/** For every point looks at the other neighbors of each point that is near it, where either step is new. */
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
  for (let i = 0; i < n; i++) {
    if (i % 4096 === 0) await checkpoint(control, i, n);
    seenBy[i] = i;
    for (let p = i * k; p < (i + 1) * k; p++) seenBy[indices[p]] = i;
    const around = (via: number, isNewStep: boolean) => {
      for (let p = via * k; p < (via + 1) * k; p++) {
        const other = indices[p];
        if (seenBy[other] === i || !(isNewStep || isNew[p])) continue;
        seenBy[other] = i;
        offer(next, i, other, Math.fround(rowDot(points, i, points, other)));
      }
    };
    for (let p = i * k; p < (i + 1) * k; p++) around(indices[p], isNew[p] === 1);
    for (let p = i * k; p < (i + 1) * k && reverse[p] >= 0; p++) {
      const via = Math.floor(reverse[p] / k);
      if (seenBy[via] !== i) {
        seenBy[via] = i;
        offer(next, i, via, graph.similarities[reverse[p]]);
      }
      around(via, isNew[reverse[p]] === 1);
    }
  }
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
