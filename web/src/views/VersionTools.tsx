import { Button } from "@mantine/core";
import { ArrowLeftRight, Eye, Pencil, Trash2 } from "lucide-react";
import type { Run } from "toposcope/contract";
import classes from "./RunControls.module.css";
import { isOverState, runTitle } from "./run-words.ts";

/** What can be asked for about a version of the topics. */
export type VersionAction = "use" | "compare" | "rename" | "delete";

export interface VersionToolsProps {
  readonly run: Run;
  /** Whether there is another analysis to compare it with. */
  readonly comparable: boolean;
  readonly busy: boolean;
  readonly onAction: (action: VersionAction) => void;
}

/** What can be done with an analysis as one of several versions. */
export function VersionTools({ run, comparable, busy, onAction }: VersionToolsProps) {
  const isDone = run.state === "completed";
  const hidden = <span className="hidden"> {runTitle(run)}</span>;
  return (
    <div className={classes.controls}>
      {isDone && !run.current && (
        <Button size="xs" leftSection={<Eye size={14} />} loading={busy} onClick={() => onAction("use")}>
          Show this one{hidden}
        </Button>
      )}
      {isDone && comparable && (
        <Button
          size="xs"
          variant="default"
          leftSection={<ArrowLeftRight size={14} />}
          onClick={() => onAction("compare")}
        >
          Compare{hidden}
        </Button>
      )}
      <Button
        size="xs"
        variant="default"
        leftSection={<Pencil size={14} />}
        onClick={() => onAction("rename")}
      >
        Rename{hidden}
      </Button>
      {isOverState(run) && (
        <Button
          size="xs"
          variant="default"
          leftSection={<Trash2 size={14} />}
          onClick={() => onAction("delete")}
        >
          Delete{hidden}
        </Button>
      )}
    </div>
  );
}
