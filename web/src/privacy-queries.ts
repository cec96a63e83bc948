import { queryOptions } from "@tanstack/react-query";
import { call } from "./api.ts";

export const projectSettingsQuery = (project: string) =>
  queryOptions({
    queryKey: ["project", project, "settings"],
    queryFn: ({ signal }) => call("projectSettings", { project }, { signal }),
  });

/** Which topics privacy hides, and what the last audit said of each. */
export const privacyQuery = (project: string, run: number) =>
  queryOptions({
    queryKey: ["project", project, "privacy", run],
    queryFn: ({ signal }) => call("privacy", { project, query: { run } }, { signal }),
    staleTime: 60_000,
  });
