import { useQuery } from "@tanstack/react-query";
import type { Project } from "toposcope/contract";
import { openTopic } from "../actions.ts";
import { insightsQuery } from "../insight-queries.ts";
import { stateOf } from "../query-state.ts";
import { hoverTopic } from "../store.ts";
import { InPlace } from "../views/InPlace.tsx";
import { TopicInsights } from "../views/TopicInsights.tsx";
import type { Analysis } from "./use-analysis.ts";

/** What each topic of the layer on screen says. */
export default function InsightsTab({ project, analysis }: { project: Project; analysis: Analysis }) {
  const { run, layer, colorOf, topicOf } = analysis;
  const query = insightsQuery({ project: project.name, run: run ?? 0 }, layer);
  const state = stateOf(useQuery({ ...query, enabled: run !== null }));
  if (state.status !== "ready")
    return <InPlace of={state} rows={8} height={64} label="Reading what the topics say" />;
  return (
    <TopicInsights
      insights={state.data.insights}
      colorOf={colorOf}
      onTopic={(id) => openTopic(topicOf(id), layer)}
      onHover={hoverTopic}
    />
  );
}
