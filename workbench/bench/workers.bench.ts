/**
 * Workers: what a second one speeds up, batches through the queue, and how soon work goes on after a kill or stops at a
 * pause. `node --conditions=toposcope-source workbench/bench/workers.bench.ts [short] [speed-up] [queue] [kill] [pause]`. One JSON line
 * a case.
 */
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { labelledTexts } from "../evaluate/labelled-texts.ts";
import { type App, openApp } from "../src/app.ts";
import { resolveSettings } from "../src/config.ts";
import { importPaths } from "../src/corpus/import.actions.ts";
import { startRun } from "../src/jobs/engine.ts";
import { pauseRun } from "../src/jobs/steer.ts";
import { createWorkers, type Workers } from "../src/jobs/workers.ts";
import type { Db } from "../src/store/db.ts";
import { openDb } from "../src/store/db.ts";
import { openEmbedded, untilStopped } from "../src/store/embedded.ts";
import { migrate } from "../src/store/migrate.ts";
import { runById } from "../src/store/run.ts";
import { stagesOf } from "../src/store/stage.ts";
import { listWorkers, type WorkerRow } from "../src/store/worker.ts";
import {
  createLedger,
  createProject,
  type LedgerPlan,
  runSettings,
  testContext,
} from "../test/jobs/ledger.ts";
import { sharedFolder } from "../test/shared.ts";

const isShort = process.argv.includes("short");
const wanted = process.argv.slice(2).filter((word) => word !== "short");
const isWanted = (part: string) => wanted.length === 0 || wanted.includes(part);
const texts = isShort ? 400 : 2_000;
const copiesOfPdfs = isShort ? 1 : 4;
const batchesPerStage = isShort ? 200 : 2_000;
const kills = isShort ? 10 : 100;
const pauses = isShort ? 3 : 20;
const machine = { node: process.version, cpu: cpus()[0]?.model ?? "unknown", cores: cpus().length };

function printCase(name: string, result: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify({ bench: "workers", case: name, ...result, ...machine })}\n`);
}

const rounded = (value: number) => Math.round(value * 1_000) / 1_000;

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return rounded(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN);
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "toposcope-bench-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function untilOver(db: Db, runId: number): Promise<void> {
  for (;;) {
    const run = await runById(db, runId);
    if (run?.state === "completed") return;
    if (run?.finishedAt) throw new Error(`run ${runId} is ${run.state}: ${run.error}`);
    await sleep(20);
  }
}

/** When a stage of a run came into a state, on `performance.now()`. */
async function untilStage(db: Db, runId: number, stage: string, wanted: string): Promise<number> {
  for (;;) {
    const row = (await stagesOf(db, [runId])).find(({ name }) => name === stage);
    if (row?.state === wanted || row?.state === "completed") return performance.now();
    if ((await runById(db, runId))?.state === "failed") throw new Error(`run ${runId} failed`);
    await sleep(100);
  }
}

/** PDF files that differ in a byte at their end: a copy of what was read is not read again. */
async function pdfFolder(folder: string): Promise<string> {
  const source = join(sharedFolder, "data/files/pdf");
  const target = join(folder, "pdf");
  await mkdir(target);
  for (const name of await readdir(source)) {
    await copyFile(join(source, name), join(target, `0-${name}`));
    const bytes = await readFile(join(source, name));
    for (let copy = 1; copy < copiesOfPdfs; copy += 1)
      await writeFile(join(target, `${copy}-${name}`), Buffer.concat([bytes, Buffer.from(`%${copy}\n`)]));
  }
  return target;
}

async function abstractsFolder(folder: string): Promise<string> {
  const path = join(folder, "abstracts.jsonl");
  const rows = (await labelledTexts("arxiv")).slice(0, texts);
  await writeFile(path, rows.map(({ text }) => JSON.stringify({ text })).join("\n"));
  return path;
}

/** Seconds that a stage of an import takes with so many workers, all there before it begins. */
async function stageSeconds(path: string, stage: string, workers: number): Promise<number> {
  return await inFolder(async (data) => {
    const { settings } = resolveSettings({ flags: { data, workers, pictures: false } });
    const app: App = await openApp({ settings });
    const { db } = app.context;
    try {
      await app.workers.start();
      while ((await listWorkers(db)).length < workers) await sleep(20);
      const started = await importPaths(app.context, { project: "bench", paths: [path] });
      const id = started?.run.id ?? 0;
      const startedMs = await untilStage(db, id, stage, "running");
      return ((await untilStage(db, id, stage, "completed")) - startedMs) / 1_000;
    } finally {
      await app.close();
      await untilStopped(data);
    }
  });
}

async function speedUp(name: string, path: string, stage: string): Promise<void> {
  const one = await stageSeconds(path, stage, 1);
  const two = await stageSeconds(path, stage, 2);
  printCase(name, {
    secondsWithOne: rounded(one),
    secondsWithTwo: rounded(two),
    speedUp: rounded(one / two),
  });
}

/** A database with workers whose steps keep a ledger and compute nothing. */
class Bench {
  readonly db: Db;
  readonly context: ReturnType<typeof testContext>;
  readonly #connection: Parameters<typeof openDb>[0]["connection"];
  #workers: Workers | undefined;
  #runs = 0;

  constructor(connection: Parameters<typeof openDb>[0]["connection"]) {
    this.#connection = connection;
    this.db = openDb({ connection });
    this.context = testContext(this.db);
  }

  async start(plan: LedgerPlan, count: number): Promise<void> {
    await this.stop();
    this.#workers = createWorkers(this.context, {
      settings: { connection: this.#connection, plan },
      count,
      module: "../test/jobs/ledger.child",
    });
    await this.#workers.start();
    while ((await listWorkers(this.db)).length < count) await sleep(20);
  }

  async stop(): Promise<void> {
    await this.#workers?.stop();
    this.#workers = undefined;
  }

  async run(): Promise<number> {
    this.#runs += 1;
    const projectId = await createProject(this.db, `bench ${this.#runs}`);
    const { id } = await startRun(this.context, { projectId, kind: "import", settings: runSettings });
    return id;
  }

  async workerAt(runId: number, not?: number): Promise<WorkerRow> {
    for (;;) {
      const at = (await listWorkers(this.db)).find(
        (worker) => worker.runId === runId && worker.batch !== null && worker.id !== not,
      );
      if (at) return at;
      await sleep(5);
    }
  }
}

async function queue(bench: Bench, workers: number): Promise<void> {
  await bench.start({ batchesPerStage, itemsPerBatch: 2, batchMs: 0 }, workers);
  const started = performance.now();
  const id = await bench.run();
  await untilOver(bench.db, id);
  const seconds = (performance.now() - started) / 1_000;
  const batches = (await stagesOf(bench.db, [id])).length * batchesPerStage;
  printCase(`batches through the queue, ${workers} workers`, {
    batches,
    perSecond: Math.round(batches / seconds),
  });
}

async function takeOver(bench: Bench): Promise<void> {
  const plan = { batchesPerStage: 1, itemsPerBatch: 2, batchMs: 600_000 };
  const seconds: number[] = [];
  for (let kill = 0; kill < kills; kill += 1) {
    if (kill === 0) await bench.start(plan, 2);
    while ((await listWorkers(bench.db)).length < 2) await sleep(20);
    const id = await bench.run();
    const victim = await bench.workerAt(id);
    process.kill(victim.processId, "SIGKILL");
    const killedAt = performance.now();
    await bench.workerAt(id, victim.id);
    seconds.push((performance.now() - killedAt) / 1_000);
    await pauseRun(bench.context, id);
  }
  printCase("from kill to work going on", {
    kills,
    secondsP50: quantile(seconds, 0.5),
    secondsP99: quantile(seconds, 0.99),
  });
}

async function pause(bench: Bench): Promise<void> {
  await bench.start({ batchesPerStage: 1, itemsPerBatch: 2, batchMs: 0, blockMs: 600_000 }, 1);
  const seconds: number[] = [];
  for (let time = 0; time < pauses; time += 1) {
    const id = await bench.run();
    const { processId } = await bench.workerAt(id);
    await sleep(300);
    const pausedAt = performance.now();
    await pauseRun(bench.context, id);
    while (isThere(processId)) await sleep(5);
    seconds.push((performance.now() - pausedAt) / 1_000);
  }
  printCase("from pause to the end of a worker that computes in one stretch", {
    pauses,
    secondsP50: quantile(seconds, 0.5),
    secondsMax: quantile(seconds, 1),
  });
}

function isThere(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch {
    return false;
  }
}

await inFolder(async (folder) => {
  if (!isWanted("speed-up")) return;
  await speedUp(`embedding ${texts} abstracts`, await abstractsFolder(folder), "embed");
  await speedUp("reading PDF files", await pdfFolder(folder), "read");
});
await inFolder(async (folder) => {
  const embedded = await openEmbedded({ dataFolder: folder, lingerMs: 0 });
  const bench = new Bench(embedded.connection);
  try {
    await migrate(bench.db);
    await createLedger(bench.db);
    if (isWanted("queue")) for (const workers of [1, 2]) await queue(bench, workers);
    if (isWanted("kill")) await takeOver(bench);
    if (isWanted("pause")) await pause(bench);
  } finally {
    await bench.stop();
    await bench.context.queue.close();
    await bench.db.close();
    embedded.close();
    await untilStopped(folder);
  }
});
