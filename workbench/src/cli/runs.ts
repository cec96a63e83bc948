import type { StageProgress } from "../contract.ts";
import { routes } from "../routes.ts";
import { getRun, listRuns, resetTimings, runTimings } from "../topics/actions.ts";
import { idArgument } from "./input.ts";
import { plainStageLine, runTitle, stageLine } from "./progress-text.ts";
import { runLines, timingLines } from "./tables.ts";
import type { RunVerb } from "./verb.ts";

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
  const run = await getRun(context, { run: id });
  if (output.json) {
    output.value(routes.getRun.reply, run);
    return 0;
  }
  output.line(output.style("bold", `${runTitle(run)} (run ${run.id})`));
  output.line(run.current ? `${run.state}, shown` : run.state);
  for (const stage of run.stages) output.line(stageText(stage));
  if (run.error !== null) output.line(`error: ${run.error}`);
  return 0;
};

const stageText = (stage: StageProgress) =>
  stage.state === "waiting" ? `${stageLine(stage)}: waiting` : plainStageLine(stage);

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
