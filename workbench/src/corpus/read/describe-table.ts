import type { ColumnMapping, MetadataValue } from "../../model.ts";
import { metadataValue } from "./cells.ts";
import { type ColumnProfile, type ColumnType, profileColumns } from "./column-profile.ts";
import { type ColumnGuess, decideColumns, guessColumns } from "./columns.ts";
import { csvRows } from "./csv.ts";
import { detectFormat } from "./detect.ts";
import { jsonRows } from "./json.ts";
import { jsonlRows } from "./jsonl.ts";
import { parquetFooter, parquetRows } from "./parquet.ts";
import { type FileInput, type FileReader, FileRejected } from "./reader.ts";
import { lookAhead } from "./table.ts";
import type { RowEvent } from "./table-row.ts";

const tableKinds = ["csv", "json", "jsonl", "parquet"] as const;
export type TableKind = (typeof tableKinds)[number];

/** A table's shape, told from its beginning (and its footer, where it has one). */
export interface TableDescription {
  readonly columns: readonly {
    readonly name: string;
    readonly type: ColumnType;
    readonly filled: number;
    readonly examples: readonly string[];
  }[];
  readonly rows: number;
  /** Whether `rows` is counted rather than estimated from the file's size. */
  readonly rowsAreExact: boolean;
  readonly guess: ColumnGuess;
  readonly sample: readonly Readonly<Record<string, unknown>>[];
}

export interface DescribeOptions {
  readonly mapping?: ColumnMapping;
  readonly maxUnpackedBytes?: number;
}

const shownRows = 20;
const shownCharacters = 500;

/**
 * Describes a file of whatever format, if it is a table.
 *
 * @throws FileRejected unsupported-type when it is none, or as describeTable does
 */
export async function describeFile(
  input: FileInput,
  readers: readonly FileReader[],
  options: DescribeOptions = {},
): Promise<TableDescription> {
  const { reader } = await detectFormat(input, readers);
  const kind = tableKinds.find((name) => name === reader.name);
  if (kind === undefined)
    throw new FileRejected("unsupported-type", `it reads as ${reader.name}, which is no table`);
  return await describeTable(input, kind, options);
}

/**
 * Describes a table without reading all of it: columns with types and examples, how many rows, what the columns mean, and
 * the first rows.
 *
 * @throws FileRejected when it is no readable table
 */
export async function describeTable(
  input: FileInput,
  kind: TableKind,
  { mapping = {}, maxUnpackedBytes = 2_000_000_000 }: DescribeOptions = {},
): Promise<TableDescription> {
  const events = open(input, kind, mapping, maxUnpackedBytes);
  const { sample, rest, isWhole, failure } = await lookAhead(events);
  await rest[Symbol.asyncIterator]().return?.();
  const rows = sample.filter((event) => event.type === "row");
  if (rows.length === 0)
    throw failure ?? new FileRejected("no-text", "the table has no rows that can be read");
  const profiles = profileColumns(rows.map(({ cells }) => cells));
  const exact = kind === "parquet" ? (await parquetFooter(input)).rows : isWhole ? rows.length : undefined;
  return {
    columns: profiles.map(({ name, type, filled, examples }) => ({ name, type, filled, examples })),
    rows: exact ?? (await estimateRows(input, rows)),
    rowsAreExact: exact !== undefined,
    guess: guessFor(profiles, mapping),
    sample: rows
      .slice(0, shownRows)
      .map(({ cells }) =>
        Object.fromEntries(Object.entries(cells).map(([name, cell]) => [name, shown(metadataValue(cell))])),
      ),
  };
}

function shown(value: MetadataValue): MetadataValue {
  return typeof value === "string" && value.length > shownCharacters
    ? `${value.slice(0, shownCharacters).toWellFormed()}…`
    : value;
}

function open(
  input: FileInput,
  kind: TableKind,
  mapping: ColumnMapping,
  maxUnpackedBytes: number,
): AsyncIterable<RowEvent> {
  if (kind === "parquet") return parquetRows(input, { limits: { maxUnpackedBytes } });
  if (kind === "csv") return csvRows(input, { columns: Object.values(mapping) });
  return kind === "json" ? jsonRows(input) : jsonlRows(input);
}

/** A table without a text column can be described all the same. */
function guessFor(profiles: readonly ColumnProfile[], mapping: ColumnMapping): ColumnGuess {
  const guess = guessColumns(profiles);
  const hasText = guess.mapping.text !== null || guess.joined.length > 0 || typeof mapping.text === "string";
  return hasText ? decideColumns(profiles, mapping) : guess;
}

async function estimateRows(
  input: FileInput,
  rows: readonly Extract<RowEvent, { type: "row" }>[],
): Promise<number> {
  const characters = rows.reduce((sum, row) => sum + (row.characters ?? 0), 0);
  const head = await input.slice(0, 1_000_000);
  const charactersPerByte = new TextDecoder().decode(head).length / Math.max(1, head.length);
  return Math.round((input.size * charactersPerByte * rows.length) / Math.max(1, characters));
}
