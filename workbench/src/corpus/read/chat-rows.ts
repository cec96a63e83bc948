import type { Metadata, ReadEvent } from "../../model.ts";
import { parseDate } from "../date.ts";
import { metadataValue } from "./cells.ts";
import { type ChatColumns, conversationOf, saidInRow } from "./chat-cells.ts";
import type { Cells, RowEvent } from "./table-row.ts";

const mostTurns = 10_000;
const dateColumn = /^(?:date|time|timestamp|created(?:[_ -]?at)?|sent(?:[_ -]?at)?|datetime)$/i;

/**
 * Makes a document of the rows that follow each other in one conversation. Its row is the last of them, so that reading can
 * go on behind it.
 */
export async function* readChatRows(
  rows: AsyncIterable<RowEvent>,
  columns: ChatColumns,
  { resumeAfterRow = 0, signal }: { resumeAfterRow?: number | undefined; signal?: AbortSignal | undefined },
): AsyncGenerator<ReadEvent> {
  let group: { row: number; cells: Cells }[] = [];
  const keyOf = (cells: Cells) =>
    columns.conversation === undefined ? "" : String(cells[columns.conversation]);
  for await (const event of rows) {
    signal?.throwIfAborted();
    if ((event.row ?? 0) <= resumeAfterRow && resumeAfterRow > 0) continue;
    if (event.type !== "row") {
      yield event;
      continue;
    }
    const [first] = group;
    if (first && (keyOf(first.cells) !== keyOf(event.cells) || group.length === mostTurns)) {
      yield conversationEvent(group, columns);
      group = [];
    }
    group.push(event);
  }
  if (group.length > 0) yield conversationEvent(group, columns);
}

function conversationEvent(
  group: readonly { readonly row: number; readonly cells: Cells }[],
  columns: ChatColumns,
): ReadEvent {
  const row = group.at(-1)?.row ?? 0;
  const said = group.flatMap(({ cells }) => saidInRow(cells, columns) ?? []);
  if (said.every(({ text }) => text.trim() === ""))
    return { type: "rejection", row, reason: "no-text", detail: "nobody says anything in this conversation" };
  const first = group[0]?.cells ?? {};
  const date = dateOf(first);
  const id = columns.conversation === undefined ? undefined : String(first[columns.conversation]);
  const document = {
    ...conversationOf(said),
    ...(id === undefined ? {} : { externalId: id }),
    ...(date === undefined ? {} : { date }),
    row,
    metadata: shared(
      group.map(({ cells }) => cells),
      columns,
    ),
  };
  return { type: "document", document };
}

function dateOf(cells: Cells): string | undefined {
  const [, value] = Object.entries(cells).find(([name]) => dateColumn.test(name)) ?? [];
  return typeof value === "string" ? parseDate(value)?.iso : undefined;
}

/** What is the same in all rows of a conversation is said of it. */
function shared(rows: readonly Cells[], { speaker, text, conversation }: ChatColumns): Metadata {
  const [first = {}] = rows;
  const names = Object.keys(first).filter(
    (name) => name !== speaker && name !== text && name !== conversation,
  );
  const same = names.filter((name) =>
    rows.every((row) => JSON.stringify(row[name]) === JSON.stringify(first[name])),
  );
  return Object.fromEntries(same.map((name) => [metadataValue(name) as string, metadataValue(first[name])]));
}
