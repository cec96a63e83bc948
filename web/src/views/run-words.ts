import type { Run } from "toposcope/contract";
import { sentence } from "./sentence.ts";

/** What a run is called in lists and headings. */
export const runTitle = ({ name, ...run }: Pick<Run, "name" | "kind" | "number">) => name ?? plainTitle(run);

/** Kinds of runs other than analyses: as a title, and within a sentence. */
const kindTexts: Readonly<Partial<Record<Run["kind"], readonly [title: string, within: string]>>> = {
  import: ["Import", "the import"],
  description: ["Names and insights", "the names and insights"],
  facets: ["Facets", "the facets"],
};

/** What a run is called by its kind and number. */
export const plainTitle = ({ kind, number }: Pick<Run, "kind" | "number">) =>
  kindTexts[kind]?.[0] ?? `Analysis ${number ?? ""}`.trim();

/** What a run is called within a sentence. */
export const titleWithin = ({ name, ...run }: Pick<Run, "name" | "kind" | "number">) =>
  name ?? kindTexts[run.kind]?.[1] ?? plainTitle(run).toLowerCase();

export const isOverState = ({ state }: Pick<Run, "state">) =>
  state === "completed" || state === "failed" || state === "cancelled";

/** A run's state in a word or two. */
export const stateWord = ({ state, queued }: Pick<Run, "state" | "queued">) =>
  queued ? "in line" : state === "pending" ? "starting" : state;

type WaitsFor = NonNullable<Run["waitsFor"]>["what"];

const waits: Readonly<Record<WaitsFor, string>> = {
  provider: "Waits: an outside model does not answer.",
  disk: "Waits: there is no room on the disk.",
  memory: "Waits: memory is short.",
  files: "Waits: the files cannot be reached.",
  database: "Waits: the database does not answer.",
};

/** Why a run does not simply go on, and what becomes of it; null where it does. */
export function stillness({ state, queued, waitsFor, error }: Run): string | null {
  if (queued) return "In line: it begins when what is under way is over.";
  switch (state) {
    case "pending":
      return "It begins as soon as a worker is free.";
    case "paused":
      return "Paused. Resuming goes on where it stopped.";
    case "waiting":
      return waitsFor === null ? "Waits." : `${waits[waitsFor.what]} ${sentence(waitsFor.detail)}`;
    case "failed":
      return `${sentence(error ?? "It failed")} Resuming goes on where it stopped.`;
    case "cancelled":
      return "Cancelled. Resuming goes on where it stopped.";
    default:
      return null;
  }
}

/** What the user can have a run do. */
export type Steering = "pause" | "resume" | "cancel";

/** How a run can be steered from where it stands. */
export function steeringOf({ state, queued }: Pick<Run, "state" | "queued">): readonly Steering[] {
  if (queued) return ["cancel"];
  switch (state) {
    case "pending":
    case "running":
      return ["pause", "cancel"];
    case "waiting":
      return ["resume", "pause", "cancel"];
    case "paused":
      return ["resume", "cancel"];
    case "failed":
    case "cancelled":
      return ["resume"];
    default:
      return [];
  }
}

/** What steering is called on a button. */
export const steeringWord = (steering: Steering, { state }: Pick<Run, "state">) =>
  steering === "resume" && state === "waiting" ? "Try now" : steeringWords[steering];

const steeringWords: Readonly<Record<Steering, string>> = {
  pause: "Pause",
  resume: "Resume",
  cancel: "Cancel",
};
