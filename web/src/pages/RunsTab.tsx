import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import type { Project, Run } from "toposcope/contract";
import { projectScope, useKept } from "../kept.ts";
import { describingText } from "../provider-draft.ts";
import { estimateQuery, runDetailQuery, runsQuery, timingsQuery } from "../queries.ts";
import { stateOf } from "../query-state.ts";
import { RunList, TimingsTable } from "../views/RunList.tsx";
import { RunOrigin } from "../views/RunOrigin.tsx";
import type { VersionAction } from "../views/VersionTools.tsx";
import { useAnalyze } from "./use-analyze.ts";
import { useRun } from "./use-run-watch.ts";
import { useSteering } from "./use-steering.ts";
import { useVersions } from "./use-versions.ts";
import type { VersionQuestion } from "./VersionQuestions.tsx";

const VersionQuestions = lazy(() => import("./VersionQuestions.tsx"));

/** What was done with a project, what is being done, and the versions of its topics. */
export default function RunsTab({ project }: { project: Project }) {
  const { name } = project;
  const state = stateOf(useQuery(runsQuery(name)));
  const live = useRun(project.activeRun);
  const { steer, busyWith } = useSteering(name);
  const { analyze } = useAnalyze(name);
  const versions = useVersions(name);
  const { data: estimate } = useQuery(estimateQuery(name));
  const [question, ask] = useKept<VersionQuestion | null>(projectScope(name), "version question", null);
  if (state.status !== "ready") return <RunList {...state} />;
  const runs = state.data.map((run) => (run.id === live?.id ? live : run));
  const act = (run: Run, action: VersionAction) => {
    if (action === "use") versions.change({ does: "use", run });
    else if (action === "compare") ask({ kind: "compare", run: run.id, with: comparedWith(runs, run).id });
    else ask({ kind: action, run: run.id });
  };
  return (
    <>
      <RunList
        status="ready"
        runs={runs}
        detailsOf={(run) => <RunDetails run={run} />}
        busyWith={busyWith}
        changing={versions.busy}
        onSteer={steer}
        onVersion={act}
        onAnalyze={project.documents > 0 ? analyze : undefined}
        expected={estimate === undefined ? null : describingText(estimate)}
      />
      {question !== null && (
        <Suspense fallback={null}>
          <VersionQuestions project={name} question={question} runs={runs} versions={versions} onAsk={ask} />
        </Suspense>
      )}
    </>
  );
}

/** The analysis that is shown, or the one before it where this is the one. */
function comparedWith(runs: readonly Run[], run: Run): Run {
  const others = runs.filter(
    ({ id, kind, state }) => id !== run.id && kind === "analysis" && state === "completed",
  );
  return others.find(({ current }) => current) ?? others.find(({ id }) => id < run.id) ?? others[0] ?? run;
}

function RunDetails({ run }: { run: Run }) {
  const { data: detail } = useQuery(runDetailQuery(run.id));
  const { data: timings } = useQuery(timingsQuery(run.id));
  return (
    <>
      {detail !== undefined && run.kind === "analysis" && <RunOrigin {...detail} />}
      {timings !== undefined && <TimingsTable timings={timings} />}
    </>
  );
}
