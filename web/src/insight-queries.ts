import { queryOptions } from "@tanstack/react-query";
import { call } from "./api.ts";
import { type Analysis, topicKey } from "./queries.ts";

/** What a topic says; asked for again when something in the project changed. */
export const insightQuery = ({ project, run }: Analysis, topic: number) =>
  queryOptions({
    queryKey: [...topicKey({ project, run }, topic), "insight"],
    queryFn: ({ signal }) => call("topicInsight", { project, topic, query: { run } }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** What a project hands down to its runs. */
export const projectSettingsQuery = (project: string) =>
  queryOptions({
    queryKey: ["project", project, "settings"],
    queryFn: ({ signal }) => call("projectSettings", { project }, { signal }),
  });
