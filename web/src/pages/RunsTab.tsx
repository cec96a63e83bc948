import { useQuery } from "@tanstack/react-query";
import type { Project, Run } from "toposcope/contract";
import { runsQuery, timingsQuery } from "../queries.ts";
import { stateOf } from "../query-state.ts";
import { RunList, TimingsTable } from "../views/RunList.tsx";
import { useAnalyze } from "./use-analyze.ts";
import { useRun } from "./use-run-watch.ts";
import { useSteering } from "./use-steering.ts";

/** What was done with a project, and what is being done. */
export default function RunsTab({ project }: { project: Project }) {
  const state = stateOf(useQuery(runsQuery(project.name)));
  const live = useRun(project.activeRun);
  const { steer, busyWith } = useSteering(project.name);
  const { analyze } = useAnalyze(project.name);
  if (state.status !== "ready") return <RunList {...state} />;
  return (
    <RunList
      status="ready"
      runs={state.data.map((run) => (run.id === live?.id ? live : run))}
      timingsOf={(run) => <Timings run={run} />}
      busyWith={busyWith}
      onSteer={steer}
      onAnalyze={project.documents > 0 ? analyze : undefined}
    />
  );
}

function Timings({ run }: { run: Run }) {
  const { data } = useQuery(timingsQuery(run.id));
  return data === undefined ? null : <TimingsTable timings={data} />;
}
