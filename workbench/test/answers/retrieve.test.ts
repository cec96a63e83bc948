import { matrix, normaliseRows, rowDot } from "@toposcope/algorithms";
import fc from "fast-check";
import { expect, test } from "vitest";
import { fuseRankings, nearestChunks } from "../../src/answers/retrieve.ts";

const anyRows = fc.array(fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 4, maxLength: 4 }), {
  minLength: 1,
  maxLength: 40,
});

test("the nearest chunks are those with the highest cosine, of equals the lower one", () => {
  fc.assert(
    fc.property(anyRows, fc.integer({ min: 1, max: 10 }), (rows, limit) => {
      const points = normaliseRows(matrix(rows.length, 4, Float32Array.from(rows.flat())));
      const query = matrix(1, 4, Float32Array.of(0.5, 0.5, 0.5, 0.5));
      const all = rows.map((_, chunk) => ({ chunk, score: rowDot(query, 0, points, chunk) }));
      const wanted = all.sort((a, b) => b.score - a.score || a.chunk - b.chunk).slice(0, limit);
      expect(nearestChunks(points, query, limit)).toEqual(wanted);
    }),
  );
});

test("a chunk that both rankings hold comes before one that only one of them holds at the same rank", () => {
  const hits = fuseRankings(
    [
      { chunks: [7, 3, 5], weight: 1 },
      { chunks: [9, 3], weight: 1 },
    ],
    10,
  );
  expect(hits.map(({ chunk }) => chunk)).toEqual([3, 7, 9, 5]);
});

test("a heavier ranking decides between first ranks", () => {
  const hits = fuseRankings(
    [
      { chunks: [1], weight: 1 },
      { chunks: [2], weight: 2 },
    ],
    1,
  );
  expect(hits.map(({ chunk }) => chunk)).toEqual([2]);
});
