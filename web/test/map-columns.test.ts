import fc from "fast-check";
import { decodeMap, MapFormatError } from "toposcope/drawing";
import { expect, test } from "vitest";
import { type Column, encodeColumns } from "../dev/fixture-map.ts";

const header = (count: number, extra: object = {}) => ({
  version: 1,
  run: 4,
  count,
  bounds: { x0: -1.5, y0: -2, x1: 3, y1: 4 },
  layers: [
    { layer: 0, suggested: true, topics: [3, 1, 2] },
    { layer: 1, suggested: false, topics: [9] },
  ],
  ...extra,
});

interface Row {
  readonly x: number;
  readonly y: number;
  readonly chunk: number;
  readonly document: number;
  readonly strength: number;
  readonly fine: number;
  readonly broad: number;
}

const uint16 = fc.nat({ max: 65_535 });
const uint32 = fc.nat({ max: 4_294_967_295 });
const anyRows: fc.Arbitrary<Row[]> = fc.array(
  fc.record({
    x: uint16,
    y: uint16,
    chunk: uint32,
    document: uint32,
    strength: fc.nat({ max: 255 }),
    fine: uint16,
    broad: uint16,
  }),
);

const columnsOf = (rows: readonly Row[]): Column[] => [
  ["x", "uint16", Uint16Array.from(rows, ({ x }) => x)],
  ["y", "uint16", Uint16Array.from(rows, ({ y }) => y)],
  ["chunk", "uint32", Uint32Array.from(rows, ({ chunk }) => chunk)],
  ["document", "uint32", Uint32Array.from(rows, ({ document }) => document)],
  ["strength", "uint8", Uint8Array.from(rows, ({ strength }) => strength)],
  ["topic0", "uint16", Uint16Array.from(rows, ({ fine }) => fine)],
  ["topic1", "uint16", Uint16Array.from(rows, ({ broad }) => broad)],
];

const bytesOf = (buffer: Buffer) => Uint8Array.from(buffer).buffer;
const encode = (rows: readonly Row[], extra: object = {}, columns = columnsOf(rows)) =>
  bytesOf(encodeColumns(header(rows.length, extra), columns));

test("the columns come back as they were sent", () => {
  fc.assert(
    fc.property(anyRows, (rows) => {
      const map = decodeMap(encode(rows));
      const back = Array.from(
        rows,
        (_, at): Row => ({
          x: map.x[at]!,
          y: map.y[at]!,
          chunk: map.chunk[at]!,
          document: map.document[at]!,
          strength: map.strength[at]!,
          fine: map.layers[0]!.index[at]!,
          broad: map.layers[1]!.index[at]!,
        }),
      );
      expect(back).toEqual(rows);
      expect(map.count).toBe(rows.length);
    }),
  );
});

test("the header's run, bounds and layers come back", () => {
  const { run, bounds, layers } = decodeMap(encode([]));
  expect(run).toBe(4);
  expect(bounds).toEqual({ x0: -1.5, y0: -2, x1: 3, y1: 4 });
  expect(layers.map(({ layer, suggested, topics }) => ({ layer, suggested, topics }))).toEqual(
    header(0).layers,
  );
});

test("the order of columns does not matter", () => {
  const rows = [{ x: 1, y: 2, chunk: 3, document: 4, strength: 5, fine: 0, broad: 0 }];
  expect(decodeMap(encode(rows, {}, columnsOf(rows).reverse())).chunk).toEqual(Uint32Array.of(3));
});

test("columns are views, so that a million points are not copied", () => {
  const bytes = encode([{ x: 1, y: 2, chunk: 3, document: 4, strength: 5, fine: 0, broad: 0 }]);
  expect(decodeMap(bytes).x.buffer).toBe(bytes);
});

const row: Row = { x: 1, y: 2, chunk: 3, document: 4, strength: 5, fine: 0, broad: 0 };
const cut = (bytes: ArrayBuffer, length: number) => bytes.slice(0, length);

test.each([
  ["another version", () => encode([row], { version: 2 })],
  ["a missing column", () => encode([row], {}, columnsOf([row]).slice(1))],
  [
    "a column of another type",
    () => encode([row], {}, [["x", "uint8", Uint8Array.of(1)], ...columnsOf([row]).slice(1)]),
  ],
  ["a column of another length", () => encode([row], { count: 2 })],
  ["an end within the columns", () => cut(encode([row]), encode([row]).byteLength - 8)],
  ["an end within the header", () => cut(encode([row]), 40)],
  ["nothing at all", () => new ArrayBuffer(0)],
])("a map with %s is refused", (_, make) => {
  expect(() => decodeMap(make())).toThrow(MapFormatError);
});
