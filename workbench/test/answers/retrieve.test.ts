import { matrix, normaliseRows, rowDot } from "@toposcope/algorithms";
import fc from "fast-check";
import { expect, test } from "vitest";
import { bestRows, capped, fuse, meanRow } from "../../src/answers/retrieve.ts";

const anyScores = fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 60 });

test("the best rows are those with the highest scores, of equals the lower one, none that is not allowed", () => {
  fc.assert(
    fc.property(
      anyScores,
      fc.integer({ min: 1, max: 10 }),
      fc.integer({ min: -6, max: 6 }),
      fc.boolean(),
      (scores, limit, above, isFiltered) => {
        const allowed = isFiltered ? Uint8Array.from(scores, (_, row) => row % 2) : undefined;
        const wanted = scores
          .map((score, row) => ({ score, row }))
          .filter(({ score, row }) => score > above && (!allowed || allowed[row] === 1))
          .sort((a, b) => b.score - a.score || a.row - b.row)
          .slice(0, limit)
          .map(({ row }) => row);
        expect(bestRows(Float32Array.from(scores), { limit, above, allowed })).toEqual(wanted);
      },
    ),
  );
});

const ranking = (scores: ReadonlyMap<number, number>) => ({
  rows: [...scores.keys()].sort((a, b) => scores.get(b)! - scores.get(a)! || a - b),
  scoreOf: (row: number) => scores.get(row) ?? 0,
});
const anyRanking = fc
  .dictionary(fc.integer({ min: 0, max: 30 }).map(String), fc.float({ min: 0, max: 1, noNaN: true }))
  .map((scores) => ranking(new Map(Object.entries(scores).map(([row, score]) => [Number(row), score]))));

test("a joined ranking has each candidate once, the best first, with scores from 0 to 1", () => {
  fc.assert(
    fc.property(
      anyRanking,
      anyRanking,
      fc.float({ min: 0, max: 1, noNaN: true }),
      (words, meaning, weight) => {
        const hits = fuse({ words, meaning }, weight);
        const offered = new Set([...(weight < 1 ? words.rows : []), ...(weight > 0 ? meaning.rows : [])]);
        expect(new Set(hits.map(({ row }) => row))).toEqual(offered);
        expect(hits).toHaveLength(offered.size);
        for (const { score } of hits) expect(score >= 0 && score <= 1).toBe(true);
        expect(hits.map(({ score }) => score)).toEqual(
          hits.map(({ score }) => score).toSorted((a, b) => b - a),
        );
      },
    ),
  );
});

test("words only and meaning only leave each ranking as it was", () => {
  fc.assert(
    fc.property(anyRanking, anyRanking, (words, meaning) => {
      expect(fuse({ words, meaning }, 0).map(({ row }) => words.scoreOf(row))).toEqual(
        words.rows.map(words.scoreOf),
      );
      expect(fuse({ words, meaning }, 1).map(({ row }) => meaning.scoreOf(row))).toEqual(
        meaning.rows.map(meaning.scoreOf),
      );
    }),
  );
});

test("how large the scores of one ranking are beside the other's makes no difference", () => {
  fc.assert(
    fc.property(anyRanking, anyRanking, (words, meaning) => {
      const eight = { rows: words.rows, scoreOf: (row: number) => 8 * words.scoreOf(row) };
      expect(fuse({ words: eight, meaning }, 0.5)).toEqual(fuse({ words, meaning }, 0.5));
    }),
  );
});

test("of each group come at most so many hits, the best ones", () => {
  const hits = [5, 3, 1, 4, 2].map((row, at) => ({ row, score: 1 - at / 10 }));
  expect(capped(hits, (row) => row % 2, 1).map(({ row }) => row)).toEqual([5, 4]);
  expect(capped(hits, (row) => row % 2, 2).map(({ row }) => row)).toEqual([5, 3, 4, 2]);
});

test("the mean of rows points between them and has unit length", () => {
  const points = normaliseRows(matrix(3, 2, Float32Array.of(1, 0, 0, 1, -1, 0)));
  const mean = matrix(1, 2, meanRow(points, [0, 1]));
  expect(rowDot(mean, 0, mean, 0)).toBeCloseTo(1, 6);
  expect(rowDot(mean, 0, points, 0)).toBeCloseTo(rowDot(mean, 0, points, 1), 6);
});
