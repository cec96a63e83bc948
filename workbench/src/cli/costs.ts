import { ToposcopeError } from "../errors.ts";
import { routings } from "../model.ts";
import type { Costs, Estimate, ProviderRules } from "../provider-contract.ts";
import { costs, estimate, rules, setRules } from "../providers/cost.actions.ts";
import { routes } from "../routes.ts";
import { textOption } from "./input.ts";
import { dollars } from "./money.ts";
import type { Session } from "./session.ts";
import { formatCount, tableLines } from "./tables.ts";
import type { RunVerb, VerbInput } from "./verb.ts";

const right = { align: "right" } as const;

export const rulesVerb: RunVerb = async (session, input) => {
  const { output } = session;
  const unpriced = textOption(input, "unpriced");
  const change = {
    routing: routings.find((known) => known === textOption(input, "routing")),
    runBudget: budgetOption(input, "perRun"),
    dayBudget: budgetOption(input, "perDay"),
    projectBudget: budgetOption(input, "perProject"),
    unpricedAllowed: unpriced === undefined ? undefined : unpriced === "allow",
  };
  const isChange = Object.values(change).some((value) => value !== undefined);
  const { context } = await session.open();
  const found = isChange ? await setRules(context, change) : await rules(context);
  if (output.json) output.value(routes.providerRules.reply, found);
  else for (const line of ruleLines(found)) output.line(line);
  return 0;
};

/** @throws ToposcopeError USAGE */
function budgetOption(input: VerbInput, name: string): number | null | undefined {
  const given = textOption(input, name);
  if (given === undefined) return undefined;
  if (given === "none") return null;
  const amount = Number(given.replace(/^\$/, ""));
  if (given.trim() !== "" && amount >= 0 && amount <= 1_000_000) return amount;
  throw new ToposcopeError("USAGE", `a budget is ${JSON.stringify(given)}; expected US dollars, or none`);
}

function ruleLines({
  routing,
  runBudget,
  dayBudget,
  projectBudget,
  unpricedAllowed,
}: ProviderRules): string[] {
  const budget = (amount: number | null) => (amount === null ? "no limit" : dollars(amount));
  const hasBudget = [runBudget, dayBudget, projectBudget].some((amount) => amount !== null);
  return [
    `asked by ${routing}`,
    `a run: ${budget(runBudget)}, a day: ${budget(dayBudget)}, a project: ${budget(projectBudget)}`,
    ...(hasBudget
      ? [`models of unknown price are ${unpricedAllowed ? "asked all the same" : "not asked"}`]
      : []),
  ];
}

export const costsVerb: RunVerb = async (session) => {
  const { output, project } = session;
  const { context } = await session.open();
  const found = await costs(context, { project });
  if (output.json) output.value(routes.costs.reply, found);
  else print(session, found);
  return 0;
};

function print({ output }: Session, { total, today, byPurpose, byModel, byRun, rules: ruled }: Costs): void {
  output.line(`${sumText(total)}; today ${dollars(today)}`);
  for (const line of ruleLines(ruled)) output.line(line);
  if (total.calls === 0) return;
  const columns = [
    { head: "calls", ...right },
    { head: "kept", ...right },
    { head: "tokens in", ...right },
    { head: "of it cached", ...right },
  ];
  const more = [
    { head: "out", ...right },
    { head: "cost", ...right },
  ];
  const cells = (sums: Costs["total"]) => [
    formatCount(sums.calls),
    formatCount(sums.cached),
    formatCount(sums.inputTokens),
    formatCount(sums.cachedInputTokens),
    formatCount(sums.outputTokens),
    costText(sums),
  ];
  const section = (head: string, rows: readonly (readonly string[])[], last: readonly { head: string }[]) => {
    output.line("");
    for (const line of tableLines(output, [{ head }, ...columns, ...more, ...last], rows)) output.line(line);
  };
  section(
    "purpose",
    byPurpose.map((row) => [row.purpose, ...cells(row)]),
    [],
  );
  section(
    "model",
    byModel.map((row) => [`${row.provider}/${row.model}`, ...cells(row)]),
    [],
  );
  const runName = ({ project, number, run }: Costs["byRun"][number]) =>
    `${project}, run ${number === null ? `id ${run}` : number}`;
  if (byRun.length > 0)
    section(
      "run",
      byRun.map((row) => [
        runName(row),
        ...cells(row),
        row.estimate === null ? "" : expectedText(row.estimate),
      ]),
      [{ head: "expected" }],
    );
}

function sumText(sums: Costs["total"]): string {
  const failed = sums.failures === 0 ? "" : `, ${formatCount(sums.failures)} failed`;
  return `${formatCount(sums.calls)} calls${failed}, ${costText(sums)} in all`;
}

/** What is not known is said, not counted as nothing. */
const costText = ({ cost, unpriced }: Costs["total"]) =>
  unpriced === 0 ? dollars(cost) : `${dollars(cost)} + ${formatCount(unpriced)} of unknown price`;

function expectedText({ leastCost, mostCost }: Estimate): string {
  if (leastCost === null || mostCost === null) return "unknown";
  return leastCost === mostCost ? dollars(mostCost) : `${dollars(leastCost)} to ${dollars(mostCost)}`;
}

export const estimateVerb: RunVerb = async (session) => {
  const { output } = session;
  const { context } = await session.open();
  const project = await session.projectName(context);
  const found = await estimate(context, { project });
  if (output.json) {
    output.value(routes.estimate.reply, found);
    return 0;
  }
  const columns = [
    { head: "for" },
    { head: "model", isFlexible: true },
    { head: "calls", ...right },
    { head: "tokens in", ...right },
    { head: "of it cached", ...right },
    { head: "out", ...right },
    { head: "cost", ...right },
    { head: "rests on" },
  ];
  const cells = (part: Estimate) => [
    formatCount(part.calls),
    formatCount(part.inputTokens),
    formatCount(part.cachedInputTokens),
    formatCount(part.outputTokens),
    expectedText(part),
  ];
  const rows = found.stages.map((stage) => [
    stage.purpose,
    stage.models[0] ?? "none: from the texts",
    ...cells(stage),
    stage.basis,
  ]);
  for (const line of tableLines(output, columns, [...rows, ["all", "", ...cells(found.total), ""]]))
    output.line(line);
  return 0;
};
