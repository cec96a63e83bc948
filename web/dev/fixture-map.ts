import { type FixtureWorld, withBroader } from "./fixture-data.ts";

const noTopic = 65_535;

/** The map of a world as the server sends it: header, then columns, each padded to eight bytes. */
export function encodeFixtureMap({ topics, chunks, documents }: FixtureWorld, run: number): Buffer {
  const bounds = {
    x0: Math.min(...chunks.map(({ x }) => x)),
    x1: Math.max(...chunks.map(({ x }) => x)),
    y0: Math.min(...chunks.map(({ y }) => y)),
    y1: Math.max(...chunks.map(({ y }) => y)),
  };
  const shuffled = [...chunks].sort((a, b) => ((a.id * 7_919) % 10_007) - ((b.id * 7_919) % 10_007));
  const step = (value: number, low: number, high: number) =>
    Math.round((65_535 * (value - low)) / (high - low));
  const layers = [...new Set(topics.map(({ layer }) => layer))].sort().map((layer) => ({
    layer,
    suggested: layer === 0,
    topics: topics.filter((topic) => topic.layer === layer).map(({ id }) => id),
  }));
  const indexIn = (ids: number[], topic: number | null) => {
    const own = withBroader({ topics }, topic).find((id) => ids.includes(id));
    return own === undefined ? noTopic : ids.indexOf(own);
  };
  return encodeColumns({ version: 1, run, count: chunks.length, bounds, layers }, [
    ["x", "uint16", Uint16Array.from(shuffled, ({ x }) => step(x, bounds.x0, bounds.x1))],
    ["y", "uint16", Uint16Array.from(shuffled, ({ y }) => step(y, bounds.y0, bounds.y1))],
    ["chunk", "uint32", Uint32Array.from(shuffled, ({ id }) => id)],
    ["document", "uint32", Uint32Array.from(shuffled, ({ document }) => document)],
    [
      "placed",
      "uint8",
      Uint8Array.from(shuffled, ({ document }) => (documents[document - 1]?.arrived == null ? 0 : 1)),
    ],
    ["strength", "uint8", Uint8Array.from(shuffled, ({ strength }) => Math.round(255 * strength))],
    ...layers.map(
      ({ topics: ids }, at): Column => [
        `topic${at}`,
        "uint16",
        Uint16Array.from(shuffled, ({ topic }) => indexIn(ids, topic)),
      ],
    ),
  ]);
}

export type Column = readonly [name: string, type: string, values: Uint8Array | Uint16Array | Uint32Array];

const padded = (length: number) => Math.ceil(length / 8) * 8;

/** Puts a header and columns into the bytes of a map. */
export function encodeColumns(header: object, columns: readonly Column[]): Buffer {
  let offset = 0;
  const described = columns.map(([name, type, values]) => {
    const place = { name, type, offset, length: values.length };
    offset = padded(offset + values.byteLength);
    return place;
  });
  const json = Buffer.from(JSON.stringify({ ...header, columns: described }));
  const headerLength = padded(4 + json.length) - 4;
  const bytes = Buffer.alloc(4 + headerLength + offset, " ");
  bytes.writeUInt32LE(headerLength, 0);
  json.copy(bytes, 4);
  for (const [at, [, , values]] of columns.entries())
    Buffer.from(values.buffer, values.byteOffset, values.byteLength).copy(
      bytes,
      4 + headerLength + (described[at]?.offset ?? 0),
    );
  return bytes;
}
