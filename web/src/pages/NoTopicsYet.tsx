import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { CircleAlert, FilePlus2, Sparkles } from "lucide-react";
import type { Project, Run } from "toposcope/contract";
import { formatPlural } from "../format.ts";
import { runsQuery } from "../queries.ts";
import { openDialog } from "../store.ts";
import { Empty } from "../views/Empty.tsx";
import { RunStages } from "../views/RunStages.tsx";
import { sentence } from "../views/sentence.ts";
import { Waiting } from "../views/Waiting.tsx";
import classes from "./MapTab.module.css";
import { useAnalyze } from "./use-analyze.ts";
import { useRun } from "./use-run-watch.ts";

/** In the place of the map before there is one: what runs, or what to do. */
export function NoTopicsYet({ project }: { project: Project }) {
  const { data: [last] = [] } = useQuery(runsQuery(project.name));
  if (project.activeRun !== null) return <UnderWay run={project.activeRun} />;
  const failed = last?.state === "failed" ? last : undefined;
  if (project.documents === 0) return <NothingImported failed={failed} />;
  return <NotAnalyzed project={project} failed={failed} />;
}

function UnderWay({ run: id }: { run: number }) {
  const run = useRun(id);
  return (
    <div className={classes.center}>
      <h2>{run?.kind === "analysis" ? "Finding the topics" : "Reading your documents"}</h2>
      <p>The map appears here as soon as there is something to see.</p>
      {run === undefined ? (
        <Waiting rows={4} height={20} label="Fetching its progress" />
      ) : (
        <RunStages stages={run.stages} />
      )}
    </div>
  );
}

/** Why the last run came to nothing. */
const Reason = ({ run }: { run: Run }) => (
  <p role="alert">{sentence(run.error ?? "The server kept no reason.")}</p>
);

function NothingImported({ failed }: { failed: Run | undefined }) {
  return (
    <Empty
      failed={failed !== undefined}
      icon={
        failed === undefined ? (
          <FilePlus2 size={40} strokeWidth={1.25} />
        ) : (
          <CircleAlert size={40} strokeWidth={1.25} />
        )
      }
      title={failed === undefined ? "Drop files or folders here" : "The import failed"}
      action={
        <Button leftSection={<FilePlus2 size={16} />} onClick={() => openDialog("import")}>
          Import files
        </Button>
      }
    >
      {failed === undefined ? (
        <p>
          PDF, Word, text, Markdown, HTML, mail, ZIP, and tables whose rows are documents. The topics are
          found right after.
        </p>
      ) : (
        <Reason run={failed} />
      )}
    </Empty>
  );
}

function NotAnalyzed({ project, failed }: { project: Project; failed: Run | undefined }) {
  const { analyze, starting } = useAnalyze(project.name, { preview: true });
  const what = failed?.kind === "import" ? "The import failed" : "Finding the topics failed";
  const count = formatPlural(project.documents, "document");
  return (
    <Empty
      failed={failed !== undefined}
      icon={
        failed === undefined ? (
          <Sparkles size={40} strokeWidth={1.25} />
        ) : (
          <CircleAlert size={40} strokeWidth={1.25} />
        )
      }
      title={failed === undefined ? `${count}, no topics yet` : what}
      action={
        <Button leftSection={<Sparkles size={16} />} loading={starting} onClick={analyze}>
          Find the topics
        </Button>
      }
    >
      {failed === undefined ? (
        <p>Everything is imported. Finding the topics draws the map.</p>
      ) : (
        <>
          <Reason run={failed} />
          <p>{formatPlural(project.documents, "document is", "documents are")} kept.</p>
        </>
      )}
    </Empty>
  );
}
