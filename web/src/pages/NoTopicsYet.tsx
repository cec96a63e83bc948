import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { CircleAlert, CirclePause, FilePlus2, type LucideIcon, Sparkles } from "lucide-react";
import type { Project, Run } from "toposcope/contract";
import { formatPlural } from "../format.ts";
import { runsQuery } from "../queries.ts";
import { openDialog } from "../store.ts";
import { Empty } from "../views/Empty.tsx";
import { RunControls } from "../views/RunControls.tsx";
import { RunNote } from "../views/RunNote.tsx";
import { RunProgress } from "../views/RunProgress.tsx";
import { Waiting } from "../views/Waiting.tsx";
import classes from "./MapTab.module.css";
import { useAnalyze } from "./use-analyze.ts";
import { useRun } from "./use-run-watch.ts";
import { useSteering } from "./use-steering.ts";

/** In the place of topics before there are any: what runs, or what to do. */
export default function NoTopicsYet({ project }: { project: Project }) {
  const { data: [last] = [] } = useQuery(runsQuery(project.name));
  if (project.activeRun !== null) return <UnderWay project={project.name} run={project.activeRun} />;
  const stopped = last?.state === "failed" || last?.state === "cancelled" ? last : undefined;
  if (project.documents === 0) return <NothingImported project={project.name} stopped={stopped} />;
  return <NotAnalyzed project={project} stopped={stopped} />;
}

/** What a run does, where it is no import. */
const work: Partial<Readonly<Record<Run["kind"], string>>> = {
  analysis: "Finding the topics",
  facets: "Asking the documents",
};

function UnderWay({ project, run: id }: { project: string; run: number }) {
  const run = useRun(id);
  const { steer, busyWith } = useSteering(project);
  return (
    <div className={classes.center}>
      <h2>{work[run?.kind ?? "import"] ?? "Reading your documents"}</h2>
      <p>The map appears here as soon as there is something to see.</p>
      {run === undefined ? (
        <Waiting rows={4} height={20} label="Fetching its progress" />
      ) : (
        <div className={classes.underWay}>
          <RunNote run={run} />
          <RunProgress run={run} />
          <RunControls run={run} busy={busyWith(run)} onSteer={(steering) => steer(run, steering)} />
        </div>
      )}
    </div>
  );
}

interface StoppedProps {
  /** The last run, where it failed or was cancelled. */
  readonly stopped: Run | undefined;
}

function StateIcon({ stopped, otherwise }: StoppedProps & { otherwise: LucideIcon }) {
  const Icon = stopped === undefined ? otherwise : stopped.state === "failed" ? CircleAlert : CirclePause;
  return <Icon size={40} strokeWidth={1.25} />;
}

function Resume({ project, run }: { project: string; run: Run }) {
  const { steer, busyWith } = useSteering(project);
  return <RunControls run={run} busy={busyWith(run)} onSteer={(steering) => steer(run, steering)} />;
}

function NothingImported({ project, stopped }: StoppedProps & { project: string }) {
  return (
    <Empty
      failed={stopped?.state === "failed"}
      icon={<StateIcon stopped={stopped} otherwise={FilePlus2} />}
      title={stopped === undefined ? "Drop files or folders here" : endOf(stopped)}
      action={
        <div className={classes.choices}>
          {stopped !== undefined && <Resume project={project} run={stopped} />}
          <Button
            size={stopped === undefined ? "sm" : "xs"}
            variant={stopped === undefined ? "filled" : "default"}
            leftSection={<FilePlus2 size={16} />}
            onClick={() => openDialog("import")}
          >
            Import files
          </Button>
        </div>
      }
    >
      {stopped === undefined ? (
        <p>
          PDF, Word, text, Markdown, HTML, mail, ZIP, and tables whose rows are documents. The topics are
          found right after.
        </p>
      ) : (
        <RunNote run={stopped} />
      )}
    </Empty>
  );
}

const endOf = ({ kind, state }: Run) =>
  `${work[kind] ?? "The import"} ${state === "failed" ? "failed" : "was cancelled"}`;

function NotAnalyzed({ project, stopped }: StoppedProps & { project: Project }) {
  const { analyze, starting } = useAnalyze(project.name, { preview: true });
  const { name, documents } = project;
  return (
    <Empty
      failed={stopped?.state === "failed"}
      icon={<StateIcon stopped={stopped} otherwise={Sparkles} />}
      title={stopped === undefined ? `${formatPlural(documents, "document")}, no topics yet` : endOf(stopped)}
      action={
        <div className={classes.choices}>
          {stopped !== undefined && <Resume project={name} run={stopped} />}
          <Button
            size={stopped === undefined ? "sm" : "xs"}
            variant={stopped === undefined ? "filled" : "default"}
            leftSection={<Sparkles size={16} />}
            loading={starting}
            onClick={analyze}
          >
            Find the topics
          </Button>
        </div>
      }
    >
      {stopped === undefined ? (
        <p>Everything is imported. Finding the topics draws the map.</p>
      ) : (
        <>
          <RunNote run={stopped} />
          <p>{formatPlural(documents, "document is", "documents are")} kept.</p>
        </>
      )}
    </Empty>
  );
}
