import { type Control, checkpoint } from "../control.ts";
import type { WeightedGraph } from "../graph/weighted-graph.ts";
import type { Random } from "../random.ts";

/** Similarity on the map is 1 / (1 + a·d^2b); these fit a smallest distance of 0.1. */
const a = 1.5769434604;
const b = 0.895060878;
const negatives = 5;
const longestMove = 4;

/**
 * Moves an initial layout by stochastic gradients: along each edge as often as it is heavy, away from random points.
 *
 * @param layout n × 2, about 10 wide, changed in place
 *
 * Cost O(epochs · edges), 500 epochs up to 10,000 points, 200 above. One order of moves, so the same seed gives the same map.
 * @see McInnes, Healy & Melville 2018
 */
export async function umapInto(
  layout: Float64Array,
  graph: WeightedGraph,
  random: Random,
  control: Control,
): Promise<void> {
  const { n, offsets, targets } = graph;
  const epochs = n <= 10_000 ? 500 : 200;
  const every = epochsPerMove(graph, epochs);
  const due = every.slice();
  for (let epoch = 0; epoch < epochs; epoch++) {
    if (epoch % 10 === 0) await checkpoint(control, epoch, epochs);
    const rate = 1 - epoch / epochs;
    for (let i = 0; i < n; i++) {
      for (let e = offsets[i]; e < offsets[i + 1]; e++) {
        if (due[e] > epoch) continue;
        due[e] += every[e];
        attract(layout, 2 * i, 2 * targets[e], rate);
        for (let draw = 0; draw < negatives; draw++) {
          const other = random.integer(n);
          if (other !== i) repel(layout, 2 * i, 2 * other, rate);
        }
      }
    }
  }
  await checkpoint(control, epochs, epochs);
}

/** How many epochs pass between two moves along each edge; infinitely many along the lightest. */
function epochsPerMove({ weights }: WeightedGraph, epochs: number): Float64Array {
  let heaviest = 0;
  for (let e = 0; e < weights.length; e++) heaviest = Math.max(heaviest, weights[e]);
  return weights.map((weight) =>
    weight * epochs >= heaviest ? heaviest / weight : Number.POSITIVE_INFINITY,
  );
}

function attract(layout: Float64Array, i: number, j: number, rate: number): void {
  const dx = layout[i] - layout[j];
  const dy = layout[i + 1] - layout[j + 1];
  const squared = dx * dx + dy * dy;
  if (squared === 0) return;
  const power = squared ** (b - 1);
  const force = (-2 * a * b * power) / (1 + a * power * squared);
  const moveX = rate * bounded(force * dx);
  const moveY = rate * bounded(force * dy);
  layout[i] += moveX;
  layout[i + 1] += moveY;
  layout[j] -= moveX;
  layout[j + 1] -= moveY;
}

function repel(layout: Float64Array, i: number, j: number, rate: number): void {
  const dx = layout[i] - layout[j];
  const dy = layout[i + 1] - layout[j + 1];
  const squared = dx * dx + dy * dy;
  const force = (2 * b) / ((0.001 + squared) * (1 + a * squared ** b));
  layout[i] += rate * (squared > 0 ? bounded(force * dx) : longestMove);
  layout[i + 1] += rate * (squared > 0 ? bounded(force * dy) : longestMove);
}

function bounded(move: number): number {
  return Math.max(-longestMove, Math.min(longestMove, move));
}
