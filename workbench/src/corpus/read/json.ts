import { decodeBytes, decodeStream, detectEncoding, type TextEncoding } from "./encoding.ts";
import { kindOf, objectEvents } from "./json-objects.ts";
import { JsonText, type JsonValue } from "./json-values.ts";
import { jsonlRows } from "./jsonl.ts";
import { type FileInput, FileRejected, type ReadFile } from "./reader.ts";
import { readTable } from "./table.ts";
import type { RowEvent } from "./table-row.ts";

/** Reads a JSON file: a list of objects, alone or inside an object; each object is a document. */
export const readJson: ReadFile = (input, options) => readTable(jsonRows(input), options);

/** How far into an object the list of rows is looked for. */
const searchedCharacters = 64_000_000;
const searchedDepth = 3;
const headBytes = 1_048_576;

/**
 * The rows of a JSON file. Inside an object they are the largest list of objects in its first 64 million characters; an
 * object without a list is one row itself.
 *
 * @throws FileRejected corrupt with the place of the fault, no-text when the JSON is sound but holds no documents
 */
export async function* jsonRows(input: FileInput): AsyncGenerator<RowEvent> {
  const encoding = await detectEncoding(input);
  const text = open(input, encoding);
  const first = await text.peek();
  if (first === undefined) throw text.fault("the file holds nothing");
  if (first === "[") yield* listRows(text);
  else if (first !== "{") throw await withoutDocuments(text);
  else if (await isJsonl(input, encoding)) yield* jsonlRows(input);
  else yield* objectRows(input, encoding);
}

const open = (input: FileInput, encoding: TextEncoding) =>
  new JsonText(decodeStream(input.stream(encoding.bomBytes), encoding));

/** Whether the first line is an object of its own with more after it. */
async function isJsonl(input: FileInput, encoding: TextEncoding): Promise<boolean> {
  const head = decodeBytes(await input.slice(0, headBytes), encoding).trimStart();
  const lineEnd = head.indexOf("\n");
  if (lineEnd < 0 || head.slice(lineEnd).trim() === "") return false;
  try {
    return typeof JSON.parse(head.slice(0, lineEnd)) === "object";
  } catch {
    return false;
  }
}

async function* listRows(text: JsonText): AsyncGenerator<RowEvent> {
  await text.take("[");
  if ((await text.peek()) === "]") {
    throw new FileRejected("no-text", "valid JSON, but the list is empty: there are no documents in it");
  }
  for (let row = 1; ; row++) {
    yield* elementEvents(await text.value(), row);
    if ((await text.take(",", "]")) === "]") break;
  }
}

/** A text alone is a row of one column. */
function elementEvents({ text, offset }: JsonValue, row: number): Iterable<RowEvent> {
  const object = text.startsWith('"') ? `{"text":${text}}` : text;
  return objectEvents(object, { row, place: ` in the value at character ${offset + 1}` });
}

async function withoutDocuments(text: JsonText): Promise<FileRejected> {
  const value = await text.value();
  const more = await text.peek();
  if (more !== undefined) return text.fault(`${more} after the end`);
  try {
    const kind = kindOf(JSON.parse(value.text));
    return new FileRejected("no-text", `valid JSON, but ${kind}: there are no documents in it`);
  } catch (error) {
    return new FileRejected(
      "corrupt",
      `invalid JSON at character ${value.offset + 1}: ${(error as Error).message}`,
    );
  }
}

async function* objectRows(input: FileInput, encoding: TextEncoding): AsyncGenerator<RowEvent> {
  const lists: FoundList[] = [];
  const searched = open(input, encoding);
  await findLists(searched, lists, 1);
  if (lists.length === 0) {
    const text = open(input, encoding);
    const value = await text.value();
    if ((await text.peek()) !== undefined) throw text.fault("more after the end of the object");
    yield* elementEvents(value, 1);
    return;
  }
  const largest = lists.reduce((best, list) => (list.characters > best.characters ? list : best));
  const text = open(input, encoding);
  await text.skipTo(largest.offset);
  yield* listRows(text);
}

interface FoundList {
  readonly offset: number;
  readonly characters: number;
}

/** Walks an object's values, and those of the objects in it, for lists whose first element is an object. */
async function findLists(text: JsonText, lists: FoundList[], depth: number): Promise<void> {
  await text.take("{");
  if ((await text.peek()) === "}") {
    await text.take("}");
    return;
  }
  do {
    await text.value();
    await text.take(":");
    const next = await text.peek();
    if (next === "[") await measureList(text, lists);
    else if (next === "{" && depth < searchedDepth) await findLists(text, lists, depth + 1);
    else await text.value();
    if (text.offset > searchedCharacters) return;
  } while ((await text.take(",", "}")) === ",");
}

async function measureList(text: JsonText, lists: FoundList[]): Promise<void> {
  const { offset } = text;
  await text.take("[");
  const first = await text.peek();
  if (first !== "]") {
    do await text.value();
    while (text.offset <= searchedCharacters && (await text.take(",", "]")) === ",");
  } else await text.take("]");
  if (first === "{") lists.push({ offset, characters: text.offset - offset });
}
