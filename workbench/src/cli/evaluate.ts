import { type Evaluation, evaluation as evaluationShape } from "../topic-contract.ts";
import { evaluateTopics } from "../topics/evaluate.actions.ts";
import { countOption, textOption } from "./input.ts";
import type { Output } from "./output.ts";
import { formatCount, tableLines } from "./tables.ts";
import type { RunVerb } from "./verb.ts";

export const evaluateTopicsVerb: RunVerb = async (session, input) => {
  const { output } = session;
  const asked = {
    run: countOption(input, "run"),
    layer: countOption(input, "layer"),
    labels: textOption(input, "labels"),
  };
  const { context } = await session.open();
  const project = await session.projectName(context);
  const found = await evaluateTopics(context, { project, ...asked });
  if (output.json) output.value(evaluationShape, found);
  else for (const line of evaluationLines(output, found)) output.line(line);
  return 0;
};

function evaluationLines(output: Output, found: Evaluation): string[] {
  const { words, labels } = found;
  const rows: [string, string, string][] = [
    ["topics", formatCount(found.topics), `layer ${found.layer} of analysis ${found.run}`],
    ["coverage", share(found.coverage), "of the passages are in a topic"],
    [
      "silhouette",
      score(found.silhouette),
      "passages nearer to their own topic than to any other: 1; -1 the other way",
    ],
    ["stability", score(found.stability), "the same topics when part of the neighbours is left out: 1"],
    ["NPMI", score(words.npmi), "the topics' words occur together: 1; by chance: 0"],
    ["C_v", score(words.cv), "the topics' words keep like company: 1"],
    ["diversity", share(words.diversity), "of the topics' words are no other topic's"],
    ["stop words", share(words.stopWords), "of the topics' words say nothing"],
    ["meaning inside", score(words.meaningInside), "cosine of two words of a topic"],
    ["meaning between", score(words.meaningBetween), "cosine of words of two topics"],
  ];
  if (labels) {
    const { column, documents } = labels;
    rows.push(
      [
        "AMI",
        score(labels.ami),
        `agreement with ${column} over ${formatCount(documents)} documents, 1 is perfect`,
      ],
      ["ARI", score(labels.ari), "pairs that are together in both, above chance"],
      ["NMI", score(labels.nmi), "the same as AMI, chance left in"],
      ["FMI", score(labels.fmi), "pairs, precision and recall"],
      ["purity", share(labels.purity), "of the documents have their topic's commonest label"],
      ["count error", share(labels.countError), `${labels.labels} labels in truth`],
    );
  }
  const columns = [
    { head: "measure" },
    { head: "value", align: "right" as const },
    { head: "what it says", isFlexible: true },
  ];
  return tableLines(output, columns, rows);
}

const score = (value: number | null) => (value === null ? "–" : value.toFixed(3));
const share = (value: number) => `${(100 * value).toFixed(1)} %`;
