import { decodeStream, detectEncoding } from "./encoding.ts";
import { objectEvents } from "./json-objects.ts";
import { type FileInput, FileRejected, type ReadFile } from "./reader.ts";
import { readTable } from "./table.ts";
import type { RowEvent } from "./table-row.ts";

/** Reads a file of JSON lines: each line's object is a document, and `row` is the line. */
export const readJsonl: ReadFile = (input, options) => readTable(jsonlRows(input), options);

const mostCharacters = 100_000_000;

/** The rows of a JSONL file; every line that is no object is a rejection with its number. */
export async function* jsonlRows(input: FileInput): AsyncGenerator<RowEvent> {
  const encoding = await detectEncoding(input);
  if (encoding.bomBytes > 0) {
    yield { type: "warning", row: 1, message: "a byte order mark stands before it and was left off" };
  }
  let blanks = 0;
  let row = 0;
  for await (const line of lines(decodeStream(input.stream(encoding.bomBytes), encoding))) {
    if (line.trim() === "") {
      blanks++;
      continue;
    }
    for (; blanks > 0; blanks--) yield badLine(++row, "a blank line");
    yield* objectEvents(line, { row: ++row });
  }
}

async function* lines(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let rest: string[] = [];
  let length = 0;
  for await (const piece of pieces) {
    const [first = "", ...others] = piece.split("\n");
    rest.push(first);
    length += first.length;
    if (length > mostCharacters)
      throw new FileRejected("too-large", `one line of more than ${mostCharacters} characters`);
    for (const next of others) {
      yield rest.join("");
      rest = [next];
      length = next.length;
    }
  }
  yield rest.join("");
}

const badLine = (row: number, detail: string): RowEvent => ({
  type: "rejection",
  row,
  reason: "bad-row",
  detail,
});
