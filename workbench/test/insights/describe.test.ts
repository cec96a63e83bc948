import { setTimeout as sleep } from "node:timers/promises";
import { beforeEach, expect, test } from "vitest";
import type { Run } from "../../src/contract.ts";
import { deleteDocuments } from "../../src/corpus/delete.actions.ts";
import {
  describeTopics,
  listInsights,
  previewTopic,
  topicInsight,
} from "../../src/insights/insight.actions.ts";
import { saveProjectSettings } from "../../src/jobs/project-settings.actions.ts";
import { addProvider } from "../../src/providers/provider.actions.ts";
import { listRuns, listTopics, watchRun } from "../../src/topics/actions.ts";
import { editTopics } from "../../src/topics/edit.actions.ts";
import { analyzed, imported, letters, openTestApp, writeFiles } from "../app.ts";
import { type ProviderRequest, providerServer } from "../providers/provider-server.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const project = "letters";
const app = await openTestApp();
const { context } = app;
const server = await providerServer();

const keywordsIn = ({ text }: ProviderRequest) => /keywords: (\S+?),? /.exec(text)?.[1] ?? "nothing";
const isAboutNames = ({ text }: ProviderRequest) => text.includes("Name the topic in two to four words");
const isAboutClash = ({ text }: ProviderRequest) => text.includes("the same as another's");

const insight = {
  summary: "They speak of one thing. They do so often.",
  themes: [
    { title: "First", text: "It is said.", passages: ["[D1-C1]", "D9999-C1"] },
    { title: "Invented", text: "It is not said.", passages: ["D9999-C2"] },
  ],
  questions: ["What is it?"],
  related: ["another thing"],
};

/** Answers as a good model would; names are told apart by the topics' keywords. */
function sayWell(asked: ProviderRequest): unknown {
  if (isAboutClash(asked)) return { names: [] };
  if (!isAboutNames(asked)) return insight;
  return { name: `Matters of ${keywordsIn(asked)}`, summary: "One thing.", keywords: ["thing"] };
}

beforeEach(() => {
  server.say = sayWell;
  server.fault = () => undefined;
  server.script.length = 0;
  server.calls.length = 0;
});

await imported(app, { project, paths: [writeFiles(temporaryFolder(), letters(12))] });
const before = await analyzed(app, { project, clustering: "kmeans", topics: 3 });
const plain = await listInsights(context, { project });
await addProvider(context, {
  name: "here",
  kind: "compatible",
  baseUrl: server.base,
  models: { naming: "small", insights: "small" },
});

/** The description that follows an analysis, when it is over. */
async function described(): Promise<Run> {
  const last = (await listRuns(context, { project })).find(({ kind }) => kind === "description");
  if (!last) throw new Error("there is no description");
  return await over(last);
}

async function over(run: Run): Promise<Run> {
  let latest = run;
  for await (latest of watchRun(context, { run: run.id }));
  return latest;
}

const names = async () => (await listTopics(context, { project })).topics.map(({ name }) => name);

test("without a model topics say in their own words what they say, and no run follows", async () => {
  expect(before.state).toBe("completed");
  expect(plain.insights.length).toBe(3);
  for (const { topic, name, insight: said } of plain.insights) {
    expect(name.by).toBe("keywords");
    expect(said?.by).toBe("texts");
    expect(said?.summary.length).toBe(3);
    expect(said?.themes.length).toBeGreaterThan(1);
    const { passages } = await topicInsight(context, { project, topic });
    const textOf = new Map(passages.map(({ chunk, text }) => [chunk, text]));
    for (const { text, chunk } of said!.summary)
      expect(textOf.get(chunk!)?.replace(/\s+/g, " ")).toContain(text);
    for (const { chunks } of said!.themes) for (const chunk of chunks) expect(textOf.has(chunk)).toBe(true);
  }
});

test("demand 10: a model names the topics behind an analysis, several at once, and says what they say; only given passages count", async () => {
  let active = 0;
  let most = 0;
  server.say = async (asked) => {
    most = Math.max(most, ++active);
    await sleep(100);
    active -= 1;
    return sayWell(asked);
  };
  await analyzed(app, { project, clustering: "kmeans", topics: 3, seed: 1 });
  expect((await described()).state).toBe("completed");
  expect(most).toBeGreaterThan(1);
  expect(new Set(server.calls.map(({ body }) => body.temperature))).toEqual(new Set([0.2]));
  expect((await names()).every((name) => name.startsWith("Matters of "))).toBe(true);
  const { topics } = await listTopics(context, { project });
  const { name, insight: said, passages } = await topicInsight(context, { project, topic: topics[0]!.id });
  expect(name).toMatchObject({
    by: "model",
    summary: "One thing.",
    origin: { provider: "here", model: "small" },
  });
  expect(name.origin?.promptHash).toMatch(/^[0-9a-f]{64}$/);
  expect(said?.by).toBe("model");
  expect(said?.themes.map(({ title }) => title)).toEqual(["First"]);
  expect(said?.themes[0]?.chunks).toEqual([passages[0]!.chunk]);
});

test("demand 11: an analysis that finds the same topics again asks for nothing again", async () => {
  await analyzed(app, { project, clustering: "kmeans", topics: 3, seed: 2 });
  expect((await described()).state).toBe("completed");
  expect(server.calls).toEqual([]);
  expect((await names()).every((name) => name.startsWith("Matters of "))).toBe(true);
});

test("demand 9: under a model that knows one name only, no two topics of a layer have the same", async () => {
  server.say = (asked) =>
    isAboutClash(asked)
      ? { names: [1, 2, 3, 4].map((topic) => ({ topic, name: "Letters" })) }
      : isAboutNames(asked)
        ? { name: '"Letters."', summary: "Letters.", keywords: [] }
        : insight;
  await saveProjectSettings(context, { project, patch: { audience: "sailors" } });
  await over(await describeTopics(context, { project }));
  const found = await names();
  expect(new Set(found).size).toBe(found.length);
  expect(found.every((name) => name.startsWith("Letters"))).toBe(true);
  expect(server.calls.some(isAboutClash)).toBe(true);
  expect(
    server.calls.every(({ text }) => isAboutClashText(text) || text.includes("Write for sailors.")),
  ).toBe(true);
});

const isAboutClashText = (text: string) => text.includes("the same as another's");

test("demand 10: where no answer can be used, names and insights are taken from the texts", async () => {
  server.fault = () => "no-json";
  await saveProjectSettings(context, { project, patch: { audience: "bakers" } });
  await analyzed(app, { project, clustering: "kmeans", topics: 4, seed: 3 });
  expect((await described()).state).toBe("completed");
  const { insights } = await listInsights(context, { project });
  expect(insights.map(({ name }) => name.by)).toEqual(insights.map(() => "keywords"));
  expect(insights.map((one) => one.insight?.by)).toEqual(insights.map(() => "texts"));
  expect((await names()).some((name) => name.startsWith("Letters"))).toBe(false);
});

test("demand 10: what was paid for before an outage is not paid for again, and names by hand stay", async () => {
  const { topics } = await listTopics(context, { project });
  await editTopics(context, { project, edit: { kind: "rename", topic: topics[0]!.id, name: "Mine" } });
  await saveProjectSettings(context, { project, patch: { audience: "judges" } });
  let asked = 0;
  server.fault = () => (++asked > 3 ? "unavailable-503" : undefined);
  const run = await describeTopics(context, { project });
  for await (const now of watchRun(context, { run: run.id })) if (now.state === "waiting") break;
  const answered = server.calls.filter(({ fault }) => fault === undefined).map(({ text }) => text);
  server.fault = () => undefined;
  server.calls.length = 0;
  const last = await over(run);
  expect(last.state).toBe("completed");
  expect(server.calls.filter(({ text }) => answered.includes(text))).toEqual([]);
  expect(await names()).toContain("Mine");
  const { name } = await topicInsight(context, { project, topic: topics[0]!.id });
  expect(name).toMatchObject({ text: "Mine", by: "hand" });
});

test("demand 11: a prompt is tried on one topic and kept nowhere; one without its placeholders is refused", async () => {
  const { topics } = await listTopics(context, { project });
  const topic = topics[1]!.id;
  const known = await names();
  const namePrompt =
    "Name the topic in two to four words. My keywords: {keywords} , {passages} {nearby} in {language}";
  const preview = await previewTopic(context, { project, topic, namePrompt, nameLanguage: "Latin" });
  expect(preview.prompts.name).toContain("in Latin");
  expect(preview.prompts.name).toContain("<passage id=");
  expect(preview.name.by).toBe("model");
  expect(await names()).toEqual(known);
  await expect(
    previewTopic(context, { project, topic, namePrompt: "Just name it: {passages}" }),
  ).rejects.toMatchObject({ code: "INVALID_SETTING", message: expect.stringContaining("{nearby}") });
  await expect(
    saveProjectSettings(context, { project, patch: { insightPrompt: "{passages} {nonsense}" } }),
  ).rejects.toMatchObject({ code: "INVALID_SETTING", message: expect.stringContaining("{nonsense}") });
});

test("what is switched off is not asked for, nor shown", async () => {
  await saveProjectSettings(context, { project, patch: { naming: false, insights: false } });
  await analyzed(app, { project, clustering: "kmeans", topics: 2, seed: 4 });
  expect(server.calls).toEqual([]);
  const { insights } = await listInsights(context, { project });
  expect(insights.every((one) => one.insight === null && one.name.by === "keywords")).toBe(true);
  await expect(describeTopics(context, { project })).rejects.toMatchObject({ code: "NO_LANGUAGE_MODEL" });
  await saveProjectSettings(context, { project, patch: { naming: null, insights: null } });
});

test("what was said from a document that is deleted is said no more", async () => {
  await analyzed(app, { project, clustering: "kmeans", topics: 2, seed: 5 });
  expect((await described()).state).toBe("completed");
  const { topics } = await listTopics(context, { project });
  const topic = topics[0]!.id;
  const { passages } = await topicInsight(context, { project, topic });
  await deleteDocuments(context, { project, documents: [passages[0]!.document] });
  const { insight: said } = await topicInsight(context, { project, topic });
  expect(said?.by).toBe("texts");
});
