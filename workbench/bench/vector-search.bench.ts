/**
 * Vectors searched in memory and by pgvector, at 10,000 and 100,000 passages: seconds until the first search, milliseconds a
 * search, and how the two compare; an HNSW index beside them at 10,000 (at most `HNSW` passages), with what it finds of the
 * nearest. pgvector needs a server that has it: `TOPOSCOPE_TEST_DATABASE_URL=$(.ci/start-postgres /tmp/server) npm run bench --
 * vector-search`; without one only memory is measured. One JSON line a case.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { Random } from "@toposcope/algorithms";
import { memoryVectors } from "../src/answers/memory-vectors.actions.ts";
import { pgvectorSearch } from "../src/answers/pgvector.actions.ts";
import type { VectorSearch } from "../src/answers/vector-search.ts";
import { type Db, openDb } from "../src/store/db.ts";
import { insertDocuments } from "../src/store/document.ts";
import { openEmbedded, untilStopped } from "../src/store/embedded.ts";
import { migrate } from "../src/store/migrate.ts";
import { openPgvector } from "../src/store/search-vector.ts";
import { sql, sqlText } from "../src/store/sql.ts";
import { insertVectors, modelId, vectorsOfChunks } from "../src/store/vector.ts";
import { createCorpus, hashOf, newDocument, now, storeChunks } from "../test/store/corpus.ts";

const sizes = [10_000, 100_000];
const largestHnsw = Number(process.env.HNSW ?? 10_000);
const dimensions = 384;
const perDocument = 1_000;
const rounds = 30;
const limit = 200;
const groups = 200;
const random = new Random(1);

const middles = Array.from({ length: groups }, () => unit(() => random.normal()));
const queries = Array.from({ length: rounds }, near);

const url = process.env.TOPOSCOPE_TEST_DATABASE_URL;
if (url) await onServer(url);
else await onEmbedded();

async function onServer(server: string): Promise<void> {
  const name = `toposcope_bench_${crypto.randomUUID().replaceAll("-", "_")}`;
  const admin = openDb({ connection: server, maxConnections: 1 });
  await admin.run(sqlText(`create database ${name}`));
  const own = new URL(server);
  own.pathname = `/${name}`;
  const db = openDb({ connection: own.href }).within(600_000);
  try {
    await measure(db);
  } finally {
    await db.close();
    await admin.run(sqlText(`drop database ${name} with (force)`));
    await admin.close();
  }
}

async function onEmbedded(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "toposcope-bench-"));
  const embedded = await openEmbedded({ dataFolder: folder, lingerMs: 0 });
  const db = openDb({ connection: embedded.connection });
  try {
    await measure(db);
  } finally {
    await db.close();
    embedded.close();
    await untilStopped(folder);
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(db: Db): Promise<void> {
  await migrate(db);
  const { schema, missing } = await openPgvector(db);
  if (missing !== undefined) process.stderr.write(`pgvector is left out: ${missing}\n`);
  for (const passages of sizes) {
    const made = await fill(db, passages);
    const memory = await searched(async () =>
      memoryVectors(await vectorsOfChunks(db, { ...made, dimensions })),
    );
    report("memory", passages, memory.figures);
    if (schema === undefined) continue;
    const open = () => pgvectorSearch({ db }, { ...made, schema, dimensions });
    const server = await searched(open, memory.found);
    report("pgvector, every vector compared", passages, {
      ...server.figures,
      timesMemory: server.figures.ms50 / memory.figures.ms50,
    });
    if (passages <= largestHnsw) {
      const hnsw = await withHnsw(db, {
        schema,
        modelId: made.modelId,
        truth: memory.found,
        chunks: made.chunks,
      });
      report("pgvector, HNSW", passages, { ...hnsw, timesMemory: hnsw.ms50 / memory.figures.ms50 });
    }
  }
}

/** A project with so many chunks and their vectors, in groups as those of real texts are. */
async function fill(db: Db, passages: number) {
  const corpus = await createCorpus(db, `${passages} passages`, []);
  const { projectId, sourceId, fileId } = corpus;
  const stamp = {
    id: "bench",
    revision: `${passages}`,
    pooling: "mean",
    prefix: "",
    dimensions,
    normalised: true,
  } as const;
  const id = await modelId(db, { key: `bench ${passages}`, stamp, name: "bench" });
  const chunks: number[] = [];
  while (chunks.length < passages) {
    const parts = Array.from(
      { length: perDocument },
      (_, at) => `passage ${chunks.length + at} of ${passages};`,
    );
    const text = parts.join("");
    await insertDocuments(db, { projectId, sourceId, fileId, now }, [newDocument(text)]);
    const { document } = await db.one<{ document: number }>(sql`select max(id) as document from document`);
    const startOf = (at: number) => parts.slice(0, at).join("").length;
    const spans = parts.map((_, at) => [startOf(at), startOf(at + 1)] as const);
    chunks.push(...(await storeChunks(db, { projectId, document, text }, spans)));
    const vectors = parts.map((part) => ({ hash: hashOf(part), values: near() }));
    await insertVectors(db, { modelId: id, now, vectors });
  }
  await db.run(sqlText("analyze"));
  return { projectId, modelId: id, chunks };
}

async function searched(open: () => Promise<VectorSearch>, truth?: readonly (readonly number[])[]) {
  const start = performance.now();
  const vectors = await open();
  await vectors.nearest(queries[0]!, { limit });
  const secondsToFirst = (performance.now() - start) / 1_000;
  const found: number[][] = [];
  const times: number[] = [];
  for (const query of queries) {
    const began = performance.now();
    const hits = await vectors.nearest(query, { limit });
    times.push(performance.now() - began);
    found.push(hits.map(({ row }) => row));
  }
  const recall = truth ? { recall: recallOf(found, truth) } : {};
  return { found, figures: { secondsToFirst, ...middleOf(times), ...recall } };
}

interface Hnsw {
  readonly schema: string;
  readonly modelId: number;
  readonly truth: readonly (readonly number[])[];
  readonly chunks: readonly number[];
}

async function withHnsw(db: Db, { schema, modelId: model, truth, chunks }: Hnsw) {
  const rowOf = new Map(chunks.map((chunk, row) => [chunk, row]));
  const half = `half::${schema}.halfvec(${dimensions})`;
  const start = performance.now();
  await db.run(
    sqlText(
      `create index on search_vector using hnsw ((${half}) ${schema}.halfvec_ip_ops) where model_id = ${model}`,
    ),
  );
  const secondsToBuild = (performance.now() - start) / 1_000;
  return await db.session(async (session) => {
    await session.run(sqlText(`set hnsw.ef_search = ${2 * limit}`));
    const found: number[][] = [];
    const times: number[] = [];
    for (const query of queries) {
      const began = performance.now();
      const rows = await session.many<{ id: number }>(
        sqlText(
          `select chunk_id as id from search_vector where model_id = ${model}
          order by ${half} <#> '[${query.join()}]'::${schema}.halfvec(${dimensions}) limit ${limit}`,
        ),
      );
      times.push(performance.now() - began);
      found.push(rows.map(({ id }) => rowOf.get(id)!));
    }
    return { secondsToBuild, ...middleOf(times), recall: recallOf(found, truth) };
  });
}

function recallOf(found: readonly (readonly number[])[], truth: readonly (readonly number[])[]): number {
  const shares = truth.map((wanted, at) => {
    const got = new Set(found[at]);
    return wanted.filter((row) => got.has(row)).length / wanted.length;
  });
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

function middleOf(times: readonly number[]): { msMin: number; ms50: number } {
  const sorted = times.toSorted((a, b) => a - b);
  return { msMin: sorted[0]!, ms50: sorted[sorted.length >> 1]! };
}

function near(): Float32Array {
  const middle = middles[random.integer(groups)]!;
  return unit((c) => middle[c]! * 10 + random.normal() / 2);
}

function unit(value: (c: number) => number): Float32Array {
  const values = Float32Array.from({ length: dimensions }, (_, c) => value(c));
  const norm = Math.hypot(...values);
  return values.map((one) => one / norm);
}

function report(title: string, passages: number, figures: object): void {
  const machine = { node: process.version, cpu: cpus()[0]?.model, cores: cpus().length };
  const result = { bench: "vector-search", case: `${title}, ${passages}`, passages, ...figures, ...machine };
  process.stdout.write(`${JSON.stringify(result)}\n`);
}
