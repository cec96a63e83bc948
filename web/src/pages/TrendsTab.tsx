import { useComputedColorScheme } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Project, TopicListItem } from "toposcope/contract";
import { paletteColor, type Theme } from "toposcope/drawing";
import type { TopicsOverTime, TopicsPerClass } from "toposcope/topic-contract";
import { openTopic } from "../actions.ts";
import { formatPlural } from "../format.ts";
import { classColumnsQuery, overTimeQuery, perClassQuery } from "../queries.ts";
import { type QueryState, stateOf } from "../query-state.ts";
import { hoverTopic, useView } from "../store.ts";
import { timeBinNames } from "../time-bin-names.ts";
import { move, usePlace } from "../url.ts";
import type { Trend } from "../views/charts/TimeChart.tsx";
import { type TrendData, Trends } from "../views/charts/Trends.tsx";
import type { Analysis } from "./use-analysis.ts";

interface TrendsTabProps {
  readonly project: Project;
  readonly analysis: Analysis;
}

/** How the topics of a layer change over time, and differ between classes of documents. */
export default function TrendsTab({ project, analysis }: TrendsTabProps) {
  if (analysis.run === null) return null;
  return <FetchedTrends project={project.name} analysis={analysis} run={analysis.run} />;
}

interface FetchedTrendsProps {
  readonly project: string;
  readonly analysis: Analysis;
  readonly run: number;
}

function FetchedTrends({ project, analysis, run }: FetchedTrendsProps) {
  const { over: by, chart = "lines", shares = false, column: wanted } = usePlace();
  const over: "time" | "class" = by ?? "time";
  const hovered = useView((view) => view.hoveredTopic);
  const { layer, topicOf } = analysis;
  const { data: classes = [] } = useQuery({ ...classColumnsQuery(project), enabled: over === "class" });
  const column = wanted ?? classes[0];
  const time = useQuery({ ...overTimeQuery({ project, run }, layer), enabled: over === "time" });
  const parted = useQuery({
    ...perClassQuery({ project, run }, layer, column ?? ""),
    enabled: over === "class" && column !== undefined,
  });
  const compared = useCompared(analysis);
  const theme = useComputedColorScheme("light");
  const state: QueryState<Counted> =
    over === "time" ? mapped(stateOf(time), countedInTime) : mapped(stateOf(parted), countedInClasses);
  const shared = { over, classes, column, shape: chart, shares, onPlace: move };
  if (state.status !== "ready") return <Trends {...state} {...shared} />;
  const trends = compared.topics.flatMap(({ id, name }) => {
    const trend = state.data.trends.find(({ topic }) => topic === id);
    return trend === undefined ? [] : [{ ...trend, name, color: analysis.colorOf(id) }];
  });
  return (
    <Trends
      status="ready"
      {...shared}
      columns={state.data.columns}
      left={state.data.left}
      trends={inOwnColors(trends, theme)}
      about={compared.about}
      hovered={trends.some(({ topic }) => topic === hovered) ? hovered : null}
      onHover={hoverTopic}
      onSelect={(id) => openTopic(topicOf(id), layer)}
    />
  );
}

type Uncolored = Omit<Trend, "name" | "color">;
type Counted = Pick<TrendData, "columns" | "left"> & { readonly trends: readonly Uncolored[] };

const mapped = <A, B>(state: QueryState<A>, change: (data: A) => B): QueryState<B> =>
  state.status === "ready" ? { status: "ready", data: change(state.data) } : state;

const trendsOf = (topics: TopicsOverTime["topics"]): Uncolored[] =>
  topics.map(({ id, counts, keywords }) => ({ topic: id, values: counts, words: keywords }));

const left = (count: number, why: string) =>
  count === 0 ? null : `${formatPlural(count, "document")} ${why} left out.`;

function countedInTime({ bins, topics, undated }: TopicsOverTime): Counted {
  const names = timeBinNames(bins);
  return {
    columns: bins.map(({ documents }, at) => ({ ...names[at]!, documents })),
    trends: trendsOf(topics),
    left: left(undated, "without a date"),
  };
}

function countedInClasses({ classes, topics, others }: TopicsPerClass): Counted {
  return {
    columns: classes.map(({ value, documents }) => ({ name: value, start: value, documents })),
    trends: trendsOf(topics),
    left: left(others, "of rarer classes, or of none,"),
  };
}

const mostCompared = 8;

/** The topics that are compared: those marked, else the largest of the layer with the one that is open. */
function useCompared({ layerTopics }: Analysis): { topics: readonly TopicListItem[]; about: string } {
  const marked = useView((view) => view.marked);
  const { topic: open } = usePlace();
  return useMemo(() => {
    const chosen = layerTopics.filter(({ id }) => marked.has(id));
    if (chosen.length > 0) return { topics: chosen, about: "These are the topics that you marked." };
    if (layerTopics.length <= mostCompared) return { topics: layerTopics, about: "" };
    const largest = [...layerTopics].sort((a, b) => b.size - a.size).slice(0, mostCompared);
    const opened = layerTopics.filter(({ id }) => id === open && !largest.some((one) => one.id === id));
    const about = `These are the ${mostCompared} largest${opened.length > 0 ? " and the one that is open" : ""}; mark others in the tree to compare them.`;
    return { topics: [...largest, ...opened], about };
  }, [layerTopics, marked, open]);
}

type Colorable = Omit<Trend, "color"> & { readonly color: string | null };

/** The topics' colours of the map, unless several share one: lines must be told apart. */
function inOwnColors(trends: readonly Colorable[], theme: Theme): Trend[] {
  const colors = new Set(trends.map(({ color }) => color));
  const areOwn = colors.size === trends.length && !colors.has(null);
  return trends.map((trend, rank) => ({
    ...trend,
    color: (areOwn ? trend.color : null) ?? paletteColor(rank, theme),
  }));
}
