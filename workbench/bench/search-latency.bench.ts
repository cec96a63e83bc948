/**
 * How long a search over 100,000 passages takes, query embedding included: of a process that starts (its index built, then
 * loaded), one search after the other, and over HTTP in an open loop at 20 distinct queries a second and at 500 a second from a
 * small set. With the share of the ten nearest passages that the two passes find. `npm run bench -- search-latency`.
 */
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { matrix, normaliseRows, Random, rowDot } from "@toposcope/algorithms";
import { search } from "../src/answers/actions.ts";
import { bestRows } from "../src/answers/retrieve.ts";
import { type App, openApp } from "../src/app.ts";
import { resolveSettings } from "../src/config.ts";
import { stampKey } from "../src/embedding/stamp.ts";
import { handlers } from "../src/http/handlers.ts";
import { QuantizedRows } from "../src/native/quantized-rows.ts";
import { insertChunks, type NewChunk } from "../src/store/chunk.ts";
import type { Db } from "../src/store/db.ts";
import { insertDocuments, type NewDocument } from "../src/store/document.ts";
import { untilStopped } from "../src/store/embedded.ts";
import { sql } from "../src/store/sql.ts";
import { insertVectors, modelId } from "../src/store/vector.ts";
import { readJudgements, scifactFolder } from "../test/answers/retrieval.ts";
import { startServer } from "../test/http/server-under-test.ts";
import { createCorpus, hashOf, newDocument, now, type TestCorpus } from "../test/store/corpus.ts";
import type { OpenLoop } from "./open-loop.worker.ts";

const project = "large";
const passages = Number(process.env.PASSAGES ?? 100_000);
const perInsert = 5_000;
const sentencesPerPassage = 6;
const model = "minilm";
const seconds = 15;
const fewQueries = 20;

const data = await mkdtemp(join(tmpdir(), "toposcope-bench-"));
const { settings } = resolveSettings({ flags: { data, model } });
const queries = readJudgements().queries.map(({ text }) => text);
try {
  await withApp(fill);
  await withApp((app) => firstSearch(app, "first search, index built"));
  await withApp(async (app) => {
    await firstSearch(app, "first search, index loaded");
    await oneByOne(app);
    await overHttp(app);
  });
  twoPasses();
} finally {
  await untilStopped(data);
  await rm(data, { recursive: true, force: true });
}

async function withApp(work: (app: App) => Promise<void>): Promise<void> {
  const app = await openApp({ settings, embeddingThreads: Math.min(2, availableParallelism()) });
  try {
    await work(app);
  } finally {
    await app.close();
  }
}

/** Passages of sentences from papers in any order, with vectors in groups as those of real texts are. */
async function fill({ context: { db, embedders } }: App): Promise<void> {
  const sentences = readFileSync(join(scifactFolder, "corpus.jsonl"), "utf8")
    .trimEnd()
    .split("\n")
    .flatMap((line) => (JSON.parse(line) as { text: string }).text.split(/(?<=\.)\s/));
  const random = new Random(1);
  const texts = Array.from({ length: passages }, (_, i) =>
    [
      `${i}.`,
      ...Array.from({ length: sentencesPerPassage }, () => sentences[random.integer(sentences.length)]),
    ].join(" "),
  );
  const corpus = await createCorpus(db, project, []);
  const { stamp } = await embedders.open(model);
  const id = await modelId(db, { key: stampKey(stamp), stamp, name: model });
  const vectors = groupedPoints(passages, stamp.dimensions);
  for (let from = 0; from < passages; from += perInsert) {
    const part = texts.slice(from, from + perInsert);
    const documents = await store(
      db,
      corpus,
      part.map((text) => newDocument(text, { title: "Papers" })),
    );
    const chunks = part.map((text, i): NewChunk => {
      const span = { start: 0, ownStart: 0, end: text.length, headingPath: [], ordinal: 0 };
      return { ...span, document: documents[i]!, tokens: 200, textHash: hashOf(text), contentWords: "" };
    });
    await db.transaction((tx) => insertChunks(tx, { projectId: corpus.projectId, documents, chunks }));
    const values = part.map((text, i) => {
      const at = (from + i) * stamp.dimensions;
      return { hash: hashOf(text), values: vectors.data.slice(at, at + stamp.dimensions) };
    });
    await insertVectors(db, { modelId: id, now, vectors: values });
  }
  // Done here, since the database would do it by itself while searches are timed.
  await db.run(sql`vacuum analyze`);
}

async function store(db: Db, corpus: TestCorpus, documents: NewDocument[]): Promise<number[]> {
  await insertDocuments(db, { ...corpus, now }, documents);
  const rows = await db.many<{ id: number }>(sql`
    select id from document where project_id = ${corpus.projectId} order by id desc limit ${documents.length}`);
  return rows.map(({ id }) => id).reverse();
}

function groupedPoints(rows: number, cols: number) {
  const random = new Random(2);
  const groups = matrix(200, cols);
  for (let i = 0; i < groups.data.length; i++) groups.data[i] = random.normal();
  const points = matrix(rows, cols);
  for (let row = 0; row < rows; row++) {
    const group = random.integer(groups.rows) * cols;
    for (let c = 0; c < cols; c++) points.data[row * cols + c] = groups.data[group + c]! + random.normal();
  }
  return normaliseRows(points);
}

async function firstSearch({ context }: App, title: string): Promise<void> {
  const start = performance.now();
  const before = process.cpuUsage();
  await search(context, { project, query: "what is loaded first", limit: 10 });
  const { user, system } = process.cpuUsage(before);
  report(title, { seconds: (performance.now() - start) / 1_000, cpuSeconds: (user + system) / 1e6 });
}

async function oneByOne({ context }: App): Promise<void> {
  const embedding: number[] = [];
  const searching: number[] = [];
  let cpuMs = 0;
  const embedder = await context.embedders.open(model);
  for (const query of queries.slice(0, 400)) {
    let start = performance.now();
    const before = process.cpuUsage();
    await search(context, { project, query, limit: 10 });
    searching.push(performance.now() - start);
    const used = process.cpuUsage(before);
    cpuMs += (used.user + used.system) / 1_000;
    start = performance.now();
    await embedder.embed([`${query} again`]);
    embedding.push(performance.now() - start);
  }
  report("a query's embedding", percentiles(embedding));
  report("a search, query embedding included", {
    ...percentiles(searching),
    cpuMs: cpuMs / searching.length,
  });
}

async function overHttp({ servingContext }: App): Promise<void> {
  const server = await startServer({ handlers: { search: handlers.search }, context: servingContext });
  const addressOf = (query: string) =>
    `${server.address}/api/projects/${project}/search?${new URLSearchParams({ q: query })}`;
  const load = async (perSecond: number, asked: readonly string[]) =>
    percentiles(await openLoop({ addresses: asked.map(addressOf), perSecond, seconds }));
  try {
    const few = queries.slice(0, fewQueries);
    for (const query of few) await (await fetch(addressOf(query))).arrayBuffer();
    const distinct = queries.map((query) => `${query} indeed`);
    report("HTTP, 20 distinct queries a second", await load(20, distinct));
    report("HTTP, 500 a second from 20 queries", await load(500, few));
  } finally {
    await server.close();
  }
}

async function openLoop(loop: OpenLoop): Promise<number[]> {
  const worker = new Worker(new URL("open-loop.worker.ts", import.meta.url), { workerData: loop });
  const [times] = (await once(worker, "message")) as [number[]];
  return times;
}

function twoPasses(): void {
  const points = groupedPoints(passages, 384);
  const quantized = new QuantizedRows(points);
  const asked = groupedPoints(passages + 100, 384);
  let found = 0;
  let wanted = 0;
  let ms = 0;
  for (let q = 0; q < 100; q++) {
    const exact = Float32Array.from({ length: passages }, (_, row) =>
      rowDot(asked, passages + q, points, row),
    );
    const query = asked.data.slice((passages + q) * 384, (passages + q + 1) * 384);
    const start = performance.now();
    const near = bestRows(quantized.similarities(query), { limit: 400 });
    ms += performance.now() - start;
    near.sort((a, b) => exact[b]! - exact[a]!);
    const ten = new Set(near.slice(0, 10));
    for (const row of bestRows(exact, { limit: 10 })) {
      wanted++;
      if (ten.has(row)) found++;
    }
  }
  report("two passes beside an exact scan", { recallAt10: found / wanted, firstPassMs: ms / 100 });
}

/** Of calls that were answered; those that were refused are counted. */
function percentiles(values: number[]) {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  const refused = values.length - sorted.length;
  return {
    calls: values.length,
    refused,
    ms50: at(0.5),
    ms95: at(0.95),
    ms99: at(0.99),
    msMost: sorted.at(-1),
  };
}

function report(title: string, figures: object): void {
  const machine = { node: process.version, cpu: cpus()[0]?.model, cores: cpus().length };
  process.stdout.write(
    `${JSON.stringify({ bench: "search-latency", case: title, passages, ...figures, ...machine })}\n`,
  );
}
