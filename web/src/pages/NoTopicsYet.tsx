import { Button } from "@mantine/core";
import { FilePlus2, Sparkles } from "lucide-react";
import type { Project } from "toposcope/contract";
import { formatPlural } from "../format.ts";
import { openDialog } from "../store.ts";
import { Empty } from "../views/Empty.tsx";
import { RunStages } from "../views/RunStages.tsx";
import { Waiting } from "../views/Waiting.tsx";
import classes from "./MapTab.module.css";
import { useAnalyze } from "./use-analyze.ts";
import { useRun } from "./use-run-watch.ts";

/** In the place of the map before there is one: what runs, or what to do. */
export function NoTopicsYet({ project }: { project: Project }) {
  const run = useRun(project.activeRun);
  const { analyze, starting } = useAnalyze(project.name);
  if (project.activeRun !== null)
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
  if (project.documents === 0)
    return (
      <Empty
        icon={<FilePlus2 size={40} strokeWidth={1.25} />}
        title="Drop files or folders here"
        action={
          <Button leftSection={<FilePlus2 size={16} />} onClick={() => openDialog("import")}>
            Import files
          </Button>
        }
      >
        PDF, Word, text, Markdown, HTML, mail, ZIP, and tables whose rows are documents. The topics are found
        right after.
      </Empty>
    );
  return (
    <Empty
      icon={<Sparkles size={40} strokeWidth={1.25} />}
      title={`${formatPlural(project.documents, "document")}, no topics yet`}
      action={
        <Button leftSection={<Sparkles size={16} />} loading={starting} onClick={analyze}>
          Find the topics
        </Button>
      }
    >
      Everything is imported. Finding the topics draws the map.
    </Empty>
  );
}
