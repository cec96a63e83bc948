import type { Run, StageProgress } from "../contract.ts";
import { bar, formatCount } from "./tables.ts";

const stageTitles: Readonly<Record<string, string>> = {
  read: "Read files",
  prepare: "Check documents",
  chunk: "Cut into chunks",
  embed: "Embed chunks",
  neighbors: "Find neighbours",
  cluster: "Find topics",
  map: "Draw the map",
  name: "Name the topics",
};
const titleWidth = Math.max(...Object.values(stageTitles).map((title) => title.length));
const barCells = 20;

const stageTitle = (name: string) => stageTitles[name] ?? name;

/** What a run is, as the heading over its bars. */
export function runTitle(run: Run): string {
  if (run.name !== null) return run.name;
  if (run.kind === "import") return "Import";
  return run.model === null ? "Topics" : `Topics by ${run.model}`;
}

/** `1 h 5 min`, `2 min 10 s`, `12 s`, `0.4 s` */
export function formatDuration(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3_600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3_600)} h ${Math.floor((whole % 3_600) / 60)} min`;
}

/** One stage as one line: bar, how much is done, how fast, how long it will take. */
export function stageLine(stage: StageProgress): string {
  const { done, total } = stage;
  if (stage.state === "waiting") return stageTitle(stage.name);
  const share = stage.state === "completed" ? 1 : total === null || total === 0 ? 0 : done / total;
  return `${stageTitle(stage.name).padEnd(titleWidth)}  ${bar(share, barCells).padEnd(barCells, "░")}  ${amounts(stage).join(" · ")}`;
}

/** The same without a bar, for where no terminal is. */
export function plainStageLine(stage: StageProgress): string {
  const detail = stage.detail === null || stage.state === "completed" ? [] : [stage.detail];
  return `${stageTitle(stage.name)}: ${[...amounts(stage), ...detail].join(" · ")}`;
}

function amounts({ state, done, total, unit, rate, secondsLeft, seconds }: StageProgress): string[] {
  const count =
    total === null || state === "completed"
      ? formatCount(done)
      : `${formatCount(done)} of ${formatCount(total)}`;
  const parts = [`${count} ${(total ?? done) === 1 ? unit.replace(/s$/, "") : unit}`.trim()];
  if (state === "completed") return seconds === null ? parts : [...parts, formatDuration(seconds)];
  if (rate !== null && rate > 0) parts.push(`${formatCount(Number(rate.toPrecision(3)))}/s`);
  if (secondsLeft !== null) parts.push(`${formatDuration(secondsLeft)} left`);
  return parts;
}
