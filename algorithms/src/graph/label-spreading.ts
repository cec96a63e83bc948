import { InputError } from "../input-error.ts";
import type { Labelling } from "../labels.ts";
import { nodeStrengths, type WeightedGraph } from "./weighted-graph.ts";

export interface SpreadOptions {
  /** How much a node hears from its neighbors, 0..1; the rest it keeps of its own. */
  readonly share?: number | undefined;
  readonly rounds?: number | undefined;
}

/** A label for every node that any label reaches, -1 for others, and its share of all that reaches the node, 0..1. */
export interface SpreadLabels {
  readonly labels: Int32Array;
  readonly strengths: Float32Array;
}

/**
 * Lets labels spread along the edges: in each round a node holds `share` of what its neighbors hold, by weight, and
 * keeps the rest of its own label. A node that has a label keeps it, and its strength says how much of what it holds
 * in the end is of that label; one without gets the label it holds most of.
 *
 * @param labelling n labels; -1 is for none
 * @returns a node without edges has strength 1 with a label, 0 without
 * @throws InputError when labels and nodes differ in number
 *
 * A node passes on the eight labels it holds most of. Ties go to the lower label. Cost O(rounds · edges).
 * @see Zhou, Bousquet, Lal, Weston & Schölkopf 2003; deviates: weights over the node's own sum, so that what a node
 * holds sums to 1
 * @example
 * const { labels, strengths } = spreadLabels(fuzzyGraph(neighbors), { labels: rawLabels, count });
 */
export function spreadLabels(
  graph: WeightedGraph,
  { labels: given, count }: Labelling,
  { share = 0.85, rounds = 15 }: SpreadOptions = {},
): SpreadLabels {
  const { n } = graph;
  if (given.length !== n) throw new InputError(`${given.length} labels do not fit ${n} nodes`);
  const sums = nodeStrengths(graph);
  let held = initially(given);
  let next = emptyHoldings(n);
  const tally = { amounts: new Float64Array(count), seen: new Int32Array(count), count: 0 };
  for (let round = 0; round < rounds; round++) {
    for (let node = 0; node < n; node++) {
      if (sums[node] === 0) {
        copyHolding(held, next, node);
        continue;
      }
      hear(graph, held, node, share / sums[node], tally);
      if (given[node] >= 0) add(tally, given[node], 1 - share);
      keepMost(tally, next, node);
    }
    [held, next] = [next, held];
  }
  return decided(held, given);
}

const mostHeld = 8;

/** What each node holds: up to eight labels, most first, and how much of each; -1 ends a shorter list. */
interface Holdings {
  readonly labels: Int32Array;
  readonly amounts: Float32Array;
}

interface Tally {
  readonly amounts: Float64Array;
  readonly seen: Int32Array;
  count: number;
}

function emptyHoldings(n: number): Holdings {
  return { labels: new Int32Array(n * mostHeld).fill(-1), amounts: new Float32Array(n * mostHeld) };
}

function initially(given: Int32Array): Holdings {
  const held = emptyHoldings(given.length);
  for (let node = 0; node < given.length; node++) {
    held.labels[node * mostHeld] = given[node];
    if (given[node] >= 0) held.amounts[node * mostHeld] = 1;
  }
  return held;
}

function copyHolding(from: Holdings, to: Holdings, node: number): void {
  const start = node * mostHeld;
  to.labels.set(from.labels.subarray(start, start + mostHeld), start);
  to.amounts.set(from.amounts.subarray(start, start + mostHeld), start);
}

function hear(
  { offsets, targets, weights }: WeightedGraph,
  { labels, amounts }: Holdings,
  node: number,
  scale: number,
  tally: Tally,
): void {
  for (let e = offsets[node]; e < offsets[node + 1]; e++) {
    const weight = weights[e] * scale;
    const start = targets[e] * mostHeld;
    for (let p = start; p < start + mostHeld && labels[p] >= 0; p++)
      add(tally, labels[p], weight * amounts[p]);
  }
}

function add(tally: Tally, label: number, amount: number): void {
  if (tally.amounts[label] === 0) tally.seen[tally.count++] = label;
  tally.amounts[label] += amount;
}

/** Moves the most of a tally into a node's holding, and empties the tally. */
function keepMost(tally: Tally, { labels, amounts }: Holdings, node: number): void {
  const start = node * mostHeld;
  let kept = 0;
  for (let s = 0; s < tally.count; s++) {
    const label = tally.seen[s];
    const amount = Math.fround(tally.amounts[label]);
    tally.amounts[label] = 0;
    if (amount === 0) continue;
    const isAhead = (p: number) => amount > amounts[p] || (amount === amounts[p] && label < labels[p]);
    if (kept === mostHeld && !isAhead(start + kept - 1)) continue;
    let at = start + (kept < mostHeld ? kept++ : kept - 1);
    for (; at > start && isAhead(at - 1); at--) {
      labels[at] = labels[at - 1];
      amounts[at] = amounts[at - 1];
    }
    labels[at] = label;
    amounts[at] = amount;
  }
  for (let p = start + kept; p < start + mostHeld; p++) {
    labels[p] = -1;
    amounts[p] = 0;
  }
  tally.count = 0;
}

function decided({ labels: held, amounts }: Holdings, given: Int32Array): SpreadLabels {
  const labels = Int32Array.from(given, (label, node) => (label >= 0 ? label : held[node * mostHeld]));
  const strengths = Float32Array.from(labels, (label, node) => {
    let own = 0;
    let total = 0;
    for (let p = node * mostHeld; p < (node + 1) * mostHeld; p++) {
      total += amounts[p];
      if (held[p] === label) own = amounts[p];
    }
    return label >= 0 && total > 0 ? Math.min(1, own / total) : 0;
  });
  return { labels, strengths };
}
