import { Progress } from "@mantine/core";
import type { Run } from "toposcope/contract";
import { formatBytes, formatDuration, formatPlural, formatShare } from "../format.ts";
import classes from "./RunProgress.module.css";
import { RunStages } from "./RunStages.tsx";
import { runTitle } from "./run-words.ts";

/** How far a run is: as a whole, and stage by stage. */
export function RunProgress({ run }: { run: Run }) {
  return (
    <div className={classes.progress}>
      <RunTotal run={run} />
      <RunStages stages={run.stages} moving={run.state === "running"} />
    </div>
  );
}

/** How far a run is as a whole, how long it still takes and what it takes up. */
export function RunTotal({ run }: { run: Run }) {
  if (run.state === "completed") return null;
  return (
    <div>
      <p className={classes.total}>
        <strong>{formatShare(run.share)}</strong>
        <span className={classes.facts}>{facts(run).join(" · ")}</span>
      </p>
      <Progress
        size="md"
        value={100 * run.share}
        color={run.state === "running" ? "tarn" : "gray"}
        aria-label={`${runTitle(run)} as a whole`}
      />
    </div>
  );
}

function facts({ state, seconds, secondsLeft, memory }: Run): string[] {
  const isMoving = state === "running";
  return [
    ...(isMoving && secondsLeft !== null ? [`about ${formatDuration(secondsLeft)} left`] : []),
    ...(seconds > 0 ? [`${formatDuration(seconds)} of work so far`] : []),
    ...(isMoving && memory !== null
      ? [`${formatBytes(memory.bytes)} in ${formatPlural(memory.workers, "worker")}`]
      : []),
  ];
}
