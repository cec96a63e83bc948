import { contentWords, countTerms, TermIndex, WordStream } from "@toposcope/algorithms";
import { beforeAll, describe, expect, test } from "vitest";
import type { AnalysedChunks } from "../../src/model.ts";
import type { Discovery } from "../../src/topics/discover.ts";
import { layerCentres, type Representation, represent } from "../../src/topics/represent.ts";
import { type LayerWords, layerCounts, layerWords } from "../../src/topics/words.ts";
import { letter } from "../app.ts";
import { blobs, groupsOf } from "./blobs.ts";

const themes = ["sea", "kitchen", "law"] as const;
const points = blobs({ groups: 3, each: 10 });
const groups = groupsOf(points, 3);
/** Chunk i is point i, but for the last four, which repeat points 0 to 3; two chunks a document. */
const analysed: AnalysedChunks = {
  chunks: Array.from({ length: 34 }, (_, i) => 100 + i),
  documents: Array.from({ length: 34 }, (_, i) => 500 + (i >> 1)),
  points: Int32Array.from({ length: 34 }, (_, i) => i % 30),
  firsts: Array.from({ length: 30 }, (_, i) => i),
};
const coarse = groups.map((group) => (group === 2 ? 1 : group));
const strengths = new Float32Array(30).fill(0.5);
const outliers = Uint8Array.from({ length: 30 }, (_, i) => Number(i === 3));
const discovery: Discovery = {
  layers: [
    { labels: groups, count: 3, strengths, outliers, stability: 0.9, parents: Int32Array.of(0, 1, 1) },
    {
      labels: coarse,
      count: 2,
      strengths,
      outliers: new Uint8Array(30),
      stability: null,
      parents: new Int32Array(0),
    },
  ],
  suggested: 1,
};
const stream = new WordStream();
for (const i of groups.keys()) stream.add(contentWords(letter(themes[i % 3]!, i)));
const centres = discovery.layers.map((layer) => layerCentres(points, layer));
const positions = Float32Array.from({ length: 60 }, (_, i) => i);

describe("what is said of topics", () => {
  let found: Representation;
  let words: LayerWords[];
  beforeAll(async () => {
    const index = new TermIndex(stream);
    words = await Promise.all(discovery.layers.map((layer) => layerWords(index, layer)));
    found = represent({
      points,
      analysed,
      discovery,
      positions,
      centres,
      words,
      thresholds: {},
      linkThreshold: -1,
    });
  });

  test("ids are unique, those of the suggested layer come first, and parents are ids of the next layer", () => {
    const [fine, top] = found.layers.map(({ topics }) => topics);
    expect(top!.map(({ id, parent }) => [id, parent])).toEqual([
      [0, null],
      [1, null],
    ]);
    expect(fine!.map(({ id, parent }) => [id, parent])).toEqual([
      [2, 0],
      [3, 1],
      [4, 1],
    ]);
  });

  test("the share of outliers is one of chunks, and outliers are covered", () => {
    const [fine, suggestedOne] = found.layers;
    expect(fine).toMatchObject({ outlierShare: 2 / 34, coverage: 1 });
    expect([...fine!.outliers.keys()].filter((chunk) => fine!.outliers[chunk] === 1)).toEqual([3, 33]);
    expect(suggestedOne).toMatchObject({ outlierShare: 0, coverage: 1 });
  });

  test("sizes count chunks, copies included, and documents are counted once each", () => {
    for (const { topics, labels } of found.layers) {
      expect(labels).toHaveLength(34);
      expect(topics.reduce((sum, { size }) => sum + size, 0)).toBe(34);
      expect(topics.reduce((sum, { documents }) => sum + documents, 0)).toBe(17);
    }
    expect(found.layers[0]!.topics.map(({ size }) => size)).toEqual([12, 11, 11]);
  });

  test("keywords and names are words of the topic's own texts", () => {
    for (const [topic, { name, keywords }] of found.layers[0]!.topics.entries()) {
      const text = Array.from({ length: 10 }, (_, i) => letter(themes[topic]!, i * 3 + topic))
        .join(" ")
        .toLowerCase();
      expect(name).toMatch(/\w/);
      for (const { keyword } of keywords) expect(text).toContain(keyword.toLowerCase());
    }
  });

  test("exemplars are positions of chunks of the topic, five at most", () => {
    for (const { topics, labels } of found.layers) {
      for (const [topic, { exemplars }] of topics.entries()) {
        expect(exemplars).toHaveLength(5);
        for (const position of exemplars) expect(labels[position]).toBe(topic);
      }
    }
  });

  test("every document has one main topic in every layer, and only the suggested layer tells ranks", () => {
    for (const { relevances, suggested } of found.layers) {
      const main = relevances.filter((relevance) => relevance.main);
      expect(main.map(({ document }) => document)).toEqual(Array.from({ length: 17 }, (_, i) => i));
      if (!suggested) expect(relevances.every(({ rank }) => rank === undefined)).toBe(true);
    }
    expect(found.documents).toEqual(Array.from({ length: 17 }, (_, i) => 500 + i));
  });

  test("given thresholds count, not calibrated ones", () => {
    const strict = represent({
      ...{ points, analysed, discovery, positions, centres, words, linkThreshold: 2 },
      thresholds: { primary: 1.1, secondary: 1.1 },
    });
    expect(strict.layers[1]!.relevances.every(({ main, rank }) => main && rank === undefined)).toBe(true);
    expect(strict.layers[1]!.links).toEqual([]);
    expect(found.layers[1]!.links).toHaveLength(1);
  });
});

test("nothing at all can be represented", () => {
  const none = new Int32Array(0);
  const found = represent({
    points: blobs({ groups: 1, each: 0 }),
    analysed: { chunks: [], documents: [], points: none, firsts: [] },
    discovery: {
      layers: [
        {
          labels: none,
          count: 0,
          strengths: new Float32Array(0),
          outliers: new Uint8Array(0),
          stability: null,
          parents: none,
        },
      ],
      suggested: 0,
    },
    positions: new Float32Array(0),
    centres: [{ centroids: blobs({ groups: 0, each: 0 }), exemplars: [] }],
    words: [{ names: [], keywords: [], panel: [] }],
    thresholds: {},
    linkThreshold: 0.25,
  });
  expect(found).toMatchObject({
    documents: [],
    layers: [{ suggested: true, coverage: 0, topics: [], links: [] }],
  });
});

test("the terms of layers are the same whether topics are made of whole finer ones or not", () => {
  const index = new TermIndex(stream);
  const crossed = Int32Array.from(groups, (_, i) => i % 2);
  const layers = [...discovery.layers, { labels: crossed, count: 2 }];
  expect([...layerCounts(index, layers)]).toEqual(
    layers.map(({ labels, count }) => countTerms(index, labels, count)),
  );
});

test("demand 12: function words of a language that nobody knew of describe no topic", async () => {
  const french = new WordStream();
  for (const noun of ["courbe", "surface", "courbe", "surface", "courbe", "surface"])
    french.add(`le ${noun} de les une ${noun} sur des`, "en");
  for (let i = 0; i < 6; i++) french.add(contentWords(letter("law", i)), "en");
  const labels = Int32Array.from({ length: 12 }, (_, i) => Math.floor(i / 6));
  const { names, panel } = await layerWords(new TermIndex(french), { labels, count: 2 });
  expect(names[0]).toMatch(/courbe|surface/);
  for (const { keywords } of panel[0]!)
    for (const { keyword } of keywords) expect(keyword).not.toMatch(/\b(le|de|les|une|sur|des)\b/);
});
