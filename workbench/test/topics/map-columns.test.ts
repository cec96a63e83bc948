import { expect, test } from "vitest";
import { encodeMap, type MapRows, noTopic } from "../../src/topics/map-columns.ts";

function mapOf(count: number): MapRows {
  return {
    run: 3,
    layers: [
      { layer: 0, suggested: false, topics: [5, 6, 7] },
      { layer: 1, suggested: true, topics: [1] },
    ],
    chunks: Uint32Array.from({ length: count }, (_, i) => i + 100),
    documents: Uint32Array.from({ length: count }, (_, i) => i + 1),
    x: Float32Array.from({ length: count }, (_, i) => i * 0.5 - 3),
    y: Float32Array.from({ length: count }, (_, i) => -i),
    strengths: Float32Array.from({ length: count }, (_, i) => (i % 2 ? 1 : 0.5)),
    topics: [Uint16Array.from({ length: count }, (_, i) => i % 3), new Uint16Array(count).fill(noTopic)],
  };
}

function decode(buffer: Buffer) {
  const headerLength = buffer.readUInt32LE();
  const header = JSON.parse(buffer.subarray(4, 4 + headerLength).toString());
  const start = 4 + headerLength;
  const types = { uint8: Uint8Array, uint16: Uint16Array, uint32: Uint32Array } as const;
  const columns = Object.fromEntries(
    header.columns.map(
      ({
        name,
        type,
        offset,
        length,
      }: {
        name: string;
        type: keyof typeof types;
        offset: number;
        length: number;
      }) => {
        const bytes = Uint8Array.from(
          buffer.subarray(start + offset, start + offset + length * types[type].BYTES_PER_ELEMENT),
        );
        return [name, new types[type](bytes.buffer)];
      },
    ),
  );
  return { header, columns, start };
}

test("a decoded map gives each chunk its place, document, strength and topics back", () => {
  const rows = mapOf(1_000);
  const { header, columns } = decode(encodeMap(rows));
  expect(header).toMatchObject({ version: 1, run: 3, count: 1_000, layers: rows.layers });
  expect([...columns.chunk].sort((a, b) => a - b)).toEqual([...rows.chunks]);
  for (let i = 0; i < 1_000; i += 37) {
    const at = columns.chunk[i] - 100;
    const x = header.bounds.x0 + (columns.x[i] / 65_535) * (header.bounds.x1 - header.bounds.x0);
    expect(x).toBeCloseTo(rows.x[at] as number, 1);
    expect(columns.document[i]).toBe(rows.documents[at]);
    expect(columns.strength[i]).toBe(Math.round((rows.strengths[at] as number) * 255));
    expect(columns.topic0[i]).toBe(at % 3);
    expect(columns.topic1[i]).toBe(noTopic);
  }
});

test("the data part and every column start at a multiple of 8", () => {
  const { header, start } = decode(encodeMap(mapOf(7)));
  expect(
    [start, ...header.columns.map((column: { offset: number }) => column.offset)].every((at) => at % 8 === 0),
  ).toBe(true);
});

test("rows are shuffled the same way every time", () => {
  const { columns } = decode(encodeMap(mapOf(100)));
  expect([...columns.chunk]).not.toEqual([...mapOf(100).chunks]);
  expect(encodeMap(mapOf(100)).equals(encodeMap(mapOf(100)))).toBe(true);
});

test("an empty map and a map of one place can be packed", () => {
  expect(decode(encodeMap(mapOf(0))).header.count).toBe(0);
  expect([...decode(encodeMap(mapOf(1))).columns.x]).toEqual([0]);
});
