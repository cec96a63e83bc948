/**
 * What durability costs, and how soon work goes on after a kill: the main job on abstracts of arXiv beside the same work in
 * one process that keeps nothing, and the time from the end of a worker or server until a worker in its place is at a batch.
 * `node --conditions=toposcope-source workbench/bench/durability.bench.ts [static] [minilm] [recovery]`. One JSON line a case.
 */
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { killAll, processesOf } from "../ordeal/kill-loop/processes.ts";
import { Product, socketOf } from "../ordeal/kill-loop/product.ts";
import { type Db, openDb } from "../src/store/db.ts";
import { untilStopped } from "../src/store/embedded.ts";
import { databaseUserName } from "../src/store/embedded-server.ts";
import { sql } from "../src/store/sql.ts";
import { sharedFolder } from "../test/shared.ts";

const run = promisify(execFile);
const bin = fileURLToPath(new URL("../bin/toposcope.js", import.meta.url));
const withoutStore = fileURLToPath(new URL("./main-job-without-store.ts", import.meta.url));
const machine = { node: process.version, cpu: cpus()[0]?.model, cores: cpus().length };
const kills = 20;
const wanted = process.argv.slice(2);
const isWanted = (name: string) => wanted.length === 0 || wanted.includes(name);

const folder = await mkdtemp(join(tmpdir(), "toposcope-durability-"));
const lines = (await readFile(join(sharedFolder, "data/arxiv/arxiv-1993-2019.jsonl"), "utf8"))
  .split("\n")
  .filter(Boolean);

function print(name: string, figures: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify({ bench: "durability", case: name, ...figures, ...machine })}\n`);
}

/** A table of abstracts; of more than there are, some come again in other words. */
async function corpus(documents: number): Promise<string> {
  const path = join(folder, `abstracts-${documents}.jsonl`);
  const rows = Array.from({ length: documents }, (_, i) => {
    const { id, abstract, ...row } = JSON.parse(lines[i % lines.length] as string);
    const round = Math.floor(i / lines.length);
    return JSON.stringify({
      ...row,
      id: `${id}.${round}`,
      abstract: abstract
        .split(" ")
        .slice(5 * round)
        .join(" "),
    });
  });
  await writeFile(path, `${rows.join("\n")}\n`);
  return path;
}

/**
 * The program's own analysis with one worker and no pictures of work under way, since what it is compared with is one process
 * that shows nothing before its end.
 */
async function benchOverhead(model: string, documents: number): Promise<void> {
  const file = await corpus(documents);
  const data = join(folder, `data-${model}-${documents}`);
  const common = ["--data", data, "--model", model, "--workers", "1", "--project", "bench"];
  await toposcope(["projects", "--data", data]);
  const bare = await timed(() =>
    run(process.execPath, ["--conditions=toposcope-source", withoutStore, file, model]),
  );
  let databaseSeconds = 0;
  const kept = await timed(async () => {
    await toposcope(["import", file, ...common]);
    await toposcope(["analyze", ...common]);
    databaseSeconds = await databaseCpuSeconds(data);
  });
  await untilStopped(data);
  print(`${documents.toLocaleString("en")} abstracts with ${model}`, {
    secondsWithoutStore: bare.seconds,
    secondsWithStore: kept.seconds,
    overheadOfTime: kept.seconds / bare.seconds - 1,
    cpuSecondsWithoutStore: bare.cpuSeconds,
    cpuSecondsWithStore: kept.cpuSeconds + databaseSeconds,
    overheadOfCpu: (kept.cpuSeconds + databaseSeconds) / bare.cpuSeconds - 1,
  });
}

const toposcope = (parameters: readonly string[]) =>
  run(process.execPath, ["--conditions=toposcope-source", bin, ...parameters], {
    maxBuffer: 1 << 26,
    env: { ...process.env, TOPOSCOPE_PICTURES: "false" },
  });

/** Time, and the processor's time of children that have ended; PostgreSQL is none of them. */
async function timed(work: () => Promise<unknown>): Promise<{ seconds: number; cpuSeconds: number }> {
  const before = await cpuSeconds("self");
  const startedAt = performance.now();
  await work();
  return {
    seconds: (performance.now() - startedAt) / 1_000,
    cpuSeconds: (await cpuSeconds("self")).ofChildren - before.ofChildren,
  };
}

/** While the database still waits for its next user. */
async function databaseCpuSeconds(data: string): Promise<number> {
  const all = [...processesOf("postgres", { server: undefined, folder: data }), ...backendsOf(data)];
  const taken = await Promise.all(all.map(cpuSeconds));
  return taken.reduce((sum, { own, ofChildren }) => sum + own + ofChildren, 0);
}

const backendsOf = (data: string) => processesOf("backend", { server: undefined, folder: data });

const ticksPerSecond = 100;

async function cpuSeconds(id: number | "self"): Promise<{ own: number; ofChildren: number }> {
  const status = await readFile(`/proc/${id}/stat`, "utf8");
  const fields = status
    .slice(status.lastIndexOf(")") + 2)
    .split(" ")
    .map(Number);
  const [user = 0, system = 0, childUser = 0, childSystem = 0] = fields.slice(11, 15);
  return { own: (user + system) / ticksPerSecond, ofChildren: (childUser + childSystem) / ticksPerSecond };
}

/** From SIGKILL to the first batch that a worker in its place is at, in the midst of 10,000 documents. */
async function benchRecovery(): Promise<void> {
  const data = join(folder, "data-recovery");
  const product = new Product(data);
  const db = openDb({ connection: { host: socketOf(data), user: databaseUserName, database: "postgres" } });
  product.start();
  await product.answers();
  const form = new FormData();
  form.append("files", new Blob([await readFile(await corpus(10_000))]), "abstracts.jsonl");
  await product.ask("POST", "/api/projects/bench/sources?model=minilm", form);
  await embedding(db);
  for (const target of ["worker", "server"] as const) {
    const taken: { free: number; held: number }[] = [];
    while (taken.length < kills) {
      await sleep(1_500);
      taken.push(await recovery(product, db, target));
    }
    const at = (what: "free" | "held", share: number) =>
      taken.map((one) => one[what]).toSorted((x, y) => x - y)[
        Math.min(taken.length - 1, Math.floor(share * taken.length))
      ];
    print(`${target} killed at 10,000 documents`, {
      kills,
      freeSecondsP50: at("free", 0.5),
      freeSecondsP99: at("free", 0.99),
      newHoldsSecondsP50: at("held", 0.5),
      newHoldsSecondsP99: at("held", 0.99),
    });
  }
  await db.close();
  await product.close();
}

async function embedding(db: Db): Promise<void> {
  while ((await finished(db)) === 0) await sleep(50);
}

/** Seconds from a kill until what the dead held can be taken, and until somebody new holds a batch. */
async function recovery(
  product: Product,
  db: Db,
  target: "worker" | "server",
): Promise<{ free: number; held: number }> {
  const { id } = await db.one<{ id: number }>(sql`select coalesce(max(id), 0) as id from worker`);
  const of = { server: product.processId, folder: product.folder };
  const workers = processesOf("worker", of);
  const killed = target === "server" ? [product.processId as number] : workers.slice(0, 1);
  const dead = target === "server" ? workers : killed;
  const startedAt = performance.now();
  const passed = () => (performance.now() - startedAt) / 1_000;
  killAll(killed);
  while ((await heldBy(db, dead)) > 0) await sleep(10);
  const free = passed();
  while ((await workedOnBy(db, id)) === 0) await sleep(10);
  return { free, held: passed() };
}

/** How many batches processes hold. */
const heldBy = async (db: Db, processIds: readonly number[]) =>
  (
    await db.one<{ held: number }>(sql`
      select count(*) as held
      from batch
      join worker on worker.id = batch.worker_id
      where batch.state = 'running' and process_id = any(${[...processIds]}::int[])`)
  ).held;

const finished = async (db: Db) =>
  (
    await db.one<{ done: number }>(
      sql`select count(*) as done from batch where stage = 'embed' and state = 'done'`,
    )
  ).done;

/** How many batches workers hold that came after one. */
const workedOnBy = async (db: Db, after: number) =>
  (await db.one<{ held: number }>(sql`select count(*) as held from batch where worker_id > ${after}`)).held;

for (const model of ["static", "minilm"])
  if (isWanted(model)) for (const documents of [1_000, lines.length]) await benchOverhead(model, documents);
if (isWanted("recovery")) await benchRecovery();
await rm(folder, { recursive: true, force: true });
process.exit();
