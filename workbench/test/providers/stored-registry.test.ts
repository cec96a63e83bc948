import { beforeEach, expect, test } from "vitest";
import { resolveSettings } from "../../src/config.ts";
import type { LlmPurpose } from "../../src/model.ts";
import { keyBox } from "../../src/providers/key-box.ts";
import { addProvider, forAllPurposes, setProvider } from "../../src/providers/provider.actions.ts";
import { storedRegistry } from "../../src/providers/stored-registry.ts";
import { insertProject, saveProjectSettings } from "../../src/store/project.ts";
import { sql } from "../../src/store/sql.ts";
import { testDb } from "../postgres.ts";
import { now } from "../store/corpus.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const db = await testDb();
const data = temporaryFolder();
const { settings } = resolveSettings({ flags: { data } });
const clock = { now: () => now } as never;
const context = { db, settings, clock };
const registryOf = (own = settings) =>
  storedRegistry({ db, settings: own, keys: keyBox({ data: own.data, secret: own.keySecret }) });

const projectId =
  (await insertProject(db, { name: "p", chunkTokens: 1_000, chunkOverlap: 150, now }))?.id ?? 0;

async function asked(purpose: LlmPurpose, { runId, own }: { runId?: number; own?: typeof settings } = {}) {
  const { candidates } = await registryOf(own).candidates(purpose, { projectId, runId });
  return candidates.map(({ account, model }) => `${account.name}/${model}`);
}

async function runWith(frozen: object): Promise<number> {
  const { id } = await db.one<{ id: number }>(sql`
    insert into run (project_id, kind, state, settings, correlation_id, created_at)
    values (${projectId}, 'import', 'running', ${JSON.stringify(frozen)}, 'c', ${now})
    returning id`);
  return id;
}

beforeEach(async () => {
  await db.run(sql`delete from provider`);
  await saveProjectSettings(db, { id: projectId, patch: { namingModel: null, answersModel: null }, now });
  await addProvider(context, {
    name: "second",
    kind: "anthropic",
    key: "sk-of-the-second-one",
    priority: 2,
    models: forAllPurposes("claude-haiku-4-5"),
  });
  await addProvider(context, {
    name: "first",
    kind: "openai",
    key: "sk-of-the-first-one",
    models: { naming: "gpt-5-nano", answers: "gpt-5" },
  });
});

test("without any wish, providers are asked by priority, each for what it has a model for", async () => {
  expect(await asked("naming")).toEqual(["first/gpt-5-nano", "second/claude-haiku-4-5"]);
  expect(await asked("answers")).toEqual(["first/gpt-5", "second/claude-haiku-4-5"]);
  expect(await asked("insights")).toEqual(["second/claude-haiku-4-5"]);
  await setProvider(context, { provider: "second", enabled: false });
  expect(await asked("insights")).toEqual([]);
});

test("candidates come with their key and their price", async () => {
  const { routing, candidates } = await registryOf().candidates("naming", { projectId });
  expect(routing).toBe("priority");
  expect(candidates[0]).toMatchObject({
    account: { name: "first", key: "sk-of-the-first-one" },
    price: { input: 0.05, output: 0.4 },
  });
});

test("a project names its models in order, and a run what was frozen into it", async () => {
  const patch = { namingModel: "second/claude-sonnet-5, first", answersModel: "none" };
  await saveProjectSettings(db, { id: projectId, patch, now });
  expect(await asked("naming")).toEqual(["second/claude-sonnet-5", "first/gpt-5-nano"]);
  expect(await asked("answers")).toEqual([]);
  const runId = await runWith({ namingModel: "first/org/model" });
  expect(await asked("naming", { runId })).toEqual(["first/org/model"]);
  expect(await asked("answers", { runId })).toEqual(["first/gpt-5", "second/claude-haiku-4-5"]);
});

test("this machine's settings hold where neither run nor project says anything", async () => {
  const own = { ...settings, namingModel: "second" };
  expect(await asked("naming", { own })).toEqual(["second/claude-haiku-4-5"]);
  await saveProjectSettings(db, { id: projectId, patch: { namingModel: "first" }, now });
  expect(await asked("naming", { own })).toEqual(["first/gpt-5-nano"]);
});

test("a wish for a provider that is not set up says so", async () => {
  await saveProjectSettings(db, { id: projectId, patch: { namingModel: "third/x" }, now });
  await expect(asked("naming")).rejects.toMatchObject({ code: "PROVIDER_NOT_FOUND" });
});

test("a provider whose key cannot be read is passed over, and is the failure when it is the last", async () => {
  await db.run(sql`update provider set key_sealed = decode('00', 'hex') where name = 'first'`);
  expect(await asked("naming")).toEqual(["second/claude-haiku-4-5"]);
  await setProvider(context, { provider: "second", enabled: false });
  await expect(asked("naming")).rejects.toMatchObject({ code: "PROVIDER_KEY_UNREADABLE" });
});

test("a row that was turned to another host does not give its key away", async () => {
  await db.run(sql`update provider set base_url = 'https://evil.example.org/v1' where name = 'first'`);
  expect(await asked("naming")).toEqual(["second/claude-haiku-4-5"]);
});

test("a key in a variable is taken from the environment at each call", async () => {
  await setProvider(context, { provider: "first", keyVariable: "TOPOSCOPE_TEST_API_KEY" });
  expect(await asked("naming")).toEqual(["second/claude-haiku-4-5"]);
  process.env.TOPOSCOPE_TEST_API_KEY = "from outside";
  try {
    const { candidates } = await registryOf().candidates("naming", { projectId });
    expect(candidates[0]?.account.key).toBe("from outside");
  } finally {
    delete process.env.TOPOSCOPE_TEST_API_KEY;
  }
});
