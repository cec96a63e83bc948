import type { Run } from "toposcope/contract";
import { formatDuration, formatShare } from "../format.ts";
import classes from "./RunPill.module.css";
import { runShare, stageName } from "./RunStages.tsx";

/** The run under way in a few words; opens its stages. */
export function RunPill({ run, onOpen }: { run: Run; onOpen: () => void }) {
  const share = runShare(run);
  const stage = run.stages.find(({ state }) => state === "running");
  const text =
    stage === undefined ? (run.state === "pending" ? "Waiting" : "Finishing") : stageName(stage.name);
  const left = stage?.secondsLeft ?? null;
  const circumference = 2 * Math.PI * 7;
  return (
    <button
      type="button"
      className={classes.pill}
      onClick={onOpen}
      aria-label={`${text}, ${formatShare(share)}. Show stages`}
    >
      <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
        <circle cx="9" cy="9" r="7" className={classes.track} />
        <circle
          cx="9"
          cy="9"
          r="7"
          className={classes.arc}
          strokeDasharray={`${share * circumference} ${circumference}`}
          transform="rotate(-90 9 9)"
        />
      </svg>
      <span className={classes.text}>{text}</span>
      {left !== null && left > 1 && <span className={classes.left}>{formatDuration(left)}</span>}
    </button>
  );
}
