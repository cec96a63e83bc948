import type { TableDescription } from "toposcope/contract";
import { expect, test } from "vitest";
import { describedPart, describedTables, joinTables } from "../src/table-columns.ts";

/** A file that only says how large it is. */
const chosen = (path: string, size: number) => {
  const file = new File([], path);
  Object.defineProperty(file, "size", { value: size });
  Object.defineProperty(file, "slice", { value: (start: number, end: number) => ({ start, end }) });
  return { path, file };
};
const megabytes = 1_048_576;

test.each(["a.csv", "a.TSV", "folder/a.jsonl", "a.ndjson"])("of %s only the start is sent", (path) => {
  expect(describedPart(chosen(path, 900 * megabytes))).toEqual({ start: 0, end: 4 * megabytes });
});

test.each(["a.json", "a.parquet"])("%s is sent whole, or not at all where it is large", (path) => {
  const small = chosen(path, 32 * megabytes);
  expect(describedPart(small)).toBe(small.file);
  expect(describedPart(chosen(path, 32 * megabytes + 1))).toBeUndefined();
});

test("the largest of the tables come first, three at most, and nothing else", () => {
  const sizes = { "a.csv": 1, "b.pdf": 9, "c.jsonl": 5, "d.txt": 9, "e.csv": 3, "f.csv": 4 };
  const files = Object.entries(sizes).map(([path, size]) => chosen(path, size));
  expect(describedTables(files).map(({ path }) => path)).toEqual(["c.jsonl", "f.csv", "e.csv"]);
});

const table = (
  names: readonly string[],
  guess: Partial<TableDescription["guess"]["mapping"]>,
  joined: string[] = [],
): TableDescription => ({
  columns: names.map((name) => ({ name, type: "text", filled: 1, examples: [`some ${name}`] })),
  rows: 1,
  rowsAreExact: true,
  guess: {
    mapping: { text: null, title: null, date: null, label: null, id: null, ...guess },
    joined,
    reasons: {},
  },
  sample: [],
});

test("several tables offer each column once, and the first one's guess", () => {
  const { columns, guess } = joinTables([
    table(["body", "day"], { text: "body" }),
    table(["day", "text"], { text: "text" }),
  ]);
  expect(columns.map(({ name }) => name)).toEqual(["body", "day", "text"]);
  expect(columns[0]?.examples).toEqual(["some body"]);
  expect(guess).toEqual({ text: "body" });
});

test("columns that make up the text together are told as such", () => {
  expect(joinTables([table(["city", "street"], { id: "nr" }, ["city", "street"])]).guess).toEqual({
    text: "city + street",
    id: "nr",
  });
});
