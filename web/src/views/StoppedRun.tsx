import { formatShare } from "../format.ts";
import { RunControls, type RunControlsProps } from "./RunControls.tsx";
import { RunNote } from "./RunNote.tsx";
import { runTitle } from "./run-words.ts";
import classes from "./StoppedRun.module.css";

/** A run that stands still: which it is, why, and the ways on. */
export function StoppedRun({ project, ...controls }: RunControlsProps & { project: string }) {
  const { run } = controls;
  return (
    <section className={classes.stopped} aria-label={`${runTitle(run)} of ${project}`}>
      <div className={classes.words}>
        <p className={classes.title}>
          {runTitle(run)} of <span dir="auto">{project}</span>, {formatShare(run.share)} done
        </p>
        <RunNote run={run} />
      </div>
      <RunControls {...controls} />
    </section>
  );
}
