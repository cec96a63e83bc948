import { z } from "zod";
import { run as runShape } from "../contract.ts";
import { ToposcopeError } from "../errors.ts";
import {
  type Facet,
  type FacetCross,
  type FacetDefinition,
  facetCross,
  facetDefinition,
  facetDetail,
  facetEstimate,
  facetList,
  facet as facetShape,
  facetTemplate,
} from "../facet-contract.ts";
import {
  addFacet,
  addFacetTemplate,
  changeFacet,
  getFacet,
  listFacets,
  listFacetTemplates,
  removeFacet,
} from "../insights/facet.actions.ts";
import { crossFacets } from "../insights/facet-cross.actions.ts";
import { askFacets, estimateFacets } from "../insights/facet-run.actions.ts";
import { followRun } from "./follow.ts";
import { countOption, hasOption, listArgument, numberOption, textArgument, textOption } from "./input.ts";
import type { Output } from "./output.ts";
import { bar, formatCount, tableLines } from "./tables.ts";
import type { RunVerb, VerbInput } from "./verb.ts";

export const listFacetsVerb: RunVerb = async (session) => {
  const { output } = session;
  const { context } = await session.open();
  const list = await listFacets(context, { project: await session.projectName(context) });
  if (output.json) output.value(facetList, list);
  else printFacets(output, list.facets);
  return 0;
};

function printFacets(output: Output, facets: readonly Facet[]): void {
  const right = { align: "right" } as const;
  const columns = [
    { head: "facet" },
    { head: "type" },
    { head: "answered", ...right },
    { head: "empty", ...right },
    { head: "open", ...right },
    { head: "asked", isFlexible: true },
  ];
  const rows = facets.map(({ name, type, answered, empty, open, question, computed, column }) => [
    name,
    type,
    ...[answered, empty, open].map(formatCount),
    question ?? `computed: ${column ?? computed}`,
  ]);
  for (const line of tableLines(output, columns, rows)) output.line(line);
  if (facets.length === 0) output.note("none yet: toposcope facets templates");
}

export const listTemplatesVerb: RunVerb = async ({ output }) => {
  const templates = await listFacetTemplates();
  if (output.json) {
    output.value(z.array(facetTemplate), templates);
    return 0;
  }
  const columns = [
    { head: "template" },
    { head: "for", isFlexible: true },
    { head: "facets", isFlexible: true },
  ];
  const rows = templates.map(({ name, description, facets }) => [
    name,
    description,
    facets.map((facet) => facet.name).join(", "),
  ]);
  for (const line of tableLines(output, columns, rows)) output.line(line);
  return 0;
};

/** What the flags say of a facet; of the rest it stays as it was. */
function definitionOf(input: VerbInput, before: Partial<Facet> = {}): FacetDefinition {
  const given = {
    question: textOption(input, "question"),
    type: textOption(input, "type"),
    choices: choicesOf(textOption(input, "values")),
    least: numberOption(input, "least"),
    most: numberOption(input, "most"),
    role: textOption(input, "role"),
    computed: textOption(input, "computed"),
    column: textOption(input, "column"),
    description: textOption(input, "description"),
  };
  const stated = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const name = textOption(input, "name") ?? before.name ?? listArgument(input)[0];
  const parsed = facetDefinition.safeParse({ type: usualType(given), ...before, ...stated, name });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ToposcopeError("USAGE", `${issue?.path.join(".")}: ${issue?.message}`);
}

/** What answers are likely to be where nothing says it. */
function usualType({ choices, computed }: { choices: unknown; computed: string | undefined }): string {
  if (choices !== undefined || computed === "language" || computed === "sentiment") return "category";
  if (computed === "words") return "number";
  return computed === "date" ? "date" : "text";
}

/** `low: no hurry; high: at once` */
function choicesOf(list: string | undefined): { name: string; description?: string }[] | undefined {
  return list
    ?.split(";")
    .filter((part) => part.trim() !== "")
    .map((part) => {
      const [name = "", ...rest] = part.split(":");
      const description = rest.join(":").trim();
      return { name: name.trim(), ...(description === "" ? {} : { description }) };
    });
}

export const addFacetVerb: RunVerb = async (session, input) => {
  const { output } = session;
  const template = textOption(input, "template");
  const [name] = listArgument(input);
  if ((template === undefined) === (name === undefined))
    throw new ToposcopeError("USAGE", "name the facet, or a template: --template <name>");
  const definition = template === undefined ? definitionOf(input) : undefined;
  const { context } = await session.open();
  const project = await session.projectName(context);
  if (definition === undefined) {
    const list = await addFacetTemplate(context, { project, template: template as string });
    if (output.json) output.value(facetList, list);
    else printFacets(output, list.facets);
    return 0;
  }
  const facet = await addFacet(context, { project, ...definition });
  if (output.json) output.value(facetShape, facet);
  else output.line(`added ${facet.name}; ask it: toposcope facets run`);
  return 0;
};

export const changeFacetVerb: RunVerb = async (session, input) => {
  const { output } = session;
  const { context } = await session.open();
  const project = await session.projectName(context);
  const {
    id: _id,
    answered: _answered,
    empty: _empty,
    open: _open,
    how: _how,
    ...before
  } = await getFacet(context, { project, facet: textArgument(input) });
  const { groups: _groups, others: _others, numbers: _numbers, ...definition } = before;
  const changed = await changeFacet(context, {
    project,
    facet: before.name,
    ...definitionOf(input, definition),
  });
  if (output.json) output.value(facetShape, changed);
  else output.line(`changed ${changed.name}; ${formatCount(changed.open)} documents have not answered it`);
  return 0;
};

export const showFacetVerb: RunVerb = async (session, input) => {
  const { output } = session;
  const { context } = await session.open();
  const project = await session.projectName(context);
  const facet = await getFacet(context, { project, facet: textArgument(input) });
  if (output.json) {
    output.value(facetDetail, facet);
    return 0;
  }
  const { name, question, computed, groups, others, numbers, answered, empty, open, how } = facet;
  output.line(output.style("bold", name));
  output.line(question ?? `computed: ${facet.column ?? computed}`);
  const ways = Object.entries(how).map(([way, count]) => `${formatCount(count)} by ${way}`);
  output.line(
    [
      `${formatCount(answered)} answered`,
      `${formatCount(empty)} without answer`,
      `${formatCount(open)} not asked`,
      ...ways,
    ].join(", "),
  );
  if (numbers) {
    const { least, most, mean, median } = numbers;
    output.line(`from ${least} to ${most}, mean ${Number(mean.toPrecision(4))}, median ${median}`);
  }
  const most = Math.max(1, ...groups.map(({ documents }) => documents));
  const columns = [
    { head: "answer", isFlexible: true },
    { head: "documents", align: "right" as const },
    { head: "" },
  ];
  const rows = groups.map(({ label, documents }) => [label, formatCount(documents), bar(documents / most)]);
  for (const line of tableLines(output, columns, rows)) output.line(line);
  if (others > 0) output.note(`and ${formatCount(others)} other answers`);
  return 0;
};

export const runFacetsVerb: RunVerb = async (session, input) => {
  const { output } = session;
  const asked = {
    facets: listArgument(input),
    again: hasOption(input, "again"),
    extract: hasOption(input, "extract"),
  };
  const { context, workers } = await session.open();
  const project = await session.projectName(context);
  const estimate = await estimateFacets(context, { project, ...asked });
  if (hasOption(input, "estimate")) {
    if (output.json) output.value(facetEstimate, estimate);
    else output.line(estimateText(estimate));
    return 0;
  }
  output.note(estimateText(estimate));
  const started = await askFacets(context, { project, ...asked, queue: hasOption(input, "queue") });
  await workers.start();
  const run = await followRun(session, context, started);
  if (output.json) output.value(runShape, run);
  else printFacets(output, (await listFacets(context, { project })).facets);
  return 0;
};

function estimateText({
  documents,
  model,
  calls,
  inputTokens,
  outputTokens,
  leastCost,
  mostCost,
}: z.infer<typeof facetEstimate>): string {
  const asked = `${formatCount(documents)} documents`;
  if (model === null) return `${asked}, from their texts`;
  const cost =
    leastCost === null || mostCost === null
      ? "at a price that is not known"
      : `$${leastCost.toFixed(2)} to $${mostCost.toFixed(2)}`;
  return `${asked}: ${formatCount(calls)} calls of ${model}, ${formatCount(inputTokens)} tokens in and ${formatCount(outputTokens)} out, ${cost}`;
}

export const crossFacetsVerb: RunVerb = async (session, input) => {
  const { output } = session;
  const [by] = listArgument(input, 1);
  const { context } = await session.open();
  const project = await session.projectName(context);
  const asked = { layer: countOption(input, "layer"), run: countOption(input, "run") };
  const table = await crossFacets(context, { project, facet: textArgument(input), by, ...asked });
  if (output.json) output.value(facetCross, table);
  else for (const line of crossLines(output, table)) output.line(line);
  return 0;
};

/** Beyond so many standard deviations a count is hardly chance. */
const marked = 2;
const crossingsShown = 40;

/** A crossing a line, what is least like chance first: a table of many columns fits no terminal. */
function crossLines(
  output: Output,
  { rows, columns, counts, lifts, residuals, without }: FacetCross,
): string[] {
  const right = { align: "right" } as const;
  const heads = [
    { head: "answer", isFlexible: true },
    { head: "meets", isFlexible: true },
    { head: "documents", ...right },
    { head: "share of row", ...right },
    { head: "times expected", ...right },
    { head: "deviations", ...right },
  ];
  const cells = counts.flatMap((line, row) => {
    const whole = line.reduce((sum, count) => sum + count, 0);
    return line.map((count, column) => ({
      residual: residuals[row]?.[column] ?? 0,
      lift: lifts[row]?.[column] ?? null,
      texts: [rows[row] ?? "", columns[column] ?? ""],
      count,
      share: whole === 0 ? 0 : count / whole,
    }));
  });
  const telling = cells
    .filter(({ residual }) => Math.abs(residual) >= marked)
    .sort((a, b) => Math.abs(b.residual) - Math.abs(a.residual))
    .slice(0, crossingsShown)
    .map(({ texts, count, share, lift, residual }) => [
      ...texts,
      formatCount(count),
      `${Math.round(100 * share)} %`,
      lift?.toFixed(2) ?? "-",
      residual.toFixed(1),
    ]);
  const note = without > 0 ? [`${formatCount(without)} documents say nothing of one of the two`] : [];
  if (telling.length === 0) return ["nothing meets more or less often than by chance", ...note];
  return [...tableLines(output, heads, telling), ...note];
}

export const removeFacetVerb: RunVerb = async (session, input) => {
  const { output } = session;
  const { context } = await session.open();
  const project = await session.projectName(context);
  const { removed } = await removeFacet(context, { project, facet: textArgument(input) });
  if (output.json) output.value(z.object({ removed: z.string() }), { removed });
  else output.line(`removed ${removed}`);
  return 0;
};
