import Table from "cli-table3";
import type {
  ListedDocument,
  Project,
  Rejection,
  Run,
  TableDescription,
  Timing,
  TopicSummary,
} from "../contract.ts";
import type { Output } from "./output.ts";

interface TableColumn {
  readonly head: string;
  readonly align?: "left" | "right";
  /** Takes what width is left, and cuts off what does not fit. */
  readonly isFlexible?: boolean;
}

const barCells = 16;
const narrowWidth = 80;
const leastFlexibleWidth = 16;
const gap = 2;

export const formatCount = (count: number) => count.toLocaleString("en");

/** A table without lines, as wide as the terminal at most. */
export function tableLines(
  output: Output,
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
): string[] {
  const widths = columnWidths(columns, rows, output.width);
  const table = new Table({
    head: columns.map(({ head }) => head),
    colAligns: columns.map(({ align = "left" }) => align),
    colWidths: widths.map((width) => width + gap),
    style: { head: [], border: [], "padding-left": 0, "padding-right": gap, compact: true },
    chars: noLines,
  });
  for (const row of rows) table.push(row.map((cell) => cell.replace(/\s+/g, " ")));
  const [head = "", ...lines] = table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd());
  return [output.style("dim", head), ...lines];
}

function columnWidths(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  width: number,
): number[] {
  const natural = columns.map(({ head }, index) =>
    Math.max(head.length, ...rows.map((row) => row[index]?.length ?? 0)),
  );
  const isFlexible = columns.map((column) => column.isFlexible === true);
  const fixed = natural.reduce((sum, wide, index) => sum + gap + (isFlexible[index] ? 0 : wide), 0);
  let left = Math.max(width - fixed, leastFlexibleWidth);
  let waiting = isFlexible.filter(Boolean).length;
  return natural.map((wide, index) => {
    if (!isFlexible[index]) return wide;
    const share = Math.min(wide, Math.max(leastFlexibleWidth, Math.floor(left / waiting)));
    left -= share;
    waiting--;
    return share;
  });
}

const noLines = Object.fromEntries(
  [
    ...["top", "top-mid", "top-left", "top-right", "bottom", "bottom-mid", "bottom-left", "bottom-right"],
    ...["left", "left-mid", "mid", "mid-mid", "right", "right-mid", "middle"],
  ].map((name) => [name, ""]),
);

/** A bar of blocks, an eighth of a cell exact. */
export function bar(share: number, cells = barCells): string {
  const eighths = Math.round(Math.min(1, Math.max(0, share)) * cells * 8);
  const rest = eighths % 8;
  return "█".repeat(Math.floor(eighths / 8)) + (rest === 0 ? "" : "▏▎▍▌▋▊▉"[rest - 1]);
}

export const noTopics = "no topics: the documents are too few or too much alike";

export function topicLines(output: Output, topics: readonly TopicSummary[]): string[] {
  if (topics.length === 0) return [noTopics];
  const largest = Math.max(...topics.map(({ size }) => size));
  const rows = topics.map(({ id, name, size, keywords }) => [
    String(id),
    name,
    formatCount(size),
    bar(size / largest, output.width < narrowWidth ? barCells / 2 : barCells),
    keywords.join(", "),
  ]);
  return tableLines(
    output,
    [
      { head: "id", align: "right" },
      { head: "topic", isFlexible: true },
      { head: "chunks", align: "right" },
      { head: "" },
      { head: "keywords", isFlexible: true },
    ],
    rows,
  );
}

/** Rejections by reason: how many, the first few of them, what to do. */
export function rejectionLines(rejections: readonly Rejection[]): string[] {
  const byReason = Map.groupBy(rejections, ({ reason }) => reason);
  return [...byReason].flatMap(([reason, group]) => {
    const places = group.slice(0, 3).map(({ path, row }) => (row === undefined ? path : `${path}:${row}`));
    const more = group.length > 3 ? `, and ${formatCount(group.length - 3)} more` : "";
    return [
      `not taken (${reason}): ${formatCount(group.length)}: ${places.join(", ")}${more}`,
      `  hint: ${group[0]?.hint ?? ""}`,
    ];
  });
}

/** @param facets whose answers have a column; an answer without a model is followed by a ~ */
export function documentLines(
  output: Output,
  documents: readonly ListedDocument[],
  facets: readonly string[] = [],
): string[] {
  return tableLines(
    output,
    [
      { head: "id", align: "right" },
      { head: "title", isFlexible: true },
      { head: "date" },
      { head: "language" },
      { head: "words", align: "right" },
      { head: "topic", isFlexible: true },
      ...facets.map((head) => ({ head, isFlexible: true })),
      { head: "marks", isFlexible: true },
    ],
    documents.map((document) => [
      String(document.id),
      document.title,
      document.date?.slice(0, 10) ?? "",
      document.language ?? "",
      formatCount(document.words),
      document.topicName ?? "",
      ...facets.map((facet) => answerCell(document, facet)),
      [...(document.setAside ? ["set-aside"] : []), ...document.flags.map(({ flag }) => flag)].join(", "),
    ]),
  );
}

function answerCell({ answers }: ListedDocument, name: string): string {
  const answer = answers.find(({ facet }) => facet.toLowerCase() === name.toLowerCase());
  if (answer === undefined || answer.value === null) return "";
  return [answer.value].flat().join("; ") + (answer.how === "extraction" ? " ~" : "");
}

export function projectLines(output: Output, projects: readonly Project[]): string[] {
  return tableLines(
    output,
    [
      { head: "project", isFlexible: true },
      { head: "documents", align: "right" },
      { head: "chunks", align: "right" },
      { head: "topics", align: "right" },
      { head: "not taken", align: "right" },
      { head: "last change" },
    ],
    projects.map(({ name, documents, chunks, topics, rejections, updatedAt }) => [
      name,
      ...[documents, chunks, topics, rejections].map(formatCount),
      updatedAt.slice(0, 16).replace("T", " "),
    ]),
  );
}

export function runLines(output: Output, runs: readonly Run[]): string[] {
  return tableLines(
    output,
    [
      { head: "run", align: "right" },
      { head: "kind" },
      { head: "name", isFlexible: true },
      { head: "state" },
      { head: "model" },
      { head: "started" },
    ],
    runs.map(({ id, kind, number, name, state, queued, model, createdAt, current }) => [
      String(id),
      number === null ? kind : `${kind} ${number}`,
      name ?? "",
      current ? `${state}, shown` : queued ? "in line" : state,
      model ?? "",
      createdAt.slice(0, 16).replace("T", " "),
    ]),
  );
}

/** The columns of a table and what each is taken for. */
export function columnLines(output: Output, { columns, guess }: TableDescription): string[] {
  return tableLines(
    output,
    [
      { head: "column", isFlexible: true },
      { head: "type" },
      { head: "filled", align: "right" },
      { head: "taken for" },
      { head: "examples", isFlexible: true },
    ],
    columns.map(({ name, type, filled, examples }) => [
      name,
      type,
      `${Math.round(100 * filled)} %`,
      rolesOf(name, guess).join(", "),
      examples.join(" | "),
    ]),
  );
}

function rolesOf(column: string, { mapping, joined }: TableDescription["guess"]): string[] {
  const roles = Object.entries(mapping).flatMap(([role, name]) => (name === column ? [role] : []));
  return joined.includes(column) ? ["part of text", ...roles] : roles;
}

/** The flags that name the columns as they are taken. */
export function mappingFlags({ guess }: TableDescription): string[] {
  return Object.entries(guess.mapping).flatMap(([role, name]) =>
    name === null ? [] : [`--${role} ${shellWord(name)}`],
  );
}

/** A word as a shell takes it for one. */
export const shellWord = (word: string) =>
  /^[\w@%+=:,./][\w@%+=:,./-]*$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

export function timingLines(timings: readonly Timing[]): string[] {
  const seconds = (milliseconds: number) => `${(milliseconds / 1_000).toFixed(3)} s`;
  const rows = timings.map(({ stage, count, meanMs, minMs, maxMs, totalMs }) => [
    stage,
    formatCount(count),
    ...[meanMs, minMs, maxMs, totalMs].map(seconds),
  ]);
  const head = ["part", "count", "mean", "min", "max", "total"];
  const widths = head.map((name, column) =>
    Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  return [head, ...rows].map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  "),
  );
}
