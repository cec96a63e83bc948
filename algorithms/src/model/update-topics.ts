import { bestAssignment } from "../assignment.ts";
import { InputError } from "../input-error.ts";
import { type Labelling, labelSizes } from "../labels.ts";
import { type Matrix, rowDot } from "../matrix.ts";
import { findText } from "./text-hashes.ts";
import type { ModelLayer, TopicModel } from "./topic-model.ts";

/** A new layer: labels of n texts, and the topics' centroids. */
export interface UpdatedLayer extends Labelling {
  /** count × d, rows of unit length. */
  readonly centroids: Matrix;
}

export interface UpdateInput {
  /** Fine to coarse. */
  readonly layers: readonly UpdatedLayer[];
  readonly suggested: number;
  /** Of the n texts. */
  readonly hashes: readonly Uint8Array[];
}

export interface UpdateOptions {
  /** Share of the texts both know that two topics must have in common to be the same one. */
  readonly leastOverlap?: number | undefined;
  /** Where two topics know no text in common: cosine of their centroids from which they are the same one. */
  readonly leastSimilarity?: number | undefined;
}

/** Which topics live on, under their ids, which are new, and which are gone. */
export interface TopicUpdate {
  /** For each layer the id of each topic. */
  readonly ids: readonly Int32Array[];
  readonly kept: readonly { readonly id: number; readonly layer: number; readonly topic: number }[];
  readonly born: readonly number[];
  readonly gone: readonly number[];
  /** Above every id that was ever given. */
  readonly nextId: number;
}

/**
 * Gives the topics of a new analysis the ids of those topics of an earlier one that they continue.
 *
 * Topics are paired one to one so that they have as many texts in common as can be (Jaccard index over the texts that
 * both analyses know; centroids where a topic has none of these). The suggested layers are compared with each other, any
 * other layer with the one of most similar number of topics. What has no partner gets an id that was never used.
 *
 * @throws InputError when hashes and labels differ in number, or the vectors have another d
 *
 * Cost O(n·log n + topics²·d + topics³).
 */
export function updateTopics(
  old: TopicModel,
  { layers, suggested, hashes }: UpdateInput,
  { leastOverlap = 0.3, leastSimilarity = 0.9 }: UpdateOptions = {},
): TopicUpdate {
  requireFitting(old, layers, hashes);
  const places = Int32Array.from(hashes, (hash) => findText(old.texts, hash));
  const partnerOf = pairLayers(old, layers, suggested);
  const ids = layers.map(({ count }) => new Int32Array(count).fill(-1));
  const kept: { id: number; layer: number; topic: number }[] = [];
  for (const [layer, found] of layers.entries()) {
    const before = old.layers[partnerOf[layer]];
    if (!before) continue;
    const weights = likeness(before, found, places, { leastOverlap, leastSimilarity });
    const partners = bestAssignment(weights, found.count, before.topics.length);
    for (const [topic, partner] of partners.entries()) {
      if (partner < 0) continue;
      const { id } = before.topics[partner];
      ids[layer][topic] = id;
      kept.push({ id, layer, topic });
    }
  }
  return { ...withNewIds(old, ids, suggested), kept, gone: goneIds(old, kept) };
}

function requireFitting(
  { landmarks }: TopicModel,
  layers: readonly UpdatedLayer[],
  hashes: readonly Uint8Array[],
): void {
  for (const { labels, centroids } of layers) {
    if (labels.length !== hashes.length)
      throw new InputError(`${hashes.length} hashes do not fit ${labels.length} labels`);
    if (centroids.rows > 0 && landmarks.rows > 0 && centroids.cols !== landmarks.cols)
      throw new InputError(`centroids have ${centroids.cols} columns, the model ${landmarks.cols}`);
  }
}

/** For each new layer the old one it is compared with, -1 for none; each old one at most once. */
function pairLayers(old: TopicModel, layers: readonly UpdatedLayer[], suggested: number): number[] {
  const partners = layers.map(() => -1);
  const isFree = old.layers.map(() => true);
  const order = [suggested, ...layers.keys()].filter((layer, at, all) => all.indexOf(layer) === at);
  for (const layer of order) {
    const ratio = (at: number) =>
      Math.abs(Math.log((1 + layers[layer].count) / (1 + old.layers[at].topics.length)));
    const candidates = [...isFree.keys()].filter(
      (at) => isFree[at] && (at === old.suggested) === (layer === suggested),
    );
    const [best] = candidates.sort((a, b) => ratio(a) - ratio(b) || a - b);
    if (best === undefined || !layers[layer]) continue;
    partners[layer] = best;
    isFree[best] = false;
  }
  return partners;
}

/** For each pair of a new and an old topic how much they are one, 0 where they are not. */
function likeness(
  before: ModelLayer,
  { labels, count, centroids }: UpdatedLayer,
  places: Int32Array,
  { leastOverlap, leastSimilarity }: { leastOverlap: number; leastSimilarity: number },
): Float64Array {
  const olds = before.topics.length;
  const common = new Float64Array(count * olds);
  const oldLabels = places.map((place) => (place < 0 ? -1 : before.textLabels[place]));
  const newLabels = labels.map((label, text) => (places[text] < 0 ? -1 : label));
  for (let text = 0; text < labels.length; text++) {
    if (oldLabels[text] >= 0 && newLabels[text] >= 0) common[newLabels[text] * olds + oldLabels[text]]++;
  }
  const oldSizes = labelSizes(oldLabels, olds);
  const newSizes = labelSizes(newLabels, count);
  for (let topic = 0; topic < count; topic++) {
    for (let other = 0; other < olds; other++) {
      const at = topic * olds + other;
      const similarity = rowDot(centroids, topic, before.centroids, other);
      const overlap = common[at] / Math.max(1, newSizes[topic] + oldSizes[other] - common[at]);
      const isStranger = newSizes[topic] === 0 || oldSizes[other] === 0;
      const isSame = isStranger ? similarity >= leastSimilarity : overlap >= leastOverlap;
      common[at] = isSame ? overlap + Math.max(0, similarity) * tieBreak : 0;
    }
  }
  return common;
}

/** Centroids decide only between equal overlaps. */
const tieBreak = 1e-3;

function withNewIds(
  { nextId }: TopicModel,
  ids: Int32Array[],
  suggested: number,
): Pick<TopicUpdate, "ids" | "born" | "nextId"> {
  const born: number[] = [];
  const order = [suggested, ...ids.keys()].filter((layer, at, all) => all.indexOf(layer) === at);
  for (const layer of order) {
    const own = ids[layer] ?? new Int32Array(0);
    for (let topic = 0; topic < own.length; topic++) {
      if (own[topic] >= 0) continue;
      own[topic] = nextId + born.length;
      born.push(own[topic]);
    }
  }
  return { ids, born, nextId: nextId + born.length };
}

function goneIds({ layers }: TopicModel, kept: readonly { id: number }[]): number[] {
  const alive = new Set(kept.map(({ id }) => id));
  return layers.flatMap(({ topics }) => topics.map(({ id }) => id)).filter((id) => !alive.has(id));
}
