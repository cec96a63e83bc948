import { type TopicTree, topicTree as topicTreeShape } from "../contract.ts";
import { topicTree } from "../topics/tree.actions.ts";
import { noteHidden } from "./hidden-topics.ts";
import { countOption } from "./input.ts";
import type { Output } from "./output.ts";
import { noteProvisional } from "./provisional.ts";
import { formatCount, noTopics } from "./tables.ts";
import type { RunVerb } from "./verb.ts";

export const topicTreeVerb: RunVerb = async (session, input) => {
  const { output } = session;
  const { context } = await session.open();
  const project = await session.projectName(context);
  const tree = await topicTree(context, { project, run: countOption(input, "run") });
  if (output.json) output.value(topicTreeShape, tree);
  else {
    for (const line of treeLines(output, tree)) output.line(line);
    noteHidden(output, tree.layers);
    noteProvisional(output, tree.provisional);
    output.note(`next: toposcope topics show <id> --project ${JSON.stringify(project)}`);
  }
  return 0;
};

/** One line a topic, under and right of the one it lies in. Topics of the suggested layer stand out. */
export function treeLines(output: Output, { layers, topics }: TopicTree): string[] {
  if (topics.length === 0) return [noTopics];
  const suggested = layers.find((layer) => layer.suggested)?.layer;
  const isLast = lastOfSiblings(topics);
  const open: boolean[] = [];
  return topics.map(({ id, layer, name, size, depth, height }, at) => {
    open[depth] = !isLast[at];
    const branch = depth === 0 ? "" : isLast[at] ? "└─ " : "├─ ";
    const trunk = open
      .slice(1, Math.max(1, depth))
      .map((isOpen) => (isOpen ? "│  " : "   "))
      .join("");
    const shown = layer === suggested ? output.style("bold", name) : name;
    const joined = height > 0 ? `, joins at ${height.toFixed(2)}` : "";
    return `${trunk}${branch}${shown}  ${output.style("dim", `${id} · ${formatCount(size)} chunks${joined}`)}`;
  });
}

/** For each topic whether none of the same depth follows before a shallower one. */
function lastOfSiblings(topics: TopicTree["topics"]): boolean[] {
  const isLast: boolean[] = new Array(topics.length).fill(true);
  const follows: boolean[] = [];
  for (let at = topics.length - 1; at >= 0; at--) {
    const depth = topics[at]!.depth;
    follows.length = depth + 1;
    isLast[at] = follows[depth] !== true;
    follows[depth] = true;
  }
  return isLast;
}
