import { Progress } from "@mantine/core";
import { Check, X } from "lucide-react";
import type { Run, StageProgress } from "toposcope/contract";
import { formatCount, formatDuration, formatPlural } from "../format.ts";
import classes from "./RunStages.module.css";

/** What the stages of a run do, in words of the user. */
const stageNames: Readonly<Record<string, string>> = {
  read: "Reading files",
  prepare: "Checking documents",
  chunk: "Cutting into passages",
  embed: "Embedding passages",
  neighbors: "Finding neighbours",
  cluster: "Grouping into topics",
  map: "Drawing the map",
  name: "Naming topics",
};

export const stageName = (name: string) => stageNames[name] ?? name;

/** The share of a run that is done, each of its stages counting the same. */
export function runShare({ stages, state }: Pick<Run, "stages" | "state">): number {
  if (state === "completed") return 1;
  if (stages.length === 0) return 0;
  return stages.reduce((sum, stage) => sum + stageShare(stage), 0) / stages.length;
}

function stageShare({ state, done, total }: StageProgress): number {
  if (state === "completed") return 1;
  if (state === "waiting" || total === null || total === 0) return 0;
  return Math.min(1, done / total);
}

/** The stages of a run: how far each has come, how fast it goes and how long it still takes. */
export function RunStages({ stages }: { stages: readonly StageProgress[] }) {
  return (
    <ol className={classes.stages}>
      {stages.map((stage) => (
        <Stage key={stage.name} stage={stage} />
      ))}
    </ol>
  );
}

function Stage({ stage }: { stage: StageProgress }) {
  const { name, state, detail } = stage;
  const running = state === "running";
  return (
    <li className={classes.stage} data-state={state}>
      <span className={classes.mark} aria-hidden="true">
        {state === "completed" && <Check size={13} strokeWidth={3} />}
        {state === "failed" && <X size={13} strokeWidth={3} />}
      </span>
      <span className={classes.name}>
        {stageName(name)}
        <span className="hidden">: {state}</span>
      </span>
      <span className={classes.numbers}>{stageNumbers(stage)}</span>
      {running && (
        <Progress
          className={classes.bar}
          size="sm"
          animated={stage.total === null}
          value={stage.total === null ? 100 : 100 * stageShare(stage)}
          aria-label={stageName(name)}
        />
      )}
      {running && detail !== null && (
        <span className={classes.detail} dir="auto">
          {detail}
        </span>
      )}
    </li>
  );
}

/** The page calls chunks and their points passages. */
const shownUnit = (unit: string) => (unit === "chunks" || unit === "points" ? "passages" : unit);

function stageNumbers({ state, done, total, rate, secondsLeft, seconds, ...stage }: StageProgress): string {
  if (state === "waiting") return "";
  const unit = shownUnit(stage.unit);
  const parts: string[] = [];
  if (total === null || done === total) parts.push(formatPlural(done, unit.replace(/s$/, ""), unit));
  else parts.push(`${formatCount(done)} of ${formatCount(total)} ${unit}`);
  if (total !== null && total <= 1) parts.length = 0;
  if (state === "running" && rate !== null && rate > 0) parts.push(`${formatRate(rate)}/s`);
  if (state === "running" && secondsLeft !== null) parts.push(`${formatDuration(secondsLeft)} left`);
  if (state !== "running" && seconds !== null) parts.push(formatDuration(seconds));
  return parts.join(" · ");
}

const formatRate = (rate: number) => (rate >= 10 ? formatCount(rate) : String(Number(rate.toPrecision(2))));
