import { useMutation } from "@tanstack/react-query";
import type { Run } from "toposcope/contract";
import { call, explain } from "../api.ts";
import { beginOrAsk } from "../busy.ts";
import { notify } from "../notify.ts";
import { keepRun, refreshProject } from "../queries.ts";
import { type Steering, titleWithin } from "../views/run-words.ts";

interface Steered {
  readonly run: Run;
  readonly steering: Steering;
}

/** Pauses, resumes and cancels runs of a project, and shows at once what became of them. */
export function useSteering(project: string): {
  /** What a run was asked for and has not done yet. */
  readonly busyWith: (run: Run) => Steering | null;
  readonly steer: (run: Run, steering: Steering) => void;
} {
  const { mutate, isPending, variables } = useMutation({
    mutationFn: (steered: Steered) => carryOut(project, steered),
    onError: (error) => notify({ kind: "failed", ...explain(error) }),
    onSettled: () => refreshProject(project),
  });
  return {
    busyWith: ({ id }) => (isPending && variables.run.id === id ? variables.steering : null),
    steer: (run, steering) => mutate({ run, steering }),
  };
}

async function carryOut(project: string, { run, steering }: Steered): Promise<void> {
  if (steering === "resume") await resumeOrAsk(project, run);
  else keepRun(project, await call(steering === "pause" ? "pauseRun" : "cancelRun", { run: run.id }));
}

/** Lets a run go on; where another is under way, asks what is to become of the two. */
export const resumeOrAsk = (project: string, run: Run): Promise<void> =>
  beginOrAsk({
    project,
    what: `${titleWithin(run)} can go on`,
    begin: async ({ queue }) => keepRun(project, await call("resumeRun", { run: run.id, query: { queue } })),
  });
