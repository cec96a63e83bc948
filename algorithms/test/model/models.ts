import {
  communityStrengths,
  fuzzyGraph,
  type Matrix,
  nearestNeighbors,
  parentsOf,
  Random,
} from "../../src/index.ts";
import type { TopicModel } from "../../src/model/topic-model.ts";
import { topicModel } from "../../src/model/topic-model.ts";

/** A hash of a text's name, 16 bytes. */
export function hashOf(name: number): Uint8Array {
  const random = new Random(name, 77);
  return Uint8Array.from({ length: 16 }, () => random.bits() & 255);
}

interface Wanted {
  readonly points: Matrix;
  readonly labels: Int32Array;
  readonly count: number;
  /** Names of the texts; by default their positions. */
  readonly names?: readonly number[];
  readonly outliers?: Uint8Array;
  readonly coarse?: Int32Array;
  readonly landmarks?: number;
  readonly firstId?: number;
  readonly embedding?: string;
}

/** A model of points under given labels, with a coarser layer where one is given. */
export async function modelOf(wanted: Wanted): Promise<TopicModel> {
  const { points, labels, count, coarse, outliers, landmarks } = wanted;
  const { firstId = 0, embedding = "test model" } = wanted;
  const names = wanted.names ?? Array.from(labels, (_, i) => i);
  const neighbors = await nearestNeighbors(points);
  const graph = fuzzyGraph(neighbors);
  const layer = (own: Int32Array, topics: number, from: number, parents: Int32Array = new Int32Array(0)) => ({
    labels: own,
    count: topics,
    strengths: communityStrengths(graph, own),
    outliers,
    parents,
    topics: Array.from({ length: topics }, (_, i) => ({
      id: from + i,
      name: `topic ${from + i}`,
      keywords: [`word ${from + i}`, "ähnlich"],
    })),
  });
  const above = coarse ? Math.max(...coarse) + 1 : 0;
  const parents = coarse ? parentsOf({ labels, count }, { labels: coarse, count: above }) : undefined;
  const layers = [layer(labels, count, firstId, parents)];
  if (coarse) layers.push(layer(coarse, above, firstId + count));
  const hashes = names.map(hashOf);
  return topicModel({ points, neighbors, layers, suggested: 0, embedding, hashes }, { landmarks });
}
