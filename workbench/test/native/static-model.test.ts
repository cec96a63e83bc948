import { stat } from "node:fs/promises";
import { join } from "node:path";
import { staticFolder } from "@toposcope/model-minilm";
import { afterAll, expect, test } from "vitest";
import { embedderSource } from "../../src/native/embedder-source.ts";
import { cosine, row, rowLength } from "./vectors.ts";

const source = embedderSource();
afterAll(() => source.close());
const embedder = await source.open("static");
const { dimensions } = embedder.stamp;

test("it has 256 dimensions and weighs at most 8 MB", async () => {
  expect(dimensions).toBe(256);
  expect((await stat(join(staticFolder, "vectors.bin"))).size).toBeLessThanOrEqual(8_000_000);
});

test("rows have unit length, and a text without tokens has a row of zeros", async () => {
  const { vectors, tokens } = await embedder.embed(["one two three", "", "four"]);
  expect(rowLength(vectors, 0, dimensions)).toBeCloseTo(1, 5);
  expect(rowLength(vectors, 1, dimensions)).toBe(0);
  expect(tokens).toBe(4);
});

test("texts about the same are nearer than texts about something else", async () => {
  const { vectors } = await embedder.embed([
    "My card was charged twice at the restaurant",
    "The payment with my credit card was taken two times",
    "Galaxies rotate faster than their visible matter explains",
  ]);
  const [card, payment, galaxies] = [0, 1, 2].map((at) => row(vectors, at, dimensions)) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  expect(cosine(card, payment)).toBeGreaterThan(cosine(card, galaxies) + 0.2);
});

test("a vector is the same to the bit, alone and in any company", async () => {
  const texts = Array.from({ length: 300 }, (_, i) => `text number ${i} about rivers and bridges`);
  const { vectors } = await embedder.embed(texts);
  const alone = await embedder.embed([texts[299] ?? ""]);
  expect(row(vectors, 299, dimensions)).toEqual(alone.vectors);
});
