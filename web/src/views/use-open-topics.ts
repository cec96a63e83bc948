import { useEffect, useState } from "react";
import type { TopicListItem } from "toposcope/contract";
import { broaderTopics } from "./topic-tree.ts";

interface OpenTopics {
  isOpen(topic: Pick<TopicListItem, "id" | "layer">): boolean;
  toggle(topic: Pick<TopicListItem, "id" | "layer">): void;
}

const none: ReadonlyMap<number, boolean> = new Map();

/**
 * Which topics of a tree are open: those above the layer on screen, until the user says otherwise. What is selected is
 * brought to light.
 */
export function useOpenTopics(
  topics: readonly TopicListItem[],
  layer: number,
  selected: number | undefined,
): OpenTopics {
  const [chosen, setChosen] = useState({ layer, open: none });
  const open = chosen.layer === layer ? chosen.open : none;
  const isOpen: OpenTopics["isOpen"] = (topic) => open.get(topic.id) ?? topic.layer > layer;
  useEffect(() => {
    const byId = new Map(topics.map((topic) => [topic.id, topic]));
    const topic = selected === undefined ? undefined : byId.get(selected);
    const above = topic === undefined ? [] : broaderTopics(topic, byId);
    if (above.length > 0)
      setChosen((before) => {
        const kept = before.layer === layer ? before.open : none;
        return { layer, open: new Map([...kept, ...above.map(({ id }) => [id, true] as const)]) };
      });
  }, [topics, selected, layer]);
  return {
    isOpen,
    toggle: (topic) => setChosen({ layer, open: new Map(open).set(topic.id, !isOpen(topic)) }),
  };
}
