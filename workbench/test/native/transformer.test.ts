import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { embedderSource } from "../../src/native/embedder-source.ts";
import { hasShared, sharedFolder } from "../shared.ts";
import { cosine, row, rowLength } from "./vectors.ts";

const source = embedderSource();
afterAll(() => source.close());
const embedder = await source.open("minilm");
const { dimensions } = embedder.stamp;

const sentences = Array.from(
  { length: 40 },
  (_, i) => `${"The harbour was quiet, and nobody spoke of the storm. ".repeat(1 + ((i * 7) % 23))} ${i}`,
);
const longText = "Fellow citizens, the state of the union is strong and taxes fall. ".repeat(60);

test("a vector is the same to the bit, alone and in any company", async () => {
  const texts = [...sentences, longText, ""];
  const together = await embedder.embed(texts);
  const backwards = await embedder.embed(texts.toReversed());
  for (const [at, text] of texts.entries()) {
    const alone = await embedder.embed([text]);
    expect(row(together.vectors, at, dimensions)).toEqual(row(alone.vectors, 0, dimensions));
    expect(row(backwards.vectors, texts.length - 1 - at, dimensions)).toEqual(
      row(alone.vectors, 0, dimensions),
    );
  }
});

test("rows have unit length, and a text without tokens has a row of zeros", async () => {
  const { vectors, tokens } = await embedder.embed(["one two three", " \n ", longText]);
  expect(rowLength(vectors, 0, dimensions)).toBeCloseTo(1, 6);
  expect(rowLength(vectors, 1, dimensions)).toBe(0);
  expect(rowLength(vectors, 2, dimensions)).toBeCloseTo(1, 6);
  expect(tokens).toBe(3 + embedder.countTokens(longText));
});

test("no texts give no vectors", async () => {
  expect(await embedder.embed([])).toEqual({ vectors: new Float32Array(), tokens: 0 });
});

test("the end of a long text counts as much as its beginning", async () => {
  const harvest = "Wheat, barley and oats were brought in before the rain. ".repeat(40);
  const engine = "The turbine's bearings were replaced by the mechanics. ".repeat(40);
  const { vectors } = await embedder.embed([harvest + engine, harvest, engine]);
  const mixed = row(vectors, 0, dimensions);
  const toHarvest = cosine(mixed, row(vectors, 1, dimensions));
  const toEngine = cosine(mixed, row(vectors, 2, dimensions));
  expect(toHarvest).toBeGreaterThan(0.6);
  expect(toEngine).toBeGreaterThan(0.6);
});

test("an aborted call stops before the next batch", async () => {
  const abort = new AbortController();
  const embedding = embedder.embed(sentences, { signal: abort.signal });
  abort.abort(new Error("enough"));
  await expect(embedding).rejects.toThrow("enough");
});

describe.skipIf(!hasShared)("beside the reference vectors of sentence-transformers", async () => {
  const file = join(sharedFolder, "models/all-MiniLM-L6-v2/reference.json");
  const reference: { texts: string[]; vectors: number[][] } = hasShared
    ? JSON.parse(await readFile(file, "utf8"))
    : { texts: [], vectors: [] };
  const windowTokens = 254;

  /** The part of a text that fits one window: all that the reference saw of it. */
  function firstWindow(text: string): string {
    let end = text.length;
    while (embedder.countTokens(text.slice(0, end)) > windowTokens) end = text.lastIndexOf(" ", end - 1);
    return text.slice(0, end);
  }

  test("every text with tokens has the same vector, within 1e-4 of cosine", async () => {
    const texts = reference.texts.map(firstWindow);
    const { vectors } = await embedder.embed(texts);
    let compared = 0;
    for (const [at, text] of texts.entries()) {
      if (embedder.countTokens(text) === 0) continue;
      const expected = Float32Array.from(reference.vectors[at] ?? []);
      expect(cosine(row(vectors, at, dimensions), expected), text.slice(0, 40)).toBeGreaterThan(1 - 1e-4);
      compared++;
    }
    expect(compared).toBe(10);
  });
});
