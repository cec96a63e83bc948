import { Random } from "@toposcope/algorithms";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { search } from "../../src/answers/actions.ts";
import { pgvectorFor } from "../../src/answers/pgvector.actions.ts";
import { loadSearchIndex, type SearchIndex } from "../../src/answers/search-index.actions.ts";
import { outgrowsMemory, type VectorSearchMode } from "../../src/answers/vector-search.ts";
import { resolveSettings } from "../../src/config.ts";
import type { Db } from "../../src/store/db.ts";
import { deleteDocuments } from "../../src/store/deletion.ts";
import { insertDocuments } from "../../src/store/document.ts";
import { migrate } from "../../src/store/migrate.ts";
import { requireProject } from "../../src/store/project.ts";
import { schemaVersion } from "../../src/store/schema-version.ts";
import { openPgvector } from "../../src/store/search-vector.ts";
import { sql, sqlText } from "../../src/store/sql.ts";
import { insertVectors, modelId } from "../../src/store/vector.ts";
import { imported, letter, openTestApp, writeFiles } from "../app.ts";
import { createTestDatabase, schemaDump } from "../postgres.ts";
import { createCorpus, hashOf, newDocument, now, storeChunks, type TestCorpus } from "../store/corpus.ts";
import { temporaryFolder } from "../temporary-folder.ts";

/** What the names of tests say that a server without the extension leaves out; test/left-out.ts. */
const needsPgvector = "[needs pgvector]";
const dimensions = 40;
const perDocument = 10;
const settingsOf = (vectorSearch: VectorSearchMode, more = {}) =>
  resolveSettings({ flags: { vectorSearch, ...more } }).settings;

const probe = await createTestDatabase();
const { schema } = await openPgvector(probe.db);
await probe.drop();

const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, at) => sum + value * b[at]!, 0);

/** A project of documents with chunks whose vectors are known, under one model. */
class Vectors {
  readonly db: Db;
  readonly name: string;
  readonly model: number;
  readonly of = new Map<number, Float32Array>();
  readonly #corpus: TestCorpus;
  readonly #random: Random;

  constructor(
    db: Db,
    name: string,
    { corpus, model, seed }: { corpus: TestCorpus; model: number; seed: number },
  ) {
    this.db = db;
    this.name = name;
    this.model = model;
    this.#corpus = corpus;
    this.#random = new Random(seed);
  }

  static async create(db: Db, name: string, { model = "m", seed = 1 } = {}): Promise<Vectors> {
    const stamp = {
      id: model,
      revision: "1",
      pooling: "mean",
      prefix: "",
      dimensions,
      normalised: true,
    } as const;
    const id = await modelId(db, { key: model, stamp, name: model });
    return new Vectors(db, name, { corpus: await createCorpus(db, name, []), model: id, seed });
  }

  /** A unit vector as it comes back from being stored. */
  vector(): Float32Array {
    const values = Float32Array.from({ length: dimensions }, () => this.#random.normal());
    const norm = Math.sqrt(dot(values, values));
    return new Float32Array(new Float16Array(values.map((value) => value / norm)));
  }

  /** Adds a document with chunks; @returns its id */
  async add(vectors = Array.from({ length: perDocument }, () => this.vector())): Promise<number> {
    const { projectId, sourceId, fileId } = this.#corpus;
    const parts = vectors.map((_, at) => `${this.name}, passage ${this.of.size + at};`);
    const text = parts.join("");
    await insertDocuments(this.db, { projectId, sourceId, fileId, now }, [newDocument(text)]);
    const { document } = await this.db.one<{ document: number }>(
      sql`select max(id) as document from document where project_id = ${projectId}`,
    );
    const startOf = (at: number) => parts.slice(0, at).join("").length;
    const spans = parts.map((_, at) => [startOf(at), startOf(at + 1)] as const);
    const chunks = await storeChunks(this.db, { projectId, document, text }, spans);
    const stored = parts.map((part, at) => ({ hash: hashOf(part), values: vectors[at]! }));
    await insertVectors(this.db, { modelId: this.model, now, vectors: stored });
    for (const [at, chunk] of chunks.entries()) this.of.set(chunk, vectors[at]!);
    return document;
  }

  async index(mode: VectorSearchMode): Promise<SearchIndex> {
    const project = await requireProject(this.db, this.name);
    return await loadSearchIndex({ db: this.db, settings: settingsOf(mode) }, project, { version: "1" });
  }

  /** What is nearest among chunks, each compared. */
  truth(query: Float32Array, chunks: Iterable<number>, limit: number): number[] {
    return [...chunks]
      .map((chunk) => ({ chunk, cosine: dot(query, this.of.get(chunk)!) }))
      .sort((a, b) => b.cosine - a.cosine || a.chunk - b.chunk)
      .slice(0, limit)
      .map(({ chunk }) => chunk);
  }
}

/** The suite that every way to search vectors passes. */
function vectorSearchConforms(mode: "memory" | "pgvector"): void {
  let database: Awaited<ReturnType<typeof createTestDatabase>>;
  let project: Vectors;
  const documents: number[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    project = await Vectors.create(database.db, "vectors");
    for (let i = 0; i < 60; i++) documents.push(await project.add());
  });
  afterAll(() => database.drop());

  const nearest = async (query: Float32Array, { limit = 10, index = project.index(mode) } = {}) => {
    const { vectors, chunks } = await index;
    return (await vectors.nearest(query, { limit })).map(({ row }) => chunks[row]!);
  };

  test("the nearest are those of comparing all, with their cosines, the best first", async () => {
    const index = await project.index(mode);
    expect([index.vectors.rows, index.vectors.cols]).toEqual([600, dimensions]);
    for (let i = 0; i < 20; i++) {
      const query = project.vector();
      const hits = await index.vectors.nearest(query, { limit: 10 });
      expect(hits.map(({ row }) => index.chunks[row])).toEqual(project.truth(query, project.of.keys(), 10));
      for (const { row, score } of hits)
        expect(score).toBeCloseTo(dot(query, project.of.get(index.chunks[row]!)!), 5);
    }
  });

  test("of rows that are as near as each other the lower ones come first", async () => {
    const same = await Vectors.create(database.db, "same");
    const one = same.vector();
    for (let i = 0; i < 5; i++) await same.add(Array.from({ length: 10 }, () => one));
    const { vectors } = await same.index(mode);
    const hits = await vectors.nearest(one, { limit: 12 });
    expect(hits.map(({ row }) => row)).toEqual(Array.from({ length: 12 }, (_, row) => row));
  });

  test.each([0, 0.02, 0.3, 0.9, 1])(
    "with a share of %s of the rows allowed, the nearest of those are found",
    async (share) => {
      const { vectors, chunks } = await project.index(mode);
      const allowed = Uint8Array.from(chunks, (_, row) => Number(((row * 7919) % 100) / 100 < share));
      const may = chunks.filter((_, row) => allowed[row] === 1);
      const query = project.vector();
      const hits = await vectors.nearest(query, { limit: 15, allowed });
      expect(hits.map(({ row }) => chunks[row])).toEqual(project.truth(query, may, 15));
    },
  );

  test("cosines are told of any rows, and none of a row without a vector", async () => {
    const index = await project.index(mode);
    const query = project.vector();
    const rows = [5, 0, 599, 5, 600];
    const cosines = await index.vectors.cosines(query, rows);
    for (const [at, row] of rows.slice(0, 4).entries())
      expect(cosines[at]).toBeCloseTo(dot(query, project.of.get(index.chunks[row]!)!), 5);
    expect(cosines[4]).toBeNull();
    expect(await index.vectors.cosines(query, [])).toEqual([]);
  });

  test("the mean of rows has unit length, whichever of them have no vector", async () => {
    const index = await project.index(mode);
    const mean = await index.vectors.meanOf([3, 4, 600]);
    const [a, b] = [3, 4].map((row) => project.of.get(index.chunks[row]!)!);
    const sum = a!.map((value, c) => value + b![c]!);
    expect(dot(mean, sum) / Math.sqrt(dot(sum, sum))).toBeCloseTo(1, 5);
    expect(dot(mean, mean)).toBeCloseTo(1, 5);
  });

  test("what comes is found at once, what is deleted or set aside at once no more, until it is taken back", async () => {
    const query = project.vector();
    const late = await project.add([query, ...Array.from({ length: 3 }, () => project.vector())]);
    const [best] = await nearest(query);
    expect(project.of.get(best!)).toEqual(query);
    const setAside = (value: boolean) =>
      database.db.run(sql`update document set set_aside = ${value} where id = ${late}`);
    await setAside(true);
    expect(await nearest(query)).not.toContain(best);
    await setAside(false);
    expect((await nearest(query))[0]).toBe(best);
    const index = await project.index(mode);
    const { id: projectId } = await requireProject(database.db, "vectors");
    await deleteDocuments(database.db, { projectId, documents: [late], now });
    expect(await nearest(query)).not.toContain(best);
    await index.vectors.cosines(query, [index.chunks.indexOf(best!)]);
    for (const chunk of project.of.keys()) if (chunk >= best!) project.of.delete(chunk);
    expect(await nearest(query)).toEqual(project.truth(query, project.of.keys(), 10));
  });

  test("vectors of another model and of another project are never among them", async () => {
    const other = await Vectors.create(database.db, "other", { model: "n", seed: 2 });
    const query = other.vector();
    for (let i = 0; i < 3; i++) await other.add();
    await project.index(mode);
    const near = await nearest(query, { index: other.index(mode), limit: 40 });
    expect(near).toEqual(other.truth(query, other.of.keys(), 40));
    const hashes = await database.db.many<{ chunk: number; hash: Buffer }>(
      sql`select id as chunk, text_hash as hash from chunk where id = any(${[...other.of.keys()]}::bigint[])`,
    );
    const again = new Map(hashes.map(({ chunk }) => [chunk, other.vector()]));
    const vectors = hashes.map(({ chunk, hash }) => ({ hash, values: again.get(chunk)! }));
    const stamp = {
      id: "o",
      revision: "1",
      pooling: "mean",
      prefix: "",
      dimensions,
      normalised: true,
    } as const;
    const newer = await modelId(database.db, { key: "o", stamp, name: "o" });
    await insertVectors(database.db, { modelId: newer, now, vectors });
    for (const [chunk, values] of again) other.of.set(chunk, values);
    const index = await other.index(mode);
    expect(index.model).toBe("o");
    expect(await nearest(query, { index: other.index(mode), limit: 40 })).toEqual(
      other.truth(query, other.of.keys(), 40),
    );
  });

  test("a project without a vector has nothing to search in", async () => {
    const empty = await Vectors.create(database.db, "empty");
    await expect(empty.index(mode)).rejects.toMatchObject({ code: "PROJECT_EMPTY" });
  });
}

describe("in memory", () => vectorSearchConforms("memory"));

describe.skipIf(schema === undefined)(`by pgvector ${needsPgvector}`, () => {
  vectorSearchConforms("pgvector");

  test("two processes may copy at once", async () => {
    const { db, drop } = await createTestDatabase();
    const project = await Vectors.create(db, "both");
    for (let i = 0; i < 5; i++) await project.add();
    const indexes = await Promise.all([1, 2, 3].map(() => project.index("pgvector")));
    const query = project.vector();
    for (const { vectors, chunks } of indexes) {
      const hits = await vectors.nearest(query, { limit: 5 });
      expect(hits.map(({ row }) => chunks[row])).toEqual(project.truth(query, project.of.keys(), 5));
    }
    await drop();
  });

  test("a search says the same as one in memory", async () => {
    const database = await createTestDatabase();
    const memory = await openTestApp({ vectorSearch: "memory" }, database);
    const inServer = await openTestApp({ vectorSearch: "pgvector" }, database);
    const files = (["sea", "law"] as const).flatMap((theme) =>
      Array.from({ length: 8 }, (_, i) => [`${theme}-${i}.txt`, letter(theme, i)]),
    );
    await imported(memory, {
      project: "letters",
      paths: [writeFiles(temporaryFolder(), Object.fromEntries(files))],
    });
    for (const asked of [
      { query: "a ship in a storm" },
      { query: "judge", meaning: 1 },
      { query: "", like: { chunk: 3 } },
    ]) {
      const input = { project: "letters", limit: 6, ...asked };
      expect(await search(inServer.context, input)).toEqual(await search(memory.context, input));
    }
    await memory.close();
    await inServer.close();
    await database.drop();
  });

  test("the way back leaves nothing of it, and an extension that was dropped is noticed", async () => {
    const { db, drop } = await createTestDatabase();
    const newest = await schemaVersion(db);
    const before = await schemaDump(db);
    await openPgvector(db);
    expect(await schemaDump(db)).not.toEqual(before);
    await migrate(db, { to: 22 });
    await migrate(db, { to: newest });
    expect(await schemaDump(db)).toEqual(before);
    const project = await Vectors.create(db, "again");
    for (let i = 0; i < 3; i++) await project.add();
    await project.index("pgvector");
    await db.run(sqlText("drop extension vector cascade"));
    const { vectors, chunks } = await project.index("pgvector");
    const query = project.vector();
    const hits = await vectors.nearest(query, { limit: 5 });
    expect(hits.map(({ row }) => chunks[row])).toEqual(project.truth(query, project.of.keys(), 5));
    await drop();
  });
});

test("somebody who may not make an extension is told so, and everything else goes on", async () => {
  const { db, drop } = await createTestDatabase();
  const role = `plain_${crypto.randomUUID().slice(0, 8)}`;
  await db.run(sqlText(`create role ${role}; grant usage on schema toposcope to ${role}`));
  await db.session(async (session) => {
    await session.run(sqlText(`set role ${role}`));
    expect((await openPgvector(session)).missing).toMatch(/pgvector/);
    expect(await session.one(sql`select 1 as n`)).toEqual({ n: 1 });
    const settings = settingsOf("pgvector");
    const vectors = { rows: 1, dimensions };
    await expect(pgvectorFor({ db: session, settings }, vectors)).rejects.toMatchObject({
      code: "PGVECTOR_MISSING",
    });
    const auto = settingsOf("auto", { memoryLimit: 64 });
    expect(
      await pgvectorFor({ db: session, settings: auto }, { rows: 1_000_000, dimensions }),
    ).toBeUndefined();
    await session.run(sqlText(`reset role; drop owned by ${role}; drop role ${role}`));
  });
  await drop();
});

test("by itself pgvector searches what takes up a quarter of the memory, where it is there", async () => {
  const large = { rows: 1_000_000, dimensions: 384 };
  expect(outgrowsMemory(large, 8e9)).toBe(false);
  expect(outgrowsMemory(large, 7e9)).toBe(true);
  const { db, drop } = await createTestDatabase();
  const auto = (memoryLimit: number) => ({ db, settings: settingsOf("auto", { memoryLimit }) });
  expect(await pgvectorFor(auto(8_000), large)).toBeUndefined();
  expect(await pgvectorFor(auto(7_000), large)).toBe(schema);
  expect(await pgvectorFor({ db, settings: settingsOf("memory") }, large)).toBeUndefined();
  await drop();
});
