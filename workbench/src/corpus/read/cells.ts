import { isUtf8 } from "node:buffer";
import type { MetadataValue } from "../../model.ts";
import { conversationIn, wordsOf } from "./chat-cells.ts";
import type { Cells } from "./table-row.ts";

/** Objects with more names than this are data of their own, not columns. */
const mostNestedColumns = 24;
const mostNesting = 4;

/** A row with the objects in it opened up, so that `user: {name}` is the column `user.name`, and Parquet's types made plain. */
export function plainCells(cells: Cells): Cells {
  const plain: [string, unknown][] = [];
  for (const [name, value] of Object.entries(cells)) addPlain(plain, name, value, 1);
  return Object.fromEntries(plain);
}

function addPlain(plain: [string, unknown][], name: string, value: unknown, nesting: number): void {
  const cell = plainValue(value);
  if (!isPlainObject(cell)) {
    plain.push([name, cell]);
    return;
  }
  const entries = Object.entries(cell);
  if (entries.length > mostNestedColumns || nesting >= mostNesting)
    plain.push([name, JSON.stringify(cell, asJson)]);
  else for (const [inner, nested] of entries) addPlain(plain, `${name}.${inner}`, nested, nesting + 1);
}

function plainValue(value: unknown): unknown {
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (value instanceof Date) return dateText(value);
  if (value instanceof Uint8Array) return isUtf8(value) ? new TextDecoder().decode(value) : null;
  if (value === undefined || (typeof value === "number" && !Number.isFinite(value))) return null;
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<unknown>, plainValue);
  return value;
}

function dateText(date: Date): string | null {
  if (Number.isNaN(date.getTime())) return null;
  return date
    .toISOString()
    .replace(/T00:00:00\.000Z$/, "")
    .replace(/\.000Z$/, "Z");
}

const asJson = (_: string, value: unknown) => plainValue(value);

function isPlainObject(value: unknown): value is Cells {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A plain cell as metadata: lists stay lists, what is inside them is written as JSON where it is more than a value. */
export function metadataValue(cell: unknown): MetadataValue {
  if (typeof cell === "string") return storable(cell);
  if (typeof cell === "number" || typeof cell === "boolean") return cell;
  if (Array.isArray(cell)) return cell.map((item) => listItem(plainValue(item)));
  return null;
}

function listItem(item: unknown): MetadataValue {
  return typeof item === "object" && item !== null
    ? storable(JSON.stringify(item, asJson))
    : metadataValue(item);
}

/** Text that a database takes: no NUL, no broken surrogates. */
function storable(text: string): string {
  return text.replaceAll("\0", "\ufffd").toWellFormed();
}

/** The text of a cell: its words; a list of texts as paragraphs; a list of turns as a conversation. */
export function textOf(cell: unknown): string | undefined {
  if (typeof cell === "string") return cell;
  if (typeof cell === "number" || typeof cell === "boolean") return String(cell);
  if (!Array.isArray(cell) || cell.length === 0) return undefined;
  const conversation = conversationIn(cell);
  if (conversation !== undefined) return conversation.text;
  const parts = cell.map((item) => (typeof item === "string" ? item : wordsOf(item)));
  return parts.every((part) => part !== undefined) ? parts.join("\n\n") : undefined;
}
