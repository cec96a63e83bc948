import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ToposcopeError } from "../../src/errors.ts";
import { finishBatch } from "../../src/jobs/batch.ts";
import { startRun } from "../../src/jobs/engine.ts";
import { runView } from "../../src/jobs/progress.ts";
import { watchRun } from "../../src/jobs/run-hub.ts";
import { cancelRun, pauseRun, resumeRun } from "../../src/jobs/steer.ts";
import type { Step, Steps } from "../../src/jobs/step.ts";
import { work } from "../../src/jobs/worker.ts";
import { activeStates, type RunState, runMoves, runStates, stages } from "../../src/model.ts";
import { moveRun, runById } from "../../src/store/run.ts";
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
const slow = { batchesPerStage: 3, itemsPerBatch: 4, batchMs: 60 };

beforeAll(() => createLedger(db));
afterAll(() => context.queue.close());

let projects = 0;
async function newRun() {
  projects += 1;
  const projectId = await createProject(db, `steered ${projects}`);
  return await startRun(context, { projectId, kind: "import", settings: runSettings });
}

/** Lets a worker of this process work while something is done. */
async function working<T>(steps: Steps, doing: () => Promise<T>): Promise<T> {
  const stopping = new AbortController();
  const worker = work(context, { steps, signal: stopping.signal });
  try {
    return await doing();
  } finally {
    stopping.abort();
    await worker;
  }
}

async function untilState(runId: number, wanted: RunState) {
  for await (const run of watchRun(context, runId)) if (run.state === wanted) return run;
  return await runView(db, runId);
}

/** Steps of which one never ends by itself, and tells when it was begun and when it was told to stop. */
function stuckAt(name: "chunk") {
  const begun = Promise.withResolvers<void>();
  let aborted = 0;
  const step: Step = {
    ...ledgerStep(name, slow),
    async run(_, __, { signal }) {
      begun.resolve();
      await sleep(60_000, undefined, { signal }).catch((error: unknown) => {
        aborted += 1;
        throw error;
      });
    },
  };
  const steps = ledgerSteps(slow);
  const stuck = { ...steps, import: steps.import.map((other) => (other.name === name ? step : other)) };
  return { steps: stuck, begun: begun.promise, aborted: () => aborted };
}

const complete = Object.fromEntries(stages.import.map((name) => [name, { items: 12, repeated: 0 }]));

test("a paused run stops at once, and resumed it goes on behind its last finished batch and redoes none", async () => {
  const { id } = await newRun();
  const stuck = stuckAt("chunk");
  await working(stuck.steps, async () => {
    await stuck.begun;
    await pauseRun(context, id);
    await expect.poll(stuck.aborted).toBe(1);
  });
  expect(await runView(db, id)).toMatchObject({ state: "paused", finishedAt: null });
  const finished = await ledgerOf(db, id);
  expect(finished).toEqual({ read: complete.read, prepare: complete.prepare });
  await resumeRun(context, id);
  await working(ledgerSteps(slow), () => untilState(id, "completed"));
  expect(await ledgerOf(db, id)).toEqual(complete);
});

test("while a run is paused no worker begins anything of it", async () => {
  const { id } = await newRun();
  await pauseRun(context, id);
  await working(ledgerSteps(slow), async () => {
    await context.queue.wake(db, id);
    await sleep(300);
  });
  expect(await ledgerOf(db, id)).toEqual({});
});

test("a cancelled run can be resumed, and asked for again it goes on", async () => {
  const { id, projectId } = await newRun();
  await cancelRun(context, id);
  expect(await runView(db, id)).toMatchObject({ state: "cancelled", finishedAt: expect.any(String) });
  await resumeRun(context, id);
  await cancelRun(context, id);
  const again = await startRun(context, { projectId, kind: "import", settings: runSettings });
  expect(again.id).toBe(id);
  const run = await working(ledgerSteps(slow), () => untilState(id, "completed"));
  expect(run.state).toBe("completed");
  expect(await ledgerOf(db, id)).toEqual(complete);
});

test("a cancelled run that is resumed while another is under way stands in line where it may", async () => {
  const { id, projectId } = await newRun();
  await cancelRun(context, id);
  const settings = { ...runSettings, seed: 7 };
  const other = await startRun(context, { projectId, kind: "import", settings });
  await expect(resumeRun(context, id)).rejects.toMatchObject({ code: "RUN_ALREADY_ACTIVE" });
  await resumeRun(context, id, { queue: true });
  expect(await runById(db, id)).toMatchObject({ state: "pending", queued: true });
  await cancelRun(context, other.id);
  expect(await runById(db, id)).toMatchObject({ state: "pending", queued: false });
  await cancelRun(context, id);
});

test("a pause that comes while a stage is being completed is not lost, and the completion is done again", async () => {
  const { id } = await newRun();
  let completions = 0;
  const steps = ledgerSteps({ ...slow, batchMs: 0 });
  const pausing: Step = {
    ...ledgerStep("embed", { ...slow, batchMs: 0 }),
    async finish() {
      completions += 1;
      if (completions === 1) await pauseRun(context, id);
    },
  };
  const with_ = { ...steps, import: steps.import.map((step) => (step.name === "embed" ? pausing : step)) };
  await working(with_, async () => {
    expect((await untilState(id, "paused")).state).toBe("paused");
    await resumeRun(context, id);
    await untilState(id, "completed");
  });
  expect(completions).toBe(2);
});

test("a second run of a project is refused with the reason, or stands in line until the first is over", async () => {
  const { id, projectId } = await newRun();
  const analysis = { projectId, kind: "analysis", settings: runSettings } as const;
  await pauseRun(context, id);
  await expect(startRun(context, analysis)).rejects.toMatchObject({
    code: "RUN_ALREADY_ACTIVE",
    message: `the project has import run ${id} under way: it is paused`,
  });
  const inLine = await startRun(context, { ...analysis, queue: true });
  expect(await runView(db, inLine.id)).toMatchObject({ state: "pending", queued: true });
  await expect(pauseRun(context, inLine.id)).rejects.toMatchObject({ code: "RUN_STATE" });
  await cancelRun(context, id);
  expect(await runView(db, inLine.id)).toMatchObject({ state: "pending", queued: false });
  const run = await working(ledgerSteps(slow), () => untilState(inLine.id, "completed"));
  expect(run.state).toBe("completed");
});

test("a failed run makes room for the next in line", async () => {
  const { id, projectId } = await newRun();
  const inLine = await startRun(context, { projectId, kind: "analysis", settings: runSettings, queue: true });
  const steps = ledgerSteps(slow);
  const broken: Step = {
    ...ledgerStep("read", slow),
    run: () => Promise.reject(new ToposcopeError("PATH_NOT_FOUND", "there is no such folder")),
  };
  await working({ ...steps, import: [broken, ...steps.import.slice(1)] }, () =>
    untilState(inLine.id, "completed"),
  );
  expect(await runView(db, id)).toMatchObject({ state: "failed" });
  expect(await runView(db, inLine.id)).toMatchObject({ state: "completed" });
});

test("a run that meets a full disk waits, says so, and goes on by itself once there is room", async () => {
  const { id } = await newRun();
  let attempts = 0;
  const chunk = ledgerStep("chunk", slow);
  const step: Step = {
    ...chunk,
    async run(inner, batch, options) {
      attempts += 1;
      if (attempts <= 4) throw new ToposcopeError("DISK_FULL", "there is no room left");
      await chunk.run(inner, batch, options);
    },
  };
  const steps = ledgerSteps(slow);
  const full = { ...steps, import: steps.import.map((other) => (other.name === "chunk" ? step : other)) };
  await working(full, async () => {
    const waiting = await untilState(id, "waiting");
    expect(waiting.waitsFor).toMatchObject({ what: "disk", detail: "there is no room left" });
    expect(Date.parse(waiting.waitsFor?.until ?? "")).toBeGreaterThan(Date.parse(waiting.createdAt));
    while ((await runById(db, id))?.state !== "completed") {
      await db.run(sql`update run set waits_until = now() where id = ${id} and state = 'waiting'`);
      await context.queue.wake(db, id);
      await sleep(50);
    }
  });
  expect(await runById(db, id)).toMatchObject({ state: "completed", tries: 0, waitsFor: null });
  expect(await ledgerOf(db, id)).toEqual(complete);
});

test("a run moves only as the table of moves says", async () => {
  const { id } = await newRun();
  const states = fc.constantFrom(...runStates);
  await fc.assert(
    fc.asyncProperty(states, states, async (from, to) => {
      await db.run(sql`update run set state = ${from} where id = ${id}`);
      const moved = await moveRun(db, { runId: id, to, now: new Date() });
      expect(moved).toBe((runMoves[from] as readonly RunState[]).includes(to));
      expect((await runById(db, id))?.state).toBe(moved ? to : from);
    }),
  );
});

test("whatever two steerers do at once, a project has one active run and every run a legal state", async () => {
  const acts = [pauseRun, resumeRun, cancelRun, (_: unknown, runId: number) => finishOf(runId)];
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(3), fc.nat(3), fc.nat(2), fc.nat(2)), { minLength: 1, maxLength: 6 }),
      async (turns) => {
        const { id, projectId } = await newRun();
        const others = await Promise.all(
          ["a", "b"].map((model) =>
            startRun(context, {
              projectId,
              kind: "analysis",
              settings: { ...runSettings, model },
              queue: true,
            }),
          ),
        );
        const ids = [id, ...others.map((run) => run.id)];
        for (const [first, second, one, other] of turns) {
          const results = await Promise.allSettled([
            acts[first]?.(context, ids[one] as number),
            acts[second]?.(context, ids[other] as number),
          ]);
          for (const result of results)
            if (result.status === "rejected")
              expect(["RUN_STATE", "RUN_ALREADY_ACTIVE"]).toContain(result.reason.code);
          const rows = await db.many<{ state: RunState; queued: boolean }>(
            sql`select state, queued from run where project_id = ${projectId}`,
          );
          const active = rows.filter(
            ({ state, queued }) => !queued && activeStates.some((one) => one === state),
          );
          expect(active.length).toBeLessThanOrEqual(1);
        }
        await db.run(sql`delete from run where project_id = ${projectId}`);
      },
    ),
    { numRuns: 25 },
  );
});

/** Ends a run as a worker does that was at its last stage. */
async function finishOf(runId: number): Promise<void> {
  await db.run(
    sql`update run set state = 'running' where id = ${runId} and state = 'pending' and not queued`,
  );
  await moveRun(db, { runId, to: "completed", now: new Date() });
}

test("what a worker finishes after the pause is refused", async () => {
  const { id } = await newRun();
  const late = Promise.withResolvers<unknown>();
  const steps = ledgerSteps(slow);
  const read = ledgerStep("read", slow);
  const deaf: Step = {
    ...read,
    async run(inner, batch, options) {
      if (batch.runId !== id) return await read.run(inner, batch, options);
      await pauseRun(context, id);
      await inner.db
        .transaction(async (tx) => {
          await tx.run(sql`insert into ledger values (${id}, 'read', 99, 0)`);
          await finishBatch(tx, batch);
        })
        .catch((error: unknown) => {
          late.resolve(error);
          throw error;
        });
    },
  };
  await working({ ...steps, import: [deaf, ...steps.import.slice(1)] }, () => late.promise);
  expect(await late.promise).toMatchObject({ name: "StaleBatchError" });
  expect(await ledgerOf(db, id)).toEqual({});
});
