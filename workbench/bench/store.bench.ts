/**
 * The store: opening the database, keeping vectors and reading them back, and the time between one stage and the next.
 * `node --conditions=toposcope-source workbench/bench/store.bench.ts`. One JSON line a case.
 */
import { createHash, randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { type Matrix, Random } from "@toposcope/algorithms";
import { pino } from "pino";
import { openApp } from "../src/app.ts";
import { resolveSettings } from "../src/config.ts";
import { finishBatch } from "../src/jobs/batch.ts";
import { startRun } from "../src/jobs/engine.ts";
import { watchRun } from "../src/jobs/run-hub.ts";
import type { Step } from "../src/jobs/step.ts";
import { work } from "../src/jobs/worker.ts";
import { type StageName, stages } from "../src/model.ts";
import { type Db, openDb } from "../src/store/db.ts";
import { openEmbedded, untilStopped } from "../src/store/embedded.ts";
import { migrate } from "../src/store/migrate.ts";
import { insertProject } from "../src/store/project.ts";
import { rowsOf, sql } from "../src/store/sql.ts";
import { insertVectors, modelId, vectorsOfChunks } from "../src/store/vector.ts";

const rounds = 5;
const dimensions = 384;
const vectorsPerTransaction = 1_000;
const machine = { node: process.version, cpu: cpus()[0]?.model ?? "unknown", cores: cpus().length };

function printCase(
  name: string,
  seconds: readonly number[],
  more: Readonly<Record<string, unknown>> = {},
): void {
  const sorted = seconds.toSorted((a, b) => a - b).map((value) => Math.round(value * 10_000) / 10_000);
  const result = {
    bench: "store",
    case: name,
    secondsMin: sorted[0],
    secondsMedian: sorted[Math.floor(sorted.length / 2)],
    ...more,
    peakMemoryMb: Math.round(process.resourceUsage().maxRSS / 1_024),
    ...machine,
  };
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1_000;
}

async function benchOpening(folder: string): Promise<void> {
  const cold = await timed(async () => (await openEmbedded({ dataFolder: folder, lingerMs: 0 })).close());
  printCase("create and start the database", [cold]);
  const warm: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await untilStopped(folder);
    warm.push(await timed(async () => (await openEmbedded({ dataFolder: folder, lingerMs: 0 })).close()));
  }
  printCase("start an existing database", warm);
}

/** A project with one document of so many chunks, each with a text of its own. */
async function fillProject(db: Db, chunks: number): Promise<{ hashes: Buffer[]; ids: number[] }> {
  const project = await insertProject(db, {
    name: randomUUID(),
    chunkTokens: 1_000,
    chunkOverlap: 150,
    now: new Date(),
  });
  const { document } = await db.one<{ document: number }>(sql`
    with source as (
      insert into source (project_id, kind, location, created_at) values (${project?.id}, 'files', '', now()) returning *
    ),
    file as (
      insert into file (project_id, source_id, path, location, bytes, mapping_hash)
      select project_id, id, '', '', 0, '' from source
      returning *
    )
    insert into document (project_id, source_id, file_id, path, title, text, text_hash, created_at)
    select project_id, source_id, id, '', '', '', '', now() from file
    returning id as document`);
  const hashes = Array.from({ length: chunks }, (_, i) =>
    createHash("sha256").update(`${document} ${i}`).digest(),
  );
  const rows = await db.many<{ id: number }>(sql`
    insert into chunk (project_id, document_id, ordinal, start_offset, own_start, end_offset, tokens, text_hash)
    select ${project?.id}, ${document}, ordinality, 0, 0, 0, 0, hash
    from ${rowsOf(hashes, { hash: ["bytea", (hash) => hash] })}
    order by ordinality
    returning id`);
  return { hashes, ids: rows.map(({ id }) => id) };
}

function unitVector(random: Random): Float32Array {
  const values = Float32Array.from({ length: dimensions }, () => random.normal());
  const length = Math.hypot(...values);
  return values.map((value) => value / length);
}

function furthestApart(values: Float32Array, all: Matrix | undefined, row: number): number {
  let furthest = 0;
  for (let column = 0; column < dimensions; column += 1) {
    const apart = Math.abs((values[column] ?? 0) - (all?.data[row * dimensions + column] ?? 0));
    furthest = Math.max(furthest, apart);
  }
  return furthest;
}

async function storeVectors(
  db: Db,
  model: number,
  vectors: Parameters<typeof insertVectors>[1]["vectors"],
): Promise<void> {
  for (let from = 0; from < vectors.length; from += vectorsPerTransaction) {
    const slice = vectors.slice(from, from + vectorsPerTransaction);
    await db.transaction((tx) => insertVectors(tx, { modelId: model, now: new Date(), vectors: slice }));
  }
}

async function benchVectors(db: Db, chunks: number): Promise<void> {
  const key = `bench ${chunks}`;
  const pooling = "mean";
  const stamp = { id: key, revision: "1", pooling, prefix: "", dimensions, normalised: true } as const;
  const model = await modelId(db, { key, stamp, name: key });
  const { hashes, ids } = await fillProject(db, chunks);
  const random = new Random(7);
  const vectors = hashes.map((hash) => ({ hash, values: unitVector(random) }));
  const storing: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await db.run(sql`delete from vector where model_id = ${model}`);
    storing.push(await timed(() => storeVectors(db, model, vectors)));
  }
  printCase(`store ${chunks} vectors of ${dimensions}`, storing, {
    vectorsPerSecond: Math.round(chunks / Math.min(...storing)),
  });
  await db.run(sql`analyze`);
  const reading: number[] = [];
  let all: Matrix | undefined;
  for (let round = 0; round < rounds; round += 1) {
    reading.push(
      await timed(async () => {
        all = await vectorsOfChunks(db, { modelId: model, dimensions, chunks: ids });
      }),
    );
  }
  const furthest = vectors.reduce((most, { values }, i) => Math.max(most, furthestApart(values, all, i)), 0);
  printCase(`read ${chunks} vectors of ${dimensions} back`, reading, {
    vectorsPerSecond: Math.round(chunks / Math.min(...reading)),
    furthestFromStored: furthest,
  });
}

function tinyStep(name: StageName): Step {
  return {
    name,
    unit: "items",
    async *plan() {
      yield { items: null, weight: 1 };
    },
    run: ({ db }, batch) => db.transaction((tx) => finishBatch(tx, batch)),
  };
}

async function benchStages(data: string): Promise<void> {
  const log = pino({ level: "warn" }, pino.destination(2));
  const { settings } = resolveSettings({ flags: { data, workers: 0, minFree: 0 }, environment: {} });
  const app = await openApp({ settings, log });
  const { context } = app;
  const { db } = context;
  const all = (names: readonly StageName[]) => names.map(tinyStep);
  const steps = {
    import: all(stages.import),
    analysis: all(stages.analysis),
    picture: all(stages.picture),
    description: [],
    facets: [],
  };
  const stopping = new AbortController();
  const working = work(context, { steps, signal: stopping.signal });
  const wakes: number[] = [];
  const gaps: number[] = [];
  for (let round = 0; round < rounds * 4; round += 1) {
    const now = new Date();
    const project = await insertProject(db, {
      name: randomUUID(),
      chunkTokens: 1_000,
      chunkOverlap: 150,
      now,
    });
    const { id, createdAt } = await startRun(context, {
      projectId: project?.id ?? 0,
      kind: "analysis",
      settings: { ...settings, model: "static" },
    });
    for await (const run of watchRun(context, id))
      if (run.finishedAt && run.error) throw new Error(run.error);
    const rows = await db.many<{ startedAt: Date; finishedAt: Date }>(sql`
      select started_at as "startedAt", finished_at as "finishedAt" from stage where run_id = ${id} order by ordinal`);
    wakes.push(((rows[0]?.startedAt.getTime() ?? 0) - createdAt.getTime()) / 1_000);
    const last = rows.at(-1)?.finishedAt.getTime() ?? 0;
    gaps.push((last - (rows[0]?.startedAt.getTime() ?? 0)) / 1_000 / rows.length);
  }
  stopping.abort();
  await working;
  await app.close();
  printCase("from the start of a run to its first stage", wakes.slice(1));
  printCase("a stage of one empty batch, planned, done and completed", gaps.slice(1));
}

const folder = await mkdtemp(join(tmpdir(), "toposcope-bench-"));
await benchOpening(folder);
const embedded = await openEmbedded({ dataFolder: folder, lingerMs: 0 });
const db = openDb({ connection: embedded.connection });
await migrate(db);
for (const chunks of [1_000, 10_000, 100_000]) await benchVectors(db, chunks);
await db.close();
embedded.close();
await benchStages(folder);
await untilStopped(folder);
await rm(folder, { recursive: true, force: true });
