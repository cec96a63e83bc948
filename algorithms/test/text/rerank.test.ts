import fc from "fast-check";
import { expect, test } from "vitest";
import {
  contentWords,
  countTerms,
  diverseKeywords,
  InputError,
  keywords,
  matrix,
  normaliseRows,
  rerankByMeaning,
  TermIndex,
  topeaxImportance,
  WordStream,
  weighByMeaning,
} from "../../src/index.ts";

const candidates = ["cat", "kitten", "car"].map((text, term) => ({ text, term, score: 3 - term, count: 2 }));
const topic = matrix(1, 2, Float32Array.of(0, 1));
/** The car is nearest to the topic; cat and kitten mean the same. */
const vectors = normaliseRows(matrix(3, 2, Float32Array.of(1, 0.5, 1, 0.52, 0.1, 1)));
const given = { candidates, vectors, topic };
const texts = (found: readonly { readonly text: string }[]) => found.map(({ text }) => text);

test("candidates are ordered by what they mean, and by nothing else", () => {
  expect(texts(rerankByMeaning(given))).toEqual(["car", "kitten", "cat"]);
  expect(texts(rerankByMeaning(given, { count: 1 }))).toEqual(["car"]);
});

test("weighed by meaning, scores count too", () => {
  expect(texts(weighByMeaning(given, { weight: 0 }))).toEqual(["cat", "kitten", "car"]);
  expect(texts(weighByMeaning(given, { weight: 20 }))[0]).toBe("car");
});

test("diverse keywords pass over what means the same as one before", () => {
  const like = { candidates, vectors, topic: normaliseRows(matrix(1, 2, Float32Array.of(1, 0.7))) };
  expect(texts(diverseKeywords(like, { diversity: 0, count: 2 })).sort()).toEqual(["cat", "kitten"]);
  expect(texts(diverseKeywords(like, { diversity: 0.7, count: 2 }))).toContain("car");
});

test("any ranking is a choice of the candidates, each once", () => {
  const anyCandidates = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(anyCandidates, fc.double({ min: 0, max: 1, noNaN: true }), (scores, diversity) => {
      const all = scores.map((score, term) => ({ text: `w${term}`, term, score, count: 1 }));
      const rows = normaliseRows(
        matrix(
          all.length,
          3,
          Float32Array.from({ length: all.length * 3 }, (_, i) => Math.sin(i + scores[0])),
        ),
      );
      const own = {
        candidates: all,
        vectors: rows,
        topic: normaliseRows(matrix(1, 3, Float32Array.of(1, 2, 3))),
      };
      for (const found of [rerankByMeaning(own), diverseKeywords(own, { diversity }), weighByMeaning(own)])
        expect(texts(found).sort()).toEqual(texts(all).sort());
    }),
  );
});

test("Topeax importance is √((1 + npmi)/2 · (1 + cosine)/2), worked by hand", () => {
  const stream = new WordStream();
  for (const text of ["sun sun sea", "moon sea"]) stream.add(contentWords(text));
  const counts = countTerms(new TermIndex(stream), Int32Array.of(0, 1), 2);
  const own = keywords(counts, { minimumCount: 1 })[0];
  const place = own.findIndex(({ text }) => text === "sun");
  const flat = matrix(own.length, 2);
  flat.data[place * 2] = 1;
  const found = topeaxImportance(
    { candidates: own, vectors: flat, topic: matrix(1, 2, Float32Array.of(1, 0)) },
    counts,
    0,
  );
  const together = (2 + 2 * 0.6) / 7;
  const npmi = Math.log(together / ((4 / 7) * 0.6)) / -Math.log(together);
  expect(found[0]).toMatchObject({ text: "sun" });
  expect(found[0].score).toBeCloseTo(Math.sqrt((1 + npmi) / 2), 12);
});

test("vectors that do not fit are refused", () => {
  expect(() => rerankByMeaning({ ...given, vectors: matrix(2, 2) })).toThrow(InputError);
  expect(() => diverseKeywords({ ...given, topic: matrix(1, 3) })).toThrow(InputError);
});
