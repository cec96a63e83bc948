import { useQueries } from "@tanstack/react-query";
import type { Project } from "toposcope/contract";
import { runQuery } from "../queries.ts";
import { StoppedRun } from "../views/StoppedRun.tsx";
import { useSteering } from "./use-steering.ts";

/** Work that stands still and waits for its user: interrupted by a restart, or paused. */
export function StoppedRuns({ projects }: { projects: readonly Project[] }) {
  const active = projects.flatMap(({ name, activeRun }) =>
    activeRun === null ? [] : [{ name, run: activeRun }],
  );
  const runs = useQueries({
    queries: active.map(({ run }) => ({ ...runQuery(run), refetchInterval: pollMs })),
  });
  return active.map(({ name, run: id }, at) => {
    const run = runs[at]?.data;
    return run?.state === "paused" || run?.state === "waiting" ? (
      <Stopped key={id} project={name} run={run} />
    ) : null;
  });
}

const pollMs = 5_000;

function Stopped({ project, run }: Pick<Parameters<typeof StoppedRun>[0], "project" | "run">) {
  const { steer, busyWith } = useSteering(project);
  return (
    <StoppedRun
      project={project}
      run={run}
      busy={busyWith(run)}
      onSteer={(steering) => steer(run, steering)}
    />
  );
}
