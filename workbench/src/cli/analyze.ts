import { run as runShape } from "../contract.ts";
import { analyze, listTopics } from "../topics/actions.ts";
import { followDescription, followRun } from "./follow.ts";
import { readGuidance } from "./guidance.ts";
import { hasOption } from "./input.ts";
import { topicLines } from "./tables.ts";
import type { RunVerb } from "./verb.ts";

export const runAnalyze: RunVerb = async (session, input) => {
  const { output } = session;
  const guidance = await readGuidance(input);
  const update = hasOption(input, "update");
  const { context, workers } = await session.open();
  const project = await session.projectName(context);
  const queue = hasOption(input, "queue");
  const started = await analyze(context, { project, guidance, update, queue });
  if (started.state !== "completed") await workers.start();
  const run = await followRun(session, context, started);
  await followDescription(session, context, project);
  if (output.json) output.value(runShape, run);
  else {
    const { topics } = await listTopics(context, { project });
    const suggested = topics.filter(({ layer }) => layer === topics[0]?.layer);
    for (const line of topicLines(output, suggested)) output.line(line);
    output.note(`next: toposcope topics show <id> --project ${JSON.stringify(project)}`);
  }
  return 0;
};
