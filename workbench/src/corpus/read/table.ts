import type { ColumnMapping, ExtractedDocument, MetadataValue, ReadEvent } from "../../model.ts";
import { type DateFormat, parseDate } from "../date.ts";
import { textHash } from "../duplicates.ts";
import { whyUnusable } from "../quality.ts";
import { metadataValue, plainCells, textOf } from "./cells.ts";
import { chatColumns, conversationIn } from "./chat-cells.ts";
import { readChatRows } from "./chat-rows.ts";
import { cleanText } from "./clean-text.ts";
import { type ColumnProfile, isEmptyCell, numberIn, profileColumns } from "./column-profile.ts";
import { type DecidedColumns, decideColumns, isThinText } from "./columns.ts";
import { FileRejected } from "./reader.ts";
import type { Cells, RowEvent } from "./table-row.ts";

/** Rows that are looked at before it is decided what the columns mean; with faults among them, so many events at most. */
export const sampleRows = 500;
const sampleCharacters = 2_000_000;
const sampleEvents = 5_000;
/** Rows without text that are remembered, to tell which of them are the same. */
const rememberedRows = 10_000;

export interface TableOptions {
  readonly mapping: ColumnMapping;
  readonly resumeAfterRow?: number;
  readonly signal?: AbortSignal;
}

/**
 * Makes documents of a table's rows: decides from the first rows what the columns mean, then goes on row by row. A row
 * whose text says nothing is a rejection.
 *
 * @throws FileRejected no-text-column when no column holds text, no-text when there is no row
 */
export async function* readTable(
  rows: AsyncIterable<RowEvent>,
  { mapping: wanted, resumeAfterRow = 0, signal }: TableOptions,
): AsyncGenerator<ReadEvent> {
  const { sample, rest, isWhole, failure } = await lookAhead(rows);
  const cells = sample.flatMap((event) => (event.type === "row" ? [event.cells] : []));
  if (cells.length === 0) {
    for await (const event of chain(sample, rest)) if (event.type !== "row") yield event;
    throw new FileRejected("no-text", "the table has no rows that can be read");
  }
  const chat = Object.keys(wanted).length === 0 ? chatColumns(cells, { isWhole }) : undefined;
  if (chat !== undefined) return yield* readChatRows(chain(sample, rest), chat, { resumeAfterRow, signal });
  const profiles = profileColumns(cells);
  const columns = decided(profiles, wanted, failure);
  if (resumeAfterRow === 0) yield* remarks(profiles, columns, wanted);
  const convert = rowConverter(profiles, columns);
  for await (const event of chain(sample, rest)) {
    signal?.throwIfAborted();
    if ((event.row ?? 0) <= resumeAfterRow && resumeAfterRow > 0) continue;
    yield event.type === "row" ? convert(event.row, event.cells) : event;
  }
}

/** The first rows and the others as they come, a failure too. Cells are made plain on the way. */
export async function lookAhead(
  rows: AsyncIterable<RowEvent>,
): Promise<{ sample: RowEvent[]; rest: AsyncIterable<RowEvent>; isWhole: boolean; failure?: unknown }> {
  const plain = plainRows(rows)[Symbol.asyncIterator]();
  const sample: RowEvent[] = [];
  let count = 0;
  let characters = 0;
  while (count < sampleRows && characters < sampleCharacters && sample.length < sampleEvents) {
    const next = await plain.next().catch((error: unknown) => ({ failure: error }));
    if ("failure" in next) {
      return { sample, rest: failing(next.failure), isWhole: false, failure: next.failure };
    }
    if (next.done) return { sample, rest: plain, isWhole: true };
    sample.push(next.value);
    if (next.value.type !== "row") continue;
    count++;
    characters += next.value.characters ?? JSON.stringify(next.value.cells).length;
  }
  return { sample, rest: plain, isWhole: false };
}

async function* plainRows(rows: AsyncIterable<RowEvent>): AsyncGenerator<RowEvent, undefined> {
  for await (const event of rows)
    yield event.type === "row" ? { ...event, cells: plainCells(event.cells) } : event;
}

/** A file that is damaged and shows no text is rejected for the damage. */
function decided(
  profiles: readonly ColumnProfile[],
  wanted: ColumnMapping,
  failure: unknown,
): DecidedColumns {
  try {
    return decideColumns(profiles, wanted);
  } catch (error) {
    throw failure ?? error;
  }
}

/** What a reader found before it failed is delivered first. */
// biome-ignore lint/correctness/useYield: the failure is all there is
async function* failing(error: unknown): AsyncGenerator<never> {
  throw error;
}

async function* chain(sample: readonly RowEvent[], rest: AsyncIterable<RowEvent>): AsyncGenerator<RowEvent> {
  yield* sample;
  yield* rest;
}

function* remarks(
  profiles: readonly ColumnProfile[],
  { mapping, joined, missing }: DecidedColumns,
  wanted: ColumnMapping,
): Generator<ReadEvent> {
  for (const message of missing) yield { type: "warning", message };
  const text = profiles.find(({ name }) => name === mapping.text);
  if (joined.length > 0) {
    const columns = joined.map((name) => `“${name}”`).join(", ");
    yield { type: "warning", message: `no column holds long text; the text of a row is ${columns} together` };
  } else if (isThinText(text) && wanted.text === undefined) {
    yield { type: "warning", message: `no column holds long text; “${mapping.text}” was taken as the text` };
  }
  const dates = profiles.find(({ name }) => name === mapping.date)?.dates;
  if (dates?.ambiguous) {
    yield {
      type: "warning",
      message: `the dates of “${mapping.date}” could be read two ways; ${dates.order} was taken`,
    };
  }
}

type RowConverter = (row: number, cells: Cells) => ReadEvent;

function rowConverter(profiles: readonly ColumnProfile[], { mapping, joined }: DecidedColumns): RowConverter {
  const roles = new Set(Object.values(mapping));
  const types = new Map(profiles.map((profile) => [profile.name, profile]));
  const dateColumn = profiles.find(({ name }) => name === mapping.date);
  const withoutText = new Map<string, number>();
  return (row, cells) => {
    const raw = mapping.text === null ? joinedText(cells, joined) : cells[mapping.text];
    const conversation = conversationIn(raw);
    const text = conversation?.text ?? textOf(raw);
    const why = text === undefined ? whyNotText(raw, mapping.text) : whyUnusable(text);
    if (text === undefined || why !== undefined) {
      const detail = `${why}${repetition(withoutText, cells, row)}`;
      return { type: "rejection", row, reason: "no-text", detail };
    }
    const cleaned = conversation ?? cleanText(text);
    const metadata = Object.entries(cells)
      .filter(([name]) => !roles.has(name))
      .map(([name, cell]) => [metadataValue(name) as string, typed(cell, types.get(name))] as const);
    const date = mapping.date === null ? {} : dateOf(cells[mapping.date], dateColumn);
    if (date.unread !== undefined) metadata.push([mapping.date!, metadataValue(date.unread)]);
    const document: ExtractedDocument = {
      text: cleaned.text,
      ...named("title", oneLine(cells, mapping.title)),
      ...named("externalId", oneLine(cells, mapping.id)),
      ...named("label", oneLine(cells, mapping.label)),
      ...named("date", date.iso),
      ...(conversation && { turns: conversation.turns }),
      row,
      flags: date.flag ? [...cleaned.flags, date.flag] : cleaned.flags,
      metadata: Object.fromEntries(metadata),
    };
    return { type: "document", document };
  };
}

/** The texts of a record, one a line. */
function joinedText(cells: Cells, columns: readonly string[]): string {
  const filled = columns.map((name) => cells[name]).filter((cell) => !isEmptyCell(cell));
  return filled.map((cell) => textOf(cell) ?? "").join("\n");
}

const named = <K extends string>(key: K, value: string | undefined) =>
  (value === undefined ? {} : { [key]: value }) as { [key in K]?: string };

function whyNotText(cell: unknown, column: string | null): string {
  if (cell === null || cell === undefined) return `“${column}” is missing`;
  return Array.isArray(cell) ? `“${column}” is a list without texts` : `“${column}” is not text`;
}

/** Names the earlier row that this one repeats cell by cell. */
function repetition(withoutText: Map<string, number>, cells: Cells, row: number): string {
  const key = textHash(JSON.stringify(cells)).toString("base64");
  const earlier = withoutText.get(key);
  if (earlier === undefined && withoutText.size < rememberedRows) withoutText.set(key, row);
  return earlier === undefined ? "" : `; the whole row is the same as row ${earlier}`;
}

function oneLine(cells: Cells, column: string | null): string | undefined {
  const cell = column === null ? undefined : cells[column];
  const text = isEmptyCell(cell) ? undefined : textOf(cell);
  return text === undefined ? undefined : cleanText(text).text.replace(/\s+/g, " ").trim() || undefined;
}

/** A cell as the type of its column; one that does not fit the type stays as it is written. */
function typed(cell: unknown, profile: ColumnProfile | undefined): MetadataValue {
  if (typeof cell !== "string" || profile === undefined || profile.type === "text")
    return metadataValue(cell);
  if (isEmptyCell(cell)) return null;
  if (profile.type === "number") return numberIn(cell) ?? metadataValue(cell);
  if (profile.type === "boolean" && /^(?:true|false)$/i.test(cell)) return cell.toLowerCase() === "true";
  if (profile.type === "date") return parseDate(cell, profile.dates?.order)?.iso ?? metadataValue(cell);
  return metadataValue(cell);
}

interface ReadDate {
  readonly iso?: string;
  readonly flag?: NonNullable<ExtractedDocument["flags"]>[number];
  /** What was written, where it is no date. */
  readonly unread?: string;
}

/** Share of dates that are there from which a missing one is remarkable. */
const usualShare = 0.5;

function dateOf(cell: unknown, column: ColumnProfile | undefined): ReadDate {
  const format: DateFormat | undefined = column?.dates;
  if (isEmptyCell(cell)) return (column?.filled ?? 0) >= usualShare ? { flag: { flag: "empty-date" } } : {};
  const written = textOf(cell) ?? "";
  const date = parseDate(written, format?.order);
  if (date === undefined)
    return { unread: written, flag: { flag: "bad-date", detail: written.slice(0, 40) } };
  if (format === undefined || date.style === format.style) return { iso: date.iso };
  const detail = `${written.slice(0, 40)} (${date.style}), where the others are written ${format.style}`;
  return { iso: date.iso, flag: { flag: "odd-date-format", detail } };
}
