import { queryOptions } from "@tanstack/react-query";
import { call } from "./api.ts";
import { type Analysis, topicKey, topicsQuery } from "./queries.ts";

/** What a topic says; asked for again when something in the project changed. */
export const insightQuery = ({ project, run }: Analysis, topic: number) =>
  queryOptions({
    queryKey: [...topicKey({ project, run }, topic), "insight"],
    queryFn: ({ signal }) => call("topicInsight", { project, topic, query: { run } }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** What all topics of a layer say; asked for again when something in the project changed. */
export const insightsQuery = ({ project, run }: Analysis, layer: number) =>
  queryOptions({
    queryKey: [...topicsQuery({ project, run }).queryKey, "insights", layer],
    queryFn: ({ signal }) => call("listInsights", { project, query: { run, layer } }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** What a project hands down to its runs. */
export const projectSettingsQuery = (project: string) =>
  queryOptions({
    queryKey: ["project", project, "settings"],
    queryFn: ({ signal }) => call("projectSettings", { project }, { signal }),
  });
