import { readFile } from "node:fs/promises";
import { afterAll, afterEach, expect, test } from "vitest";
import { importPaths } from "../../src/corpus/import.actions.ts";
import { startRun } from "../../src/jobs/engine.ts";
import type { MemoryReading } from "../../src/jobs/memory-plan.ts";
import { readProcesses, readSystem } from "../../src/jobs/memory-reading.ts";
import { runView } from "../../src/jobs/progress.ts";
import { cancelRun } from "../../src/jobs/steer.ts";
import { createWorkers, type Workers } from "../../src/jobs/workers.ts";
import { stages } from "../../src/model.ts";
import { sql } from "../../src/store/sql.ts";
import { listWorkers } from "../../src/store/worker.ts";
import { letters, openTestApp, writeFiles } from "../app.ts";
import { createTestDatabase } from "../postgres.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import {
  createLedger,
  createProject,
  type LedgerPlan,
  ledgerOf,
  runSettings,
  testContext,
} from "./ledger.ts";

const mb = 2 ** 20;
const { db, connection, drop } = await createTestDatabase();
const context = testContext(db);
await createLedger(db);
let workers: Workers | undefined;

afterEach(async () => {
  await workers?.stop();
  workers = undefined;
});
afterAll(async () => {
  await context.queue.close();
  await drop();
});

/** Real worker processes on a machine whose memory is as full as the test says. */
async function startOnMachine(memory: { share: number; largePid?: number | undefined }, plan: LedgerPlan) {
  const readMemory = async (): Promise<Omit<MemoryReading, "atMs">> => ({
    processes: (await readProcesses()).map((one) => ({
      ...one,
      bytes: one.pid === memory.largePid ? 500 * mb : 50 * mb,
    })),
    system: { usedBytes: memory.share * 16_000 * mb, totalBytes: 16_000 * mb, isContainer: false },
  });
  workers = createWorkers(context, {
    settings: { connection, plan },
    count: 3,
    module: "../test/jobs/ledger.child",
    readMemory,
  });
  await workers.start();
  await untilWorkers(3);
}

const startLedgerRun = async (name: string) => {
  const projectId = await createProject(db, name);
  return (await startRun(context, { projectId, kind: "import", settings: runSettings })).id;
};
const patient = { timeout: 60_000, interval: 50 };
const untilWorkers = (count: number) =>
  expect.poll(async () => (await listWorkers(db)).length, patient).toBe(count);
const untilState = (runId: number, state: string) =>
  expect.poll(async () => (await runView(db, runId)).state, patient).toBe(state);
const doneBatches = async (runId: number) =>
  (await runView(db, runId)).stages.reduce((sum, { done }) => sum + done, 0);

test("short of memory workers end between batches, no work is lost, and they come back when there is room", async () => {
  const memory = { share: 0.3 };
  const plan = { batchesPerStage: 40, itemsPerBatch: 2, batchMs: 60 };
  await startOnMachine(memory, plan);
  const id = await startLedgerRun("fewer");
  await expect.poll(() => doneBatches(id), patient).toBeGreaterThan(0);
  memory.share = 0.85;
  await untilWorkers(1);
  expect((await runView(db, id)).state).toBe("running");
  memory.share = 0.3;
  await untilWorkers(3);
  await untilState(id, "completed");
  const failures = await db.many(sql`select from batch where run_id = ${id} and failures > 0`);
  expect(failures).toEqual([]);
  expect(await ledgerOf(db, id)).toEqual(
    Object.fromEntries(stages.import.map((name) => [name, { items: 80, repeated: 0 }])),
  );
}, 120_000);

test("a run waits when memory is nearly full, says why, and goes on when there is room", async () => {
  const memory = { share: 0.3 };
  await startOnMachine(memory, { batchesPerStage: 20, itemsPerBatch: 2, batchMs: 60 });
  const id = await startLedgerRun("waits");
  await expect.poll(() => doneBatches(id), patient).toBeGreaterThan(0);
  memory.share = 0.95;
  await untilState(id, "waiting");
  expect((await runView(db, id)).waitsFor).toMatchObject({
    what: "memory",
    detail: "800 of the 16,000 MB of this machine are free",
  });
  memory.share = 0.3;
  await untilState(id, "completed");
}, 120_000);

test("a worker that has grown large gives its memory back by being replaced between batches", async () => {
  const memory: { share: number; largePid: number | undefined } = { share: 0.3, largePid: undefined };
  await startOnMachine(memory, { batchesPerStage: 20, itemsPerBatch: 2, batchMs: 60 });
  const id = await startLedgerRun("replaced");
  memory.share = 0.85;
  await untilWorkers(1);
  const [before] = await listWorkers(db);
  memory.largePid = before?.processId;
  await expect
    .poll(async () => (await listWorkers(db)).map(({ processId }) => processId), patient)
    .not.toContain(before?.processId);
  await untilState(id, "completed");
}, 120_000);

test("demand 1: just below the limit the largest worker is ended, which is no failure of its batch, and the run waits", async () => {
  const memory: { share: number; largePid: number | undefined } = { share: 0.3, largePid: undefined };
  await startOnMachine(memory, { batchesPerStage: 1, itemsPerBatch: 2, batchMs: 60_000 });
  const id = await startLedgerRun("ended");
  const busy = () =>
    db.maybeOne<{ processId: number }>(sql`
      select process_id as "processId" from batch join worker on worker.id = worker_id where run_id = ${id}`);
  memory.largePid = (await expect.poll(busy, patient).toBeDefined().then(busy))?.processId;
  memory.share = 0.99;
  await untilState(id, "waiting");
  expect((await listWorkers(db)).map(({ processId }) => processId)).not.toContain(memory.largePid);
  expect(await db.one(sql`select state, failures from batch where run_id = ${id}`)).toEqual({
    state: "undone",
    failures: 0,
  });
  await cancelRun(context, id);
}, 120_000);

test.runIf(process.platform === "linux")("the system would end a worker before the server", async () => {
  await startOnMachine({ share: 0.3 }, { batchesPerStage: 1, itemsPerBatch: 2, batchMs: 10 });
  const score = (pid: number) => readFile(`/proc/${pid}/oom_score_adj`, "utf8").then(Number);
  for (const { processId } of await listWorkers(db)) expect(await score(processId)).toBe(500);
  expect(await score(process.pid)).toBeLessThan(500);
});

test("demand 1: under a tiny limit an import waits and says why; under a larger one it goes on", async () => {
  const database = await createTestDatabase();
  afterAll(() => database.drop());
  const folder = writeFiles(temporaryFolder(), letters(3));
  const small = await openTestApp({ memoryLimit: 64, workers: 1 }, database);
  await small.workers.start();
  const isFull = ({ step }: Record<string, unknown>) => step === "runs wait";
  await expect.poll(() => small.log.some(isFull), patient).toBe(true);
  const started = await importPaths(small.context, { project: "letters", paths: [folder] });
  const id = started?.run.id ?? 0;
  await expect.poll(async () => (await runView(database.db, id)).state, patient).toBe("waiting");
  const { waitsFor } = await runView(database.db, id);
  expect(waitsFor).toMatchObject({
    what: "memory",
    detail: expect.stringMatching(/^Toposcope uses \d+ of the 64 MB/),
  });
  await small.close();
  const room = { data: small.folder, memoryLimit: 16_000, memoryThreshold: 95, workers: 1 };
  const large = await openTestApp(room, database);
  await large.workers.start();
  await expect
    .poll(async () => {
      const { state, waitsFor: why } = await runView(database.db, id);
      return why?.detail ?? state;
    }, patient)
    .toBe("completed");
  await large.close();
}, 120_000);

test("what processes have in memory is read with those that they started, and the machine's with its limits", async () => {
  const own = await readProcesses();
  expect(own[0]).toMatchObject({ pid: process.pid, role: "server" });
  expect(own[0]?.bytes).toBeGreaterThan(20 * mb);
  const system = await readSystem();
  expect(system.usedBytes).toBeGreaterThan(0);
  expect(system.usedBytes).toBeLessThan(system.totalBytes);
});
