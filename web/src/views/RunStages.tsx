import { Progress } from "@mantine/core";
import { Check, X } from "lucide-react";
import type { StageProgress } from "toposcope/contract";
import { formatCount, formatDuration, formatPlural, formatShare } from "../format.ts";
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
  describe: "Describing topics",
};

export const stageName = (name: string) => stageNames[name] ?? name;

export interface RunStagesProps {
  readonly stages: readonly StageProgress[];
  /** Whether the run goes on just now. */
  readonly moving: boolean;
}

const atRest = (stage: StageProgress): StageProgress => ({
  ...stage,
  detail: null,
  parts: [],
  rate: null,
  secondsLeft: null,
});

/** The stages of a run: how far each has come, how fast it goes and how long it still takes. */
export function RunStages({ stages, moving }: RunStagesProps) {
  return (
    <ol className={classes.stages}>
      {stages.map((stage) => (
        <Stage key={stage.name} stage={moving ? stage : atRest(stage)} />
      ))}
    </ol>
  );
}

function Stage({ stage }: { stage: StageProgress }) {
  const { name, state, detail, parts } = stage;
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
        <Progress className={classes.bar} size="sm" value={100 * stage.share} aria-label={stageName(name)} />
      )}
      {parts.length > 0 && (
        <ul className={classes.parts}>
          {parts.map((part) => (
            <li
              key={part.name}
              data-state={part.share === 1 ? "completed" : part.share > 0 ? "running" : "waiting"}
            >
              {part.name}
              {part.share > 0 && part.share < 1 && ` ${formatShare(part.share)}`}
              {part.share === 1 && <span className="hidden"> is done</span>}
            </li>
          ))}
        </ul>
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
  if (state === "running" && rate !== null && rate > 0) parts.push(formatRate(rate));
  if (state === "running" && secondsLeft !== null) parts.push(`${formatDuration(secondsLeft)} left`);
  if (state !== "running" && seconds !== null) parts.push(formatDuration(seconds));
  return parts.join(" · ");
}

/** Units a second, or a minute where they are few. */
function formatRate(rate: number): string {
  if (rate < 0.5) return `${Number((60 * rate).toPrecision(2))}/min`;
  return `${rate >= 10 ? formatCount(rate) : Number(rate.toPrecision(2))}/s`;
}
