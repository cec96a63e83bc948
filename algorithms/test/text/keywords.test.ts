import fc from "fast-check";
import { expect, test } from "vitest";
import {
  contentWords,
  countTerms,
  InputError,
  keywordPanel,
  keywords,
  stopWords,
  sumTermCounts,
  type TermCounts,
  TermIndex,
  WordStream,
} from "../../src/index.ts";

function counted(topics: readonly (readonly string[])[], options = {}): TermCounts {
  const stream = new WordStream();
  for (const text of topics.flat()) stream.add(contentWords(text));
  const labels = topics.flatMap((texts, topic) => texts.map(() => topic));
  return countTerms(new TermIndex(stream, options), Int32Array.from(labels), topics.length);
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
  expect(keywords(counted([]))).toEqual([]);
});

test("a spelling is that of the majority", () => {
  const counts = counted([["NASA nasa NASA", "NASA"]]);
  expect(keywords(counts)[0][0].text).toBe("NASA");
});

test("texts in no topic are not counted", () => {
  const stream = new WordStream();
  for (const text of ["noise", "signal"]) stream.add(contentWords(text));
  const counts = countTerms(new TermIndex(stream), Int32Array.of(-1, 0), 1);
  expect(keywords(counts)[0].map(({ text }) => text)).toEqual(["signal"]);
  expect([...counts.textsPerTopic]).toEqual([1]);
  expect(() => countTerms(new TermIndex(stream), Int32Array.of(0), 1)).toThrow(InputError);
});

test("fighting words are those whose odds differ most for how often they occur", () => {
  const found = keywords(
    counted([
      ["tax tax tax rate", "tax bank"],
      ["loan loan bank", "loan rate bank"],
    ]),
    {
      weighting: "fighting",
      minimumCount: 1,
    },
  );
  expect(found[0][0].text).toBe("tax");
  expect(found[1][0].text).toBe("loan");
});

test("a panel gives what each of its options gives alone", () => {
  const counts = counted([pets, cars]);
  const options = [{}, { weighting: "bm25" as const }, { longest: 1 }];
  expect(keywordPanel(counts, options)).toEqual(options.map((one) => keywords(counts, one)));
});

test("the keywords are the same whatever the order of the texts", () => {
  const text = fc.array(fc.constantFrom(..."red green blue cats dog deep learning network".split(" ")), {
    maxLength: 9,
  });
  fc.assert(
    fc.property(fc.array(text, { maxLength: 7 }), fc.array(text, { maxLength: 7 }), (a, b) => {
      const shown = (topics: string[][][]) =>
        keywords(counted(topics.map((texts) => texts.map((parts) => parts.join(" "))))).map((found) =>
          found.map(({ text: written }) => written),
        );
      expect(shown([a.toReversed(), b.toReversed()])).toEqual(shown([a, b]));
    }),
  );
});

test("counts of topics put together are those of their texts counted anew", () => {
  const text = fc.array(fc.constantFrom(..."red green blue cats dog deep learning".split(" ")), {
    maxLength: 9,
  });
  const placed = fc.tuple(text, fc.integer({ min: -1, max: 3 }));
  fc.assert(
    fc.property(
      fc.array(placed, { maxLength: 9 }),
      fc.array(fc.integer({ min: -1, max: 1 }), { minLength: 4, maxLength: 4 }),
      (texts, groups) => {
        const stream = new WordStream();
        for (const [parts] of texts) stream.add(contentWords(parts.join(" ")));
        const index = new TermIndex(stream);
        const labels = Int32Array.from(texts, ([, topic]) => topic);
        const coarse = labels.map((topic) => (topic < 0 ? -1 : groups[topic]));
        expect(sumTermCounts(countTerms(index, labels, 4), groups, 2)).toEqual(countTerms(index, coarse, 2));
      },
    ),
  );
});
