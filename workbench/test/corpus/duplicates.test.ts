import fc from "fast-check";
import { expect, test } from "vitest";
import {
  exactDuplicates,
  nearDuplicates,
  shingles,
  signature,
  signatureLength,
  textHash,
} from "../../src/corpus/duplicates.ts";

/** Texts of different words, the same ones for the same seed. */
function text(seed: number, words: number): string[] {
  return Array.from({ length: words }, (_, i) => `w${Math.imul(seed * 7_919 + i, 2_654_435_761) >>> 0}`);
}

const near = (texts: readonly string[], threshold?: number) =>
  nearDuplicates(texts.map(signature), (index) => shingles(texts[index]!), { threshold });

function jaccard(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  const shared = [...a].filter((hash) => b.has(hash)).length;
  return shared / (a.size + b.size - shared);
}

test("the same text is an exact duplicate of its first occurrence, whatever white space is around it", () => {
  const texts = ["one", "two", " one\n", "one", "One", "cafe\u0301", "caf\u00e9"];
  const found = exactDuplicates(texts.map(textHash));
  expect(found.map(({ index, original }) => [index, original])).toEqual([
    [2, 0],
    [3, 0],
    [6, 5],
  ]);
});

test("documents that are not to be compared are nobody's duplicate", () => {
  expect(exactDuplicates([textHash("a"), null, null, textHash("a")])).toMatchObject([
    { index: 3, original: 0 },
  ]);
});

test("case, punctuation and spacing make a near duplicate, not a new text", async () => {
  const one = "My card never came, and nobody at the bank could tell me where it was.";
  const other = one.toLowerCase().replaceAll(" ", "  ").replaceAll(",", " –");
  expect(await near([one, "Something else altogether is written here.", other])).toEqual([
    { index: 2, original: 0, similarity: 1 },
  ]);
});

test("near duplicates are found in scripts without spaces", async () => {
  const one = "人人生而自由，在尊严和权利上一律平等。他们赋有理性和良心，并应以兄弟关系的精神相对待。";
  expect(await near([one, one.replace("。", "！")])).toMatchObject([{ index: 1, original: 0 }]);
});

test("the share of equal numbers in two signatures estimates the similarity of their texts", () => {
  for (const changed of [0, 10, 40, 100]) {
    const one = text(1, 400);
    const other = [...text(2, changed), ...one.slice(changed)];
    const [a, b] = [signature(one.join(" "))!, signature(other.join(" "))!];
    const equal = a.filter((value, i) => value === b[i]).length / signatureLength;
    const truth = jaccard(shingles(one.join(" ")), shingles(other.join(" ")));
    expect(Math.abs(equal - truth)).toBeLessThan(0.12);
  }
});

test("pairs above the threshold are found and no others, as comparing all with all would", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 2, maxLength: 12 }),
      async (changes) => {
        const original = text(1, 200);
        const texts = changes.map((changed, i) =>
          [...text(i + 2, changed), ...original.slice(changed)].join(" "),
        );
        const found = await near(texts);
        for (const [index, own] of texts.entries()) {
          const best = Math.max(
            0,
            ...texts.slice(0, index).map((earlier) => jaccard(shingles(earlier), shingles(own))),
          );
          const pair = found.find((duplicate) => duplicate.index === index);
          if (best >= 0.82) expect(pair?.similarity).toBeGreaterThanOrEqual(0.8);
          if (best < 0.8) expect(pair).toBeUndefined();
        }
      },
    ),
    { numRuns: 30 },
  );
});

test("the threshold can be set", async () => {
  const one = text(1, 200);
  const other = [...text(2, 20), ...one.slice(20)];
  const texts = [one.join(" "), other.join(" ")];
  expect(await near(texts, 0.95)).toEqual([]);
  expect(await near(texts, 0.7)).toHaveLength(1);
});

test("texts of fewer than three words are not compared", () => {
  expect(signature("two words")).toBeNull();
  expect(signature("")).toBeNull();
});

test("a thousand copies of one text all have the first as their original, without comparing all with all", async () => {
  const texts = Array.from({ length: 1_000 }, () => text(1, 50).join(" "));
  let asked = 0;
  const numbers = signature(texts[0]!);
  const found = await nearDuplicates(
    texts.map(() => numbers),
    (index) => {
      asked++;
      return shingles(texts[index]!);
    },
  );
  expect(found).toHaveLength(999);
  expect(found.every(({ original }) => original === 0)).toBe(true);
  expect(asked).toBe(2 * 999);
});
