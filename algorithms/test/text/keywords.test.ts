import fc from "fast-check";
import { expect, test } from "vitest";
import { keywords, stopWords, TermCounts, terms } from "../../src/index.ts";

function counted(topics: readonly (readonly string[])[], options: { capacity?: number } = {}): TermCounts {
  const counts = new TermCounts(topics.length, options);
  for (const [topic, texts] of topics.entries()) for (const text of texts) counts.add(topic, terms(text));
  return counts;
}

const pets = [
  "The cat sat on the mat.",
  "A black cat, two black cats",
  "Dogs and cats are pets",
  "My cat is 7",
];
const cars = [
  "The engine of the car",
  "Car engines need oil; the oil of a car",
  "An electric car in 2020",
  "black cars",
];
const texts = (topic: number, options = {}) =>
  keywords(counted([pets, cars]), options)[topic].map(({ text }) => text);

test("the word that tells a topic from the others comes first, as it is mostly written", () => {
  expect(texts(0)[0]).toMatch(/cat/);
  expect(texts(1)[0]).toMatch(/car|oil|engine/);
  expect(texts(0).join()).not.toMatch(/car/);
});

test("what all topics share comes after what one has", () => {
  const scores = new Map(
    keywords(counted([["sun, sun, sea"], ["moon, moon, sea"]]))[0].map(({ text, score }) => [text, score]),
  );
  expect(scores.get("sun") ?? 0).toBeGreaterThan(scores.get("sea") ?? 0);
});

test("the score is the share of words times ln(1 + A / f), by the formula of c-TF-IDF", () => {
  const counts = counted([["sun, sun, sea"], ["moon, sea"]]);
  const score = (options: object) => keywords(counts, options)[0].find(({ text }) => text === "sun")?.score;
  expect(score({ reduceFrequent: false })).toBeCloseTo((2 / 3) * Math.log(1 + 2.5 / 2), 12);
  expect(score({ reduceFrequent: true })).toBeCloseTo(Math.sqrt(2 / 3) * Math.log(1 + 2.5 / 2), 12);
  expect(score({ reduceFrequent: false, weighting: "bm25" })).toBeCloseTo((2 / 3) * Math.log(3.5 / 2.5), 12);
});

test("a phrase stands for the words that mostly stand in it", () => {
  const physics = ["dark matter halo", "cold dark matter", "the dark matter problem", "matter"];
  const found = keywords(counted([physics, cars]))[0].map(({ text }) => text);
  expect(found[0]).toBe("dark matter");
  expect(found).not.toContain("dark");
  expect(found).not.toContain("matter");
});

test("no keyword is a stop word, a number or a part of another", () => {
  const sentence = fc.array(
    fc.constantFrom(..."the of red green blue cat dog 42 7th x is not deep learning".split(" ")),
    {
      maxLength: 12,
    },
  );
  fc.assert(
    fc.property(fc.array(fc.array(sentence, { maxLength: 5 }), { minLength: 1, maxLength: 4 }), (topics) => {
      const stops = stopWords("en");
      for (const found of keywords(counted(topics.map((list) => list.map((parts) => parts.join(" ")))))) {
        const padded = found.map(({ text }) => ` ${text.toLowerCase()} `);
        for (const [at, text] of padded.entries()) {
          expect(stops.has(text.trim())).toBe(false);
          expect(text).toMatch(/\p{L}{2}/u);
          expect(padded.some((other, index) => index !== at && other.includes(text))).toBe(false);
        }
        const scores = found.map(({ score }) => score);
        expect(scores).toEqual(scores.toSorted((a, b) => b - a));
      }
    }),
    { numRuns: 100 },
  );
});

test("no more keywords are given than asked for, and none for a topic without texts", () => {
  expect(texts(1, { count: 2 }).length).toBe(2);
  expect(keywords(counted([[], cars]))[0]).toEqual([]);
  expect(keywords(new TermCounts(0))).toEqual([]);
});

test("a spelling is that of the majority", () => {
  const counts = counted([["NASA nasa NASA", "NASA"]]);
  expect(keywords(counts)[0][0].text).toBe("NASA");
});

test("memory is bounded: the rarest terms go, the frequent ones and their counts stay", () => {
  const many = Array.from(
    { length: 3000 },
    (_, i) => `planet planet ${[..."word"].map((c) => c + i.toString(36)).join(" ")}`,
  );
  const counts = counted([many, cars], { capacity: 2000 });
  expect([...counts.ofTopic(0)].length).toBeLessThanOrEqual(2000);
  const planet = [...counts.ofTopic(0)].find(([entry]) => entry.key === "planet");
  expect(planet?.[1]).toBe(6000);
  expect(keywords(counts)[0][0].text).toBe("planet");
});

test("texts in no topic are not counted", () => {
  const counts = new TermCounts(1);
  counts.add(-1, terms("noise"));
  expect(counts.texts).toBe(0);
});
