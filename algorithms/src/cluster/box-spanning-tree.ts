import { type DisjointSets, disjointSets, findSet, joinSets } from "../disjoint-sets.ts";
import { type BoxTree, boxToBox, placeToBox, placeToPlace } from "./box-tree.ts";

/** Places with the nearest others of each, as found by `boxNeighborsKernel`; all distances squared. */
export interface NeighboringPlaces {
  readonly tree: BoxTree;
  readonly k: number;
  readonly places: Int32Array;
  readonly distances: Float64Array;
  /** Each place's own scale. */
  readonly scales: Float64Array;
}

/** Joins, round by round, every component to the one it reaches most shortly. */
interface Rounds extends NeighboringPlaces {
  readonly sets: DisjointSets;
  /** Component of each place, and of each node whose places share one, else -1. */
  readonly components: Int32Array;
  readonly nodeComponents: Int32Array;
  readonly nodeScales: Float64Array;
  /** No other component is nearer to a place than this. */
  readonly floors: Float64Array;
  /** By component: the shortest way out found so far. */
  readonly reaches: Float64Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** By node: nothing this far away is of use to any of its places. */
  readonly limits: Float64Array;
}

/**
 * The shortest tree over all pairs of places by mutual reachability.
 *
 * @param join told the edges, two places and their squared distance, in no order
 *
 * Cost about O(n · log² n) in few dimensions; an edge is the first shortest one found, so the tree is always the same.
 * @see Borůvka 1926; March, Ram & Gray 2010 (two trees, pruned by component)
 */
export function boxSpanningTree(
  found: NeighboringPlaces,
  join: (from: number, to: number, squared: number) => void,
): void {
  const { n, nodes } = found.tree;
  const rounds: Rounds = {
    ...found,
    sets: disjointSets(n),
    components: new Int32Array(n),
    nodeComponents: new Int32Array(nodes),
    nodeScales: nodeScales(found),
    floors: new Float64Array(n),
    reaches: new Float64Array(n),
    from: new Int32Array(n),
    to: new Int32Array(n),
    limits: new Float64Array(nodes),
  };
  for (let components = n; components > 1; ) {
    startRound(rounds);
    for (let place = 0; place < n; place++) searchList(rounds, place);
    setLimits(rounds);
    if (rounds.limits[0] > 0) visit(rounds, 0, 0);
    raiseFloors(rounds);
    components -= joinComponents(rounds, join);
  }
}

function nodeScales({ tree, scales }: NeighboringPlaces): Float64Array {
  const least = new Float64Array(tree.nodes).fill(Number.POSITIVE_INFINITY);
  for (let node = tree.nodes - 1; node >= 0; node--) {
    const right = tree.rights[node];
    if (right > 0) least[node] = Math.min(least[node + 1], least[right]);
    else
      for (let place = tree.starts[node]; place < tree.ends[node]; place++)
        if (scales[place] < least[node]) least[node] = scales[place];
  }
  return least;
}

function startRound({ tree, sets, components, nodeComponents, reaches }: Rounds): void {
  for (let place = 0; place < tree.n; place++) components[place] = findSet(sets, place);
  for (let node = tree.nodes - 1; node >= 0; node--) {
    const right = tree.rights[node];
    if (right > 0) {
      nodeComponents[node] = nodeComponents[node + 1] === nodeComponents[right] ? nodeComponents[right] : -1;
      continue;
    }
    let shared = components[tree.starts[node]];
    for (let place = tree.starts[node] + 1; place < tree.ends[node]; place++)
      if (components[place] !== shared) shared = -1;
    nodeComponents[node] = shared;
  }
  reaches.fill(Number.POSITIVE_INFINITY);
}

/** Looks for the way out of a place's component among its nearest places. */
function searchList(rounds: Rounds, place: number): void {
  const { k, places, distances, scales, components, floors } = rounds;
  const own = components[place];
  let shortest = Math.max(scales[place], distances[(place + 1) * k - 1]);
  for (let p = place * k; p < (place + 1) * k; p++) {
    if (distances[p] === Number.POSITIVE_INFINITY || components[places[p]] === own) continue;
    const reach = Math.max(distances[p], scales[place], scales[places[p]]);
    if (reach < shortest) shortest = reach;
    offerEdge(rounds, place, places[p], reach);
  }
  if (shortest > floors[place]) floors[place] = shortest;
}

function offerEdge({ components, reaches, from, to }: Rounds, a: number, b: number, reach: number): void {
  const component = components[a];
  if (reach >= reaches[component]) return;
  reaches[component] = reach;
  from[component] = a;
  to[component] = b;
}

/** A node's limit is the largest of its places' whose floor leaves room for a shorter way out. */
function setLimits({ tree, components, reaches, floors, limits }: Rounds): void {
  for (let node = tree.nodes - 1; node >= 0; node--) {
    const right = tree.rights[node];
    if (right > 0) {
      limits[node] = Math.max(limits[node + 1], limits[right]);
      continue;
    }
    limits[node] = -1;
    for (let place = tree.starts[node]; place < tree.ends[node]; place++) {
      const reach = reaches[components[place]];
      if (floors[place] < reach && reach > limits[node]) limits[node] = reach;
    }
  }
}

/** Offers the places of node `a` those of node `b`, where they can be of use. */
function visit(rounds: Rounds, a: number, b: number): void {
  const { tree, nodeComponents, limits, reaches, nodeScales } = rounds;
  const component = nodeComponents[a];
  if (component >= 0 && component === nodeComponents[b]) return;
  const limit = component >= 0 ? Math.min(limits[a], reaches[component]) : limits[a];
  if (Math.max(nodeScales[a], nodeScales[b], boxToBox(tree, a, b)) >= limit) return;
  const rightA = tree.rights[a];
  const rightB = tree.rights[b];
  if (rightA === 0 && rightB === 0) {
    compareLeaves(rounds, a, b);
    return;
  }
  const sizeA = tree.ends[a] - tree.starts[a];
  const sizeB = tree.ends[b] - tree.starts[b];
  if (rightA === 0 || (rightB > 0 && sizeB > sizeA)) {
    const isLeftNearer = boxToBox(tree, a, b + 1) <= boxToBox(tree, a, rightB);
    visit(rounds, a, isLeftNearer ? b + 1 : rightB);
    visit(rounds, a, isLeftNearer ? rightB : b + 1);
    return;
  }
  const isLeftNearer = boxToBox(tree, a + 1, b) <= boxToBox(tree, rightA, b);
  visit(rounds, isLeftNearer ? a + 1 : rightA, b);
  visit(rounds, isLeftNearer ? rightA : a + 1, b);
}

function compareLeaves(rounds: Rounds, a: number, b: number): void {
  const { tree, components, scales, floors, reaches } = rounds;
  for (let place = tree.starts[a]; place < tree.ends[a]; place++) {
    const own = components[place];
    if (floors[place] >= reaches[own] || placeToBox(tree, place, b) >= reaches[own]) continue;
    for (let other = tree.starts[b]; other < tree.ends[b]; other++) {
      if (components[other] === own || scales[other] >= reaches[own]) continue;
      const distance = placeToPlace(tree, place, other);
      offerEdge(rounds, place, other, Math.max(distance, scales[place], scales[other]));
    }
  }
}

/** After a round no place has a shorter way out than its component has. */
function raiseFloors({ tree, components, reaches, floors }: Rounds): void {
  for (let place = 0; place < tree.n; place++) {
    const reach = reaches[components[place]];
    if (reach > floors[place]) floors[place] = reach;
  }
}

function joinComponents(
  { tree, sets, components, reaches, from, to }: Rounds,
  join: (from: number, to: number, squared: number) => void,
): number {
  let joined = 0;
  for (let place = 0; place < tree.n; place++) {
    if (components[place] !== place || !joinSets(sets, from[place], to[place])) continue;
    join(from[place], to[place], reaches[place]);
    joined++;
  }
  return joined;
}
