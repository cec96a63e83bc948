import { type DateFormat, guessDateFormat } from "../date.ts";
import { textOf } from "./cells.ts";
import type { Cells } from "./table-row.ts";

export type ColumnType = "text" | "number" | "boolean" | "date" | "list" | "empty";

/** What a sample of a table's rows shows of one column. */
export interface ColumnProfile {
  readonly name: string;
  readonly type: ColumnType;
  /** Whether the cells are written as text, whatever they mean. */
  readonly written: boolean;
  /** Share of the rows that say something here, 0..1. */
  readonly filled: number;
  /** Different values among the filled ones. */
  readonly distinct: number;
  /** Share of the filled values that are different, 0..1. */
  readonly distinctShare: number;
  readonly meanCharacters: number;
  readonly meanWords: number;
  readonly examples: readonly string[];
  /** How its dates are written, where it may hold dates. */
  readonly dates?: DateFormat;
}

const placeholder = /^(?:none|null|nan|n\/a|na|nil|-|)$/i;
const number = /^[-+]?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[-+]?\d+)?$/i;
const dateName = /date|time|year|created|updated|published|posted|sent|received|timestamp|datum|jahr|fecha/i;
const numericStyles = new Set(["year", "Unix time", "YYYYMMDD"]);
const exampleCharacters = 80;

/** Looks at each column of a sample, in the order in which they appear. */
export function profileColumns(rows: readonly Cells[]): ColumnProfile[] {
  const names = new Set(rows.flatMap((cells) => Object.keys(cells)));
  return [...names].map((name) => profile(name, rows));
}

function profile(name: string, rows: readonly Cells[]): ColumnProfile {
  const cells = rows.map((row) => row[name]).filter((cell) => !isEmptyCell(cell));
  const texts = cells.map((cell) => textOf(cell) ?? "");
  const different = new Set(texts.map((text) => text.slice(0, 200)));
  const dates = datesIn(name, cells);
  return {
    name,
    type: typeOf(cells, dates),
    written: cells.length > 0 && cells.every((cell) => typeof cell === "string"),
    filled: cells.length / rows.length,
    distinct: different.size,
    distinctShare: cells.length === 0 ? 0 : different.size / cells.length,
    meanCharacters: mean(texts.map((text) => text.length)),
    meanWords: mean(texts.map(countWords)),
    examples: [...different].slice(0, 3).map((text) => text.replace(/\s+/g, " ").slice(0, exampleCharacters)),
    ...(dates && { dates }),
  };
}

/** Whether a cell says nothing: absent, blank, or a word for nothing. */
export function isEmptyCell(cell: unknown): boolean {
  if (cell === null || cell === undefined) return true;
  return typeof cell === "string" && cell.length < 20 && placeholder.test(cell.trim());
}

function typeOf(cells: readonly unknown[], dates: DateFormat | undefined): ColumnType {
  if (cells.length === 0) return "empty";
  const share = (is: (cell: unknown) => boolean) => cells.filter(is).length / cells.length;
  if (share(Array.isArray) > 0.5) return "list";
  if (dates && dates.share >= 0.75) return "date";
  if (share((cell) => typeof cell === "boolean" || /^(?:true|false)$/i.test(String(cell))) >= 0.95)
    return "boolean";
  return share((cell) => numberIn(cell) !== undefined) >= 0.95 ? "number" : "text";
}

/** The number that a cell holds or spells; not what only looks like one, such as 08123. */
export function numberIn(cell: unknown): number | undefined {
  if (typeof cell === "number") return cell;
  if (typeof cell !== "string" || !number.test(cell.trim())) return undefined;
  const value = Number(cell);
  return Number.isSafeInteger(value) || (!Number.isInteger(value) && Number.isFinite(value))
    ? value
    : undefined;
}

/** Bare numbers are dates only where the column's name says so. */
function datesIn(name: string, cells: readonly unknown[]): DateFormat | undefined {
  const texts = cells.filter((cell) => typeof cell === "string" || typeof cell === "number").map(String);
  const format = texts.length === 0 ? undefined : guessDateFormat(texts);
  return format && (dateName.test(name) || !numericStyles.has(format.style)) ? format : undefined;
}

const mean = (numbers: readonly number[]) =>
  numbers.length === 0 ? 0 : numbers.reduce((sum, value) => sum + value, 0) / numbers.length;

/** Words, where words are not spaced by two signs each. */
function countWords(text: string): number {
  const start = text.slice(0, 2_000);
  const spaced = start.match(/\S+/g)?.length ?? 0;
  const unspaced =
    start.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu)?.length ?? 0;
  return (Math.max(spaced, unspaced / 2) * text.length) / Math.max(1, start.length);
}
