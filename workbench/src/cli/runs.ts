import type { Context } from "../context.ts";
import type { Run, StageProgress } from "../contract.ts";
import { cancelRun, pauseRun, resumeRun } from "../jobs/actions.ts";
import { deleteRun, renameRun, runDetail, useRun } from "../jobs/versions.actions.ts";
import { routes } from "../routes.ts";
import { listRuns, resetTimings, runTimings } from "../topics/actions.ts";
import { followRun } from "./follow.ts";
import { hasOption, idArgument, textArgument } from "./input.ts";
import { partLines, plainStageLine, runTitle, stageLine, stateText, wholeText } from "./progress-text.ts";
import type { Session } from "./session.ts";
import { runLines, timingLines } from "./tables.ts";
import type { RunVerb, VerbInput } from "./verb.ts";

export const listRunsVerb: RunVerb = async (session) => {
  const { output } = session;
  const { context } = await session.open();
  const project = await session.projectName(context);
  const runs = await listRuns(context, { project });
  if (output.json) output.value(routes.listRuns.reply, runs);
  else if (runs.length === 0) output.line(`project ${project} has no runs yet`);
  else for (const line of runLines(output, runs)) output.line(line);
  return 0;
};

export const showRunVerb: RunVerb = async (session, input) => {
  const { output } = session;
  const id = idArgument(input);
  const { context } = await session.open();
  const run = await runDetail(context, { run: id });
  if (output.json) {
    output.value(routes.runDetail.reply, run);
    return 0;
  }
  output.line(output.style("bold", `${runTitle(run)} (run ${run.id})`));
  const whole = wholeText(run);
  output.line(whole === "" ? stateText(run) : `${stateText(run)} · ${whole}`);
  for (const stage of run.stages) for (const line of stageLines(stage)) output.line(line);
  if (run.error !== null) output.line(`error: ${run.error}`);
  const { settings, overridden, provenance } = run;
  const isOverridden = (name: string) => (overridden.includes(name) ? " (asked for)" : "");
  output.line();
  for (const [name, value] of Object.entries(settings))
    output.line(`${name}: ${typeof value === "string" ? value : JSON.stringify(value)}${isOverridden(name)}`);
  for (const [name, value] of Object.entries(provenance))
    output.line(output.style("dim", `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`));
  return 0;
};

const stageLines = (stage: StageProgress) =>
  stage.state === "waiting" ? [`${stageLine(stage)}: waiting`] : [plainStageLine(stage), ...partLines(stage)];

export const pauseRunVerb: RunVerb = (session, input) => steer(session, input, pauseRun);
export const cancelRunVerb: RunVerb = (session, input) => steer(session, input, cancelRun);

export const renameRunVerb: RunVerb = async (session, input) => {
  const { output } = session;
  const run = idArgument(input);
  const name = textArgument(input, 1);
  const { context } = await session.open();
  const renamed = await renameRun(context, { run, name: name === "" ? null : name });
  if (output.json) output.value(routes.renameRun.reply, renamed);
  else output.line(name === "" ? `run ${run} has no name now` : `run ${run} is called ${name}`);
  return 0;
};

export const useRunVerb: RunVerb = async (session, input) => {
  const { output } = session;
  const id = idArgument(input);
  const { context } = await session.open();
  const run = await useRun(context, { run: id });
  if (output.json) output.value(routes.useRun.reply, run);
  else output.line(`${runTitle(run)} is shown now`);
  return 0;
};

export const deleteRunVerb: RunVerb = async (session, input) => {
  const { output } = session;
  const run = idArgument(input);
  const { context } = await session.open();
  const deleted = await deleteRun(context, { run });
  if (output.json) output.value(routes.deleteRun.reply, deleted);
  else output.line(`run ${run} is deleted`);
  return 0;
};

/** Resumes a run and works on it until it is over. */
export const resumeRunVerb: RunVerb = async (session, input) => {
  const { output } = session;
  const id = idArgument(input);
  const { context, workers } = await session.open();
  const resumed = await resumeRun(context, { run: id, queue: hasOption(input, "queue") });
  await workers.start();
  const run = await followRun(session, context, resumed);
  if (output.json) output.value(routes.getRun.reply, run);
  else output.line(`run ${run.id} is ${run.state}`);
  return 0;
};

async function steer(
  session: Session,
  input: VerbInput,
  act: (context: Context, of: { run: number }) => Promise<Run>,
): Promise<number> {
  const { output } = session;
  const id = idArgument(input);
  const { context } = await session.open();
  const run = await act(context, { run: id });
  if (output.json) output.value(routes.getRun.reply, run);
  else output.line(`run ${run.id} is ${run.state}`);
  return 0;
}

export const runTimingsVerb: RunVerb = async (session, input) => {
  const { output } = session;
  const id = idArgument(input);
  const { context } = await session.open();
  const timings = await runTimings(context, { run: id });
  if (output.json) output.value(routes.runTimings.reply, timings);
  else if (timings.length === 0) output.line(`run ${id} has no timings`);
  else for (const line of timingLines(timings)) output.line(line);
  return 0;
};

export const resetTimingsVerb: RunVerb = async (session, input) => {
  const { output } = session;
  const id = idArgument(input);
  const { context } = await session.open();
  await resetTimings(context, { run: id });
  if (output.json) output.value(routes.resetTimings.reply, { reset: id });
  else output.line(`the timings of run ${id} are forgotten`);
  return 0;
};
