import { randomUUID } from "node:crypto";
import { pino } from "pino";
import { afterAll, beforeEach, expect, test } from "vitest";
import { systemClock } from "../../src/clock.ts";
import { resolveSettings } from "../../src/config.ts";
import { keyBox } from "../../src/providers/key-box.ts";
import type { LlmAsk } from "../../src/providers/llm.ts";
import { openLlm } from "../../src/providers/open-llm.ts";
import { addProvider, forAllPurposes } from "../../src/providers/provider.actions.ts";
import { storedLedger } from "../../src/providers/stored-ledger.ts";
import { storedRegistry } from "../../src/providers/stored-registry.ts";
import { insertProject } from "../../src/store/project.ts";
import { providerRules, saveProviderRules } from "../../src/store/provider.ts";
import { totalCosts } from "../../src/store/provider-call.ts";
import { sql } from "../../src/store/sql.ts";
import { writeFiles } from "../app.ts";
import { testDb } from "../postgres.ts";
import { now } from "../store/corpus.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { providerServer } from "./provider-server.ts";

const db = await testDb();
const prices = { "priced/small": { input: 10, output: 40 } };
const data = writeFiles(temporaryFolder(), { "prices.json": JSON.stringify(prices) });
const { settings } = resolveSettings({ flags: { data } });
const log = pino({ level: "silent" });
const server = await providerServer();
let made = 0;

/** A process of its own: nothing in memory is shared. */
function freshLlm() {
  const keys = keyBox({ data, secret: undefined });
  const registry = storedRegistry({ db, settings, keys });
  const llm = openLlm({
    registry,
    ledger: storedLedger({ db, settings, newId: randomUUID }),
    clock: systemClock,
    log,
  });
  afterAll(() => llm.close());
  return llm;
}

async function freshProject(): Promise<number> {
  made += 1;
  const project = { name: `project ${made}`, chunkTokens: 1_000, chunkOverlap: 150, now };
  return (await insertProject(db, project))?.id ?? 0;
}

const ask = (projectId: number, content: string): LlmAsk => ({
  purpose: "naming",
  prompt: "test/1",
  messages: [{ role: "user", content }],
  maxTokens: 100,
  of: { projectId },
});

async function projectBudget(amount: number | null) {
  await saveProviderRules(db, { ...(await providerRules(db)), projectBudget: amount });
}

beforeEach(async () => {
  await db.run(sql`delete from provider`);
  await projectBudget(null);
  server.calls.length = 0;
  const models = forAllPurposes("small");
  const at = { kind: "compatible", baseUrl: server.base, models } as const;
  await addProvider({ db, settings, clock: systemClock }, { name: "priced", ...at });
});

test("what was paid for is not asked again, by another process and for another run too", async () => {
  const projectId = await freshProject();
  const first = await freshLlm().text(ask(projectId, "What is this about?"));
  const again = await freshLlm().text(ask(projectId, "What is this about?"));
  expect(again.value).toBe(first.value);
  expect([first.origin.cached, again.origin.cached]).toEqual([false, true]);
  expect(server.calls).toHaveLength(1);
  expect(await totalCosts(db, projectId)).toMatchObject({ calls: 2, cached: 1, cost: first.origin.cost });
});

test("many that ask at once in several processes stay within the budget, down to the last call", async () => {
  const projectId = await freshProject();
  const cap = 0.05;
  await projectBudget(cap);
  const processes = [freshLlm(), freshLlm(), freshLlm()];
  const outcomes = await Promise.allSettled(
    Array.from({ length: 45 }, (_, i) =>
      (processes[i % 3] as (typeof processes)[number]).text(ask(projectId, `question ${i}`)),
    ),
  );
  const refused = outcomes.filter((outcome) => outcome.status === "rejected");
  const { cost, calls } = await totalCosts(db, projectId);
  expect(cost).toBeLessThanOrEqual(cap);
  expect(calls).toBe(server.calls.length);
  expect(calls).toBe(45 - refused.length);
  expect(refused.length).toBeGreaterThan(0);
  for (const { reason } of refused) expect(reason).toMatchObject({ code: "BUDGET_REACHED" });
});

test("under a budget a model of unknown price is passed over for one whose price is known", async () => {
  const projectId = await freshProject();
  await projectBudget(1);
  await addProvider(
    { db, settings, clock: systemClock },
    {
      name: "openai",
      key: "sk-not-a-real-one-at-all",
      baseUrl: server.base,
      models: forAllPurposes("gpt-99"),
      priority: -1,
    },
  );
  const { origin } = await freshLlm().text(ask(projectId, "Who answers?"));
  expect(origin.provider).toBe("priced");
  await db.run(sql`delete from provider where name = 'priced'`);
  await expect(freshLlm().text(ask(projectId, "And now?"))).rejects.toMatchObject({ code: "PRICE_UNKNOWN" });
});
