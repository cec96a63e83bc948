import { useComputedColorScheme } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useRef } from "react";
import type { Project, TopicGraph } from "toposcope/contract";
import { openTopic } from "../actions.ts";
import { projectScope, useKept } from "../kept.ts";
import { graphQuery } from "../queries.ts";
import { stateOf } from "../query-state.ts";
import { hoverTopic, useView } from "../store.ts";
import { usePlace } from "../url.ts";
import { GraphTools } from "../views/GraphTools.tsx";
import { type GraphHandle, GraphView } from "../views/graph/GraphView.tsx";
import { InPlace } from "../views/InPlace.tsx";
import classes from "./MapTab.module.css";
import type { Analysis } from "./use-analysis.ts";

interface GraphTabProps {
  readonly project: Project;
  readonly analysis: Analysis;
}

/** The topics of a layer, and which are alike. */
export default function GraphTab({ project, analysis }: GraphTabProps) {
  if (analysis.run === null) return null;
  return <FetchedGraph project={project} analysis={analysis} run={analysis.run} />;
}

function FetchedGraph({ project, analysis, run }: GraphTabProps & { run: number }) {
  const [threshold, setThreshold] = useKept<number | null>(
    projectScope(project.name),
    "graph threshold",
    null,
  );
  const { layer } = analysis;
  const given = useQuery(graphQuery({ project: project.name, run }, { layer }));
  const standard = given.data?.threshold ?? null;
  const weaker = threshold !== null && standard !== null && threshold < standard;
  const fetched = useQuery({
    ...graphQuery({ project: project.name, run }, { layer, threshold: threshold ?? 0 }),
    enabled: weaker,
  });
  const state = stateOf(given);
  if (state.status !== "ready")
    return <InPlace of={state} rows={1} height={320} label="Fetching the graph" />;
  return (
    <ShownGraph
      project={project}
      analysis={analysis}
      graph={weaker ? (fetched.data ?? state.data) : state.data}
      threshold={threshold ?? state.data.threshold}
      onThreshold={setThreshold}
    />
  );
}

interface ShownGraphProps extends GraphTabProps {
  readonly graph: TopicGraph;
  readonly threshold: number;
  readonly onThreshold: (threshold: number) => void;
}

const noColor = "#7d8894";

function ShownGraph({ project, analysis, graph, threshold, onThreshold }: ShownGraphProps) {
  const theme = useComputedColorScheme("light");
  const { topic } = usePlace();
  const hovered = useView((view) => view.hoveredTopic);
  const handle = useRef<GraphHandle>(null);
  const { colorOf, topicOf, layer } = analysis;
  const nodes = useMemo(
    () => graph.nodes.map((node) => ({ ...node, color: colorOf(node.id) ?? noColor })),
    [graph.nodes, colorOf],
  );
  const edges = useMemo(
    () => graph.edges.map(({ source, target, similarity }) => ({ source, target, weight: similarity })),
    [graph.edges],
  );
  return (
    <div className={classes.area} data-view-area>
      <GraphView
        ref={handle}
        nodes={nodes}
        edges={edges}
        theme={theme}
        label={`Graph of the topics of ${project.name}`}
        threshold={threshold}
        selected={topic ?? null}
        hovered={hovered}
        onHover={hoverTopic}
        onSelect={(id) => {
          if (id !== null) openTopic(topicOf(id), layer);
        }}
      />
      <GraphTools
        threshold={threshold}
        links={edges.filter(({ weight }) => weight >= threshold).length}
        onThreshold={onThreshold}
        onZoom={(factor) => handle.current?.zoomBy(factor)}
        onFit={() => handle.current?.fit()}
      />
    </div>
  );
}
