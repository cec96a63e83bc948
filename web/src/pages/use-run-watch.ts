import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import type { Run } from "toposcope/contract";
import { followRun } from "../follow-run.ts";
import { notify } from "../notify.ts";
import { refreshProject, runQuery } from "../queries.ts";
import { runTitle, stillness } from "../views/run-words.ts";

/** Follows the run under way, and fetches the project anew when it is over. */
export function useRunWatch(project: string, run: number | null): void {
  useEffect(() => {
    if (run === null) return;
    const abort = new AbortController();
    followRun(run, { signal: abort.signal })
      .then((over) => {
        if (over.state === "failed") tellFailure(project, over);
        return refreshProject(project);
      })
      .catch(() => {
        if (!abort.signal.aborted) void refreshProject(project);
      });
    return () => abort.abort(new DOMException("no longer watched", "AbortError"));
  }, [project, run]);
}

function tellFailure(project: string, run: Run): void {
  notify({
    kind: "failed",
    message: `${runTitle(run)} of ${project} failed`,
    hint: stillness(run) ?? "",
  });
}

/** The latest known state of a run that someone follows. */
export function useRun(run: number | null) {
  return useQuery({ ...runQuery(run ?? 0), enabled: run !== null }).data;
}
