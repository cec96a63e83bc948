import type { Run, StageProgress } from "toposcope/contract";
import { type FixtureWorld, fixtureTime } from "./fixture-data.ts";

/** What each stage of a run that is watched has to do. */
export const stageTotal = 120;

const stageNames: Readonly<Record<Run["kind"], readonly string[]>> = {
  import: ["read", "prepare", "chunk", "embed"],
  analysis: ["embed", "neighbors", "cluster", "map", "name"],
  picture: [],
  description: ["describe"],
  facets: ["ask"],
};

const blankStage = {
  state: "waiting",
  done: 0,
  total: stageTotal,
  unit: "passages",
  detail: null,
  share: 0,
  parts: [],
  rate: null,
  secondsLeft: null,
  seconds: null,
} as const satisfies Partial<StageProgress>;

type RunIdentity = Pick<Run, "id" | "kind" | "number">;

/** A run that has not begun. */
export function freshRun(run: RunIdentity & Partial<Run>): Run {
  const names = stageNames[run.kind];
  return {
    state: "pending",
    name: null,
    queued: false,
    waitsFor: null,
    model: run.kind === "analysis" ? "minilm" : null,
    error: null,
    current: false,
    createdAt: new Date().toISOString(),
    finishedAt: null,
    share: 0,
    seconds: 0,
    secondsLeft: null,
    memory: null,
    stages: names.map((name) => ({ ...blankStage, parts: [], name, weight: 1 / names.length })),
    ...run,
  };
}

const stage = (name: string, unit: string, total: number, seconds: number): StageProgress => ({
  ...blankStage,
  name,
  state: "completed",
  done: total,
  total,
  unit,
  weight: 0.2,
  share: 1,
  parts: [],
  seconds,
});

/** The import and the analysis of a project that was explored before. */
export function fixtureRuns(world: FixtureWorld): Run[] {
  const chunks = world.chunks.length;
  const over = {
    state: "completed",
    createdAt: fixtureTime,
    finishedAt: "2026-11-20T09:31:12.000Z",
    share: 1,
    seconds: 70,
  } as const;
  return [
    freshRun({
      ...over,
      id: 2,
      number: 1,
      kind: "analysis",
      current: true,
      stages: [
        stage("embed", "passages", chunks, 0.2),
        stage("neighbors", "passages", chunks, 1.4),
        stage("cluster", "passages", chunks, 0.9),
        stage("map", "passages", chunks, 4.2),
        stage("name", "topics", world.topics.length, 0.6),
      ],
    }),
    freshRun({
      ...over,
      id: 1,
      number: null,
      kind: "import",
      stages: [
        stage("read", "files", 903, 3.1),
        stage("prepare", "documents", 900, 1.2),
        stage("chunk", "documents", 900, 0.8),
        stage("embed", "passages", chunks, 61),
      ],
    }),
  ];
}
