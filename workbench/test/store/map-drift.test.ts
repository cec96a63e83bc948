import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeMap } from "../../src/drawing/decode-map.ts";
import { driftedMap } from "../../src/store/map-drift.ts";
import { encodeMap } from "../../src/topics/map-columns.ts";

const packed = (count: number) =>
  encodeMap({
    run: 3,
    layers: [{ layer: 0, suggested: true, topics: [5, 7] }],
    chunks: Uint32Array.from({ length: count }, (_, i) => i + 1),
    documents: Uint32Array.from({ length: count }, (_, i) => 100 + i),
    x: Float32Array.from({ length: count }, (_, i) => i),
    y: Float32Array.from({ length: count }, (_, i) => -i),
    strengths: new Float32Array(count).fill(0.5),
    topics: [Uint16Array.from({ length: count }, (_, i) => i % 2)],
  });
const rowsOf = (bytes: Buffer) => {
  const { chunk, document, x, y, placed, strength, layers, count } = decodeMap(Uint8Array.from(bytes).buffer);
  return Array.from({ length: count }, (_, row) => ({
    ...{ chunk: chunk[row]!, document: document[row]!, x: x[row]!, y: y[row]!, strength: strength[row]! },
    ...{ placed: placed[row]!, topic: layers[0]!.topics[layers[0]!.index[row]!] },
  }));
};
const late = (i: number) => ({
  ...{ chunk: 1_000 + i, document: 2_000 + i, x: i, y: 0 },
  topics: i % 2 === 0 ? [{ layer: 0, topic: 7, strength: 1 }] : [],
});

test("what is left stays as it was in its order, what is gone is not there, what came is marked", () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 40 }), fc.nat(20), fc.array(fc.nat(40)), (count, placed, gone) => {
      const before = rowsOf(packed(count));
      const isGone = new Set(gone);
      const rows = rowsOf(
        driftedMap(packed(count), {
          placed: Array.from({ length: placed }, (_, i) => late(i)),
          gone: isGone,
        }),
      );
      expect(rows.filter((row) => row.placed === 0)).toEqual(
        before.filter(({ chunk }) => !isGone.has(chunk)),
      );
      const came = rows.filter((row) => row.placed === 1);
      expect(came.map(({ chunk, document, topic }) => [chunk, document, topic])).toEqual(
        Array.from({ length: placed }, (_, i) => [1_000 + i, 2_000 + i, i % 2 === 0 ? 7 : undefined]),
      );
    }),
  );
});

test("the first half of the rows has its share of those that came", () => {
  const rows = rowsOf(
    driftedMap(packed(100), { placed: Array.from({ length: 20 }, (_, i) => late(i)), gone: new Set() }),
  );
  expect(rows.slice(0, 60).filter((row) => row.placed === 1)).toHaveLength(10);
});
