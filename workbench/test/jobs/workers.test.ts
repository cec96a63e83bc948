import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, expect, test } from "vitest";
import { startRun } from "../../src/jobs/engine.ts";
import { watchRun } from "../../src/jobs/run-hub.ts";
import { createWorkers, type Workers } from "../../src/jobs/workers.ts";
import { stages } from "../../src/model.ts";
import { forkModule } from "../../src/process.ts";
import { runById } from "../../src/store/run.ts";
import { sql } from "../../src/store/sql.ts";
import { listWorkers } from "../../src/store/worker.ts";
import { createTestDatabase } from "../postgres.ts";
import {
  createLedger,
  createProject,
  type LedgerPlan,
  ledgerOf,
  runSettings,
  testContext,
} from "./ledger.ts";

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

function startWorkers(plan: LedgerPlan, count = 2): Promise<void> {
  workers = createWorkers(context, {
    settings: { connection, plan },
    count,
    module: "../test/jobs/ledger.child",
  });
  return workers.start();
}

async function startLedgerRun(name: string): Promise<number> {
  const projectId = await createProject(db, name);
  return (await startRun(context, { projectId, kind: "import", settings: runSettings })).id;
}

async function untilOver(runId: number) {
  for await (const run of watchRun(context, runId)) if (run.finishedAt) return run;
  throw new Error("the run was never over");
}

const onceEach = ({ batchesPerStage, itemsPerBatch }: LedgerPlan) =>
  Object.fromEntries(
    stages.import.map((name) => [name, { items: batchesPerStage * itemsPerBatch, repeated: 0 }]),
  );

test("worker processes share a run's batches", async () => {
  const plan = { batchesPerStage: 6, itemsPerBatch: 4, batchMs: 40 };
  await startWorkers(plan);
  const id = await startLedgerRun("shared");
  expect((await untilOver(id)).state).toBe("completed");
  expect(await ledgerOf(db, id)).toEqual(onceEach(plan));
  const { processes } = await db.one<{ processes: number }>(
    sql`select count(distinct process_id) as processes from ledger where run_id = ${id}`,
  );
  expect(processes).toBe(2);
});

test("a killed worker's batch is done by another within seconds, once, and the worker is replaced", async () => {
  const plan = { batchesPerStage: 1, itemsPerBatch: 2, batchMs: 800 };
  await startWorkers(plan);
  const id = await startLedgerRun("killed");
  const victim = await expect
    .poll(
      () =>
        db.maybeOne<{ processId: number }>(sql`
          select process_id as "processId" from worker join batch on worker_id = worker.id where state = 'running'`),
      { timeout: 20_000 },
    )
    .toBeTruthy()
    .then(() => runningProcess());
  process.kill(victim, "SIGKILL");
  const killedAt = performance.now();
  await expect
    .poll(async () => (await runningProcess().catch(() => victim)) !== victim, {
      timeout: 20_000,
      interval: 20,
    })
    .toBe(true);
  expect(performance.now() - killedAt).toBeLessThan(5_000);
  expect((await untilOver(id)).state).toBe("completed");
  expect(await ledgerOf(db, id)).toEqual(onceEach(plan));
  await expect.poll(async () => (await listWorkers(db)).length, { timeout: 20_000 }).toBe(2);
});

async function runningProcess(): Promise<number> {
  const { processId } = await db.one<{ processId: number }>(sql`
    select process_id as "processId" from worker join batch on worker_id = worker.id where state = 'running'`);
  return processId;
}

test("a batch that kills every worker that tries it fails its run, and says so", async () => {
  const plan = { batchesPerStage: 1, itemsPerBatch: 2, batchMs: 60_000 };
  await startWorkers(plan, 1);
  const id = await startLedgerRun("poison");
  const over = untilOver(id);
  let isOver = false;
  void over.then(() => {
    isOver = true;
  });
  while (!isOver) {
    // Nobody may be at it just now, or only one that is dead already.
    await runningProcess().then(killIfThere, () => {});
    await sleep(100);
  }
  expect(await over).toMatchObject({
    state: "failed",
    error: "batch 0 of stage read failed 3 times: the worker process ended: SIGKILL",
  });
});

test("workers that are told to stop give back their batches within two seconds", async () => {
  await startWorkers({ batchesPerStage: 4, itemsPerBatch: 2, batchMs: 60_000 });
  const id = await startLedgerRun("stopped");
  const running = () =>
    db.one<{ count: number }>(sql`select count(*) as count from batch where state = 'running'`);
  await expect.poll(running, { timeout: 20_000 }).toEqual({ count: 2 });
  const started = performance.now();
  await workers?.stop();
  expect(performance.now() - started).toBeLessThan(3_500);
  expect(await running()).toEqual({ count: 0 });
  expect(await listWorkers(db)).toEqual([]);
  const { failures } = await db.one<{ failures: number }>(
    sql`select sum(failures) as failures from batch where run_id = ${id}`,
  );
  expect(failures).toBe(0);
  await db.run(sql`update run set state = 'cancelled' where id = ${id}`);
});

test("killed at random twenty times, all at once or one by one, a run finishes with each item done once", async () => {
  const plan = { batchesPerStage: 60, itemsPerBatch: 4, batchMs: 25 };
  const id = await startLedgerRun("kill loop");
  let kills = 0;
  let supervisor = await startSupervisor(plan);
  while (kills < 20) {
    await sleep(30 + Math.random() * 600);
    expect(await runById(db, id), "killed while it runs, not after").not.toMatchObject({
      state: "completed",
    });
    kills += 1;
    if (Math.random() < 0.4) {
      const [worker] = await listWorkers(db);
      if (worker) killIfThere(worker.processId);
      continue;
    }
    supervisor.kill("SIGKILL");
    for (const { processId } of await listWorkers(db)) killIfThere(processId);
    supervisor = await startSupervisor(plan);
  }
  const run = await untilOver(id);
  supervisor.kill("SIGKILL");
  expect(run).toMatchObject({ state: "completed", error: null });
  expect(await ledgerOf(db, id)).toEqual(onceEach(plan));
  const completions = await db.many(sql`select stage from completion where run_id = ${id}`);
  expect(completions).toHaveLength(stages.import.length);
  expect(await runById(db, id)).toMatchObject({ state: "completed" });
});

async function startSupervisor(plan: LedgerPlan): Promise<ChildProcess> {
  const child = forkModule("../test/jobs/supervisor.child", {
    env: { PATH: process.env.PATH },
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  child.send({ connection, plan });
  if (Math.random() < 0.7) await once(child, "message");
  return child;
}

function killIfThere(processId: number): void {
  try {
    process.kill(processId, "SIGKILL");
  } catch {}
}
