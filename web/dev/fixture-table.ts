import type { TableDescription } from "toposcope/contract";

/** Describes an uploaded comma-separated table: its first column that is called so is the text, the others mean nothing. */
export function fixtureTable(multipart: string): TableDescription {
  const body = multipart.slice(multipart.indexOf("\r\n\r\n") + 4, multipart.lastIndexOf("\r\n--"));
  const [head = [], ...rows] = body
    .trim()
    .split("\n")
    .map((line) => line.split(","));
  const columns = head.map((name, at) => ({
    name,
    type: "text" as const,
    filled: 1,
    examples: rows.slice(0, 3).map((row) => row[at] ?? ""),
  }));
  const text = head.find((name) => /text|narrative/.test(name)) ?? null;
  return {
    columns,
    rows: rows.length,
    rowsAreExact: true,
    guess: { mapping: { text, title: null, date: null, label: null, id: null }, joined: [], reasons: {} },
    sample: rows.map((row) => Object.fromEntries(head.map((name, at) => [name, row[at] ?? ""]))),
  };
}
