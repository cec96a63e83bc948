/**
 * Edits of topics over 100,000 chunks: what each kind costs, and what readers pay for them.
 * `node --conditions=toposcope-source workbench/bench/topic-edits.bench.ts [chunks]`. One JSON line a case.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { Random } from "@toposcope/algorithms";
import { pino } from "pino";
import { type App, openApp } from "../src/app.ts";
import { resolveSettings } from "../src/config.ts";
import { listDocuments } from "../src/corpus/actions.ts";
import { getProject } from "../src/corpus/project.actions.ts";
import { artifacts } from "../src/store/analysis.ts";
import { saveArtifact } from "../src/store/artifact.ts";
import type { Db } from "../src/store/db.ts";
import { insertDocumentTopics } from "../src/store/document-topic.ts";
import { insertLayers } from "../src/store/layer.ts";
import { insertMemberships } from "../src/store/membership.ts";
import { sql } from "../src/store/sql.ts";
import { insertTopics } from "../src/store/topic.ts";
import { insertVectors, modelId } from "../src/store/vector.ts";
import type { TopicEditRequest } from "../src/topic-contract.ts";
import { listTopics, mapOf, topicGraph } from "../src/topics/actions.ts";
import { editTopics, undoTopicEdit } from "../src/topics/edit.actions.ts";
import { encodeMap } from "../src/topics/map-columns.ts";

const chunkCount = Number(process.argv[2] ?? 100_000);
const chunksPerDocument = 4;
const dimensions = 384;
/** Topics of each layer, fine to coarse; each divides the one before. */
const topicCounts = [640, 160, 20];
const suggested = 1;
const project = "bench";
const machine = { node: process.version, cpu: cpus()[0]?.model ?? "unknown", cores: cpus().length };

interface Corpus {
  readonly runId: number;
  readonly chunks: readonly number[];
  readonly documents: readonly number[];
}

/** Topic of a chunk in a layer; a third of a document's chunks are about something else. */
function labelOf(position: number, layer: number): number {
  const other = position % 3 === 0 ? position * 104_729 : ownTopic(position);
  return other % topicCounts[layer]!;
}

const ownTopic = (position: number) => Math.floor(position / chunksPerDocument) * 7_919;
const firstId = (layer: number) => topicCounts.slice(0, layer).reduce((sum, count) => sum + count, 0);

async function makeCorpus(db: Db): Promise<Corpus> {
  const documentCount = Math.ceil(chunkCount / chunksPerDocument);
  const { id: projectId } = await db.one<{ id: number }>(sql`
    insert into project (name, chunk_tokens, chunk_overlap, created_at, updated_at)
    values (${project}, 1000, 150, now(), now())
    returning id`);
  await db.run(sql`
    with made as (
      insert into source (project_id, kind, location, created_at) values (${projectId}, 'files', 'a.txt', now()) returning id
    ),
    file as (
      insert into file (project_id, source_id, path, location, bytes, mapping_hash)
      select ${projectId}, id, 'a.txt', 'a.txt', 1, '' from made
      returning id, source_id
    )
    insert into document (project_id, source_id, file_id, path, title, text, text_hash, created_at, prepared, chunked)
    select ${projectId}, source_id, file.id, 'a.txt', 'document ' || n, repeat('A text of words about harbours. ', 20), '', now(), true, true
    from file, generate_series(1, ${documentCount}) as n`);
  await db.run(sql`
    insert into chunk (project_id, document_id, ordinal, start_offset, own_start, end_offset, tokens, text_hash, content_words)
    select ${projectId}, document.id, n, n * 100, n * 100, n * 100 + 100, 20, sha256((document.id || '/' || n)::bytea), 'harbour ship ' || document.id
    from document, generate_series(0, ${chunksPerDocument - 1}) as n
    where project_id = ${projectId}
    order by document.id, n
    limit ${chunkCount}`);
  const rows = await db.many<{ id: number; document: number; hash: Buffer }>(
    sql`select id, document_id as document, text_hash as hash from chunk where project_id = ${projectId} order by id`,
  );
  const model = await modelId(db, {
    key: "bench",
    name: "static",
    stamp: { id: "bench", revision: "1", pooling: "mean", prefix: "", dimensions, normalised: true },
  });
  await storeVectors(db, model, rows);
  const { id: runId } = await db.one<{ id: number }>(sql`
    insert into run (project_id, kind, number, state, settings, model_id, correlation_id, created_at)
    values (
      ${projectId}, 'analysis', 1, 'completed', '{"model": "static", "seed": 0, "linkThreshold": 0.25}', ${model}, 'c', now()
    )
    returning id`);
  await db.run(sql`update project set current_run_id = ${runId} where id = ${projectId}`);
  return { runId, chunks: rows.map(({ id }) => id), documents: rows.map(({ document }) => document) };
}

const centres = Array.from({ length: Math.max(...topicCounts) }, (_, topic) => direction(topic, undefined));

function direction(seed: number, around: Float32Array | undefined): Float32Array {
  const random = new Random(seed);
  const row = Float32Array.from(
    { length: dimensions },
    (_, c) => (around?.[c] ?? 0) + (around ? 0.05 : 1) * (random.uniform() - 0.5),
  );
  const length = Math.hypot(...row);
  return row.map((value) => value / length);
}

async function storeVectors(db: Db, model: number, rows: readonly { hash: Buffer }[]): Promise<void> {
  const perInsert = 5_000;
  for (let from = 0; from < rows.length; from += perInsert) {
    const vectors = rows.slice(from, from + perInsert).map(({ hash }, at) => ({
      hash,
      values: direction(from + at, centres[labelOf(from + at, 0)]),
    }));
    await insertVectors(db, { modelId: model, now: new Date(), vectors });
  }
}

async function storeAnalysis(db: Db, { runId, chunks, documents }: Corpus): Promise<void> {
  await insertLayers(
    db,
    runId,
    topicCounts.map((_, layer) => ({
      layer,
      suggested: layer === suggested,
      stability: null,
      coverage: 1,
      outliers: 0,
    })),
  );
  for (const [layer, count] of topicCounts.entries()) {
    const sizes = new Uint32Array(count);
    for (let at = 0; at < chunks.length; at++) sizes[labelOf(at, layer)]!++;
    const id = (topic: number) => firstId(layer) + topic;
    await insertTopics(
      db,
      runId,
      Array.from(sizes, (size, topic) => ({
        ...{ id: id(topic), layer, name: `topic ${id(topic)}`, size, x: 0, y: 0, documents: 0 },
        parent:
          layer + 1 < topicCounts.length ? firstId(layer + 1) + (topic % topicCounts[layer + 1]!) : null,
        keywords: Array.from({ length: 10 }, (_, k) => ({
          keyword: `word${topic} ${k}`,
          score: 1 / (k + 1),
        })),
        centroid: centres[topic]!,
        exemplars: [chunks[topic]!],
      })),
    );
    await insertMemberships(
      db,
      runId,
      layer,
      chunks.map((chunk, at) => ({ chunk, topic: id(labelOf(at, layer)), strength: 0.8, outlier: false })),
    );
    const mains = new Map(documents.map((document, at) => [document, ownTopic(at) % count]));
    await insertDocumentTopics(
      db,
      { runId, layer },
      [...mains].map(([document, topic]) => ({
        ...{ document, topic: id(topic), relevance: 0.7, main: true, rank: "primary" as const },
      })),
    );
    await db.run(sql`
      update topic set documents = counted.documents
      from (select topic_id, count(*) as documents from document_topic where run_id = ${runId} and main group by topic_id) as counted
      where run_id = ${runId} and id = topic_id`);
  }
  const map = encodeMap({
    run: 1,
    layers: topicCounts.map((count, layer) => ({
      layer,
      suggested: layer === suggested,
      topics: Array.from({ length: count }, (_, topic) => firstId(layer) + topic),
    })),
    chunks: Uint32Array.from(chunks),
    documents: Uint32Array.from(documents),
    x: Float32Array.from(chunks, (_, at) => Math.sin(at)),
    y: Float32Array.from(chunks, (_, at) => Math.cos(at * 3)),
    strengths: new Float32Array(chunks.length).fill(0.8),
    topics: topicCounts.map((_, layer) => Uint16Array.from(chunks, (__, at) => labelOf(at, layer))),
  });
  await saveArtifact(db, runId, artifacts.map, { shape: [map.length], data: map });
  await db.run(sql`analyze`);
}

async function measure(name: string, work: () => Promise<unknown>, rounds = 3): Promise<void> {
  const seconds: number[] = [];
  const cpu = process.cpuUsage();
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await work();
    seconds.push((performance.now() - start) / 1_000);
  }
  const { user, system } = process.cpuUsage(cpu);
  const sorted = seconds.map((value) => Math.round(value * 10_000) / 10_000).sort((a, b) => a - b);
  const result = {
    bench: "topic edits",
    case: name,
    chunks: chunkCount,
    secondsMin: sorted[0],
    secondsMedian: sorted[rounds >> 1],
    ownCpuSeconds: Math.round((user + system) / rounds / 1_000) / 1_000,
    peakMemoryMb: Math.round(process.resourceUsage().maxRSS / 1_024),
    ...machine,
  };
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

async function benchReaders({ context }: App, state: string): Promise<void> {
  await measure(`map, ${state}`, async () => (await mapOf(context, { project })).read());
  await measure(`list of topics, ${state}`, () => listTopics(context, { project }));
  await measure(`topic graph, ${state}`, () => topicGraph(context, { project }));
  await measure(`first 50 documents, ${state}`, () => listDocuments(context, { project, limit: 50 }));
  await measure(`1,000 documents, ${state}`, () => listDocuments(context, { project, limit: 1_000 }));
  await measure(`counts of the project, ${state}`, () => getProject(context, { project }));
}

async function bench(app: App): Promise<void> {
  const { context } = app;
  const corpus = await makeCorpus(context.db);
  await storeAnalysis(context.db, corpus);
  const middle = firstId(suggested);
  const coarse = firstId(topicCounts.length - 1);
  const edits: [string, TopicEditRequest][] = [
    ["rename", { kind: "rename", topic: middle, name: "Another" }],
    ["merge two topics of the suggested layer", { kind: "merge", topics: [middle, middle + 1] }],
    ["merge two coarse topics", { kind: "merge", topics: [coarse, coarse + 1] }],
    ["leave a topic out", { kind: "exclude", topics: [middle + 2] }],
    ["split a topic of the suggested layer", { kind: "split", topic: middle + 3, into: 2 }],
    ["split a coarse topic", { kind: "split", topic: coarse + 2, into: 3 }],
    ["reduce the suggested layer to 20", { kind: "reduce", to: 20 }],
    ["reduce the finest layer to 40", { kind: "reduce", to: 40, layer: 0 }],
  ];
  await benchReaders(app, "without edits");
  for (const [name, edit] of edits) {
    await measure(`${name}, and undo`, async () => {
      await editTopics(context, { project, edit });
      await undoTopicEdit(context, { project });
    });
  }
  for (const [, edit] of edits) await editTopics(context, { project, edit });
  await benchReaders(app, "with eight edits");
}

const folder = await mkdtemp(join(tmpdir(), "toposcope-bench-edits-"));
const { settings } = resolveSettings({ flags: { data: folder, model: "static" } });
const app = await openApp({ settings, log: pino({ level: "silent" }) });
try {
  await bench(app);
} finally {
  await app.close();
  await rm(folder, { recursive: true, force: true });
}
