import { type RunComparison, runComparison } from "../topic-contract.ts";
import { compareRuns } from "../topics/compare.actions.ts";
import { idArgument } from "./input.ts";
import type { Output } from "./output.ts";
import { formatCount, tableLines } from "./tables.ts";
import type { RunVerb } from "./verb.ts";

export const compareRunsVerb: RunVerb = async (session, input) => {
  const { output } = session;
  const runs = { a: idArgument(input, 0), b: idArgument(input, 1) };
  const { context } = await session.open();
  const project = await session.projectName(context);
  const found = await compareRuns(context, { project, ...runs });
  if (output.json) output.value(runComparison, found);
  else for (const line of comparisonLines(output, found)) output.line(line);
  return 0;
};

function comparisonLines(output: Output, { chunks, ari, moved, topics }: RunComparison): string[] {
  const names = (some: readonly { readonly name: string; readonly size: number }[]) =>
    some.map(({ name, size }) => `${name} (${formatCount(size)})`).join(" + ");
  const rows = topics.map(({ change, before, after, shared }) => [
    change,
    names(before),
    names(after),
    formatCount(shared),
  ]);
  const columns = [
    { head: "change" },
    { head: "before", isFlexible: true },
    { head: "after", isFlexible: true },
    { head: "shared", align: "right" as const },
  ];
  return [
    `${formatCount(moved)} of ${formatCount(chunks)} passages moved to another topic; agreement (ARI) ${ari.toFixed(2)}`,
    ...tableLines(output, columns, rows),
  ];
}
