import { z } from "zod";
import { id, run, timing } from "./contract.ts";
import { worker } from "./machine-contract.ts";
import { clusteringMethods, mapAlignments, mapMethods } from "./model.ts";
import { flag, projectParam, route } from "./route.ts";
import { projectSetting, runDetail, runName } from "./run-contract.ts";
import { guidance, runComparison, tuning } from "./topic-contract.ts";

const runParam = z.object({ run: z.coerce.number().int().positive() });

/** The routes about imports and analyses. */
export const runRoutes = {
  analyze: route({
    method: "POST",
    path: "/api/projects/:project/runs",
    access: "owner",
    summary: "Find the topics",
    params: projectParam,
    body: z.object({
      model: z.string().optional(),
      clustering: z.enum(clusteringMethods).optional(),
      mapMethod: z.enum(mapMethods).optional(),
      mapAlignment: z.enum(mapAlignments).optional(),
      topics: z.number().int().positive().optional(),
      seed: z.number().int().nonnegative().optional(),
      /** First a quick analysis with the static model, then this one takes its place. */
      preview: z.boolean().optional(),
      guidance: guidance.optional(),
      /** Topics that go on from the analysis that is shown keep their ids, and the names given by hand. */
      update: z.boolean().optional(),
      /** Stand in line where the project has a run under way. */
      queue: z.boolean().optional(),
    }),
    reply: run,
    status: 202,
  }),
  listRuns: route({
    method: "GET",
    path: "/api/projects/:project/runs",
    access: "owner",
    summary: "Imports and analyses, newest first",
    params: projectParam,
    reply: z.array(run),
  }),
  listWorkers: route({
    method: "GET",
    path: "/api/workers",
    access: "owner",
    summary: "The worker processes on all machines, what each is at, and its last sign of life",
    reply: z.array(worker),
  }),
  getRun: route({
    method: "GET",
    path: "/api/runs/:run",
    access: "owner",
    summary: "One run with its stages",
    params: runParam,
    reply: run,
  }),
  runEvents: route({
    method: "GET",
    path: "/api/runs/:run/events",
    access: "owner",
    summary: "A run's progress as server-sent events, each a run object",
    params: runParam,
    reply: "events",
  }),
  runDetail: route({
    method: "GET",
    path: "/api/runs/:run/detail",
    access: "owner",
    summary: "One run with its settings and how it was made",
    params: runParam,
    reply: runDetail,
  }),
  renameRun: route({
    method: "PATCH",
    path: "/api/runs/:run",
    access: "owner",
    summary: "Give a run a name; null takes it away",
    params: runParam,
    body: z.object({ name: runName }),
    reply: run,
  }),
  useRun: route({
    method: "POST",
    path: "/api/runs/:run/use",
    access: "owner",
    summary: "Show this analysis in its project from now on",
    params: runParam,
    reply: run,
  }),
  deleteRun: route({
    method: "DELETE",
    path: "/api/runs/:run",
    access: "owner",
    summary:
      "Delete a run that is over, with its result; where its project shows it, the newest other takes its place",
    params: runParam,
    reply: z.object({ deleted: id }),
  }),
  projectSettings: route({
    method: "GET",
    path: "/api/projects/:project/settings",
    access: "owner",
    summary: "What a project hands down to its runs",
    params: projectParam,
    reply: z.array(projectSetting),
  }),
  saveProjectSettings: route({
    method: "PATCH",
    path: "/api/projects/:project/settings",
    access: "owner",
    summary: "Set what a project hands down to its runs; null takes a setting out",
    params: projectParam,
    body: z.record(z.string(), z.json()),
    reply: z.array(projectSetting),
  }),
  pauseRun: route({
    method: "POST",
    path: "/api/runs/:run/pause",
    access: "owner",
    summary: "Pause a run; what it finished stays",
    params: runParam,
    reply: run,
  }),
  resumeRun: route({
    method: "POST",
    path: "/api/runs/:run/resume",
    access: "owner",
    summary: "Let a run go on that is paused, waits, failed or was cancelled",
    params: runParam,
    query: z.object({ queue: flag.optional() }),
    reply: run,
  }),
  cancelRun: route({
    method: "POST",
    path: "/api/runs/:run/cancel",
    access: "owner",
    summary: "End a run; what it finished stays",
    params: runParam,
    reply: run,
  }),
  compareRuns: route({
    method: "GET",
    path: "/api/projects/:project/runs/compare",
    access: "owner",
    summary: "What became of the topics of one analysis in another",
    params: z.object({ project: z.string() }),
    query: z.object({ a: z.coerce.number().int().positive(), b: z.coerce.number().int().positive() }),
    reply: runComparison,
  }),
  tune: route({
    method: "GET",
    path: "/api/projects/:project/tuning",
    access: "owner",
    summary: "What a few settings give on a sample of the passages",
    params: z.object({ project: z.string() }),
    query: z.object({ sample: z.coerce.number().int().min(20).max(3_000).optional() }),
    reply: tuning,
  }),
  runTimings: route({
    method: "GET",
    path: "/api/runs/:run/timings",
    access: "owner",
    summary: "How long each stage's batches took",
    params: runParam,
    reply: z.array(timing),
  }),
  resetTimings: route({
    method: "DELETE",
    path: "/api/runs/:run/timings",
    access: "owner",
    summary: "Forget a run's timings, to measure what comes from now on",
    params: runParam,
    reply: z.object({ reset: id }),
  }),
} as const;
