import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Run } from "../../src/contract.ts";
import { startRun } from "../../src/jobs/engine.ts";
import { runView } from "../../src/jobs/progress.ts";
import { watchRun } from "../../src/jobs/run-hub.ts";
import { partsOf, showParts, stageParts } from "../../src/jobs/stage-parts.ts";
import { pauseRun, resumeRun } from "../../src/jobs/steer.ts";
import { work } from "../../src/jobs/worker.ts";
import { type StageName, stages } from "../../src/model.ts";
import type { Db } from "../../src/store/db.ts";
import { sql } from "../../src/store/sql.ts";
import { testDb } from "../postgres.ts";
import {
  createLedger,
  createProject,
  type LedgerPlan,
  ledgerSteps,
  runSettings,
  testContext,
} from "./ledger.ts";

const db = await testDb();
const context = testContext(db);
const plan: LedgerPlan = { batchesPerStage: 4, itemsPerBatch: 5, batchMs: 40 };

beforeAll(() => createLedger(db));
afterAll(() => context.queue.close());

let projects = 0;
async function newProject(): Promise<number> {
  projects += 1;
  return await createProject(db, `progress ${projects}`);
}

const newRun = async (projectId?: number) =>
  await startRun(context, {
    projectId: projectId ?? (await newProject()),
    kind: "import",
    settings: runSettings,
  });

/** Lets workers of this process work at a run until it is as wanted; @returns all that was seen of it. */
async function watched(
  runId: number,
  until: (run: Run) => boolean,
  { workers = 1, as = plan }: { workers?: number; as?: LedgerPlan } = {},
): Promise<Run[]> {
  const stopping = new AbortController();
  const { signal } = stopping;
  const steps = ledgerSteps(as);
  const working = Array.from({ length: workers }, () => work(context, { steps, signal }));
  const seen: Run[] = [];
  for await (const run of watchRun(context, runId)) {
    seen.push(run);
    if (until(run)) break;
  }
  stopping.abort();
  await Promise.all(working);
  return seen;
}

const isCompleted = ({ state }: Run) => state === "completed";
const stageOf = (run: Run | undefined, name: StageName) =>
  run?.stages.find((stage) => stage.name === name) ?? expect.unreachable();

test("the time of a pause counts neither for the rate nor for how long a stage took", async () => {
  const { id } = await newRun();
  await watched(id, (run) => stageOf(run, "read").done >= 10);
  await pauseRun(context, id);
  const paused = await runView(db, id);
  await db.run(sql`
    update stage set worked_until = worked_until - interval '1 hour', started_at = started_at - interval '1 hour'
    where run_id = ${id}`);
  expect(await runView(db, id)).toEqual(paused);
  expect(paused).toMatchObject({ state: "paused", secondsLeft: null, memory: null });
  await resumeRun(context, id);
  const last = (await watched(id, isCompleted)).at(-1);
  expect(stageOf(last, "read").seconds).toBeLessThan(60);
  expect(last?.seconds).toBeLessThan(120);
  expect(stageOf(last, "read").rate).toBeGreaterThan(1);
});

test("time in which several workers are at a stage counts once", async () => {
  const { id } = await newRun();
  const as = { batchesPerStage: 12, itemsPerBatch: 2, batchMs: 60 };
  const last = (await watched(id, isCompleted, { workers: 3, as })).at(-1);
  const { together } = await db.one<{ together: number }>(sql`
    select sum(milliseconds) / 1000 as together from batch where run_id = ${id} and stage = 'read'`);
  expect(stageOf(last, "read").seconds).toBeLessThan(0.8 * together);
});

test("the share of the whole rises from nothing to all, and its stages make it up", async () => {
  const { id } = await newRun();
  const seen = await watched(id, isCompleted);
  for (const run of seen) {
    expect(run.stages.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1);
    if (!isCompleted(run))
      expect(run.share).toBeCloseTo(run.stages.reduce((sum, { weight, share }) => sum + weight * share, 0));
  }
  const shares = seen.map(({ share }) => share);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(shares[0]).toBeLessThan(0.2);
  expect(shares.at(-1)).toBe(1);
});

test("stages weigh what they took in the project's earlier runs, and those to come are expected to take it again", async () => {
  const projectId = await newProject();
  const first = await newRun(projectId);
  await watched(first.id, isCompleted, { as: { ...plan, batchMs: 0 } });
  const ms = { read: 10_000, prepare: 20_000, chunk: 10_000, embed: 60_000 };
  await db.run(sql`update stage set worked_ms = 0 where run_id = ${first.id}`);
  for (const [name, worked] of Object.entries(ms))
    await db.run(sql`update stage set worked_ms = ${worked} where run_id = ${first.id} and name = ${name}`);
  const { id } = await newRun(projectId);
  expect((await runView(db, id)).stages.map(({ weight }) => weight)).toEqual([0.1, 0.2, 0.1, 0.6, 0]);
  const seen = await watched(id, (run) => stageOf(run, "read").done >= 10);
  const { share, secondsLeft, stages: views } = seen.at(-1) ?? expect.unreachable();
  expect(share).toBeCloseTo(0.1 * (views[0]?.share ?? 0));
  const read = views[0] ?? expect.unreachable();
  const whole = (read.seconds ?? 0) + (read.secondsLeft ?? 0);
  expect(secondsLeft).toBeCloseTo((read.secondsLeft ?? 0) + 9 * whole, 1);
});

test("a stage without anything to do weighs nothing", async () => {
  const { id } = await newRun();
  const seen = await watched(id, isCompleted, { as: { ...plan, batchesPerStage: 0 } });
  expect(seen.at(-1)).toMatchObject({ share: 1, state: "completed" });
});

test("what a stage is at is said also before its first batch and after its last", async () => {
  const { id } = await newRun();
  await db.run(sql`update run set state = 'running' where id = ${id}`);
  const setStage = (changes: ReturnType<typeof sql>) =>
    db.run(sql`update stage set ${changes} where run_id = ${id} and name = 'read'`);
  const detail = async () => stageOf(await runView(db, id), "read").detail;
  await setStage(sql`state = 'running', planner = 1, worked_until = now()`);
  expect(await detail()).toBe("looking what there is to do");
  await setStage(sql`planned = true, planner = null, total = 3, done = 3`);
  expect(await detail()).toBe("completing");
});

test("the parts of a stage make up the stage, and follow each other", () => {
  for (const [stage, parts] of Object.entries(stageParts)) {
    expect(Object.values(parts).reduce((sum, part) => sum + part, 0)).toBeCloseTo(1);
    expect(partsOf(stage as StageName, 1).every(({ share }) => share > 0.999)).toBe(true);
  }
  expect(partsOf("cluster", 0.525).map(({ name, share }) => [name, Math.round(100 * share)])).toEqual([
    ["reading vectors", 100],
    ["topics", 50],
    ["keeping topics", 0],
  ]);
  expect(partsOf("read", 0.5)).toEqual([]);
});

test("a part's progress is told as that of its stage, in the stage's units", async () => {
  const told: [string, number | undefined][] = [];
  const show = showParts("cluster", { weight: 200 }, (detail, done) => told.push([detail, done]));
  const topics = show("topics");
  await sleep(250);
  await topics(1, 2);
  show("keeping topics");
  expect(told).toEqual([
    ["topics", 20],
    ["topics", expect.closeTo(105)],
    ["keeping topics", expect.closeTo(190)],
  ]);
});

test("a thousand watchers of a run ask the database as often as one, and see the same", async () => {
  const count = async (watchers: number) => {
    let queries = 0;
    const counted: Db = new Proxy(db, {
      get(target, name) {
        const value = Reflect.get(target, name);
        if (typeof value !== "function") return value;
        return (...parameters: unknown[]) => {
          queries += 1;
          return value.apply(target, parameters);
        };
      },
    });
    const { id } = await newRun();
    await pauseRun(context, id);
    const latest = Array.from({ length: watchers }, async () => {
      let last: Run | undefined;
      for await (const run of watchRun({ db: counted }, id)) {
        last = run;
        if (run.state === "pending") break;
      }
      return last;
    });
    await sleep(300);
    await resumeRun(context, id);
    const seen = new Set(await Promise.all(latest));
    expect(seen.size).toBe(1);
    return queries;
  };
  const one = await count(1);
  expect(await count(1_000)).toBeLessThanOrEqual(2 * one);
});

test("who watches a run that is not there is told so, and so is who comes after", async () => {
  const watch = async () => {
    for await (const _ of watchRun(context, 999_999));
  };
  await expect(watch()).rejects.toMatchObject({ code: "RUN_NOT_FOUND" });
  await expect(watch()).rejects.toMatchObject({ code: "RUN_NOT_FOUND" });
});

test("a run that was over and is resumed can be watched again", async () => {
  const { id } = await newRun();
  await watched(id, isCompleted);
  expect((await watched(id, isCompleted)).length).toBe(1);
  expect(stages.import.length).toBe((await runView(db, id)).stages.length);
});
