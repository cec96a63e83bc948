import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { resolveSettings } from "../../src/config.ts";
import type { LlmOccasion } from "../../src/providers/llm.ts";
import type { ProviderCall } from "../../src/providers/provider-account.ts";
import { storedLedger } from "../../src/providers/stored-ledger.ts";
import { clearCaches, listCaches, pruneCaches } from "../../src/store/cache.ts";
import { deleteProject, insertProject, saveProjectSettings } from "../../src/store/project.ts";
import { providerRules, saveProviderRules } from "../../src/store/provider.ts";
import { costsByPurpose, costsByRun, totalCosts } from "../../src/store/provider-call.ts";
import { insertRunEstimate, runEstimates } from "../../src/store/run-estimate.ts";
import { sql } from "../../src/store/sql.ts";
import { testDb } from "../postgres.ts";
import { now } from "../store/corpus.ts";

const db = await testDb();
const ledger = storedLedger({ db, settings: resolveSettings().settings, newId: randomUUID });
let made = 0;

async function occasion(): Promise<Required<Pick<LlmOccasion, "projectId" | "runId">>> {
  made += 1;
  const project = { name: `project ${made}`, chunkTokens: 1_000, chunkOverlap: 150, now };
  const projectId = (await insertProject(db, project))?.id ?? 0;
  const { runId } = await db.one<{ runId: number }>(sql`
    insert into run (project_id, kind, number, state, settings, correlation_id, created_at)
    values (${projectId}, 'analysis', 1, 'running', '{}', 'c', ${now})
    returning id as "runId"`);
  return { projectId, runId };
}

async function budgets(change: { run?: number; day?: number; project?: number; unpriced?: boolean }) {
  await saveProviderRules(db, {
    ...(await providerRules(db)),
    runBudget: change.run ?? null,
    dayBudget: change.day ?? null,
    projectBudget: change.project ?? null,
    unpricedAllowed: change.unpriced ?? false,
  });
}

const hashOf = (text: string) => Buffer.from(text).toString("hex").padEnd(64, "0");

const call = (of: LlmOccasion, change: Partial<ProviderCall> = {}): ProviderCall => ({
  of,
  purpose: "naming",
  prompt: "topic-name/1",
  promptHash: hashOf(`prompt ${made}`),
  provider: "openai",
  model: "gpt-5-mini",
  attempt: 1,
  inputTokens: 1_000,
  cachedInputTokens: 0,
  outputTokens: 100,
  cost: 0.25,
  latencyMs: 120,
  cached: false,
  error: null,
  ...change,
});

beforeEach(() => budgets({}));

test("without a budget everything may be asked, and every call is in the ledger", async () => {
  const of = await occasion();
  const release = await ledger.reserve(of, null);
  await release();
  await ledger.book(call(of), "Sea trade");
  await ledger.book(call(of, { error: "answered 500", cost: 0, promptHash: hashOf("other") }), null);
  expect(await totalCosts(db, of.projectId)).toMatchObject({
    calls: 2,
    failures: 1,
    cached: 0,
    inputTokens: 2_000,
    cost: 0.25,
    unpriced: 0,
  });
  expect(await costsByPurpose(db, of.projectId)).toMatchObject([{ purpose: "naming", calls: 2 }]);
  expect(await costsByRun(db, { projectId: of.projectId, limit: 5 })).toMatchObject([
    { run: of.runId, cost: 0.25 },
  ]);
});

test("what was paid for is kept for the next run, with what it cost, and never paid twice", async () => {
  const of = await occasion();
  const booked = call(of);
  await ledger.book(booked, "Sea trade");
  await ledger.book(call(of), "another answer to the same prompt, asked for at once");
  const later = storedLedger({ db, settings: resolveSettings().settings, newId: randomUUID });
  expect(await later.paid(booked.promptHash)).toEqual({ text: "Sea trade", call: booked });
  expect(await later.paid(hashOf("never asked"))).toBeUndefined();
});

test("a failure is no answer, and an answer taken from what is kept costs nothing again", async () => {
  const of = await occasion();
  await ledger.book(call(of, { error: "answered 503" }), null);
  expect(await ledger.paid(call(of).promptHash)).toBeUndefined();
  await ledger.book(call(of, { cached: true, cost: 5 }), null);
  expect(await totalCosts(db, of.projectId)).toMatchObject({ cached: 1, cost: 0.25 });
});

test("an answer that did not fit is kept with what is wrong with it", async () => {
  const of = await occasion();
  const misfit = call(of, { error: "did not fit: no JSON", promptHash: hashOf("misfit") });
  await ledger.book(misfit, "I would rather talk about the sea.");
  expect(await ledger.paid(misfit.promptHash)).toMatchObject({ call: { error: "did not fit: no JSON" } });
});

test("tokens from a provider's own cache are in the sums", async () => {
  const of = await occasion();
  await ledger.book(call(of, { cachedInputTokens: 600 }), "Sea trade");
  await ledger.book(call(of, { cachedInputTokens: 200, cached: true }), null);
  expect(await totalCosts(db, of.projectId)).toMatchObject({ inputTokens: 1_000, cachedInputTokens: 600 });
});

test("of those who want the same answer one has it, until he lets go, dies or sleeps too long", async () => {
  const hashes = [hashOf("first"), hashOf("second")];
  const release = await ledger.claim(hashes);
  expect(release).toBeDefined();
  expect(await ledger.claim([hashOf("second"), hashOf("third")])).toBeUndefined();
  const third = await ledger.claim([hashOf("third")]);
  expect(third).toBeDefined();
  await release?.();
  await release?.();
  const next = await ledger.claim(hashes);
  expect(next).toBeDefined();
  await db.run(sql`update answer_claim set until = now() - interval '1 second'`);
  expect(await ledger.claim(hashes)).toBeDefined();
  await next?.();
  expect(await ledger.claim(hashes)).toBeUndefined();
  await third?.();
});

test("a price that is not known counts as unknown, not as nothing", async () => {
  const of = await occasion();
  await ledger.book(call(of, { cost: null }), "priceless");
  expect(await totalCosts(db, of.projectId)).toMatchObject({ cost: 0, unpriced: 1 });
  await budgets({ run: 1 });
  await expect(ledger.reserve(of, null)).rejects.toMatchObject({ code: "PRICE_UNKNOWN" });
  await budgets({ run: 1, unpriced: true });
  await (await ledger.reserve(of, null))();
});

test("what is set aside is given back once, and what was spent stays spent", async () => {
  const of = await occasion();
  await budgets({ run: 1 });
  const release = await ledger.reserve(of, 0.6);
  await expect(ledger.reserve(of, 0.6)).rejects.toMatchObject({
    code: "BUDGET_REACHED",
    message: expect.stringContaining("$0.6000 are spent or set aside"),
  });
  await release();
  await release();
  const again = await ledger.reserve(of, 0.6);
  await ledger.book(call(of, { cost: 0.5 }), "dear");
  await again();
  await expect(ledger.reserve(of, 0.6)).rejects.toMatchObject({ code: "BUDGET_REACHED" });
  await (await ledger.reserve(of, 0.5))();
});

test("a project's own budget counts all of its runs, and that of a day all projects", async () => {
  const [one, other] = [await occasion(), await occasion()];
  await saveProjectSettings(db, { id: one.projectId, patch: { projectBudget: 1 }, now });
  await ledger.book(call({ projectId: one.projectId }, { cost: 0.9 }), null);
  await expect(ledger.reserve(one, 0.2)).rejects.toMatchObject({ code: "BUDGET_REACHED" });
  await (await ledger.reserve(other, 0.2))();
  const { today } = await db.one<{ today: number }>(
    sql`select spent::float8 as today from spending where scope like 'day %'`,
  );
  await budgets({ day: today + 0.1 });
  await expect(ledger.reserve(other, 0.2)).rejects.toMatchObject({
    message: expect.stringContaining("the budget of today"),
  });
});

test("a run's own budget wins over its project's, which may be raised while a run goes on", async () => {
  const of = await occasion();
  await saveProjectSettings(db, { id: of.projectId, patch: { budget: 0.1 }, now });
  await expect(ledger.reserve(of, 0.2)).rejects.toMatchObject({ code: "BUDGET_REACHED" });
  await saveProjectSettings(db, { id: of.projectId, patch: { budget: 0.3 }, now });
  await (await ledger.reserve(of, 0.2))();
  await db.run(sql`
    update run set settings = settings || '{"budget": 0.15}', overridden = array['budget'] where id = ${of.runId}`);
  await expect(ledger.reserve(of, 0.2)).rejects.toMatchObject({ code: "BUDGET_REACHED" });
});

test("however many ask at once, a budget is never passed", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ most: fc.integer({ min: 1, max: 40 }), share: fc.nat(100) }), {
        minLength: 4,
        maxLength: 24,
      }),
      async (calls) => {
        const of = await occasion();
        const cap = 1;
        await budgets({ run: cap, project: cap + 1, day: 1_000_000 });
        const outcomes = await Promise.all(
          calls.map(async ({ most, share }, i) => {
            const release = await ledger.reserve(of, most / 100).catch(() => undefined);
            if (!release) return false;
            const cost = (most / 100) * (share / 100);
            await ledger.book(call(of, { cost, promptHash: hashOf(`${made}-${i}`) }), "text");
            await release();
            return true;
          }),
        );
        const { cost } = await totalCosts(db, of.projectId);
        expect(cost).toBeLessThanOrEqual(cap + 1e-9);
        const most = calls.reduce((sum, one) => sum + one.most / 100, 0);
        if (most <= cap) expect(outcomes).not.toContain(false);
        expect(await db.one(sql`select count(*) as held from budget_reservation`)).toEqual({ held: 0 });
      },
    ),
    { numRuns: 12 },
  );
});

test("what a process set aside that died is let go after an hour", async () => {
  const of = await occasion();
  await budgets({ run: 1 });
  await ledger.reserve(of, 0.8);
  await expect(ledger.reserve(of, 0.8)).rejects.toMatchObject({ code: "BUDGET_REACHED" });
  await db.run(sql`update budget_reservation set made_at = made_at - interval '61 minutes'`);
  await (await ledger.reserve(of, 0.8))();
});

test("a project that is deleted takes what was said about it along, and leaves the sums", async () => {
  const [one, other] = [await occasion(), await occasion()];
  const shared = call(one, { promptHash: hashOf("asked by both") });
  const own = call(one, { promptHash: hashOf("asked by one"), cost: 0.5 });
  await ledger.book(shared, "shared");
  await ledger.book({ ...shared, of: other, cached: true }, null);
  await ledger.book(own, "own");
  await ledger.book(call(one, { error: "said: confidential words", promptHash: hashOf("bad") }), null);
  const before = await totalCosts(db, null);
  await deleteProject(db, one.projectId);
  expect(await ledger.paid(own.promptHash)).toBeUndefined();
  expect(await ledger.paid(shared.promptHash)).toMatchObject({ text: "shared" });
  expect(await totalCosts(db, null)).toMatchObject({ calls: before.calls, cost: before.cost });
  expect(await db.many(sql`select error from provider_call where error like '%confidential%'`)).toEqual([]);
});

test("paid answers are a cache that no limit shortens and only --paid clears", async () => {
  const of = await occasion();
  await ledger.book(call(of, { promptHash: hashOf("kept") }), "kept");
  const held = async () => (await listCaches(db)).find(({ name }) => name === "answers");
  const before = await held();
  expect(before).toMatchObject({ paidEntries: before?.entries, spareBytes: 0 });
  await pruneCaches(db, { keepBytes: 0, usedSince: new Date(Date.now() + 1_000) });
  await clearCaches(db, { names: ["answers"] });
  expect(await held()).toMatchObject({ entries: before?.entries });
  await clearCaches(db, { names: ["answers"], paid: true });
  expect(await held()).toMatchObject({ entries: 0 });
});

test("an estimate stays beside its run", async () => {
  const { runId } = await occasion();
  const estimate = {
    calls: 3,
    inputTokens: 300,
    cachedInputTokens: 120,
    outputTokens: 30,
    leastCost: 0.01,
    mostCost: null,
  };
  await insertRunEstimate(db, runId, estimate);
  await insertRunEstimate(db, runId, { ...estimate, calls: 9 });
  expect(await runEstimates(db, [runId])).toEqual([{ runId, ...estimate }]);
});
