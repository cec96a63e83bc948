import { expect, test } from "vitest";
import type { Costs, Provider, ProviderTest, RunEstimate } from "../../src/provider-contract.ts";
import { sql } from "../../src/store/sql.ts";
import { imported, letters, openTestApp, writeFiles } from "../app.ts";
import { providerServer } from "../providers/provider-server.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { serveTestApp } from "./serve-test-app.ts";

const canary = "sk-canary-9f3b7a52c1d84e60";
const app = await openTestApp({ workers: 1 });
const address = await serveTestApp(app);
const outside = await providerServer();
const replies: string[] = [];

async function call<T>(method: string, path: string, body?: unknown): Promise<{ status: number; value: T }> {
  const response = await fetch(`${address}/api${path}`, {
    method,
    ...(body !== undefined && {
      body: JSON.stringify(body),
      headers: { "content-type": "application/json" },
    }),
  });
  const text = await response.text();
  replies.push(text);
  return { status: response.status, value: JSON.parse(text) as T };
}

const ours = () => ({ name: "ours", kind: "compatible", baseUrl: outside.base, key: canary });

test("a provider is set up with its key, of which only the end is shown", async () => {
  const { status, value } = await call<Provider>("POST", "/providers", {
    ...ours(),
    models: { naming: "small", answers: "large" },
    requestsPerMinute: 600,
  });
  expect(status).toBe(201);
  expect(value).toEqual({
    name: "ours",
    kind: "compatible",
    baseUrl: outside.base,
    address: outside.origin,
    key: { from: "stored", hint: "…4e60", trouble: null },
    priority: 0,
    requestsPerMinute: 600,
    tokensPerMinute: null,
    concurrency: null,
    enabled: true,
    models: { naming: "small", answers: "large" },
    prices: [
      { model: "small", price: { input: 0, output: 0 } },
      { model: "large", price: { input: 0, output: 0 } },
    ],
  });
  expect((await call("POST", "/providers", { ...ours(), models: { naming: "m" } })).value).toMatchObject({
    code: "PROVIDER_EXISTS",
  });
});

test("what cannot be is refused with what to do", async () => {
  const refused = async (body: object, code: string) => {
    const { status, value } = await call<{ code: string; hint: string }>("POST", "/providers", body);
    expect([status >= 400, value.code, value.hint.length > 10]).toEqual([true, code, true]);
  };
  await refused({ name: "mine", models: { naming: "m" } }, "PROVIDER_INVALID");
  await refused({ name: "azure", key: canary, models: { naming: "m" } }, "PROVIDER_INVALID");
  await refused({ ...ours(), name: "bad", baseUrl: "ftp://example.org" }, "PROVIDER_INVALID");
  await refused(
    { ...ours(), name: "bad", baseUrl: "http://example.org/v1", models: { naming: "m" } },
    "PROVIDER_INVALID",
  );
  await refused({ ...ours(), name: "no models" }, "INVALID_INPUT");
  await refused({ ...ours(), name: "bad", keyVariable: "DATABASE_URL" }, "INVALID_INPUT");
  await refused({ name: "mistral" }, "PROVIDER_KEY_NEEDED");
});

test("a key that was given for one host is not sent to another", async () => {
  const turned = await call("PATCH", "/providers/ours", { baseUrl: "https://evil.example.org/v1" });
  expect(turned.value).toMatchObject({ code: "PROVIDER_KEY_NEEDED" });
  const moved = await call("PATCH", "/providers/ours", { baseUrl: `${outside.origin}/other/v1` });
  expect(moved).toMatchObject({ status: 200, value: { key: { hint: "…4e60", trouble: null } } });
  await call("PATCH", "/providers/ours", { baseUrl: outside.base });
});

test("a test really asks each model with the key, and its cost is in the ledger", async () => {
  const asked = outside.calls.length;
  const { value } = await call<ProviderTest[]>("POST", "/providers/ours/test");
  expect(value).toMatchObject([
    { model: "small", ok: true, cost: 0, hint: null },
    { model: "large", ok: true },
  ]);
  expect(outside.calls.slice(asked).map(({ model, key }) => [model, key])).toEqual([
    ["small", canary],
    ["large", canary],
  ]);
  await call("POST", "/providers/ours/test");
  expect(outside.calls.length).toBe(asked + 4);
  const { value: costs } = await call<Costs>("GET", "/costs");
  expect(costs.total).toMatchObject({ calls: 4, failures: 0, cached: 0, unpriced: 0 });
  expect(costs.byModel.map(({ provider, model }) => `${provider}/${model}`).toSorted()).toEqual([
    "ours/large",
    "ours/small",
  ]);
});

test("a test of a provider that says no tells what it said, without the key", async () => {
  outside.fault = () => "unauthorized";
  const { value } = await call<ProviderTest[]>("POST", "/providers/ours/test");
  outside.fault = () => undefined;
  expect(value).toMatchObject([{ ok: false, cost: null }, { ok: false }]);
  expect(value[0]?.hint).toContain("toposcope");
});

test("rules hold for all, and null takes a budget out", async () => {
  const set = await call("PATCH", "/provider-rules", { routing: "cheapest", runBudget: 2, dayBudget: 10 });
  expect(set.value).toMatchObject({ routing: "cheapest", runBudget: 2, dayBudget: 10, projectBudget: null });
  await call("PATCH", "/provider-rules", { dayBudget: null });
  expect((await call("GET", "/provider-rules")).value).toEqual({
    routing: "cheapest",
    runBudget: 2,
    dayBudget: null,
    projectBudget: null,
    unpricedAllowed: false,
  });
  expect((await call("PATCH", "/provider-rules", { runBudget: -1 })).status).toBe(400);
});

test("an estimate says how many calls there would be and what they would cost", async () => {
  await imported(app, { project: "letters", paths: [writeFiles(temporaryFolder(), letters(2))] });
  const { value } = await call<RunEstimate>("GET", "/projects/letters/estimate");
  expect(value.stages.map(({ purpose, models }) => [purpose, models])).toEqual([
    ["naming", ["ours/small"]],
    ["insights", []],
    ["facets", []],
  ]);
  expect(value.total).toMatchObject({ calls: 0, mostCost: 0 });
  await call("PATCH", "/providers/ours", { models: { facets: "small" } });
  expect((await call<RunEstimate>("GET", "/projects/letters/estimate")).value.stages[2]).toMatchObject({
    calls: 6,
    leastCost: 0,
    basis: "6 documents, tokens supposed",
  });
});

test("models are listed, and one that is taken out is null", async () => {
  expect((await call("GET", "/providers/ours/models")).value).toEqual({ models: [] });
  const { value } = await call<Provider>("PATCH", "/providers/ours", { models: { facets: null } });
  expect(value.models).toEqual({ naming: "small", answers: "large" });
});

test("the key is in no reply, no log and no table, and goes with its provider", async () => {
  const { sealed } = await app.context.db.one<{ sealed: string }>(
    sql`select string_agg(provider::text || encode(key_sealed, 'escape'), ' ') as sealed from provider`,
  );
  expect(sealed.length).toBeGreaterThan(50);
  const log = JSON.stringify(app.log);
  for (const text of [...replies, log, sealed, JSON.stringify(await everything())])
    expect(text).not.toContain("canary-9f3b");
  expect((await call("DELETE", "/providers/ours")).value).toEqual({ removed: "ours" });
  expect((await call("GET", "/providers")).value).toEqual([]);
  expect((await call("DELETE", "/providers/ours")).value).toMatchObject({ code: "PROVIDER_NOT_FOUND" });
});

async function everything(): Promise<unknown[]> {
  const paths = ["/providers", "/costs", "/provider-rules", "/settings", "/caches", "/doctor"];
  return await Promise.all(paths.map(async (path) => (await call("GET", path)).value));
}
