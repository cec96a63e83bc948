import { expect, test } from "vitest";
import { sql } from "../../src/store/sql.ts";
import {
  chunksWithoutVector,
  hashesWithoutVector,
  insertVectors,
  modelId,
  modelsOfProject,
  vectorsOfChunks,
} from "../../src/store/vector.ts";
import { testDb } from "../postgres.ts";
import { createCorpus, hashOf, newDocument, now, storeChunks } from "./corpus.ts";

const db = await testDb();
const dimensions = 8;
const stamp = { id: "m", revision: "1", pooling: "mean", prefix: "", dimensions, normalised: true } as const;
const text = "abcdefghijklmnopqrstuvwxyz".repeat(100);
const corpus = await createCorpus(db, "vectors", [newDocument(text)]);
const document = corpus.documentIds[0]!;
const spans = Array.from({ length: 500 }, (_, i) => [i, i + 20] as const);
const chunks = await storeChunks(db, { ...corpus, document, text }, spans);
const model = await modelId(db, { key: "m@1", stamp, name: "m" });
const vectorOf = (i: number) =>
  Float32Array.from({ length: dimensions }, (_, column) => ((i % 26) * 8 + column) / 256);

test("a model keeps its number, and another stamp gets another", async () => {
  expect(await modelId(db, { key: "m@1", stamp, name: "m" })).toBe(model);
  expect(await modelId(db, { key: "m@2", stamp, name: "m" })).not.toBe(model);
});

test("each text without a vector is named once, in slices, until it has one", async () => {
  const query = { projectId: corpus.projectId, modelId: model, limit: 20 };
  const first = await chunksWithoutVector(db, query);
  expect(first).toHaveLength(20);
  const rest = await chunksWithoutVector(db, { ...query, after: first.at(-1) });
  expect(rest).toHaveLength(6);
  const hashes = spans.map(([start, end]) => hashOf(text.slice(start, end)));
  expect((await hashesWithoutVector(db, model, hashes)).size).toBe(26);
  const vectors = hashes.slice(0, 26).map((hash, i) => ({ hash, values: vectorOf(i) }));
  await insertVectors(db, { modelId: model, now, vectors });
  await insertVectors(db, { modelId: model, now, vectors });
  expect(await hashesWithoutVector(db, model, hashes)).toEqual(new Set());
  expect(await chunksWithoutVector(db, query)).toEqual([]);
});

test("vectors come back exactly, a row a chunk, in the order asked for", async () => {
  const asked = chunks.toReversed();
  const { rows, cols, data } = await vectorsOfChunks(db, { modelId: model, dimensions, chunks: asked });
  expect([rows, cols]).toEqual([500, dimensions]);
  for (let row = 0; row < rows; row += 1)
    expect(data.subarray(row * cols, (row + 1) * cols)).toEqual(vectorOf(499 - row));
});

test("a chunk without a vector among those asked for is an error, not a shifted row", async () => {
  const other = await modelId(db, { key: "empty", stamp, name: "empty" });
  await expect(vectorsOfChunks(db, { modelId: other, dimensions, chunks })).rejects.toThrow("0 vectors");
  const wrong = vectorsOfChunks(db, { modelId: model, dimensions: 4, chunks });
  await expect(wrong).rejects.toThrow("a vector of 16 bytes");
  expect(await db.one(sql`select 1 as n`)).toEqual({ n: 1 });
});

test("a project's models are those of its own runs first, whatever others embedded the same texts under", async () => {
  const { projectId } = corpus;
  const others = await modelId(db, { key: "others", stamp, name: "others" });
  const hashes = spans.map(([start, end]) => hashOf(text.slice(start, end)));
  const vectors = hashes.slice(0, 26).map((hash, i) => ({ hash, values: vectorOf(i) }));
  await insertVectors(db, { modelId: others, now, vectors });
  expect((await modelsOfProject(db, projectId)).map(({ isOwn }) => isOwn)).toEqual([false, false]);
  const used = async (of: number) => {
    await db.run(sql`
      insert into run (project_id, kind, state, settings, model_id, correlation_id, created_at)
      values (${projectId}, 'import', 'completed', '{}', ${of}, 'one', ${now})`);
    return (await modelsOfProject(db, projectId)).map(({ name, isOwn }) => [name, isOwn]);
  };
  expect(await used(others)).toEqual([
    ["others", true],
    ["m", false],
  ]);
  expect(await used(model)).toEqual([
    ["m", true],
    ["others", true],
  ]);
});
