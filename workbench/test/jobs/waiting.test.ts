import { afterAll, beforeAll, expect, test } from "vitest";
import { ToposcopeError } from "../../src/errors.ts";
import { startRun } from "../../src/jobs/engine.ts";
import { runView } from "../../src/jobs/progress.ts";
import { watchRun } from "../../src/jobs/run-hub.ts";
import type { Step } from "../../src/jobs/step.ts";
import { work } from "../../src/jobs/worker.ts";
import { sql } from "../../src/store/sql.ts";
import { endWaiting } from "../../src/store/waiting-run.ts";
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
const quick = { batchesPerStage: 2, itemsPerBatch: 4, batchMs: 0 };

beforeAll(() => createLedger(db));
afterAll(() => context.queue.close());

/** Steps of which one fails so often before it works. */
function failing(times: number, error: () => Error) {
  const real = ledgerStep("chunk", quick);
  let failures = 0;
  const step: Step = {
    ...real,
    async run(...given) {
      failures += 1;
      if (failures <= times) throw error();
      await real.run(...given);
    },
  };
  const steps = ledgerSteps(quick);
  return { ...steps, import: steps.import.map((other) => (other.name === "chunk" ? step : other)) };
}

let projects = 0;
async function runWith(steps: ReturnType<typeof failing>) {
  projects += 1;
  const projectId = await createProject(db, `waiting ${projects}`);
  const { id } = await startRun(context, { projectId, kind: "import", settings: runSettings });
  const stopping = new AbortController();
  const working = work(context, { steps, signal: stopping.signal });
  const nudging = setInterval(() => void nudge(id), 100);
  const waited = new Set<string>();
  try {
    for await (const run of watchRun(context, id)) if (run.waitsFor) waited.add(run.waitsFor.what);
  } finally {
    clearInterval(nudging);
    stopping.abort();
    await working;
  }
  const failures = await db.many(sql`select from batch where run_id = ${id} and failures > 0`);
  return { id, run: await runView(db, id), waited: [...waited], failed: failures.length };
}

/** In place of the supervisor, which looks for runs that are due, and of the time until they are. */
async function nudge(id: number): Promise<void> {
  for (const what of ["provider", "database", "files"] as const) await endWaiting(db, what);
  await context.queue.wake(db, id);
}

test.each([
  ["EMBEDDING_UNAVAILABLE", "provider"],
  ["DATABASE_TIMEOUT", "database"],
  ["FILES_UNREACHABLE", "files"],
] as const)(
  "a run that meets %s seven times waits, says for what, and completes without a failure",
  async (code, what) => {
    const { id, run, waited, failed } = await runWith(
      failing(7, () => new ToposcopeError(code, "out of order for a while")),
    );
    expect(run).toMatchObject({ state: "completed", waitsFor: null });
    expect(waited).toEqual([what]);
    expect(failed).toBe(0);
    expect((await ledgerOf(db, id)).chunk).toEqual({ items: 8, repeated: 0 });
  },
);

test("a batch whose database calls are lost is given back and done again, and counts as no failure", async () => {
  const { id, run, failed } = await runWith(
    failing(5, () => new ToposcopeError("DATABASE_UNREACHABLE", "connection lost")),
  );
  expect(run.state).toBe("completed");
  expect(failed).toBe(0);
  expect((await ledgerOf(db, id)).chunk).toEqual({ items: 8, repeated: 0 });
});

test.each(["EMBEDDING_REFUSED", "EMBEDDING_DIMENSIONS", "MODEL_NOT_FOUND"] as const)(
  "a run that meets %s fails at once: only its user can put that right",
  async (code) => {
    const { run, waited } = await runWith(failing(1, () => new ToposcopeError(code, "the key is wrong")));
    expect(run).toMatchObject({ state: "failed", error: "the key is wrong" });
    expect(waited).toEqual([]);
  },
);
