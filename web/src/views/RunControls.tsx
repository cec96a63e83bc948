import { Button } from "@mantine/core";
import { Pause, Play, X } from "lucide-react";
import type { ReactNode } from "react";
import type { Run } from "toposcope/contract";
import classes from "./RunControls.module.css";
import { runTitle, type Steering, steeringOf, steeringWord } from "./run-words.ts";

export interface RunControlsProps {
  readonly run: Run;
  /** What this run was asked for and has not done yet. */
  readonly busy: Steering | null;
  readonly onSteer: (steering: Steering) => void;
}

export const steeringIcons: Readonly<Record<Steering, ReactNode>> = {
  pause: <Pause size={14} />,
  resume: <Play size={14} />,
  cancel: <X size={14} />,
};

/** Buttons for whatever a run can be made to do now. */
export function RunControls({ run, busy, onSteer }: RunControlsProps) {
  const ways = steeringOf(run);
  if (ways.length === 0) return null;
  return (
    <div className={classes.controls}>
      {ways.map((steering) => (
        <Button
          key={steering}
          size="xs"
          variant={steering === "resume" ? "filled" : "default"}
          leftSection={steeringIcons[steering]}
          loading={busy === steering}
          disabled={busy !== null && busy !== steering}
          onClick={() => onSteer(steering)}
        >
          {steeringWord(steering, run)}
          <span className="hidden"> {runTitle(run)}</span>
        </Button>
      ))}
    </div>
  );
}
