import { type ExtractedDocument, knownRole, type Turn } from "../../model.ts";
import { type Said, writeConversation } from "../conversation.ts";
import { cleanText } from "./clean-text.ts";
import type { Cells } from "./table-row.ts";

const textKeys = ["text", "content", "body", "message", "utterance", "value"];
const speakerKeys = ["role", "speaker", "from", "author", "user", "name"];

/** A cell's conversation, as text with its turns. */
export interface CellConversation {
  readonly text: string;
  readonly flags: NonNullable<ExtractedDocument["flags"]>;
  readonly turns: readonly Turn[];
}

/** The conversation that a cell holds: a list of turns, each an object with a text and, of one at least, who said it. */
export function conversationIn(cell: unknown): CellConversation | undefined {
  if (!Array.isArray(cell) || cell.length === 0 || !cell.every(isObject)) return undefined;
  const said = cell.flatMap((turn) => saidIn(turn) ?? []);
  const isWhole = cell.every((turn) => saidIn(turn) !== undefined || speakerIn(turn) !== undefined);
  if (!isWhole || said.every(({ speaker }) => speaker === undefined)) return undefined;
  return conversationOf(said);
}

/** What was said, cleaned, as one text. */
export function conversationOf(said: readonly Said[]): CellConversation {
  const cleaned = said.map(({ speaker, text }) => ({
    speaker: speaker === undefined ? undefined : cleanText(speaker).text.replace(/\s+/g, " "),
    text: cleanText(text).text,
  }));
  return { ...writeConversation(cleaned), flags: cleanText(said.map(({ text }) => text).join("\n")).flags };
}

/** The columns of a table whose rows are turns: who speaks, what they say, and which conversation it belongs to. */
export interface ChatColumns {
  readonly speaker: string;
  readonly text: string;
  readonly conversation: string | undefined;
}

const conversationKey =
  /^(?:conversation|conv|thread|session|chat|dialog|dialogue)(?:[_ -]?(?:id|hash|uuid|key|no|nr|number))?$/i;
const fewRows = 3;

/**
 * The columns of a table whose rows are turns: every row names a role that is known, two roles at least, and has a text. They
 * belong to the conversation that a column names; without one the whole table, seen to its end, is one conversation.
 */
export function chatColumns(
  rows: readonly Cells[],
  { isWhole }: { isWhole: boolean },
): ChatColumns | undefined {
  const names = Object.keys(rows[0] ?? {});
  const speaker = speakerKeys.find((name) => names.includes(name) && rows.every((row) => isRole(row[name])));
  const text = textKeys.find((name) => names.includes(name) && rows.every((row) => isSaid(row[name])));
  if (speaker === undefined || text === undefined || rows.length < 2) return undefined;
  const roles = rows.map((row) => knownRole(row[speaker] as string));
  if (new Set(roles).size < 2) return undefined;
  const conversation = names.find((name) => conversationKey.test(name));
  if (conversation !== undefined)
    return isGrouped(rows, conversation) ? { speaker, text, conversation } : undefined;
  const repeats = roles.filter((role, i) => i > 0 && role === roles[i - 1]).length;
  const isOne = isWhole && names.length <= fewRows + 3 && repeats * 3 <= rows.length;
  return isOne ? { speaker, text, conversation } : undefined;
}

/** What a row says; undefined where it says nothing. */
export function saidInRow(row: Cells, { speaker, text }: ChatColumns): Said | undefined {
  const words = wordsIn(row[text]);
  return words === undefined ? undefined : { speaker: String(row[speaker]), text: words };
}

/** Whether the rows of each conversation stand together, and some conversation has more than one. */
function isGrouped(rows: readonly Cells[], column: string): boolean {
  const keys = rows.map((row) => String(row[column]));
  const stretches = keys.filter((key, i) => key !== keys[i - 1]).length;
  const distinct = new Set(keys).size;
  return stretches === distinct && distinct < keys.length && rows.every((row) => row[column] != null);
}

const isRole = (cell: unknown) => typeof cell === "string" && knownRole(cell) !== undefined;
const isSaid = (cell: unknown) => cell === null || wordsIn(cell) !== undefined;

function isObject(value: unknown): value is Cells {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const speakerIn = (turn: Cells) =>
  speakerKeys.map((key) => turn[key]).find((value): value is string => typeof value === "string");

/** The words of an object that has some. */
export const wordsOf = (item: unknown): string | undefined =>
  isObject(item) ? saidIn(item)?.text : undefined;

function saidIn(turn: Cells): Said | undefined {
  const text = textKeys.map((key) => wordsIn(turn[key])).find((words) => words !== undefined);
  return text === undefined ? undefined : { speaker: speakerIn(turn), text };
}

/** Words as they are, or in parts of which some are texts: `[{"type": "text", "text": "…"}]`. */
function wordsIn(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (!Array.isArray(value)) return undefined;
  const parts = value.filter(isObject).map((part) => part.text);
  const texts = parts.filter((part): part is string => typeof part === "string");
  return texts.length > 0 ? texts.join("\n") : undefined;
}
