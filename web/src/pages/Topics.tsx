import { openTopic } from "../actions.ts";
import { projectScope, useKept } from "../kept.ts";
import { ask, hoverTopic, markTopics, useView } from "../store.ts";
import { editDoing } from "../topic-edit-texts.ts";
import { move, usePlace } from "../url.ts";
import { useKeys } from "../use-keys.ts";
import { TopicList } from "../views/TopicList.tsx";
import type { TopicOrder } from "../views/topic-tree.ts";
import type { Analysis } from "./use-analysis.ts";
import { useFirmCounts } from "./use-firmness.ts";
import type { TopicEdits } from "./use-topic-edits.ts";

interface TopicsProps {
  readonly project: string;
  readonly analysis: Analysis;
  readonly edits: TopicEdits;
}

/** The tree of topics at the side. */
export function Topics({ project, analysis, edits }: TopicsProps) {
  const { topic } = usePlace();
  const hovered = useView((view) => view.hoveredTopic);
  const marked = useView((view) => view.marked);
  const scope = projectScope(project);
  const [filter, setFilter] = useKept(scope, "topic filter", "");
  const [order, setOrder] = useKept<TopicOrder>(scope, "topic order", "size");
  const firmOf = useFirmCounts(project, analysis.run);
  const { topics, layers, layer, colorOf, topicOf } = analysis;
  const merge = () => {
    const chosen = [...marked].filter((id) => topicOf(id) !== undefined);
    const isOneLayer = new Set(chosen.map((id) => topicOf(id)?.layer)).size === 1;
    if (chosen.length > 1 && isOneLayer) edits.edit({ kind: "merge", topics: chosen });
  };
  useKeys({ m: merge });
  if (topics.status !== "ready") return <TopicList {...topics} />;
  return (
    <TopicList
      status="ready"
      filter={filter}
      order={order}
      onFilter={setFilter}
      onOrder={setOrder}
      layers={layers}
      layer={layer}
      topics={topics.data.topics}
      selected={topic}
      hovered={hovered}
      marked={marked}
      firmOf={firmOf}
      colorOf={colorOf}
      editing={
        analysis.provisional !== null
          ? null
          : {
              undo: edits.last === undefined ? null : editDoing(edits.last),
              redo: edits.undone === undefined ? null : editDoing(edits.undone),
              busy: edits.busy,
              onUndo: edits.undo,
              onRedo: edits.redo,
              onMerge: merge,
              onExclude: () => edits.edit({ kind: "exclude", topics: [...marked] }),
              onReduce: () => ask({ kind: "reduce" }),
            }
      }
      onSelect={(id) => openTopic(topicOf(id), layer)}
      onHover={hoverTopic}
      onMark={markTopics}
      onRename={(id) => ask({ kind: "rename", topic: id })}
      onExclude={(id) => edits.edit({ kind: "exclude", topics: marked.size > 0 ? [...marked] : [id] })}
      onLayer={(next) => move({ layer: next, topic: undefined })}
    />
  );
}
