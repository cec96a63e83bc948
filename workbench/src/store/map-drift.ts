import { columnOf, type MapColumn, noTopic, openMap, packMap, steps } from "./map-bytes.ts";

/** A chunk that was placed, with its topics by layer. */
interface PlacedRow {
  readonly chunk: number;
  readonly document: number;
  readonly x: number;
  readonly y: number;
  readonly topics: readonly { readonly layer: number; readonly topic: number; readonly strength: number }[];
}

/**
 * A map with the chunks that were placed since and without those that are gone. The placed ones are spread evenly over the
 * others, so that any first part of the rows stays a fair sample, and a column `placed` marks them.
 *
 * @param placed within the map's bounds
 *
 * Cost O(rows · columns).
 */
export function driftedMap(
  map: Buffer,
  { placed, gone }: { readonly placed: readonly PlacedRow[]; readonly gone: ReadonlySet<number> },
): Buffer {
  const before = openMap(map);
  const { count: _, columns, ...header } = before.header;
  const kept = keptRows(columnOf(before, "chunk"), gone);
  const rows = spread(kept, placed.length);
  const valueIn = placedValues(before.header);
  const drifted = columns.map(({ name }): [string, MapColumn] => {
    const data = columnOf(before, name);
    const out = new (data.constructor as Uint32ArrayConstructor)(rows.length);
    for (const [at, row] of rows.entries()) out[at] = row < 0 ? valueIn(name, placed[-row - 1]!) : data[row]!;
    return [name, out];
  });
  const marks = Uint8Array.from(rows, (row) => Number(row < 0));
  return packMap(header, [...drifted, ["placed", marks]]);
}

function keptRows(chunks: MapColumn, gone: ReadonlySet<number>): Int32Array {
  const rows = Int32Array.from(chunks.keys());
  return gone.size === 0 ? rows : rows.filter((row) => !gone.has(chunks[row]!));
}

/** The rows of the map with those that were placed between them: -1 for the first, -2 for the second. */
function spread(kept: Int32Array, placed: number): Int32Array {
  const rows = new Int32Array(kept.length + placed);
  let taken = 0;
  for (let at = 0; at < rows.length; at++) {
    const due = Math.floor(((at + 1) * placed) / rows.length);
    rows[at] = due > taken ? -++taken : kept[at - taken]!;
  }
  return rows;
}

type Header = ReturnType<typeof openMap>["header"];

function placedValues({ bounds, layers }: Header): (column: string, row: PlacedRow) => number {
  const { x0, x1, y0, y1 } = bounds;
  const suggested = layers.find((layer) => layer.suggested)?.layer;
  const places = layers.map(({ topics }) => new Map(topics.map((topic, place) => [topic, place])));
  const topicIn = (row: PlacedRow, layer: number | undefined) =>
    row.topics.find((one) => one.layer === layer);
  return (column, row) => {
    if (column === "x") return quantised(row.x, x0, x1);
    if (column === "y") return quantised(row.y, y0, y1);
    if (column === "chunk") return row.chunk;
    if (column === "document") return row.document;
    if (column === "strength") return Math.round((topicIn(row, suggested)?.strength ?? 0) * 255);
    const at = Number(/^topic(\d+)$/.exec(column)?.[1]);
    const found = topicIn(row, layers[at]?.layer);
    return (found && places[at]?.get(found.topic)) ?? noTopic;
  };
}

function quantised(value: number, least: number, most: number): number {
  const share = most > least ? (value - least) / (most - least) : 0;
  return Math.round(Math.min(1, Math.max(0, share)) * steps);
}
