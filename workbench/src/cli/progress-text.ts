import type { Run, StageProgress } from "../contract.ts";
import { waitReasons } from "../model.ts";
import { bar, formatCount } from "./tables.ts";

const stageTitles: Readonly<Record<string, string>> = {
  read: "Read files",
  prepare: "Check documents",
  chunk: "Cut into chunks",
  embed: "Embed chunks",
  place: "Place documents",
  neighbors: "Find neighbours",
  cluster: "Find topics",
  map: "Draw the map",
  name: "Name the topics",
  describe: "Describe the topics",
  ask: "Ask the documents",
};
const titleWidth = Math.max(...Object.values(stageTitles).map((title) => title.length));
const barCells = 20;

const stageTitle = (name: string) => stageTitles[name] ?? name;

/** What a run is, as the heading over its bars. */
export function runTitle(run: Run): string {
  if (run.name !== null) return run.name;
  if (run.kind === "import") return "Import";
  if (run.kind === "description") return "Names and insights";
  if (run.kind === "facets") return "Facets";
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
  if (stage.state === "waiting") return stageTitle(stage.name);
  return `${stageTitle(stage.name).padEnd(titleWidth)}  ${bar(stage.share, barCells).padEnd(barCells, "░")}  ${amounts(stage).join(" · ")}`;
}

/** The same without a bar, for where no terminal is. */
export function plainStageLine(stage: StageProgress): string {
  return `${stageTitle(stage.name)}: ${[...amounts(stage), ...doing(stage)].join(" · ")}`;
}

/** What a stage is at, and how far its part under way is. */
function doing({ state, detail, parts }: StageProgress): string[] {
  if (state !== "running" || detail === null) return [];
  const part = parts.find(({ share }) => share > 0 && share < 1);
  return [part?.name === detail ? `${detail} ${formatPercent(part.share)}` : detail];
}

/** What is being done right now, and how far the whole run is. */
export const workLine = (run: Run, stage: StageProgress): string =>
  [...doing(stage), wholeText(run)].join(" · ");

/** How far a run is, how long it will take and what it has in memory: `43 % of all · 3 min 2 s left · 812 MB`. */
export function wholeText({ state, share, secondsLeft, memory }: Run): string {
  const parts = state === "completed" ? [] : [`${formatPercent(share)} of all`];
  if (secondsLeft !== null) parts.push(`${formatDuration(secondsLeft)} left`);
  if (memory !== null && memory.bytes > 0) parts.push(`${formatCount(Math.round(memory.bytes / 1e6))} MB`);
  return parts.join(" · ");
}

/** Whether a run goes on, and if not, why. */
export function stateText({ state, queued, current, waitsFor }: Run): string {
  if (queued) return "in line";
  if (waitsFor !== null) return `waiting: ${waitReasons[waitsFor.what]} (${waitsFor.detail})`;
  return current ? `${state}, shown` : state;
}

/** The parts of a stage that is done in one piece, as lines below it. */
export const partLines = ({ parts }: StageProgress): string[] =>
  parts.map(({ name, weight, share }) => `    ${name}: ${formatPercent(share)} of ${formatPercent(weight)}`);

const formatPercent = (share: number) => `${Math.floor(100 * share + 1e-9)} %`;

/** Units a second, or a minute where they are few. */
const formatRate = (rate: number) =>
  rate < 0.5 ? `${Number((60 * rate).toPrecision(2))}/min` : `${formatCount(Number(rate.toPrecision(3)))}/s`;

function amounts({ state, done, total, unit, rate, secondsLeft, seconds }: StageProgress): string[] {
  const count =
    total === null || state === "completed"
      ? formatCount(done)
      : `${formatCount(done)} of ${formatCount(total)}`;
  const parts = [`${count} ${(total ?? done) === 1 ? unit.replace(/s$/, "") : unit}`.trim()];
  if (state === "completed") return seconds === null ? parts : [...parts, formatDuration(seconds)];
  if (rate !== null && rate > 0) parts.push(formatRate(rate));
  if (secondsLeft !== null) parts.push(`${formatDuration(secondsLeft)} left`);
  return parts;
}
