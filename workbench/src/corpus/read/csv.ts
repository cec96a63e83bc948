import { parseDate } from "../date.ts";
import { type CsvRecord, CsvRecords, type CsvSyntax } from "./csv-records.ts";
import { decodeBytes, decodeStream, detectEncoding, type TextEncoding } from "./encoding.ts";
import { type FileInput, FileRejected, type ReadFile } from "./reader.ts";
import { readTable } from "./table.ts";
import type { Cells, RowEvent } from "./table-row.ts";

const headBytes = 262_144;
const delimiters = [",", ";", "\t", "|"] as const;

/** Reads a CSV or TSV file: a row is a document. */
export const readCsv: ReadFile = (input, options) =>
  readTable(csvRows(input, { columns: Object.values(options.mapping) }), options);

/**
 * The rows of a CSV file, whatever its delimiter, encoding and line ends; rows that do not fit the header are rejections.
 *
 * @param columns names that the header is known to hold
 * @throws FileRejected empty when there is no row
 */
export async function* csvRows(
  input: FileInput,
  { columns = [] }: { columns?: readonly (string | null | undefined)[] } = {},
): AsyncGenerator<RowEvent> {
  const encoding = await detectEncoding(input);
  const head = await headRecords(input, encoding);
  const header = headerOf(head.records, columns);
  const names = columnNames(header ?? head.records[0]?.fields.map(() => "") ?? []);
  if (!header && names.length > 0) {
    yield {
      type: "warning",
      message: "the first row holds data: the columns are called column 1, column 2, …",
    };
  }
  yield* numbered(records(input, encoding, head), { names, hasHeader: header !== undefined });
}

interface Head {
  readonly syntax: CsvSyntax;
  /** The first line says `sep=;`, as Excel writes it. */
  readonly declared: boolean;
  readonly records: readonly CsvRecord[];
}

async function headRecords(input: FileInput, encoding: TextEncoding): Promise<Head> {
  const bytes = await input.slice(0, headBytes);
  const text = decodeBytes(bytes, encoding);
  const lineEnd: CsvSyntax["lineEnd"] = text.includes("\n") || !text.includes("\r") ? "\n" : "\r";
  const isWhole = bytes.length === input.size;
  const declared = /^sep=(.)\r?(?:\n|$)/.exec(text);
  if (declared) {
    const syntax = { delimiter: declared[1]!, lineEnd };
    return { syntax, declared: true, records: parse(text.slice(declared[0].length), syntax, isWhole) };
  }
  const isTabbed = /\.(tsv|tab)$/i.test(input.name);
  const tried = (isTabbed ? (["\t", ",", ";", "|"] as const) : delimiters).map((delimiter) => {
    const parsed = parse(text, { delimiter, lineEnd }, isWhole);
    return { syntax: { delimiter, lineEnd }, declared: false, records: parsed, fit: evenness(parsed) };
  });
  return tried.reduce((best, next) => (next.fit > best.fit ? next : best));
}

function parse(text: string, syntax: CsvSyntax, isWhole: boolean): CsvRecord[] {
  const parser = new CsvRecords(syntax);
  const found = [...parser.push(text), ...(isWhole ? parser.end() : [])];
  return found.filter((record) => !isBlank(record));
}

/** Share of the records with as many fields as the first one; 0 where that is one field. More fields win a tie. */
function evenness(found: readonly CsvRecord[]): number {
  const fields = found[0]?.fields.length ?? 0;
  if (fields < 2) return 0;
  const even = found.filter((record) => record.fields.length === fields).length;
  return even / found.length + Math.min(fields, 100) / 10_000;
}

/** The names in the first record, unless its cells look just like those below it. */
function headerOf(
  found: readonly CsvRecord[],
  known: readonly (string | null | undefined)[],
): readonly string[] | undefined {
  const [first, ...rest] = found;
  if (!first) throw new FileRejected("empty", "a table without rows");
  if (first.fields.some((field) => known.includes(field.trim()))) return first.fields;
  const isValue = first.fields.map((field, column) => isSameKind(field, rest.slice(0, 100), column));
  const looksLikeData = first.fields.some(isProse) || (isValue.includes(true) && !isValue.includes(false));
  return looksLikeData && rest.length > 0 ? undefined : first.fields;
}

const isProse = (field: string) => field.length > 80 && field.trim().split(/\s+/).length > 12;

/** Whether a cell is a number or date in a column of such; undefined where neither can be said. */
function isSameKind(field: string, rest: readonly CsvRecord[], column: number): boolean | undefined {
  const below = rest.map((record) => record.fields[column] ?? "").filter((cell) => cell !== "");
  const isYear = /^(19|20)\d\d$/.test(field);
  if (below.length === 0 || isYear) return undefined;
  const numeric = (cell: string) => /^[-+]?[\d.,]*\d%?$/.test(cell.trim()) || parseDate(cell) !== undefined;
  const share = below.filter(numeric).length / below.length;
  return share < 0.9 ? undefined : numeric(field);
}

/** Names for all columns, none twice. */
function columnNames(header: readonly string[]): string[] {
  const used = new Map<string, number>();
  return header.map((field, i) => {
    const name = field.trim() === "" ? `column ${i + 1}` : field.trim();
    const before = used.get(name) ?? 0;
    used.set(name, before + 1);
    return before === 0 ? name : `${name} (${before + 1})`;
  });
}

async function* records(
  input: FileInput,
  encoding: TextEncoding,
  { syntax, declared }: Head,
): AsyncGenerator<CsvRecord> {
  const parser = new CsvRecords(syntax);
  let isFirst = declared;
  for await (const piece of decodeStream(input.stream(encoding.bomBytes), encoding)) {
    for (const record of parser.push(piece)) {
      if (!isFirst) yield record;
      isFirst = false;
    }
  }
  yield* parser.end();
}

/** Counts rows as the file has them: a blank line between rows is one, blank lines at either end are not. */
async function* numbered(
  found: AsyncIterable<CsvRecord>,
  { names, hasHeader }: { names: readonly string[]; hasHeader: boolean },
): AsyncGenerator<RowEvent> {
  let row = hasHeader ? -1 : 0;
  let blanks = 0;
  for await (const record of found) {
    if (isBlank(record)) {
      if (row >= (hasHeader ? 0 : 1)) blanks++;
      continue;
    }
    for (; blanks > 0; blanks--) {
      row++;
      yield { type: "rejection", row, reason: "bad-row", detail: "a blank line" };
    }
    row++;
    if (row === 0) continue;
    yield* rowEvents(record, row, names);
  }
}

const isBlank = ({ fields }: CsvRecord) => fields.every((field) => field.trim() === "");

function* rowEvents(record: CsvRecord, row: number, names: readonly string[]): Generator<RowEvent> {
  const { fields, fault, characters } = record;
  const surplus = fields.slice(names.length);
  if (fields.length < names.length || surplus.some((field) => field.trim() !== "")) {
    const counts = `${fields.length} ${fields.length === 1 ? "field" : "fields"} instead of ${names.length}`;
    yield { type: "rejection", row, reason: "bad-row", detail: fault ? `${counts}; ${fault}` : counts };
    return;
  }
  if (fault) yield { type: "warning", row, message: fault };
  const cells: Cells = Object.fromEntries(names.map((name, i) => [name, fields[i]]));
  yield { type: "row", row, cells, characters };
}
