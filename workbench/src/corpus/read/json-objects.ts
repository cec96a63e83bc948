import { repeatedKey } from "./json-values.ts";
import type { Cells, RowEvent } from "./table-row.ts";

/** Which row it is. */
export interface RowPlace {
  readonly row: number;
  /** Where in the file, for the rejection of invalid JSON. */
  readonly place?: string;
}

/** The row that a value's text holds: an object. Anything else is a rejection; a name that occurs twice, a warning. */
export function* objectEvents(text: string, { row, place = "" }: RowPlace): Generator<RowEvent> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const message = (error as Error).message.replace(/\s+/g, " ").slice(0, 200);
    yield { type: "rejection", row, reason: "bad-row", detail: `invalid JSON${place}: ${message}` };
    return;
  }
  if (!isObject(value)) {
    const detail = `${kindOf(value)} where an object was expected`;
    yield { type: "rejection", row, reason: "bad-row", detail };
    return;
  }
  const repeated = repeatedKey(text);
  if (repeated !== undefined) {
    yield {
      type: "warning",
      row,
      message: `“${repeated}” is there twice; the last is taken`,
    };
  }
  yield { type: "row", row, cells: value, characters: text.length + 1 };
}

/** Whether a parsed value is an object with names. */
function isObject(value: unknown): value is Cells {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What a parsed value is, for a message. */
export function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
