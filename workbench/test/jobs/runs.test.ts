import { setTimeout as sleep } from "node:timers/promises";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Run } from "../../src/contract.ts";
import { ToposcopeError } from "../../src/errors.ts";
import { checkEpoch, finishBatch, StaleBatchError } from "../../src/jobs/batch.ts";
import { startRun } from "../../src/jobs/engine.ts";
import { runView } from "../../src/jobs/progress.ts";
import { watchRun } from "../../src/jobs/run-hub.ts";
import type { Step, Steps } from "../../src/jobs/step.ts";
import { resetTimings, runTimings } from "../../src/jobs/timings.ts";
import { work } from "../../src/jobs/worker.ts";
import { stages } from "../../src/model.ts";
import { claimBatch } from "../../src/store/batch.ts";
import { runById } from "../../src/store/run.ts";
import { sql } from "../../src/store/sql.ts";
import { testDb } from "../postgres.ts";
import {
  createLedger,
  createProject,
  ledgerOf,
  ledgerStep,
  ledgerSteps,
  runSettings,
  testContext,
} from "./ledger.ts";

const db = await testDb();
const context = testContext(db);
const quick = { batchesPerStage: 3, itemsPerBatch: 4, batchMs: 0 };
let projects = 0;
async function startLedgerRun(kind: "import" | "analysis" = "import", settings = runSettings) {
  projects += 1;
  return await startRun(context, {
    projectId: await createProject(db, `project ${projects}`),
    kind,
    settings,
  });
}

beforeAll(() => createLedger(db));
afterAll(() => context.queue.close());

/** Lets workers of this process work until a run is over. */
async function untilOver(runId: number, steps: Steps, workers = 1, ground = context): Promise<Run> {
  const stopping = new AbortController();
  const working = Array.from({ length: workers }, () => work(ground, { steps, signal: stopping.signal }));
  try {
    for await (const run of watchRun(context, runId)) if (run.finishedAt) return run;
    throw new Error("the run was never over");
  } finally {
    stopping.abort();
    await Promise.all(working);
  }
}

const withStep = (step: Step): Steps => {
  const steps = ledgerSteps(quick);
  return { ...steps, import: steps.import.map((other) => (other.name === step.name ? step : other)) };
};

test("a run goes through its stages in order, does each item once and completes each stage once", async () => {
  const { id } = await startLedgerRun();
  const run = await untilOver(id, ledgerSteps(quick), 2);
  expect(run.state).toBe("completed");
  expect(
    run.stages.map(({ name, state, done, total, unit }) => ({ name, state, done, total, unit })),
  ).toEqual(stages.import.map((name) => ({ name, state: "completed", done: 12, total: 12, unit: "items" })));
  expect(await ledgerOf(db, id)).toEqual(
    Object.fromEntries(stages.import.map((name) => [name, { items: 12, repeated: 0 }])),
  );
  const completions = await db.many<{ stage: string }>(
    sql`select stage from completion where run_id = ${id}`,
  );
  expect(completions.map(({ stage }) => stage)).toEqual([...stages.import]);
});

test("stages without a batch are completed, and small ones follow each other at once", async () => {
  const { id } = await startLedgerRun("analysis");
  const steps = ledgerSteps({ batchesPerStage: 1, itemsPerBatch: 1, batchMs: 0 });
  const empty = ledgerStep("map", { ...quick, batchesPerStage: 0 });
  const analysis = steps.analysis.map((step) => (step.name === "map" ? empty : step));
  const run = await untilOver(id, { ...steps, analysis });
  expect(run.state).toBe("completed");
  const { fastest } = await db.one<{ fastest: number }>(sql`
    select 1000 * extract(epoch from min(gap))::float8 as fastest
    from (
      select started_at - lag(finished_at) over (order by ordinal) as gap from stage where run_id = ${id}
    ) as transition`);
  expect(fastest).toBeLessThan(50);
});

test("a worker that ends in the midst of its turn wakes another for it", async () => {
  const { id } = await startLedgerRun();
  const steps = ledgerSteps({ batchesPerStage: 1, itemsPerBatch: 2, batchMs: 200 });
  const stopping = new AbortController();
  const working = work(context, { steps, signal: stopping.signal });
  for await (const run of watchRun(context, id)) if (run.stages[0]?.state === "running") break;
  stopping.abort();
  await working;
  expect(await runById(db, id)).toMatchObject({ state: "running" });
  expect((await untilOver(id, steps)).state).toBe("completed");
});

test("a project has one active run at a time", async () => {
  const { projectId, id } = await startLedgerRun();
  const again = startRun(context, { projectId, kind: "analysis", settings: runSettings });
  await expect(again).rejects.toMatchObject({
    code: "RUN_ALREADY_ACTIVE",
    message: expect.stringContaining(String(id)),
  });
  await untilOver(id, ledgerSteps(quick));
});

test("analyses are numbered, and the ones to follow start with the end of the one before", async () => {
  const { projectId, id } = await startLedgerRun("import", {
    ...runSettings,
    paths: ["/x"],
    next: ["static", "minilm"],
  });
  await untilOver(id, ledgerSteps(quick));
  const first = (await runById(db, id + 1)) ?? expect.unreachable();
  expect(first).toMatchObject({ projectId, kind: "analysis", number: 1 });
  expect(first.settings).toEqual({ ...runSettings, model: "static", next: ["minilm"] });
  await untilOver(first.id, ledgerSteps(quick));
  const second = await runById(db, first.id + 1);
  expect(second).toMatchObject({ number: 2, settings: { ...runSettings, model: "minilm" } });
  expect((await untilOver(first.id + 1, ledgerSteps(quick))).state).toBe("completed");
});

test("a batch that keeps failing fails its run by name; the finished ones stay, and starting it again goes on", async () => {
  const { id, projectId } = await startLedgerRun();
  let broken = true;
  let attempts = 0;
  const chunk = ledgerStep("chunk", quick);
  const step: Step = {
    ...chunk,
    async run(inner, batch, options) {
      if (batch.ordinal === 1 && broken) {
        attempts += 1;
        throw new Error("the disk is odd");
      }
      await chunk.run(inner, batch, options);
    },
  };
  const failed = await untilOver(id, withStep(step));
  expect(failed).toMatchObject({
    state: "failed",
    error: "batch 1 of stage chunk failed 3 times: the disk is odd",
  });
  expect(attempts).toBe(3);
  expect((await ledgerOf(db, id)).chunk).toEqual({ items: 4, repeated: 0 });
  broken = false;
  const asking = { ...context, correlationId: "asked-again" };
  const again = await startRun(asking, { projectId, kind: "import", settings: runSettings });
  expect(again).toMatchObject({ id, correlationId: "asked-again" });
  const run = await untilOver(id, withStep(step));
  expect(run).toMatchObject({ state: "completed", error: null });
  expect((await ledgerOf(db, id)).chunk).toEqual({ items: 12, repeated: 0 });
});

test("what the user has to put right fails the run at once", async () => {
  const { id } = await startLedgerRun();
  let attempts = 0;
  const run = await untilOver(
    id,
    withStep({
      ...ledgerStep("embed", quick),
      run: async () => {
        attempts += 1;
        throw new ToposcopeError("MODEL_NOT_FOUND", "there is no model x");
      },
    }),
  );
  expect(run).toMatchObject({ state: "failed", error: "there is no model x" });
  expect(attempts).toBe(1);
});

test("a planning that breaks off is done again from the start, and no batch of it was claimable before", async () => {
  const { id } = await startLedgerRun();
  let plannings = 0;
  const read = ledgerStep("read", quick);
  const run = await untilOver(
    id,
    withStep({
      ...read,
      async *plan(...args) {
        plannings += 1;
        for await (const batch of read.plan(...args)) {
          yield batch;
          await sleep(260);
          if (plannings === 1) throw new Error("the folder moved");
        }
      },
    }),
  );
  expect(plannings).toBe(2);
  expect(run.state).toBe("completed");
  expect((await ledgerOf(db, id)).read).toEqual({ items: 12, repeated: 0 });
});

test("a step that forgets to finish its batch is told so", async () => {
  const { id } = await startLedgerRun();
  const run = await untilOver(id, withStep({ ...ledgerStep("read", quick), run: async () => {} }));
  expect(run.error).toContain("left batch 0 unfinished");
});

async function twoWorkers(): Promise<[number, number]> {
  const rows = await db.many<{ id: number }>(sql`
    insert into worker (host, process_id, machine_id, session_name, program_version, started_at)
    select 'host', place, 'machine', 'session ' || place, '1.0.0', now()
    from generate_series(1, 2) as place
    returning id`);
  return rows.map(({ id }) => id) as [number, number];
}

test("nothing is committed under an old epoch", async () => {
  const { id } = await startLedgerRun();
  await db.run(sql`insert into batch (run_id, stage, ordinal, items) values (${id}, 'read', 0, '[]')`);
  await db.run(sql`update run set state = 'running' where id = ${id}`);
  await db.run(sql`update stage set planned = true where run_id = ${id} and name = 'read'`);
  const [first, second] = await twoWorkers();
  const claim = { runId: id, stage: "read" as const, workerId: first, failureLimit: 3 };
  const zombie = (await claimBatch(db, claim)) ?? expect.unreachable();
  expect(await claimBatch(db, claim)).toBeUndefined();
  await db.run(sql`update batch set state = 'undone' where id = ${zombie.id}`);
  const heir = (await claimBatch(db, { ...claim, workerId: second })) ?? expect.unreachable();
  expect(heir.epoch).toBe(zombie.epoch + 1);
  const late = db.transaction(async (tx) => {
    await tx.run(sql`insert into ledger values (${id}, 'read', 1, 0)`);
    await finishBatch(tx, zombie);
  });
  await expect(late).rejects.toThrow(StaleBatchError);
  await expect(db.transaction((tx) => checkEpoch(tx, zombie))).rejects.toThrow(StaleBatchError);
  expect(await ledgerOf(db, id)).toEqual({});
  await db.transaction((tx) => finishBatch(tx, heir));
  await db.run(sql`update run set state = 'cancelled' where id = ${id}`);
});

test("timings of the stages' batches are kept with the run and can be reset", async () => {
  const { id } = await startLedgerRun();
  await untilOver(id, ledgerSteps({ ...quick, batchMs: 15 }));
  const timings = await runTimings(db, id);
  expect(timings.map(({ stage, count }) => [stage, count])).toEqual(stages.import.map((name) => [name, 3]));
  for (const { minMs, meanMs, maxMs, totalMs } of timings) {
    expect(minMs).toBeGreaterThanOrEqual(14);
    expect(meanMs).toBeCloseTo(totalMs / 3);
    expect(maxMs).toBeGreaterThanOrEqual(meanMs);
  }
  await resetTimings(db, id);
  expect(await runTimings(db, id)).toEqual([]);
});

test("batches are logged with how long they took only from the set duration on", async () => {
  const slowOnes = async (slowLog: number) => {
    const lines: string[] = [];
    const log = pino({ level: "info" }, { write: (line) => void lines.push(line) });
    const { id } = await startLedgerRun();
    const settings = { ...context.settings, slowLog };
    await untilOver(id, ledgerSteps(quick), 1, { ...context, log, settings });
    return lines.filter((line) => line.includes("a batch took long")).map((line) => JSON.parse(line));
  };
  expect(await slowOnes(3_600_000)).toEqual([]);
  const logged = await slowOnes(0);
  expect(logged).toHaveLength(3 * stages.import.length);
  expect(logged[0]).toMatchObject({ milliseconds: expect.any(Number), stage: "read" });
});

test("a watcher sees totals, details, rate and time left while a stage runs", async () => {
  const { id } = await startLedgerRun();
  const stopping = new AbortController();
  const steps = ledgerSteps({ batchesPerStage: 14, itemsPerBatch: 2, batchMs: 100 });
  const working = work(context, { steps, signal: stopping.signal });
  const seen: Run["stages"][number][] = [];
  for await (const run of watchRun(context, id)) {
    const stage = run.stages.find(({ state }) => state === "running");
    if (stage) seen.push(stage);
    if (run.stages[0]?.state === "completed") break;
  }
  stopping.abort();
  await working;
  expect(seen.some(({ detail }) => detail?.startsWith("from "))).toBe(true);
  const late = seen.filter(({ done }) => done >= 20).at(0) ?? expect.unreachable();
  expect(late.total).toBe(28);
  expect(late.rate).toBeGreaterThan(8);
  expect(late.rate).toBeLessThan(22);
  expect(late.secondsLeft).toBeCloseTo((28 - late.done) / (late.rate ?? 0));
  const { state } = await runView(db, id);
  expect(state).toBe("running");
  expect(
    await db.one(sql`select count(*) as count from batch where run_id = ${id} and state = 'running'`),
  ).toEqual({
    count: 0,
  });
});
