import { openTopic } from "../actions.ts";
import { hoverTopic, useView } from "../store.ts";
import { move, usePlace } from "../url.ts";
import { TopicList } from "../views/TopicList.tsx";
import type { Analysis } from "./use-analysis.ts";

/** The list of topics at the side. */
export function Topics({ analysis }: { analysis: Analysis }) {
  const { topic } = usePlace();
  const hovered = useView((view) => view.hoveredTopic);
  const { topics, layers, layer, layerTopics, colorOf, topicOf } = analysis;
  if (topics.status !== "ready") return <TopicList {...topics} />;
  return (
    <TopicList
      status="ready"
      layers={layers}
      layer={layer}
      topics={layerTopics}
      selected={topic}
      hovered={hovered}
      colorOf={colorOf}
      onSelect={(id) => openTopic(topicOf(id))}
      onHover={hoverTopic}
      onLayer={(next) => move({ layer: next, topic: undefined })}
    />
  );
}
