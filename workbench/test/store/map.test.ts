import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeMap } from "../../src/drawing/decode-map.ts";
import { relabelMap, topicCentres } from "../../src/store/map.ts";
import { encodeMap, noTopic } from "../../src/topics/map-columns.ts";

const topicCount = 5;
/** Topic of each chunk, 0 to 4, or none. */
const anyLabels = fc.array(fc.integer({ min: -1, max: topicCount - 1 }), { minLength: 1, maxLength: 60 });
/** For each topic the one that shows its members: itself, another, one made by an edit (7, 9), or none. */
const anyHolders = fc.array(fc.constantFrom("own" as const, 7, 9, null), {
  minLength: topicCount,
  maxLength: topicCount,
});

const idOf = (topic: number) => topic + 100;

function mapOf(labels: readonly number[]): Buffer {
  const column = Uint16Array.from(labels, (label) => (label < 0 ? noTopic : label));
  const topics = Array.from({ length: topicCount }, (_, topic) => idOf(topic));
  return encodeMap({
    run: 3,
    layers: [0, 1].map((layer) => ({ layer, suggested: layer === 1, topics })),
    chunks: Uint32Array.from(labels, (_, chunk) => chunk + 1),
    documents: new Uint32Array(labels.length),
    x: Float32Array.from(labels, (_, at) => at),
    y: Float32Array.from(labels, (_, at) => -at),
    strengths: new Float32Array(labels.length).fill(0.5),
    topics: [column, column],
  });
}

const decoded = (bytes: Buffer) => decodeMap(Uint8Array.from(bytes).buffer);

test("edits change the topics of their layer's rows and nothing else", () => {
  fc.assert(
    fc.property(anyLabels, anyHolders, fc.boolean(), (labels, holders, isSplit) => {
      const map = mapOf(labels);
      const bytesBefore = Buffer.from(map);
      const shownAs = new Map<number, number | null>(
        holders.map((holder, topic) => [idOf(topic), holder === "own" ? idOf(topic) : holder]),
      );
      const lost = labels.flatMap((label, at) => (label >= 0 && holders[label] === null ? [at + 1] : []));
      const regrouped = isSplit && lost.length > 0 ? [{ topic: 11, chunks: Uint32Array.from(lost) }] : [];
      const now = decoded(relabelMap(map, [{ layer: 1, shownAs, regrouped }]));
      expect(map.equals(bytesBefore)).toBe(true);
      const before = decoded(map);
      for (const column of ["x", "y", "chunk", "document", "strength", "bounds", "run"] as const)
        expect(now[column]).toEqual(before[column]);
      expect(now.layers[0]).toEqual(before.layers[0]);
      const { topics, index } = now.layers[1]!;
      for (const [row, chunk] of now.chunk.entries()) {
        const label = labels[chunk - 1]!;
        const holder = label < 0 ? undefined : (shownAs.get(idOf(label)) ?? (isSplit ? 11 : undefined));
        expect(topics[index[row]!]).toBe(holder);
      }
      expect(new Set(topics).size).toBe(topics.length);
    }),
  );
});

test("a topic's centre is the median of its rows' places", () => {
  const map = mapOf([0, 0, 0, 1, -1, -1, -1, -1, -1, -1, 0]);
  const [centre, ...others] = topicCentres(map, 0, [idOf(0), idOf(2)]);
  expect(others).toEqual([]);
  expect(centre).toEqual({ id: idOf(0), x: expect.closeTo(2, 3), y: expect.closeTo(-1, 3) });
});
