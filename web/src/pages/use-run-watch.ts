import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { followRun } from "../follow-run.ts";
import { refreshProject, runQuery } from "../queries.ts";

/** Follows the run under way, and fetches the project anew when it is over. */
export function useRunWatch(project: string, run: number | null): void {
  useEffect(() => {
    if (run === null) return;
    const abort = new AbortController();
    followRun(run, { signal: abort.signal })
      .then(() => refreshProject(project))
      .catch(() => {
        if (!abort.signal.aborted) void refreshProject(project);
      });
    return () => abort.abort(new DOMException("no longer watched", "AbortError"));
  }, [project, run]);
}

/** The latest known state of a run that someone follows. */
export function useRun(run: number | null) {
  return useQuery({ ...runQuery(run ?? 0), enabled: run !== null }).data;
}
