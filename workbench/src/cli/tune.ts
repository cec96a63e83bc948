import { type Tuning, tuning } from "../topic-contract.ts";
import { tuneTopics } from "../topics/tune.actions.ts";
import { countOption } from "./input.ts";
import type { Output } from "./output.ts";
import { formatCount, tableLines } from "./tables.ts";
import type { RunVerb } from "./verb.ts";

export const tuneVerb: RunVerb = async (session, input) => {
  const { output } = session;
  const sample = countOption(input, "sample");
  const { context } = await session.open();
  const project = await session.projectName(context);
  const found = await tuneTopics(context, { project, sample });
  if (output.json) output.value(tuning, found);
  else for (const line of tuningLines(output, found)) output.line(line);
  return 0;
};

function tuningLines(output: Output, { sample, trials }: Tuning): string[] {
  const share = (value: number) => `${Math.round(value * 100)} %`;
  const right = (head: string) => ({ head, align: "right" as const });
  const columns = [
    { head: "clustering" },
    right("neighbours"),
    right("detail"),
    right("topics"),
    right("no outliers"),
    right("stability"),
    right("silhouette"),
  ];
  const rows = trials.map((trial) => [
    trial.clustering,
    String(trial.neighbors),
    String(trial.detail),
    formatCount(trial.topics),
    share(trial.coverage),
    trial.stability.toFixed(2),
    trial.silhouette.toFixed(2),
  ]);
  return [
    `on a sample of ${formatCount(sample)} passages; the first line is the usual setting`,
    ...tableLines(output, columns, rows),
  ];
}
