import { InputError } from "../input-error.ts";
import type { NeighborGraph } from "../neighbors/neighbor-graph.ts";

/**
 * How much nearer points are to their own topic than to the nearest other one, as their neighbours tell: for each point
 * (a - b) / max(a, b), a the similarity it shares with neighbours of its topic, b with those of the one other topic it
 * shares most with. Mean over the points that have a topic, -1..1; NaN when none has.
 *
 * @param labels n labels, each 0 or more, or -1 for none
 * @throws InputError when labels and graph differ in number
 *
 * Cost O(n · neighbours).
 */
export function graphSilhouette({ n, k, indices, similarities }: NeighborGraph, labels: Int32Array): number {
  if (labels.length !== n) throw new InputError(`${labels.length} labels do not fit a graph of ${n} points`);
  let sum = 0;
  let judged = 0;
  const shared = new Map<number, number>();
  for (let i = 0; i < n; i++) {
    if (labels[i] < 0) continue;
    shared.clear();
    for (let e = i * k; e < (i + 1) * k; e++) {
      const other = indices[e];
      if (other < 0 || other === i || labels[other] < 0) continue;
      shared.set(labels[other], (shared.get(labels[other]) ?? 0) + Math.max(0, similarities[e]));
    }
    const own = shared.get(labels[i]) ?? 0;
    let nearest = 0;
    for (const [label, value] of shared) if (label !== labels[i]) nearest = Math.max(nearest, value);
    sum += own === nearest ? 0 : (own - nearest) / Math.max(own, nearest);
    judged++;
  }
  return judged === 0 ? Number.NaN : sum / judged;
}
