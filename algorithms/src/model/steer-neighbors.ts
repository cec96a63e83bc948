import { type Control, checkpoint } from "../control.ts";
import { InputError } from "../input-error.ts";
import { membersByLabel } from "../labels.ts";
import type { LinearAlgebra } from "../linear-algebra.ts";
import { gatherRows, type Matrix } from "../matrix.ts";
import { nearestNeighbors } from "../neighbors/nearest-neighbors.ts";
import type { NeighborGraph } from "../neighbors/neighbor-graph.ts";
import type { Random } from "../random.ts";

export interface SteerOptions extends Control {
  /** How many nearest points of its own label each labelled point is tied to. */
  readonly ties?: number | undefined;
  /** Which part of the way to 1 the similarity of two points of one label goes, 0..1. */
  readonly pull?: number | undefined;
  readonly linearAlgebra?: LinearAlgebra | undefined;
  readonly random?: Random | undefined;
}

/**
 * Bends a neighbor graph to labels that are known for some points: those of one label become neighbors and more similar,
 * those of different labels are neighbors no longer. Whatever is built on the graph then follows the labels where they
 * are known and the data where they are not.
 *
 * @param points n × d, rows of unit length
 * @param neighbors of the n points
 * @param labels n labels, each 0..count-1, or -1 for unknown
 * @returns a graph with as many neighbors of each point; where too few are left, those that went come back with
 *   similarity -1, which weighs next to nothing
 * @throws InputError when points, neighbors and labels differ in number
 *
 * Cost that of the neighbor graphs of each label's points.
 */
export async function steerNeighbors(
  points: Matrix,
  neighbors: NeighborGraph,
  { labels, count }: { readonly labels: Int32Array; readonly count: number },
  { ties = 5, pull = 0.5, linearAlgebra, random, ...control }: SteerOptions = {},
): Promise<NeighborGraph> {
  const { n, k } = neighbors;
  if (points.rows !== n || labels.length !== n)
    throw new InputError(
      `${points.rows} points and ${labels.length} labels do not fit neighbors of ${n} points`,
    );
  const steered = new SteeredGraph(neighbors, labels, pull);
  const { starts, members } = membersByLabel(labels, count);
  for (let label = 0; label < count; label++) {
    await checkpoint(control, label, count);
    const own = members.subarray(starts[label], starts[label + 1]);
    if (own.length < 2 || k === 0) continue;
    const within = await nearestNeighbors(gatherRows(points, own), {
      neighbors: ties,
      linearAlgebra,
      random,
    });
    for (let at = 0; at < own.length; at++) steered.rewrite(own[at], own, within, at);
  }
  for (let label = 0; label < count; label++) {
    if (starts[label + 1] - starts[label] === 1) steered.rewrite(members[starts[label]]);
  }
  return steered.graph;
}

interface Candidate {
  readonly point: number;
  readonly similarity: number;
}

class SteeredGraph {
  readonly graph: { n: number; k: number; indices: Int32Array; similarities: Float32Array };
  readonly #neighbors: NeighborGraph;
  readonly #labels: Int32Array;
  readonly #pull: number;

  constructor(neighbors: NeighborGraph, labels: Int32Array, pull: number) {
    const { n, k, indices, similarities } = neighbors;
    this.graph = { n, k, indices: indices.slice(), similarities: similarities.slice() };
    this.#neighbors = neighbors;
    this.#labels = labels;
    this.#pull = pull;
  }

  /** @param within neighbors among `own`, the points of the label, of which the point is the one at `at` */
  rewrite(point: number, own?: Int32Array, within?: NeighborGraph, at = 0): void {
    const { k } = this.graph;
    const taken = new Map<number, number>();
    const gone: Candidate[] = [];
    for (let p = point * k; p < (point + 1) * k; p++) {
      const neighbor = this.#neighbors.indices[p];
      const label = this.#labels[neighbor];
      const similarity = this.#neighbors.similarities[p];
      if (label >= 0 && label !== this.#labels[point]) gone.push({ point: neighbor, similarity: -1 });
      else taken.set(neighbor, label < 0 ? similarity : this.#pulled(similarity));
    }
    if (own && within) {
      for (let p = at * within.k; p < (at + 1) * within.k; p++)
        taken.set(own[within.indices[p]], this.#pulled(within.similarities[p]));
    }
    const ranked = [...taken].map(([neighbor, similarity]): Candidate => ({ point: neighbor, similarity }));
    ranked.sort((a, b) => b.similarity - a.similarity || a.point - b.point);
    for (const [rank, candidate] of [...ranked, ...gone].slice(0, k).entries()) {
      this.graph.indices[point * k + rank] = candidate.point;
      this.graph.similarities[point * k + rank] = candidate.similarity;
    }
  }

  #pulled(similarity: number): number {
    return similarity + this.#pull * (1 - similarity);
  }
}
