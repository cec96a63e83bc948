import { useComputedColorScheme } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef } from "react";
import type { Layer, Project, Provisional, TopicList, TopicListItem } from "toposcope/contract";
import { colorsOfTopics, type Theme } from "toposcope/drawing";
import { keep, kept, projectScope } from "../kept.ts";
import { projectQuery, topicsQuery } from "../queries.ts";
import { type QueryState, stateOf } from "../query-state.ts";
import { usePlace } from "../url.ts";
import { type ShownRun, useShownRun } from "./use-shown-run.ts";

export interface Analysis {
  readonly project: QueryState<Project>;
  /** Run id of the analysis on screen, or of the picture of one; null before there is either. */
  readonly run: number | null;
  /** What was on screen before, and what became of its topics. */
  readonly before: ShownRun["before"];
  /** Of a picture: how much of the passages is in it; null of an analysis. */
  readonly provisional: Provisional;
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
  const { run, before } = useShownRun(project.data);
  const topics = useQuery({ ...topicsQuery({ project: name, run: run ?? 0 }), enabled: run !== null });
  const all = run === null ? noTopics : (topics.data?.topics ?? noTopics);
  const layers = run === null ? noLayers : (topics.data?.layers ?? noLayers);
  const wantedLayer = linkedLayer ?? all.find(({ id }) => id === linkedTopic)?.layer;
  const layer =
    layers.find((candidate) => candidate.layer === wantedLayer)?.layer ??
    layers.find(({ suggested }) => suggested)?.layer ??
    layers[0]?.layer ??
    0;
  const colors = useTopicColors({ name, topics: all, theme, run, before });
  const byId = useMemo(() => new Map(all.map((topic) => [topic.id, topic])), [all]);
  return {
    project: stateOf(project),
    run,
    before,
    provisional: run === null ? null : (topics.data?.provisional ?? null),
    topics: stateOf(topics),
    layers,
    layer,
    layerTopics: useMemo(() => all.filter((topic) => topic.layer === layer), [all, layer]),
    colorOf: useCallback((topic) => (topic === null ? null : (colors.get(topic) ?? null)), [colors]),
    topicOf: useCallback((topic) => byId.get(topic), [byId]),
  };
}

interface Coloured {
  readonly name: string;
  readonly topics: readonly TopicListItem[];
  readonly theme: Theme;
  readonly run: number | null;
  readonly before: ShownRun["before"];
}

interface KeptColors {
  readonly run: number | null;
  readonly theme: Theme;
  readonly colors: readonly (readonly [topic: number, color: string])[];
}

const colorsKey = "colors";

/** Topics keep their colours whatever becomes of the others, and hand them on to what they become. */
function useTopicColors({ name, topics, theme, run, before }: Coloured): ReadonlyMap<number, string> {
  const scope = projectScope(name);
  const last = useRef<KeptColors | null>(null);
  last.current ??= kept<KeptColors | null>(scope, colorsKey, null);
  const colors = useMemo(() => {
    if (topics.length === 0) return noColors;
    const found = colorsOfTopics(topics, theme, handedOn(last.current, { theme, run, before }));
    last.current = { run, theme, colors: [...found] };
    return found;
  }, [topics, theme, run, before]);
  useEffect(() => {
    if (colors.size > 0) keep(scope, colorsKey, last.current);
  }, [scope, colors]);
  return colors;
}

function handedOn(
  known: KeptColors | null,
  { theme, run, before }: Pick<Coloured, "theme" | "run" | "before">,
): ReadonlyMap<number, string> {
  if (known === null || known.theme !== theme) return noColors;
  if (known.run === run) return new Map(known.colors);
  if (before === null || known.run !== before.run) return noColors;
  return new Map(
    known.colors.flatMap(([topic, color]) => {
      const successor = before.successors(topic);
      return successor === undefined ? [] : [[successor, color] as const];
    }),
  );
}
