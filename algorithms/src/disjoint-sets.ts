/** Items in sets that can be joined. */
export interface DisjointSets {
  readonly parents: Int32Array;
}

/** n items, each in a set of its own. */
export function disjointSets(n: number): DisjointSets {
  return { parents: Int32Array.from({ length: n }, (_, i) => i) };
}

/** The item that stands for the set of `item`. Cost nearly O(1), by path halving. */
export function findSet({ parents }: DisjointSets, item: number): number {
  let at = item;
  while (parents[at] !== at) {
    parents[at] = parents[parents[at]];
    at = parents[at];
  }
  return at;
}

/** Joins two sets under the first one's item; false when they are one already. */
export function joinSets(sets: DisjointSets, a: number, b: number): boolean {
  const rootA = findSet(sets, a);
  const rootB = findSet(sets, b);
  if (rootA === rootB) return false;
  sets.parents[rootB] = rootA;
  return true;
}
