import { InputError } from "../input-error.ts";
import { type Matrix, rowDot } from "../matrix.ts";
import type { TopicModel } from "./topic-model.ts";

/** A topic that a query is about, by its index in the layer. */
export interface TopicHit {
  readonly topic: number;
  /** Mean of the query's cosine to the topic's centroid and of that to its nearest landmarks, -1..1. */
  readonly relevance: number;
}

export interface SearchTopicsOptions {
  /** By default the suggested one. */
  readonly layer?: number | undefined;
  readonly limit?: number | undefined;
}

const landmarksAsked = 3;

/**
 * Ranks the topics of a model by how much they have to do with a query.
 *
 * @param query 1 × d, of unit length, under the model's embedding stamp
 * @returns at most `limit` topics, best first, equal ones by the lower index
 * @throws InputError when the query has another d or there is no such layer
 *
 * Cost O((topics + m)·d) for m landmarks.
 */
export function searchTopics(
  { layers, landmarks, landmarkTexts, suggested }: TopicModel,
  query: Matrix,
  { layer = suggested, limit = 10 }: SearchTopicsOptions = {},
): TopicHit[] {
  const found = layers[layer];
  if (!found) throw new InputError(`the model has ${layers.length} layers, no layer ${layer}`);
  if (query.cols !== landmarks.cols)
    throw new InputError(`the query has ${query.cols} columns, the model ${landmarks.cols}`);
  const { topics, centroids, textLabels } = found;
  const best = new Float64Array(topics.length * landmarksAsked).fill(Number.NEGATIVE_INFINITY);
  for (let m = 0; m < landmarks.rows; m++) {
    const label = textLabels[landmarkTexts[m]];
    if (label >= 0) insert(best, label, rowDot(landmarks, m, query, 0));
  }
  const hits = topics.map((_, topic): TopicHit => {
    const toCentroid = rowDot(centroids, topic, query, 0);
    return { topic, relevance: (toCentroid + meanOf(best, topic, toCentroid)) / 2 };
  });
  return hits.sort((a, b) => b.relevance - a.relevance || a.topic - b.topic).slice(0, limit);
}

/** Keeps a topic's largest similarities in descending order. */
function insert(best: Float64Array, topic: number, similarity: number): void {
  const start = topic * landmarksAsked;
  let at = start + landmarksAsked - 1;
  if (similarity <= best[at]) return;
  while (at > start && best[at - 1] < similarity) {
    best[at] = best[at - 1];
    at--;
  }
  best[at] = similarity;
}

function meanOf(best: Float64Array, topic: number, otherwise: number): number {
  let sum = 0;
  let count = 0;
  for (let p = topic * landmarksAsked; p < (topic + 1) * landmarksAsked; p++) {
    if (best[p] === Number.NEGATIVE_INFINITY) break;
    sum += best[p];
    count++;
  }
  return count > 0 ? sum / count : otherwise;
}
