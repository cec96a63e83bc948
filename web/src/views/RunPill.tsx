import { Menu } from "@mantine/core";
import { ListTree } from "lucide-react";
import type { Run } from "toposcope/contract";
import { formatDuration, formatShare } from "../format.ts";
import { steeringIcons } from "./RunControls.tsx";
import classes from "./RunPill.module.css";
import { stageName } from "./RunStages.tsx";
import { runTitle, type Steering, stateWord, steeringOf, steeringWord, stillness } from "./run-words.ts";

export interface RunPillProps {
  readonly run: Run;
  readonly onSteer: (steering: Steering) => void;
  readonly onOpen: () => void;
}

/** The run under way in a few words; its menu steers it. */
export function RunPill({ run, onSteer, onOpen }: RunPillProps) {
  const share = formatShare(run.share);
  const text = shortly(run);
  const left = run.state === "running" ? run.secondsLeft : null;
  const still = stillness(run);
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <button type="button" className={classes.pill} data-state={run.state}>
          <Share of={run} />
          <span className="hidden">{runTitle(run)}: </span>
          <span className={classes.text}>{text}</span>
          {left !== null && left > 1 && <span className={classes.left}> {formatDuration(left)}</span>}
          <span className="hidden">, {share}, steer it</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {runTitle(run)}, {share}
        </Menu.Label>
        {still !== null && <p className={classes.still}>{still}</p>}
        {steeringOf(run).map((steering) => (
          <Menu.Item key={steering} leftSection={steeringIcons[steering]} onClick={() => onSteer(steering)}>
            {steeringWord(steering, run)}
          </Menu.Item>
        ))}
        <Menu.Item leftSection={<ListTree size={14} />} onClick={onOpen}>
          Show the stages
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function shortly(run: Run): string {
  if (run.state !== "running") {
    const word = stateWord(run);
    return word.charAt(0).toUpperCase() + word.slice(1);
  }
  const stage = run.stages.find(({ state }) => state === "running");
  return stage === undefined ? "Finishing" : stageName(stage.name);
}

function Share({ of: run }: { of: Run }) {
  const circumference = 2 * Math.PI * 7;
  return (
    <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
      <circle cx="9" cy="9" r="7" className={classes.track} />
      <circle
        cx="9"
        cy="9"
        r="7"
        className={classes.arc}
        strokeDasharray={`${run.share * circumference} ${circumference}`}
        transform="rotate(-90 9 9)"
      />
      {run.state === "paused" && <path d="M7.4 6.4v5.2M10.6 6.4v5.2" className={classes.bars} />}
    </svg>
  );
}
