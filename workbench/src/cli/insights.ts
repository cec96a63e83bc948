import { run as runShape } from "../contract.ts";
import { insightList, topicPreview } from "../insight-contract.ts";
import { describeTopics, listInsights, previewTopic } from "../insights/insight.actions.ts";
import { followRun } from "./follow.ts";
import { countOption, idArgument } from "./input.ts";
import { insightLines, nameLine } from "./insight-text.ts";
import { formatCount } from "./tables.ts";
import type { RunVerb } from "./verb.ts";

export const listInsightsVerb: RunVerb = async (session, input) => {
  const { output } = session;
  const asked = { run: countOption(input, "run"), layer: countOption(input, "layer") };
  const { context } = await session.open();
  const project = await session.projectName(context);
  const list = await listInsights(context, { project, ...asked });
  if (output.json) {
    output.value(insightList, list);
    return 0;
  }
  for (const { topic, size, name, insight } of list.insights) {
    output.line(
      `${output.style("bold", name.text)}  ${output.style("dim", `${topic} · ${formatCount(size)} chunks · ${nameLine(name)}`)}`,
    );
    if (insight === null) continue;
    output.line(insight.summary.map(({ text }) => text).join(" "));
    output.line(output.style("dim", `themes: ${insight.themes.map(({ title }) => title).join(", ")}`));
    output.line();
  }
  return 0;
};

export const describeTopicsVerb: RunVerb = async (session) => {
  const { output } = session;
  const { context, workers } = await session.open();
  const project = await session.projectName(context);
  const started = await describeTopics(context, { project });
  await workers.start();
  const run = await followRun(session, context, started);
  if (output.json) output.value(runShape, run);
  else output.note(`next: toposcope topics insights --project ${JSON.stringify(project)}`);
  return 0;
};

export const previewTopicVerb: RunVerb = async (session, input) => {
  const { output } = session;
  const topic = idArgument(input);
  const { context } = await session.open();
  const project = await session.projectName(context);
  const preview = await previewTopic(context, { project, topic });
  if (output.json) {
    output.value(topicPreview, preview);
    return 0;
  }
  output.line(output.style("bold", preview.name.text));
  output.line(output.style("dim", nameLine(preview.name)));
  if (preview.name.summary !== null) output.line(preview.name.summary);
  for (const line of insightLines(output, preview.insight, preview.passages)) output.line(line);
  return 0;
};
