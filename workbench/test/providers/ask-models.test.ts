import { randomUUID } from "node:crypto";
import { pino } from "pino";
import { beforeEach, expect, test } from "vitest";
import { systemClock } from "../../src/clock.ts";
import { resolveSettings } from "../../src/config.ts";
import { providerKinds } from "../../src/model.ts";
import { listPrice } from "../../src/providers/prices.ts";
import { addProvider, listProviders, modelPrices } from "../../src/providers/provider.actions.ts";
import { askModels, providerModels } from "../../src/providers/test.actions.ts";
import { testDb } from "../postgres.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { providerServer } from "./provider-server.ts";

const key = "sk-canary-5f1d";
const { settings } = resolveSettings({ flags: { data: temporaryFolder() } });
const context = {
  db: await testDb(),
  settings,
  clock: systemClock,
  newId: randomUUID,
  log: pino({ level: "silent" }),
};
const server = await providerServer();
beforeEach(() => {
  server.models = ["small", "large"];
});

test.each(providerKinds)(
  "a provider of the kind %s says which models it has before it is set up",
  async (kind) => {
    const { models } = await askModels(context, { kind, baseUrl: server.base, key });
    expect(models).toEqual(["large", "small"]);
    expect(await listProviders(context)).toEqual([]);
  },
);

test("one that is set up is asked with the key that it has, and only where that key is for", async () => {
  const models = { answers: "small" };
  await addProvider(context, { name: "ours", kind: "compatible", baseUrl: server.base, key, models });
  expect(await providerModels(context, { provider: "ours" })).toEqual({ models: ["large", "small"] });
  const asked = { provider: "ours", kind: "compatible" } as const;
  expect(await askModels(context, { ...asked, baseUrl: `${server.origin}/other/v1` })).toEqual({
    models: ["large", "small"],
  });
  await expect(askModels(context, { ...asked, baseUrl: "http://127.0.0.1:9/v1" })).rejects.toMatchObject({
    code: "PROVIDER_KEY_NEEDED",
  });
  expect((await listProviders(context)).map(({ baseUrl }) => baseUrl)).toEqual([server.base]);
});

test("a server without such a list says so, and nothing of the key", async () => {
  server.models = undefined;
  const failure = await askModels(context, { kind: "compatible", baseUrl: server.base, key }).catch(
    (error: unknown) => error,
  );
  expect(failure).toMatchObject({ code: "LANGUAGE_MODEL_REFUSED" });
  expect(String(failure)).not.toContain(key);
});

test("models on the price list are suggested with their prices", () => {
  const { openai = [], compatible = [] } = modelPrices();
  expect(compatible).toEqual([]);
  expect(openai.length).toBeGreaterThan(5);
  for (const { model, input, output } of openai)
    expect(listPrice("openai", model)).toMatchObject({ input, output });
});
