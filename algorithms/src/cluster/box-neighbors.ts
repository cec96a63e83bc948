import type { Kernel } from "../parallel.ts";
import { type BoxTree, placeToBox, placeToPlace } from "./box-tree.ts";

/** Finds the nearest other places of the places from `from` up to `to`, and writes them at `place · k`, nearest first. */
export interface BoxNeighbors {
  readonly tree: BoxTree;
  readonly from: number;
  readonly to: number;
  readonly k: number;
  readonly places: Int32Array;
  /** Squared. */
  readonly distances: Float64Array;
}

/** Cost O(k · log n) a place in few dimensions. */
export const boxNeighborsKernel: Kernel<BoxNeighbors, null> = {
  name: "box-neighbors",
  run(search) {
    const stack = new Int32Array(128);
    for (let place = search.from; place < search.to; place++) findNearest(search, place, stack);
    return null;
  },
};

function findNearest(search: BoxNeighbors, place: number, stack: Int32Array): void {
  const { tree, k, distances } = search;
  const worst = (place + 1) * k - 1;
  distances.fill(Number.POSITIVE_INFINITY, place * k, worst + 1);
  let height = 0;
  stack[height++] = 0;
  while (height > 0) {
    const node = stack[--height];
    if (placeToBox(tree, place, node) >= distances[worst]) continue;
    const right = tree.rights[node];
    if (right === 0) {
      compareLeaf(search, place, node);
      continue;
    }
    const isLeftNearer = placeToBox(tree, place, node + 1) <= placeToBox(tree, place, right);
    stack[height++] = isLeftNearer ? right : node + 1;
    stack[height++] = isLeftNearer ? node + 1 : right;
  }
}

function compareLeaf({ tree, k, places, distances }: BoxNeighbors, place: number, leaf: number): void {
  const first = place * k;
  const worst = first + k - 1;
  for (let other = tree.starts[leaf]; other < tree.ends[leaf]; other++) {
    if (other === place) continue;
    const distance = placeToPlace(tree, place, other);
    if (distance >= distances[worst]) continue;
    let at = worst;
    while (at > first && distances[at - 1] > distance) {
      distances[at] = distances[at - 1];
      places[at] = places[at - 1];
      at--;
    }
    distances[at] = distance;
    places[at] = other;
  }
}
