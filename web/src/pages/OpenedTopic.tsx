import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { closeLast, openPassage, openTopic } from "../actions.ts";
import { topicQuery } from "../queries.ts";
import { stateOf } from "../query-state.ts";
import { relatedTopicsQuery } from "../recommend-queries.ts";
import { ask, hoverTopic, useView } from "../store.ts";
import { move } from "../url.ts";
import { TopicCard } from "../views/TopicCard.tsx";
import { Waiting } from "../views/Waiting.tsx";
import type { Analysis } from "./use-analysis.ts";
import type { TopicEdits } from "./use-topic-edits.ts";

const PrivacyNote = lazy(() => import("./PrivacyNote.tsx"));
const TopicInsight = lazy(() => import("./TopicInsight.tsx"));

interface OpenedTopicProps {
  readonly project: string;
  readonly analysis: Analysis;
  readonly edits: TopicEdits;
  readonly run: number;
  readonly topic: number;
}

/** The topic that is open. */
export default function OpenedTopic({ project, analysis, edits, run, topic }: OpenedTopicProps) {
  // Of a topic that an edit may be taking away nothing is asked.
  const enabled = !edits.busy;
  const state = stateOf(useQuery({ ...topicQuery({ project, run }, topic), enabled }));
  const { data: found } = useQuery({ ...relatedTopicsQuery({ project, run }, topic), enabled });
  const map = useView((view) => view.map);
  const { topicOf, colorOf, layer } = analysis;
  const focusKey = `topic ${topic}`;
  if (state.status !== "ready") return <TopicCard {...state} focusKey={focusKey} onClose={closeLast} />;
  return (
    <TopicCard
      status="ready"
      focusKey={focusKey}
      topic={state.data}
      insight={
        <Suspense fallback={<Waiting rows={4} height={18} label="Reading what the topic says" />}>
          <TopicInsight key={topic} project={project} run={run} topic={topic} enabled={enabled} />
          <PrivacyNote project={project} run={run} topic={topic} />
        </Suspense>
      }
      related={found?.related}
      colorOf={colorOf}
      onTopic={(id) => openTopic(topicOf(id), layer)}
      onHover={hoverTopic}
      onPassage={openPassage}
      onDocuments={(id) => move({ tab: "documents", topic: id })}
      editable={analysis.provisional === null}
      onAsk={(kind) => ask({ kind, topic })}
      onExclude={() => edits.edit({ kind: "exclude", topics: [topic] })}
      onLocate={(id) => {
        move({ tab: "map" });
        map?.flyToTopic(id);
      }}
      onClose={closeLast}
    />
  );
}
