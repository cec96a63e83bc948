import { useMutation } from "@tanstack/react-query";
import { call, explain } from "../api.ts";
import { beginOrAsk } from "../busy.ts";
import { notify } from "../notify.ts";
import { refreshProject } from "../queries.ts";

/**
 * Starts an analysis with the settings as they are.
 *
 * @param preview whether quick topics come first, which those of the project's model then replace
 */
export function useAnalyze(
  project: string,
  { preview = false }: { preview?: boolean } = {},
): { analyze: () => void; starting: boolean } {
  const { mutate, isPending } = useMutation({
    mutationFn: () =>
      beginOrAsk({
        project,
        what: "the topics can be found",
        begin: ({ queue }) => call("analyze", { project, body: { preview, queue } }),
      }),
    onSuccess: () => refreshProject(project),
    onError: (error) => notify({ kind: "failed", ...explain(error) }),
  });
  return { analyze: () => mutate(), starting: isPending };
}
