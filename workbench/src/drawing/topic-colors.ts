import type { TopicOnMap } from "./map-content.ts";
import { type Theme, topicColors } from "./palette.ts";

type ColouredTopic = Omit<TopicOnMap, "x" | "y">;

/**
 * Every topic's colour by its id, the same in lists, on the map and in the graph.
 *
 * @param kept colours that topics keep, such as those they had before some were merged
 */
export function colorsOfTopics(
  topics: readonly ColouredTopic[],
  theme: Theme,
  kept: ReadonlyMap<number, string> = new Map(),
): ReadonlyMap<number, string> {
  const broadest = topics.reduce((most, { layer }) => Math.max(most, layer), 0);
  return topicColors(
    topics.map(({ id, layer, parent, name, size }) => ({
      index: id,
      name,
      size,
      x: 0,
      y: 0,
      level: broadest - layer,
      ...(parent === null ? {} : { parent }),
      ...(kept.has(id) ? { color: kept.get(id)! } : {}),
    })),
    theme,
  );
}
