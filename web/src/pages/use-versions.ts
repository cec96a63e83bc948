import { useMutation } from "@tanstack/react-query";
import type { Run } from "toposcope/contract";
import { call, explain } from "../api.ts";
import { notify } from "../notify.ts";
import { keepRun, queryClient, refreshProject, runDetailQuery, runsQuery } from "../queries.ts";
import { runTitle } from "../views/run-words.ts";

type Change =
  | { readonly does: "use"; readonly run: Run }
  | { readonly does: "rename"; readonly run: Run; readonly name: string | null }
  | { readonly does: "delete"; readonly run: Run };

export interface Versions {
  /** The run that is being changed. */
  readonly busy: number | null;
  readonly change: (change: Change, then?: () => void) => void;
}

/** Shows another analysis of a project, names analyses and deletes them. */
export function useVersions(project: string): Versions {
  const { mutate, isPending, variables } = useMutation({
    mutationFn: (change: Change) => carryOut(project, change),
    onError: (error) => notify({ kind: "failed", ...explain(error) }),
    onSettled: () => refreshProject(project),
  });
  return {
    busy: isPending ? variables.run.id : null,
    change: (change, then) => mutate(change, { onSuccess: () => then?.() }),
  };
}

async function carryOut(project: string, change: Change): Promise<void> {
  const { run } = change;
  const { id } = run;
  if (change.does === "use") keepRun(project, await call("useRun", { run: id }));
  else if (change.does === "rename") {
    keepRun(project, await call("renameRun", { run: id, body: { name: change.name } }));
    void queryClient.invalidateQueries({ queryKey: runDetailQuery(id).queryKey });
  } else {
    await call("deleteRun", { run: id });
    queryClient.setQueryData(runsQuery(project).queryKey, (known) =>
      known?.filter((other) => other.id !== id),
    );
    notify({ kind: "done", message: `${runTitle(run)} is deleted.` });
  }
}
