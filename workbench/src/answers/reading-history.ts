import { ToposcopeError } from "../errors.ts";

/** A line of a history: who read what, when, and how much it counts. */
export interface HistoryEntry {
  readonly reader: string;
  /** Id or number of the document, as the history has it. */
  readonly document: string;
  /** Milliseconds since 1970; the place in the file where no time is given. */
  readonly at: number;
  readonly weight: number;
}

const columns = { reader: "reader", document: "document", time: "time", weight: "weight" } as const;

/**
 * Reads who read what: JSON lines, or CSV with a header; `reader` and `document`, and if known `time` and `weight`.
 *
 * @throws ToposcopeError INVALID_INPUT naming the line that cannot be understood
 */
export function parseHistory(text: string): HistoryEntry[] {
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const numbered = lines
    .map((line, at) => ({ line, number: at + 1 }))
    .filter(({ line }) => line.trim() !== "");
  const [first, ...rest] = numbered;
  if (!first) throw invalid(1, "it is empty");
  if (first.line.trimStart().startsWith("{"))
    return numbered.map(({ line, number }) => entryOf(jsonFields(line, number), number));
  const names = csvFields(first.line).map((name) => name.trim().toLowerCase());
  for (const name of [columns.reader, columns.document])
    if (!names.includes(name)) throw invalid(1, `there is no column ${name}`);
  return rest.map(({ line, number }) => {
    const fields = csvFields(line);
    return entryOf(Object.fromEntries(names.map((name, at) => [name, fields[at]])), number);
  });
}

function jsonFields(line: string, number: number): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  } catch {
    // Said below.
  }
  throw invalid(number, "it is no JSON object");
}

/** The fields of a line of CSV; quoted ones may hold commas and doubled quotes. */
const csvFields = (line: string): string[] =>
  Array.from(line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g), ([, quoted, plain = ""]) =>
    quoted === undefined ? plain.trim() : quoted.replaceAll('""', '"'),
  );

function entryOf(fields: Readonly<Record<string, unknown>>, number: number): HistoryEntry {
  const textOf = (name: keyof typeof columns) => String(fields[columns[name]] ?? "").trim();
  const reader = textOf("reader");
  const document = textOf("document");
  if (reader === "" || document === "") throw invalid(number, "reader or document is missing");
  const time = textOf("time");
  const at = time === "" ? number : Date.parse(time);
  if (Number.isNaN(at)) throw invalid(number, `${JSON.stringify(time)} is no time`);
  const weight = textOf("weight") === "" ? 1 : Number(textOf("weight"));
  if (!Number.isFinite(weight)) throw invalid(number, `${JSON.stringify(textOf("weight"))} is no weight`);
  return { reader, document, at, weight };
}

const invalid = (line: number, reason: string) =>
  new ToposcopeError("INVALID_INPUT", `line ${line} of the history: ${reason}`, {
    hint: "give CSV with a header or JSON lines: reader, document, and if known time and weight",
  });
