import { nodeStrengths, type WeightedGraph } from "./weighted-graph.ts";

const share = 0.75;
const rounds = 8;

/**
 * How well each node belongs to its community: the chance that a walk along edges, by their weight, which goes on with
 * probability .75 after each step, never leaves the community, 0..1. Unlike the share of a node's own edges that stay
 * inside, it tells a community's core from its border.
 *
 * @param labels n labels; a node labelled -1 has strength 0, one without edges 1
 *
 * Cost 8 · edges. On labelled corpora it tells rightly grouped members from others as well as `spreadLabels` does or
 * better, and 0.5 parts them alike, in a tenth of the time; but only labels spread to nodes that have none.
 * @see Zhou, Bousquet, Lal, Weston & Schölkopf 2003 (the same equation, for one's own label within its community)
 */
export function stayingStrengths(graph: WeightedGraph, labels: Int32Array): Float32Array {
  const { n, offsets, targets, weights } = graph;
  const sums = nodeStrengths(graph);
  let staying = Float64Array.from(labels, (label) => (label < 0 ? 0 : 1));
  let next = staying.slice();
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < n; i++) {
      const label = labels[i];
      if (label < 0 || sums[i] === 0) continue;
      let inside = 0;
      for (let e = offsets[i]; e < offsets[i + 1]; e++) {
        if (labels[targets[e]] === label) inside += weights[e] * staying[targets[e]];
      }
      next[i] = 1 - share + share * (inside / sums[i]);
    }
    [staying, next] = [next, staying];
  }
  return Float32Array.from(staying, (value) => Math.min(1, value));
}
