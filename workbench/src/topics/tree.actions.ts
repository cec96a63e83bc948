import { topicTree as treeOf } from "@toposcope/algorithms";
import type { Context } from "../context.ts";
import type { TopicListItem, TopicTree } from "../contract.ts";
import type { Db } from "../store/db.ts";
import { topicCentroids } from "../store/topic-centroid.ts";
import { type AsOf, listTopics, requireAnalysis } from "./actions.ts";
import { stackRows } from "./chunk-vectors.actions.ts";

/**
 * The topics of all layers as a tree: each after the topic it lies in, the largest of a kind first.
 *
 * @throws ToposcopeError PROJECT_NOT_FOUND, NO_ANALYSIS
 */
export async function topicTree(context: Context, asOf: AsOf): Promise<TopicTree> {
  const { id } = await requireAnalysis(context, asOf);
  const list = await listTopics(context, asOf);
  return { ...list, topics: await inTreeOrder(context.db, id, list.topics) };
}

async function inTreeOrder(
  db: Db,
  runId: number,
  topics: readonly TopicListItem[],
): Promise<TopicTree["topics"]> {
  const coarseFirst = topics.toSorted((a, b) => b.layer - a.layer);
  const indexOf = new Map(coarseFirst.map(({ id }, index) => [id, index]));
  const centroids = await topicCentroids(db, runId);
  const { roots, children, heights } = treeOf(
    coarseFirst.map(({ parent }) => (parent === null ? -1 : (indexOf.get(parent) ?? -1))),
    coarseFirst.map(({ size }) => size),
    stackRows(coarseFirst.map(({ id }) => centroids.get(id)!)),
  );
  const ordered: TopicTree["topics"] = [];
  const add = (siblings: Int32Array, depth: number) => {
    for (const index of siblings) {
      ordered.push({ ...coarseFirst[index]!, depth, height: heights[index]! });
      add(children[index]!, depth + 1);
    }
  };
  add(roots, 0);
  return ordered;
}
