import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { expect, type TestContext, test } from "vitest";
import { startRun } from "../../src/jobs/engine.ts";
import { cancelRun, pauseRun, resumeRun } from "../../src/jobs/steer.ts";
import { createWorkers, type WorkerChange, type Workers } from "../../src/jobs/workers.ts";
import { stages } from "../../src/model.ts";
import { type RunRow, runById } from "../../src/store/run.ts";
import { sql } from "../../src/store/sql.ts";
import { listWorkers, type WorkerRow } from "../../src/store/worker.ts";
import { halfOpenProxy } from "../half-open-proxy.ts";
import { createTestDatabase } from "../postgres.ts";
import {
  createLedger,
  createProject,
  type LedgerPlan,
  ledgerOf,
  runSettings,
  testContext,
} from "./ledger.ts";

const takeOverMs = 15_000;

/** A database of a test's own, with what works on it. */
async function openWorld({ expect, onTestFinished }: TestContext) {
  const { db, connection, drop } = await createTestDatabase();
  const context = testContext(db);
  const started: Workers[] = [];
  const stopWorkers = () => Promise.all(started.splice(0).map((workers) => workers.stop()));
  onTestFinished(async () => {
    await stopWorkers();
    await context.queue.close();
    await drop();
  });
  await createLedger(db);
  return {
    db,
    connection,
    context,
    stopWorkers,
    async startWorkers(
      plan: LedgerPlan,
      { count = 1, over = connection }: { count?: number; over?: pg.ClientConfig | string } = {},
    ): Promise<WorkerChange[]> {
      const changes: WorkerChange[] = [];
      const workers = createWorkers(context, {
        settings: { connection: over, plan },
        count,
        module: "../test/jobs/ledger.child",
      });
      started.push(workers);
      workers.follow((change) => changes.push(change));
      await workers.start();
      await expect
        .poll(() => changes.filter(({ type }) => type === "registered").length, { timeout: 60_000 })
        .toBe(count);
      return changes;
    },
    async startLedgerRun(name: string): Promise<number> {
      const projectId = await createProject(db, name);
      return (await startRun(context, { projectId, kind: "import", settings: runSettings })).id;
    },
    /** The worker that is at a batch of a run, once there is one; with `other`, another than that. */
    async workerAt(runId: number, other?: WorkerRow): Promise<WorkerRow> {
      for (;;) {
        const workers = await listWorkers(db);
        const found = workers.find((worker) => worker.runId === runId && worker.batch !== null);
        if (found && found.id !== other?.id) return found;
        await sleep(20);
      }
    },
    async untilOver(runId: number): Promise<RunRow> {
      for (;;) {
        const run = await runById(db, runId);
        if (run?.finishedAt) return run;
        await sleep(50);
      }
    },
    failuresOf: (runId: number) =>
      db.one<{ failures: number }>(sql`select sum(failures) as failures from batch where run_id = ${runId}`),
  };
}

const onceEach = ({ batchesPerStage, itemsPerBatch }: LedgerPlan) =>
  Object.fromEntries(
    stages.import.map((name) => [name, { items: batchesPerStage * itemsPerBatch, repeated: 0 }]),
  );

const isThere = (processId: number) => {
  try {
    return process.kill(processId, 0);
  } catch {
    return false;
  }
};

test.for([
  { steering: "paused", steer: pauseRun },
  { steering: "cancelled", steer: cancelRun },
])(
  "a worker that computes in one stretch for a run that is $steering is ended, and nobody is blamed",
  async ({ steering, steer }, task) => {
    const { db, context, stopWorkers, startWorkers, startLedgerRun, workerAt, untilOver, failuresOf } =
      await openWorld(task);
    const plan = { batchesPerStage: 1, itemsPerBatch: 2, batchMs: 0, blockMs: 3_000 };
    await startWorkers({ ...plan, blockMs: 600_000 });
    const id = await startLedgerRun(`computing, ${steering}`);
    const { processId } = await workerAt(id);
    await sleep(300);
    await steer(context, id);
    await task.expect.poll(() => isThere(processId), { timeout: 20_000, interval: 20 }).toBe(false);
    expect(await failuresOf(id)).toEqual({ failures: 0 });
    await stopWorkers();
    await startWorkers({ ...plan, blockMs: 100 });
    await resumeRun(context, id);
    expect((await untilOver(id)).state).toBe("completed");
    expect(await ledgerOf(db, id)).toEqual(onceEach(plan));
  },
);

test("a worker that computes for longer than the others wait is not taken for dead", async (task) => {
  const { db, startWorkers, startLedgerRun, workerAt, untilOver } = await openWorld(task);
  const plan = { batchesPerStage: 1, itemsPerBatch: 2, batchMs: 0, blockMs: 12_000, blocks: "read" };
  await startWorkers(plan, { count: 2 });
  const id = await startLedgerRun("busy");
  const { id: worker, processId } = await workerAt(id);
  await sleep(11_000);
  const after = (await listWorkers(db)).find((one) => one.id === worker);
  expect(after).toMatchObject({ processId, runId: id, stage: "read", batch: 0 });
  expect(after?.memoryBytes).toBeGreaterThan(20_000_000);
  expect((await untilOver(id)).state).toBe("completed");
  expect(await ledgerOf(db, id)).toEqual(onceEach(plan));
});

test.concurrent("work of a process that stands still goes on elsewhere within 15 seconds, and what it does later is refused", async (task) => {
  const { db, startWorkers, startLedgerRun, workerAt, untilOver, failuresOf } = await openWorld(task);
  const plan = { batchesPerStage: 1, itemsPerBatch: 2, batchMs: 1_500 };
  const changes = await startWorkers(plan, { count: 2 });
  const id = await startLedgerRun("stopped");
  const frozen = await workerAt(id);
  process.kill(frozen.processId, "SIGSTOP");
  const stoppedAt = performance.now();
  await workerAt(id, frozen);
  expect(performance.now() - stoppedAt).toBeLessThan(takeOverMs);
  process.kill(frozen.processId, "SIGCONT");
  expect((await untilOver(id)).state).toBe("completed");
  expect(await ledgerOf(db, id)).toEqual(onceEach(plan));
  expect(await failuresOf(id)).toEqual({ failures: 0 });
  await task.expect
    .poll(
      () =>
        changes.some(
          (change) =>
            change.type === "registered" &&
            change.processId === frozen.processId &&
            change.workerId !== frozen.id,
        ) || !isThere(frozen.processId),
      { timeout: 20_000 },
    )
    .toBe(true);
});

test.concurrent("work of a worker whose connections lose all packets goes on elsewhere within 15 seconds", async (task) => {
  const { db, connection, stopWorkers, startWorkers, startLedgerRun, workerAt, untilOver } =
    await openWorld(task);
  const plan = { batchesPerStage: 1, itemsPerBatch: 2, batchMs: 1_500 };
  const proxy = await halfOpenProxy(connection);
  await startWorkers(plan, { over: proxy.connection });
  const id = await startLedgerRun("cut off");
  const cutOff = await workerAt(id);
  proxy.swallow({ all: true });
  const swallowedAt = performance.now();
  await startWorkers(plan);
  await workerAt(id, cutOff);
  expect(performance.now() - swallowedAt).toBeLessThan(takeOverMs);
  expect((await untilOver(id)).state).toBe("completed");
  expect(await ledgerOf(db, id)).toEqual(onceEach(plan));
  proxy.heal();
  await task.expect
    .poll(async () => (await listWorkers(db)).filter(({ processId }) => processId === cutOff.processId), {
      timeout: 30_000,
    })
    .toHaveLength(1);
  await stopWorkers();
  await proxy.close();
});

test.concurrent("a worker whose connections have gone dead notices by itself and goes on over new ones", async (task) => {
  const { db, connection, stopWorkers, startWorkers, startLedgerRun, workerAt, untilOver } =
    await openWorld(task);
  const plan = { batchesPerStage: 1, itemsPerBatch: 2, batchMs: 1_500 };
  const proxy = await halfOpenProxy(connection);
  await startWorkers(plan, { over: proxy.connection });
  const id = await startLedgerRun("half open");
  const before = await workerAt(id);
  proxy.swallow();
  const swallowedAt = performance.now();
  const after = await workerAt(id, before);
  expect(performance.now() - swallowedAt).toBeLessThan(takeOverMs);
  expect(after.processId).toBe(before.processId);
  expect((await untilOver(id)).state).toBe("completed");
  expect(await ledgerOf(db, id)).toEqual(onceEach(plan));
  await stopWorkers();
  await proxy.close();
});

test.concurrent("a worker of an older program loses its work when the tables change, and says why it works no more", async (task) => {
  const { db, startWorkers, startLedgerRun, workerAt, failuresOf } = await openWorld(task);
  const plan = { batchesPerStage: 1, itemsPerBatch: 2, batchMs: 60_000 };
  const changes = await startWorkers(plan);
  const id = await startLedgerRun("older program");
  await workerAt(id);
  await db.run(sql`insert into migration (number, name) values (9999, '9999-tomorrow')`);
  await task.expect
    .poll(() => changes.at(-1), { timeout: 20_000 })
    .toMatchObject({
      type: "refused",
      error: {
        code: "DATABASE_NEWER",
        message: expect.stringContaining("the database's tables are at version 9999"),
      },
    });
  await task.expect.poll(async () => (await listWorkers(db)).length, { timeout: 20_000 }).toBe(0);
  await db.run(sql`delete from migration where number = 9999`);
  expect(await failuresOf(id)).toEqual({ failures: 0 });
});
