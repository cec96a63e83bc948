import { ToposcopeError } from "../errors.ts";
import {
  topicsOverTime as overTimeShape,
  topicsPerClass as perClassShape,
  type TopicsOverTime,
  type TopicsPerClass,
} from "../topic-contract.ts";
import { topicsOverTime, topicsPerClass } from "../topics/trends.actions.ts";
import { countOption, hasOption, textOption } from "./input.ts";
import type { Output } from "./output.ts";
import { formatCount, noTopics, tableLines } from "./tables.ts";
import type { RunVerb, VerbInput } from "./verb.ts";

const sparks = "▁▂▃▄▅▆▇█";
const cellsNamed = 3;

export const topicsOverTimeVerb: RunVerb = async (session, input) => {
  const { output } = session;
  const asked = {
    ...selectionOf(input),
    bins: countOption(input, "bins"),
    eachDate: hasOption(input, "eachDate"),
    evolution: input.options.evolution !== false,
    column: textOption(input, "column"),
    value: textOption(input, "value"),
  };
  const { context } = await session.open();
  const project = await session.projectName(context);
  const found = await topicsOverTime(context, { project, run: countOption(input, "run"), ...asked });
  if (output.json) output.value(overTimeShape, found);
  else for (const line of overTimeLines(output, found)) output.line(line);
  return 0;
};

export const topicsPerClassVerb: RunVerb = async (session, input) => {
  const { output } = session;
  const asked = {
    ...selectionOf(input),
    column: textOption(input, "column") ?? "label",
    classes: countOption(input, "classes"),
  };
  const { context } = await session.open();
  const project = await session.projectName(context);
  const found = await topicsPerClass(context, { project, run: countOption(input, "run"), ...asked });
  if (output.json) output.value(perClassShape, found);
  else for (const line of perClassLines(output, found)) output.line(line);
  return 0;
};

/** Which topics are wanted: `--topics 4,7`, `--layer 1`. */
function selectionOf(input: VerbInput): { layer: number | undefined; topic: number[] | undefined } {
  const listed = textOption(input, "topics");
  return { layer: countOption(input, "layer"), topic: listed === undefined ? undefined : idsOf(listed) };
}

function idsOf(text: string): number[] {
  const parts = text.split(",").map((part) => part.trim());
  if (parts.every((part) => /^\d{1,9}$/.test(part))) return parts.map(Number);
  throw new ToposcopeError("USAGE", `--topics is ${JSON.stringify(text)}; expected ids such as 4,7`);
}

function overTimeLines(output: Output, { bins, undated, topics }: TopicsOverTime): string[] {
  if (topics.length === 0) return [noTopics];
  const [first, last] = [bins[0], bins.at(-1)];
  if (!first || !last) return ["none of the documents has a date"];
  const rows = topics.map(({ id, name, counts, keywords }) => [
    String(id),
    name,
    formatCount(sum(counts)),
    sparkline(counts),
    peakOf(counts, keywords, (bin) => bins[bin]?.from.slice(0, 10) ?? ""),
  ]);
  const columns = [
    { head: "id", align: "right" as const },
    { head: "topic", isFlexible: true },
    { head: "documents", align: "right" as const },
    { head: `${first.from.slice(0, 10)} to ${last.to.slice(0, 10)}` },
    { head: "most often, and then about", isFlexible: true },
  ];
  const note = undated > 0 ? [`${formatCount(undated)} documents have no date`] : [];
  return [...tableLines(output, columns, rows), ...note];
}

function perClassLines(output: Output, { column, classes, others, topics }: TopicsPerClass): string[] {
  if (topics.length === 0) return [noTopics];
  const rows = topics.map(({ id, name, counts, keywords }) => [
    String(id),
    name,
    formatCount(sum(counts)),
    largestOf(counts)
      .slice(0, cellsNamed)
      .map((cell) => `${classes[cell]?.value} ${formatCount(counts[cell] ?? 0)}`)
      .join(", "),
    peakOf(counts, keywords, (cell) => classes[cell]?.value ?? ""),
  ]);
  const columns = [
    { head: "id", align: "right" as const },
    { head: "topic", isFlexible: true },
    { head: "documents", align: "right" as const },
    { head: column, isFlexible: true },
    { head: "most often, and there about", isFlexible: true },
  ];
  const note = others > 0 ? [`${formatCount(others)} documents are of rarer classes or of none`] : [];
  return [...tableLines(output, columns, rows), ...note];
}

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

/** Cells with documents, the fullest first. */
const largestOf = (counts: readonly number[]) =>
  [...counts.keys()].filter((cell) => counts[cell]! > 0).sort((a, b) => counts[b]! - counts[a]! || a - b);

function peakOf(
  counts: readonly number[],
  keywords: readonly (readonly string[])[],
  nameOf: (cell: number) => string,
): string {
  const [cell] = largestOf(counts);
  return cell === undefined ? "" : `${nameOf(cell)}: ${keywords[cell]?.join(", ") ?? ""}`;
}

function sparkline(counts: readonly number[]): string {
  const most = Math.max(1, ...counts);
  return counts
    .map((count) => (count === 0 ? " " : sparks[Math.min(7, Math.floor((8 * count) / (most + 1)))]))
    .join("");
}
