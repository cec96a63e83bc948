import { matrix, normaliseRows, plainLinearAlgebra, Random } from "@toposcope/algorithms";
import fc from "fast-check";
import { expect, test } from "vitest";
import { generateReaders } from "../../evaluate/readers.ts";
import { MeanVectors } from "../../src/answers/mean-vectors.ts";
import { parseHistory } from "../../src/answers/reading-history.ts";
import { dayMs, readingWeights } from "../../src/answers/reading-weights.ts";
import {
  type DocumentVectors,
  recommend,
  recommendDefaults,
  similarDocuments,
  startingDocuments,
} from "../../src/answers/recommend.ts";
import { leaveLastOut, ratePopularity, rateStrategy } from "../../src/answers/recommend-evaluation.ts";
import { mostSimilarPair } from "../../src/answers/similar-passages.ts";
import { relatedness } from "../../src/topics/related-topics.ts";

const topicCount = 8;
const perTopic = 25;

/** Documents of so many topics, in mixed order: document i is of topic i modulo their number. */
function documentsOf(topics: number, perTopic: number): DocumentVectors {
  const random = new Random(3);
  const rows = topics * perTopic;
  const points = matrix(rows, topics + 8);
  for (let row = 0; row < rows; row++) {
    for (let c = 0; c < points.cols; c++) points.data[row * points.cols + c] = 0.1 * random.normal();
    points.data[row * points.cols + (row % topics)]! += 1;
  }
  return {
    ids: Array.from({ length: rows }, (_, row) => row + 1),
    points: normaliseRows(points),
    topics: Int32Array.from({ length: rows }, (_, row) => row % topics),
    dates: new Float64Array(rows).fill(Number.NaN),
  };
}

const documents = documentsOf(topicCount, perTopic);

const now = Date.parse("2026-11-21");
const usual = {
  ...recommendDefaults,
  limit: 10,
  variety: 0,
  mostPerTopic: 10,
  now,
  linearAlgebra: plainLinearAlgebra,
};
const read = (row: number, daysAgo = 1, weight = 1) => ({ row, at: now - daysAgo * dayMs, weight });
const weighed = (readings: readonly ReturnType<typeof read>[]) =>
  readingWeights(readings, { now, halfLifeDays: 30, most: 64 });
const topicsOf = (found: readonly { readonly row: number }[]) => found.map(({ row }) => row % topicCount);

test("readings add up and fade by half each half-life, the strongest weighs 1, and the last one decides for or against", () => {
  const weights = weighed([
    read(1, 0),
    read(1, 30),
    read(2, 30),
    read(3, 0, -2),
    read(4, 10),
    read(4, 0, -1),
  ]);
  expect(weights.map(({ row, weight }) => [row, weight])).toEqual([
    [3, -1],
    [1, 0.75],
    [4, -0.5],
    [2, 0.25],
  ]);
});

test("what is recommended is like what was read, is new, and names what it is like", async () => {
  const found = await recommend(documents, weighed([read(0), read(8)]), usual);
  expect(new Set(topicsOf(found))).toEqual(new Set([0]));
  for (const { row, because } of found) {
    expect([0, 8]).not.toContain(row);
    expect([0, 8]).toContain(because?.row);
  }
});

test("dislikes turn it away, topics have a cap, and every strategy obeys", async () => {
  for (const strategy of ["best", "average", "sum"] as const) {
    const examples = weighed([read(0), read(1), read(2, 1, -1)]);
    const found = await recommend(documents, examples, { ...usual, strategy, mostPerTopic: 5 });
    expect(topicsOf(found).toSorted(), strategy).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
  }
});

test("what was read long ago comes back, behind what was not read", async () => {
  const examples = weighed(Array.from({ length: perTopic - 2 }, (_, i) => read(i * topicCount, 400)));
  const found = await recommend(documents, examples, { ...usual, limit: 12, mostPerTopic: 12 });
  const unread = found.filter(({ readAt }) => readAt === undefined);
  const again = found.filter(({ readAt }) => readAt !== undefined);
  expect(unread.slice(0, 2).map(({ row }) => row % topicCount)).toEqual([0, 0]);
  expect(again.length).toBeGreaterThan(0);
  const lately = weighed([read(0, 0.5), read(8, 0.5)]);
  const rows = (await recommend(documents, lately, { ...usual, limit: 200 })).map(({ row }) => row);
  expect(rows).not.toContain(0);
  expect(rows).not.toContain(8);
});

test("of documents that fit as well the newer ones come first, and say so", async () => {
  const dates = Float64Array.from({ length: documents.points.rows }, (_, row) => now - row * 10 * dayMs);
  const found = await recommend({ ...documents, dates }, weighed([read(0)]), { ...usual, freshness: 0.9 });
  expect(found[0]?.row).toBeLessThan(topicCount);
  expect(found[0]?.isFresh).toBe(true);
});

test("who has read nothing gets what shows the topics best, one of each first", () => {
  const found = startingDocuments(documents, { limit: 10, except: new Set() });
  expect(new Set(topicsOf(found.slice(0, topicCount))).size).toBe(topicCount);
  const without = startingDocuments(documents, { limit: 10, except: new Set([found[0]!.row]) });
  expect(without.map(({ row }) => row)).not.toContain(found[0]!.row);
  const topics = new Int32Array(documents.points.rows).fill(-1);
  expect(startingDocuments({ ...documents, topics }, { limit: 3, except: new Set() })).toHaveLength(3);
});

test("similar documents are the nearest ones, without the document and its copies", async () => {
  const data = documents.points.data.slice();
  const { cols, rows } = documents.points;
  data.copyWithin(8 * cols, 0, cols);
  const points = matrix(rows, cols, data);
  const found = await similarDocuments({ ...documents, points }, 0, {
    limit: 5,
    linearAlgebra: plainLinearAlgebra,
  });
  expect(topicsOf(found)).toEqual([0, 0, 0, 0, 0]);
  expect(found.map(({ row }) => row)).not.toContain(8);
  const similarities = found.map(({ similarity }) => similarity);
  expect(similarities).toEqual(similarities.toSorted((a, b) => b - a));
});

test("the reason of two documents is their most similar pair of passages", () => {
  const vectors = matrix(4, 2, Float32Array.of(1, 0, 0, 1, 0.6, 0.8, 0.8, 0.6));
  expect(mostSimilarPair(vectors, [0, 2], [2, 4])).toMatchObject({ one: 0, other: 3 });
});

test("the mean of a document's passages does not depend on how they are sliced", () => {
  const { points } = documents;
  const mean = (sliceRows: number) => {
    const means = new MeanVectors(20, points.cols);
    for (let from = 0; from < points.rows; from += sliceRows) {
      const length = Math.min(sliceRows, points.rows - from);
      const data = points.data.subarray(from * points.cols, (from + length) * points.cols);
      means.add(
        Array.from({ length }, (_, i) => (from + i) % 20),
        matrix(length, points.cols, data),
      );
    }
    return means.finish().data;
  };
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 250 }), (sliceRows) => {
      expect(mean(sliceRows)).toEqual(mean(200));
    }),
  );
});

test("topics are related by similarity, and more so where documents are about both", () => {
  const similar = { similarity: 0.5, documents: [10, 10] } as const;
  expect(relatedness({ ...similar, shared: 5 })).toBeGreaterThan(relatedness({ ...similar, shared: 0 }));
  expect(relatedness({ similarity: 1, shared: 10, documents: [10, 10] })).toBeCloseTo(1);
  expect(relatedness({ similarity: -1, shared: 0, documents: [0, 0] })).toBe(0);
});

test("a history is CSV with quoted fields or JSON lines; time and weight may be missing", () => {
  const csv = 'Reader,document,time,weight\nada,"a,""1",2026-01-02,-1\nbo,2,,\n';
  expect(parseHistory(csv)).toEqual([
    { reader: "ada", document: 'a,"1', at: Date.parse("2026-01-02"), weight: -1 },
    { reader: "bo", document: "2", at: 3, weight: 1 },
  ]);
  const lines =
    '{"reader":"ada","document":7,"time":"2026-01-02T03:00:00Z"}\n\n{"reader":"bo","document":"x"}';
  expect(parseHistory(lines).map(({ document, at }) => [document, at])).toEqual([
    ["7", Date.parse("2026-01-02T03:00:00Z")],
    ["x", 3],
  ]);
});

test.each([
  ["", 1],
  ["name,document\na,1", 1],
  ["reader,document\nada,", 2],
  ["reader,document,time\nada,1,soon", 2],
  ["reader,document,weight\nada,1,much", 2],
  ['{"reader":"ada","document":1}\nnonsense', 2],
])("a history that cannot be understood is an error that names the line: %j", (text, line) => {
  expect(() => parseHistory(text)).toThrow(`line ${line} of the history`);
});

test("the last liked document is left out with all its readings, and what came later is not known", () => {
  const history = [read(1, 9), read(2, 8), read(3, 7), read(2, 2), read(4, 1, -1)];
  const found = leaveLastOut(history);
  expect(found?.wanted).toBe(2);
  expect(found?.known.map(({ row }) => row)).toEqual([1, 3]);
  expect(leaveLastOut([read(1), read(2, 1, -1)])).toBeUndefined();
});

test("readers with known interests find what they read next at least twice as often as by popularity", async () => {
  const fine = documentsOf(40, 12);
  const interests = Array.from({ length: 40 }, (_, topic) =>
    Array.from({ length: 12 }, (_, i) => 40 * i + topic),
  );
  const histories = generateReaders(fine.points.rows, interests, { readers: 150, random: new Random(5) });
  const readers = histories.flatMap((readings) => leaveLastOut(readings) ?? []);
  expect(readers).toHaveLength(150);
  const popular = ratePopularity(fine, readers, { k: 10 });
  for (const strategy of ["best", "average", "sum"] as const) {
    const ratings = await rateStrategy(fine, readers, strategy, {
      k: 10,
      linearAlgebra: plainLinearAlgebra,
    });
    expect(ratings.hit, strategy).toBeGreaterThanOrEqual(2 * popular.hit);
    expect(ratings.ndcg).toBeLessThanOrEqual(ratings.hit);
    expect(ratings.coverage).toBeGreaterThan(popular.coverage);
  }
});
