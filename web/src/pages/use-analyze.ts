import { useMutation } from "@tanstack/react-query";
import { call, explain } from "../api.ts";
import { notify } from "../notify.ts";
import { refreshProject } from "../queries.ts";

/** Starts an analysis with the settings as they are. */
export function useAnalyze(project: string): { analyze: () => void; starting: boolean } {
  const { mutate, isPending } = useMutation({
    mutationFn: () => call("analyze", { project, body: {} }),
    onSuccess: () => refreshProject(project),
    onError: (error) => notify({ kind: "failed", ...explain(error) }),
  });
  return { analyze: () => mutate(), starting: isPending };
}
