import { topicCard, topicGraph as topicGraphShape, topicList } from "../contract.ts";
import { topicInsight } from "../insights/insight.actions.ts";
import { getTopic, listTopics, topicGraph } from "../topics/actions.ts";
import { noteHidden } from "./hidden-topics.ts";
import { countOption, idArgument, numberOption } from "./input.ts";
import { insightLines, nameLine } from "./insight-text.ts";
import { noteProvisional } from "./provisional.ts";
import { formatCount, tableLines, topicLines } from "./tables.ts";
import type { RunVerb } from "./verb.ts";

export const listTopicsVerb: RunVerb = async (session, input) => {
  const { output } = session;
  const layer = countOption(input, "layer");
  const { context } = await session.open();
  const project = await session.projectName(context);
  const list = await listTopics(context, { project, run: countOption(input, "run"), layer });
  if (output.json) output.value(topicList, list);
  else {
    const shown = layer ?? list.layers.find(({ suggested }) => suggested)?.layer;
    const topics = list.topics.filter((topic) => shown === undefined || topic.layer === shown);
    for (const line of topicLines(output, topics)) output.line(line);
    noteHidden(
      output,
      list.layers.filter(({ layer: at }) => shown === undefined || at === shown),
    );
    noteProvisional(output, list.provisional);
    output.note(`next: toposcope topics show <id> --project ${JSON.stringify(project)}`);
  }
  return 0;
};

export const showTopicVerb: RunVerb = async (session, input) => {
  const { output } = session;
  const topic = idArgument(input);
  const { context } = await session.open();
  const project = await session.projectName(context);
  const asked = { project, run: countOption(input, "run"), topic };
  const card = await getTopic(context, asked);
  if (output.json) {
    output.value(topicCard, card);
    return 0;
  }
  output.line(output.style("bold", card.name));
  output.line(`${formatCount(card.size)} chunks in ${formatCount(card.documents)} documents`);
  const { name, insight, passages } = await topicInsight(context, asked);
  output.line(output.style("dim", nameLine(name)));
  if (name.summary !== null) output.line(name.summary);
  for (const line of insightLines(output, insight, passages)) output.line(line);
  output.line(`keywords: ${card.keywords.join(", ")}`);
  for (const { method, keywords } of card.representations)
    output.line(output.style("dim", `${method}: ${keywords.join(", ")}`));
  if (card.related.length > 0) {
    output.line(
      `near: ${card.related.map(({ id, name, similarity }) => `${name} (${id}, ${similarity.toFixed(2)})`).join("; ")}`,
    );
  }
  for (const { title, text, document } of card.passages) {
    output.line();
    output.line(output.style("bold", title) + output.style("dim", `  document ${document}`));
    output.line(text.trim());
  }
  return 0;
};

export const topicGraphVerb: RunVerb = async (session, input) => {
  const { output } = session;
  const wanted = { layer: countOption(input, "layer"), threshold: numberOption(input, "threshold") };
  const { context } = await session.open();
  const project = await session.projectName(context);
  const graph = await topicGraph(context, { project, run: countOption(input, "run"), ...wanted });
  if (output.json) {
    output.value(topicGraphShape, graph);
    return 0;
  }
  const names = new Map(graph.nodes.map(({ id, name }) => [id, name]));
  const rows = [...graph.edges]
    .sort((a, b) => b.similarity - a.similarity)
    .map(({ source, target, similarity }) => [
      similarity.toFixed(3),
      `${source} ${names.get(source) ?? ""}`,
      `${target} ${names.get(target) ?? ""}`,
    ]);
  const columns = [
    { head: "cosine", align: "right" as const },
    { head: "topic", isFlexible: true },
    { head: "and topic", isFlexible: true },
  ];
  for (const line of tableLines(output, columns, rows)) output.line(line);
  return 0;
};
