import { useComputedColorScheme } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo, useRef } from "react";
import type { Layer, Project, TopicList, TopicListItem } from "toposcope/contract";
import { colorsOfTopics, type Theme } from "toposcope/drawing";
import { projectQuery, topicsQuery } from "../queries.ts";
import { type QueryState, stateOf } from "../query-state.ts";
import { usePlace } from "../url.ts";

export interface Analysis {
  readonly project: QueryState<Project>;
  /** Number of the analysis that is current; null before the first. */
  readonly run: number | null;
  readonly topics: QueryState<TopicList>;
  readonly layers: readonly Layer[];
  /** The layer on screen. */
  readonly layer: number;
  readonly layerTopics: readonly TopicListItem[];
  readonly colorOf: (topic: number | null) => string | null;
  readonly topicOf: (topic: number) => TopicListItem | undefined;
}

const noLayers: readonly Layer[] = [];
const noTopics: readonly TopicListItem[] = [];
const noColors: ReadonlyMap<number, string> = new Map();

/** A project and what its current analysis found. */
export function useAnalysis(name: string): Analysis {
  const { layer: linkedLayer, topic: linkedTopic } = usePlace();
  const theme = useComputedColorScheme("light");
  const project = useQuery(projectQuery(name));
  const run = project.data?.run ?? null;
  const topics = useQuery({ ...topicsQuery({ project: name, run: run ?? 0 }), enabled: run !== null });
  const all = run === null ? noTopics : (topics.data?.topics ?? noTopics);
  const layers = run === null ? noLayers : (topics.data?.layers ?? noLayers);
  const wantedLayer = linkedLayer ?? all.find(({ id }) => id === linkedTopic)?.layer;
  const layer =
    layers.find((candidate) => candidate.layer === wantedLayer)?.layer ??
    layers.find(({ suggested }) => suggested)?.layer ??
    layers[0]?.layer ??
    0;
  const colors = useTopicColors(all, theme, run);
  const byId = useMemo(() => new Map(all.map((topic) => [topic.id, topic])), [all]);
  return {
    project: stateOf(project),
    run,
    topics: stateOf(topics),
    layers,
    layer,
    layerTopics: useMemo(() => all.filter((topic) => topic.layer === layer), [all, layer]),
    colorOf: useCallback((topic) => (topic === null ? null : (colors.get(topic) ?? null)), [colors]),
    topicOf: useCallback((topic) => byId.get(topic), [byId]),
  };
}

/** Topics keep their colours while the analysis is the same, whatever becomes of the others. */
function useTopicColors(
  topics: readonly TopicListItem[],
  theme: Theme,
  run: number | null,
): ReadonlyMap<number, string> {
  const last = useRef({ theme, run, colors: noColors });
  return useMemo(() => {
    const { theme: oldTheme, run: oldRun, colors: old } = last.current;
    const colors = colorsOfTopics(topics, theme, oldTheme === theme && oldRun === run ? old : noColors);
    last.current = { theme, run, colors };
    return colors;
  }, [topics, theme, run]);
}
