import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import type { Project } from "toposcope/contract";
import { openDocument, openTopic } from "../actions.ts";
import { formatPlural } from "../format.ts";
import { keep, projectScope } from "../kept.ts";
import { overviewQuery } from "../queries.ts";
import { searchAskedAt } from "../search-asked.ts";
import { hoverTopic, useView } from "../store.ts";
import { move, usePlace } from "../url.ts";
import { Overview } from "../views/Overview.tsx";
import { Waiting } from "../views/Waiting.tsx";
import type { Analysis } from "./use-analysis.ts";
import { useAnalyze } from "./use-analyze.ts";
import type { TopicEdits } from "./use-topic-edits.ts";

const DocumentReader = lazy(() => import("./DocumentReader.tsx"));
const Recommended = lazy(() => import("./Recommended.tsx"));
const Search = lazy(() => import("./Search.tsx"));
const OpenedTopic = lazy(() => import("./OpenedTopic.tsx"));
const Selection = lazy(() => import("./Selection.tsx"));

interface DetailsProps {
  readonly project: Project;
  readonly analysis: Analysis;
  readonly edits: TopicEdits;
}

/** The right side: what was opened last. */
export function Details({ project, analysis, edits }: DetailsProps) {
  const place = usePlace();
  const { document, topic } = place;
  const asked = searchAskedAt(place);
  const selection = useView((view) => view.selection);
  if (document !== undefined)
    return (
      <Suspense fallback={<Waiting rows={12} height={14} label="Opening the document" />}>
        <DocumentReader project={project.name} analysis={analysis} document={document} />
      </Suspense>
    );
  if (selection !== null)
    return (
      <Suspense fallback={<Waiting rows={6} height={30} label="Counting the selection" />}>
        <Selection project={project.name} analysis={analysis} rows={selection.rows} />
      </Suspense>
    );
  if (asked !== null)
    return (
      <Suspense fallback={<Waiting rows={6} height={84} label="Searching" />}>
        <Search project={project} analysis={analysis} asked={asked} />
      </Suspense>
    );
  if (topic !== undefined && analysis.run !== null)
    return (
      <Suspense fallback={<Waiting rows={7} height={36} label="Opening the topic" />}>
        <OpenedTopic
          project={project.name}
          analysis={analysis}
          edits={edits}
          run={analysis.run}
          topic={topic}
        />
      </Suspense>
    );
  return <Glance project={project} analysis={analysis} />;
}

/** What the right side is about, in a few words; null while nothing is open. */
export function useDetailsAbout({ topicOf }: Analysis): string | null {
  const { document, query, like, topic } = usePlace();
  const selection = useView((view) => view.selection);
  if (document !== undefined) return "The open document";
  if (selection !== null) return `${formatPlural(selection.rows.length, "passage")} selected`;
  if (query !== undefined) return `Search: ${query}`;
  if (like !== undefined) return "Passages like one";
  return topic === undefined ? null : (topicOf(topic)?.name ?? "Topic");
}

function Glance({ project, analysis }: Omit<DetailsProps, "edits">) {
  const { colorOf, topicOf, layer, layerTopics, topics } = analysis;
  const { analyze } = useAnalyze(project.name);
  const { data: insights } = useQuery({
    ...overviewQuery(project.name, analysis.run),
    enabled: project.documents > 0,
  });
  return (
    <Overview
      project={project}
      topics={layerTopics}
      model={topics.status === "ready" && analysis.run !== null ? topics.data.model : null}
      colorOf={colorOf}
      onTopic={(id) => openTopic(topicOf(id), layer)}
      onHover={hoverTopic}
      insights={insights ?? null}
      onDocument={openDocument}
      forYou={
        analysis.run !== null && (
          <Suspense fallback={null}>
            <Recommended project={project.name} analysis={analysis} />
          </Suspense>
        )
      }
      onRejections={() => move({ tab: "sources" })}
      onAnalyze={project.activeRun === null ? analyze : undefined}
      onArrivals={(fit) => {
        keep(projectScope(project.name), "document filter", { arrived: fit });
        move({ tab: "documents", topic: undefined });
      }}
    />
  );
}
