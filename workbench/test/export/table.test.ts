import { parse } from "csv-parse/sync";
import { parquetReadObjects } from "hyparquet";
import { expect, test } from "vitest";
import { type Column, type Row, type TableFormat, writeTable } from "../../src/export/table.ts";

const columns: Column[] = [
  { name: "id", type: "text" },
  { name: "topic", type: "integer" },
  { name: "strength", type: "number" },
  { name: "authors", type: "json" },
];
const rows: Row[] = [
  { id: "a,b", topic: 3, strength: 0.5, authors: ["Ada", "Grace"] },
  { id: '=HYPERLINK("x")', topic: null, strength: null, authors: null },
  { id: "ünï\n2", topic: 0, strength: 1, authors: { first: "Ada" } },
];

async function* stream(some: readonly Row[]) {
  yield* some;
}

async function bytes(format: TableFormat, some: readonly Row[] = rows): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(writeTable(format, columns, stream(some))));
}

test("JSONL has one object a line, missing values as null", async () => {
  const lines = (await bytes("jsonl")).toString().trimEnd().split("\n");
  expect(lines.map((line) => JSON.parse(line))).toEqual(rows);
});

test("CSV keeps commas, quotes and line ends, and no cell can run as a formula", async () => {
  const sheet = parse(await bytes("csv"), { columns: true }) as Record<string, string>[];
  expect(sheet.map((row) => row.id)).toEqual(["a,b", `'=HYPERLINK("x")`, "ünï\n2"]);
  expect(sheet[0]).toEqual({ id: "a,b", topic: "3", strength: "0.5", authors: '["Ada","Grace"]' });
});

test("an empty table still has its header", async () => {
  expect((await bytes("csv", [])).toString()).toBe("id,topic,strength,authors\n");
  const file = await bytes("parquet", []);
  expect(await parquetReadObjects({ file: toArrayBuffer(file) })).toEqual([]);
});

test("Parquet gives the rows back across several row groups", async () => {
  const many = Array.from({ length: 25_000 }, (_, i) => ({
    id: `d${i}`,
    topic: i % 7,
    strength: i / 25_000,
    authors: [i],
  }));
  const file = await bytes("parquet", [...rows, ...many]);
  const read = await parquetReadObjects({ file: toArrayBuffer(file) });
  expect(read.slice(0, 3)).toEqual(rows);
  expect(read.slice(3)).toEqual(many);
});

const toArrayBuffer = (buffer: Buffer) => Uint8Array.from(buffer).buffer;
