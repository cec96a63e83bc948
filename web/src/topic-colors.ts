import type { TopicListItem } from "toposcope/contract";
import { type Theme, topicColors } from "./views/map/palette.ts";

type ColouredTopic = Pick<TopicListItem, "id" | "layer" | "parent" | "name" | "size">;

/** Every topic's colour by its id, the same in lists, on the map and in the graph. */
export function colorsOfTopics(topics: readonly ColouredTopic[], theme: Theme): ReadonlyMap<number, string> {
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
    })),
    theme,
  );
}
