import { beforeEach, expect, test } from "vitest";
import type { ReadEvent } from "../../src/model.ts";
import { clearCaches, countUse, listCaches, pruneCaches } from "../../src/store/cache.ts";
import { extractedText, keepExtractedText } from "../../src/store/extracted-text.ts";
import { sql } from "../../src/store/sql.ts";
import { hashesWithoutVector, insertVectors, modelId } from "../../src/store/vector.ts";
import { touchVectors } from "../../src/store/vector-cache.ts";
import { testDb } from "../postgres.ts";
import { createCorpus, hashOf, newDocument, storeChunks } from "./corpus.ts";

const db = await testDb();

const dimensions = 8;
const stamp = { id: "m", revision: "1", prefix: "", dimensions, normalised: true };
const own = await modelId(db, { key: "own", stamp: { ...stamp, pooling: "mean" }, name: "own" });
const paid = await modelId(db, { key: "paid", stamp: { ...stamp, pooling: "remote" }, name: "https://x/v1" });
const now = new Date("2026-11-21T12:00:00Z");
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);

const keepVector = (model: number, text: string, usedAt: Date) =>
  insertVectors(db, {
    modelId: model,
    now: usedAt,
    vectors: [{ hash: hashOf(text), values: new Float32Array(dimensions).fill(0.5) }],
  });
const missing = async (model: number, texts: readonly string[]) => {
  const found = await hashesWithoutVector(db, model, texts.map(hashOf));
  return texts.filter((text) => found.has(hashOf(text).toString("hex")));
};
const everything = { keepBytes: Number.MAX_SAFE_INTEGER, usedSince: daysAgo(365_000) };

beforeEach(async () => {
  await db.run(sql`delete from vector`);
  await db.run(sql`delete from extracted_text`);
  await db.run(sql`delete from cache_use`);
});

test("what nobody used for longer than the age limit goes", async () => {
  for (const [text, days] of [
    ["old", 100],
    ["young", 10],
  ] as const)
    await keepVector(own, text, daysAgo(days));
  expect(await pruneCaches(db, { ...everything, usedSince: daysAgo(90) })).toEqual({
    vectors: 1,
    texts: 0,
    answers: 0,
  });
  expect(await missing(own, ["old", "young"])).toEqual(["old"]);
});

test("of what is too much, that goes which was used longest ago", async () => {
  for (const [age, text] of ["newest", "older", "oldest"].entries())
    await keepVector(own, text, daysAgo(age));
  const { vectors } = await sizes();
  expect(await pruneCaches(db, { ...everything, keepBytes: (vectors.bytes * 2) / 3 })).toMatchObject({
    vectors: 1,
  });
  expect(await missing(own, ["newest", "older", "oldest"])).toEqual(["oldest"]);
});

test("what was paid for is exempt from both limits, and cleared only where that is meant", async () => {
  await keepVector(paid, "dear", daysAgo(1_000));
  await keepVector(own, "cheap", daysAgo(1_000));
  expect(await pruneCaches(db, { keepBytes: 0, usedSince: now })).toMatchObject({ vectors: 1 });
  expect(await clearCaches(db)).toMatchObject({ vectors: 0 });
  expect((await sizes()).vectors).toMatchObject({ entries: 1, paidEntries: 1 });
  expect(await clearCaches(db, { names: ["vectors"], paid: true })).toEqual({ vectors: 1 });
});

test("vectors that a document uses are not spare: no limit and no clearing takes them", async () => {
  const text = "abc";
  const { projectId, sourceId, documentIds } = await createCorpus(db, "used", [newDocument(text)]);
  const document = documentIds[0]!;
  await storeChunks(db, { projectId, sourceId, document, text } as never, [
    [0, 1],
    [1, 2],
    [2, 3],
  ]);
  const texts = [...text];
  for (const text of texts) await keepVector(own, text, daysAgo(1_000));
  await keepVector(own, "spare", daysAgo(1_000));
  const { vectors } = await sizes();
  expect(vectors.spareBytes).toBe(vectors.bytes / 4);
  expect(await pruneCaches(db, { keepBytes: 0, usedSince: now })).toMatchObject({ vectors: 1 });
  expect(await clearCaches(db, { paid: true })).toMatchObject({ vectors: 0 });
  await touchVectors(db, { projectId, modelId: own, now });
  await db.run(sql`delete from project where id = ${projectId}`);
  expect(await pruneCaches(db, { ...everything, usedSince: daysAgo(90) })).toMatchObject({ vectors: 0 });
});

test("a cache tells what it holds as stored and as plain, and how often it had what was asked of it", async () => {
  await keepVector(own, "one", now);
  await countUse(db, "vectors", { hits: 3, misses: 1 });
  await countUse(db, "vectors", { hits: 5, misses: 0 });
  const { vectors, texts } = await sizes();
  expect(vectors).toMatchObject({ entries: 1, plainBytes: dimensions * 4, hits: 8, misses: 1 });
  expect(vectors.bytes).toBeLessThan(vectors.plainBytes);
  expect(texts).toMatchObject({ entries: 0, bytes: 0, hits: 0, misses: 0 });
});

test("texts that were read come back as they were, compressed meanwhile", async () => {
  const key = { contentHash: hashOf("file"), readAs: hashOf("as text") };
  const events: ReadEvent[] = [
    { type: "document", document: { text: "the same words again ".repeat(500), metadata: { n: 1 } } },
    { type: "warning", message: "odd" },
  ];
  expect(await extractedText(db, key, now)).toBeUndefined();
  await keepExtractedText(db, key, { events, now });
  expect(await extractedText(db, key, now)).toEqual(events);
  const { texts } = await sizes();
  expect(texts.plainBytes).toBeGreaterThan(texts.bytes * 10);
  expect(await extractedText(db, { ...key, readAs: hashOf("as table") }, now)).toBeUndefined();
  expect(await clearCaches(db, { names: ["texts"] })).toEqual({ texts: 1 });
});

test("reading a text again keeps it young", async () => {
  const key = { contentHash: hashOf("file"), readAs: hashOf("as text") };
  await keepExtractedText(db, key, { events: [], now: daysAgo(100) });
  await extractedText(db, key, now);
  expect(await pruneCaches(db, { ...everything, usedSince: daysAgo(90) })).toMatchObject({ texts: 0 });
});

async function sizes() {
  const [vectors, texts] = await listCaches(db);
  if (!vectors || !texts) throw new Error("a cache is missing");
  return { vectors, texts };
}
