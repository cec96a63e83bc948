import { InputError } from "../input-error.ts";
import type { Labelling } from "../labels.ts";
import { centroidsOf, gatherRows, type Matrix } from "../matrix.ts";
import type { NeighborGraph } from "../neighbors/neighbor-graph.ts";
import { throughHalf } from "./half.ts";
import { type LandmarkOptions, landmarkPoints } from "./landmarks.ts";
import { type TextHashes, textHashes } from "./text-hashes.ts";

/** A topic by its id, which is unique among the layers of a model. */
export interface ModelTopic {
  readonly id: number;
  readonly name: string;
  readonly keywords: readonly string[];
  /** Whether the name was given by hand, and so outlives an update. */
  readonly hasGivenName?: boolean | undefined;
  /** Texts that it was found in. */
  readonly size: number;
}

/** One grouping of the texts a model was made from; labels are indices into `topics`, -1 for none. */
export interface ModelLayer {
  readonly topics: readonly ModelTopic[];
  /** topics × d, rows of unit length. */
  readonly centroids: Matrix;
  /** For each topic the index of the topic of the next coarser layer it lies in, -1 for none; empty in the coarsest. */
  readonly parents: Int32Array;
  /** Of the texts, in the order of their hashes. */
  readonly textLabels: Int32Array;
  /** 0..1. */
  readonly textStrengths: Float32Array;
  /** 1 for a text that is in no topic by itself, though it may have the label of the one where it would belong. */
  readonly textNoise: Uint8Array;
}

/** What an analysis leaves behind to place other texts; layers from fine to coarse, `layers[suggested]` to use first. */
export interface TopicModel {
  /** Stands for what the vectors were made with: those under another stamp do not compare. */
  readonly embedding: string;
  readonly layers: readonly ModelLayer[];
  readonly suggested: number;
  /** Members that cover the topics: m × d, rows of about unit length, each number one that 16 bits can hold. */
  readonly landmarks: Matrix;
  /** Which text each landmark is, by its place among the hashes. */
  readonly landmarkTexts: Int32Array;
  /** Cosine to the nearest landmark below which a text is unlike those that the model was made from. */
  readonly reach: number;
  readonly texts: TextHashes;
  /** Above every id that was ever given. */
  readonly nextId: number;
}

/** A layer as a clusterer found it, with what is said of its topics. */
export interface FoundLayer extends Labelling {
  readonly strengths: Float32Array;
  /** 1 for a point that is in no topic by itself; by default those labelled -1. */
  readonly outliers?: Uint8Array | undefined;
  readonly parents: Int32Array;
  readonly topics: readonly Omit<ModelTopic, "size">[];
  /** count × d, rows of unit length; made here where it is absent. */
  readonly centroids?: Matrix | undefined;
}

export interface TopicModelInput {
  /** n × d, rows of unit length. */
  readonly points: Matrix;
  readonly neighbors: NeighborGraph;
  /** Fine to coarse. */
  readonly layers: readonly FoundLayer[];
  readonly suggested: number;
  readonly embedding: string;
  /** Of each point's text, `hashBytes` bytes at least; only the first of them are kept. */
  readonly hashes: readonly Uint8Array[];
  /** Above every id that was given before, where the topics continue others. */
  readonly nextId?: number | undefined;
}

/** Share of the texts that lie farther from their nearest landmark than `reach` says. */
const beyondReach = 0.01;

/**
 * Makes the model that an analysis leaves behind.
 *
 * @throws InputError when points, neighbors, labels, hashes or topics differ in number, or an id occurs twice
 *
 * Cost O(n·(k + d·layers)).
 */
export function topicModel(input: TopicModelInput, options: LandmarkOptions = {}): TopicModel {
  const { points, neighbors, layers, suggested, embedding, hashes, nextId = 0 } = input;
  requireFitting(input);
  const chosen = landmarkPoints(neighbors, layers[0] ?? noLabels(points.rows), options);
  const { order, texts } = textHashes(hashes);
  const landmarks = gatherRows(points, chosen);
  const places = new Int32Array(points.rows);
  for (let place = 0; place < order.length; place++) places[order[place]] = place;
  const made = layers.map(({ labels, strengths, count, parents, topics, ...found }): ModelLayer => {
    const sizes = new Int32Array(count);
    for (let i = 0; i < labels.length; i++) if (labels[i] >= 0) sizes[labels[i]]++;
    return {
      topics: topics.map((topic, at) => ({ ...topic, size: sizes[at] })),
      centroids: found.centroids ?? centroidsOf(points, labels, count),
      parents,
      textLabels: order.map((point) => labels[point]),
      textStrengths: throughHalf(Float32Array.from(order, (point) => strengths[point])),
      textNoise: Uint8Array.from(order, (point) =>
        Number(labels[point] < 0 || found.outliers?.[point] === 1),
      ),
    };
  });
  const ids = layers.flatMap(({ topics }) => topics.map(({ id }) => id));
  return {
    embedding,
    layers: made,
    suggested,
    landmarks: { ...landmarks, data: throughHalf(landmarks.data) },
    landmarkTexts: chosen.map((point) => places[point]),
    reach: reachOf(neighbors, chosen),
    texts,
    nextId: ids.reduce((next, id) => Math.max(next, id + 1), nextId),
  };
}

function noLabels(n: number): Labelling {
  return { labels: new Int32Array(n).fill(-1), count: 0 };
}

function requireFitting({ points, neighbors, layers, suggested, hashes }: TopicModelInput): void {
  const n = points.rows;
  if (neighbors.n !== n) throw new InputError(`neighbors of ${neighbors.n} points do not fit ${n} points`);
  if (hashes.length !== n) throw new InputError(`${hashes.length} hashes do not fit ${n} points`);
  if (layers.length > 0 && !layers[suggested]) throw new InputError(`there is no layer ${suggested}`);
  const ids = new Set<number>();
  for (const { labels, strengths, count, topics } of layers) {
    if (labels.length !== n || strengths.length !== n)
      throw new InputError(
        `${labels.length} labels and ${strengths.length} strengths do not fit ${n} points`,
      );
    if (topics.length !== count) throw new InputError(`${topics.length} topics do not fit ${count} labels`);
    for (const { id } of topics) {
      if (ids.has(id)) throw new InputError(`two topics have the id ${id}`);
      ids.add(id);
    }
  }
}

/** The cosine that all but a few points have to the nearest landmark among their neighbors. */
function reachOf({ n, k, indices, similarities }: NeighborGraph, landmarks: Int32Array): number {
  if (k === 0) return -1;
  const isLandmark = new Uint8Array(n);
  for (let m = 0; m < landmarks.length; m++) isLandmark[landmarks[m]] = 1;
  const nearest = new Float32Array(n);
  for (let i = 0; i < n; i++) {
    let at = i * k;
    while (at < (i + 1) * k - 1 && isLandmark[indices[at]] === 0) at++;
    nearest[i] = similarities[at];
  }
  return nearest.sort()[Math.floor(n * beyondReach)];
}
