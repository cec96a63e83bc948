import { stringify } from "csv-stringify";
import type { SchemaElement } from "hyparquet";
import { ByteWriter, ParquetWriter, schemaFromColumnData } from "hyparquet-writer";
import type { MetadataValue } from "../model.ts";

export type TableFormat = "jsonl" | "csv" | "parquet";
export type Cell = MetadataValue | Float32Array | { readonly [key: string]: MetadataValue };

export interface Column {
  readonly name: string;
  readonly type: "text" | "integer" | "number" | "boolean" | "json" | "vector";
}

export type Row = Readonly<Record<string, Cell | undefined>>;

export const contentTypes: Readonly<Record<TableFormat, string>> = {
  jsonl: "application/x-ndjson",
  csv: "text/csv; charset=utf-8",
  parquet: "application/vnd.apache.parquet",
};

const rowsPerGroup = 10_000;

/**
 * Writes rows as JSONL, CSV or Parquet, a piece at a time.
 *
 * CSV cells that a spreadsheet would run as a formula start with an apostrophe; lists and objects are written as JSON.
 * Parquet holds one row group of 10,000 rows in memory.
 */
export function writeTable(
  format: TableFormat,
  columns: readonly Column[],
  rows: AsyncIterable<Row>,
): AsyncIterable<Uint8Array> {
  if (format === "jsonl") return jsonl(rows);
  return format === "csv" ? csv(columns, rows) : parquet(columns, rows);
}

async function* jsonl(rows: AsyncIterable<Row>): AsyncGenerator<Uint8Array> {
  for await (const row of rows) yield Buffer.from(`${JSON.stringify(row, plainVectors)}\n`);
}

const plainVectors = (_: string, value: unknown) =>
  value instanceof Float32Array ? Array.from(value) : value;

async function* csv(columns: readonly Column[], rows: AsyncIterable<Row>): AsyncGenerator<Uint8Array> {
  const sheet = stringify({ header: true, escape_formulas: true, columns: columns.map(({ name }) => name) });
  const feed = (async () => {
    for await (const row of rows) {
      if (!sheet.write(columns.map((column) => csvCell(row[column.name])))) {
        await new Promise((resolve) => sheet.once("drain", resolve));
      }
    }
    sheet.end();
  })();
  feed.catch((error: Error) => sheet.destroy(error));
  yield* sheet as AsyncIterable<Uint8Array>;
  await feed;
}

function csvCell(cell: Cell | undefined): string | number | null {
  if (cell === undefined || cell === null) return null;
  if (typeof cell === "object") return JSON.stringify(cell, plainVectors);
  return typeof cell === "boolean" ? String(cell) : cell;
}

async function* parquet(columns: readonly Column[], rows: AsyncIterable<Row>): AsyncGenerator<Uint8Array> {
  const writer = new ByteWriter();
  const file = new ParquetWriter({
    writer,
    schema: parquetSchema(columns),
  });
  const take = () => {
    const bytes = new Uint8Array(writer.getBuffer());
    writer.index = 0;
    return bytes;
  };
  for await (const group of groupsOf(rows, rowsPerGroup)) {
    await file.write({
      columnData: columns.map((column) => parquetColumn(column, group)),
      rowGroupSize: group.length,
    });
    yield take();
  }
  await file.finish();
  yield take();
}

const parquetTypes = {
  text: "STRING",
  json: "JSON",
  integer: "INT32",
  number: "DOUBLE",
  boolean: "BOOLEAN",
} as const;

function parquetSchema(columns: readonly Column[]): SchemaElement[] {
  const root: SchemaElement = { name: "root", num_children: columns.length };
  return [root, ...columns.flatMap(parquetElements)];
}

/** A vector is a list of 32-bit floats. */
function parquetElements({ name, type }: Column): SchemaElement[] {
  if (type !== "vector")
    return schemaFromColumnData({
      columnData: [{ name, data: [], type: parquetTypes[type], nullable: true }],
    }).slice(1);
  return [
    { name, repetition_type: "OPTIONAL", converted_type: "LIST", num_children: 1 },
    { name: "list", repetition_type: "REPEATED", num_children: 1 },
    { name: "element", repetition_type: "REQUIRED", type: "FLOAT" },
  ];
}

const parquetColumn = ({ name, type }: Column, rows: readonly Row[]) => ({
  name,
  data: rows.map((row) => parquetCell(type, row[name])),
});

function parquetCell(type: Column["type"], cell: Cell | undefined): unknown {
  if (cell === undefined || cell === null) return null;
  if (cell instanceof Float32Array) return Array.from(cell);
  return type === "text" && typeof cell !== "string" ? JSON.stringify(cell) : cell;
}

async function* groupsOf(rows: AsyncIterable<Row>, size: number): AsyncGenerator<Row[]> {
  let group: Row[] = [];
  for await (const row of rows) {
    if (group.push(row) < size) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}
