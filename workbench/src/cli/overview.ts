import { type Overview, overview as overviewShape } from "../topic-contract.ts";
import { overview } from "../topics/overview.actions.ts";
import { countOption } from "./input.ts";
import type { Output } from "./output.ts";
import { noteProvisional } from "./provisional.ts";
import { formatCount, tableLines } from "./tables.ts";
import type { RunVerb } from "./verb.ts";

const wordsShown = 5;

export const overviewVerb: RunVerb = async (session, input) => {
  const { output } = session;
  const { context } = await session.open();
  const project = await session.projectName(context);
  const found = await overview(context, { project, run: countOption(input, "run") });
  if (output.json) {
    output.value(overviewShape, found);
    return 0;
  }
  for (const line of overviewLines(output, found)) output.line(line);
  noteProvisional(output, found.provisional);
  return 0;
};

/** What is known, one part after the other; what is not known yet is left out. */
export function overviewLines(output: Output, found: Overview): string[] {
  const { documents, chunks, topics, largest, duplicates, languages, odd } = found;
  const { exact, near, groups } = duplicates;
  return [
    `${formatCount(documents)} documents, ${formatCount(chunks)} passages, ${formatCount(topics)} topics`,
    `languages: ${languages.map(({ language, documents: count }) => `${language ?? "unknown"} ${formatCount(count)}`).join(", ") || "none told yet"}`,
    `duplicates: ${formatCount(exact)} exact, ${formatCount(near)} near`,
    ...groups.map(({ document, title, copies }) => `  ${document} ${title}: ${formatCount(copies)} copies`),
    ...section("largest topics", largestLines(output, largest)),
    ...section("odd ones out", oddLines(output, odd)),
  ];
}

const section = (title: string, lines: readonly string[]) =>
  lines.length === 0 ? [] : ["", `${title}:`, ...lines];

function largestLines(output: Output, largest: Overview["largest"]): string[] {
  if (largest.length === 0) return [];
  const columns = [
    { head: "id", align: "right" as const },
    { head: "passages", align: "right" as const },
    { head: "topic", isFlexible: true },
    { head: "words", isFlexible: true },
  ];
  const rows = largest.map(({ id, size, name, keywords }) => [
    String(id),
    formatCount(size),
    name,
    keywords.slice(0, wordsShown).join(", "),
  ]);
  return tableLines(output, columns, rows);
}

function oddLines(output: Output, odd: Overview["odd"]): string[] {
  if (odd.length === 0) return [];
  const columns = [
    { head: "document", align: "right" as const },
    { head: "title", isFlexible: true },
    { head: "nearest topic", isFlexible: true },
    { head: "strength", align: "right" as const },
  ];
  const rows = odd.map(({ document, title, topicName, strength }) => [
    String(document),
    title,
    topicName,
    strength.toFixed(2),
  ]);
  return tableLines(output, columns, rows);
}
