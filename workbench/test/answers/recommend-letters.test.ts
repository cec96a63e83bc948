import { beforeAll, expect, test } from "vitest";
import { addReading, forgetReadings, listReaders, listReadings } from "../../src/answers/reading.actions.ts";
import { recommend, similarDocuments } from "../../src/answers/recommend.actions.ts";
import { evaluateRecommendations } from "../../src/answers/recommend-evaluation.actions.ts";
import type { Problem } from "../../src/contract.ts";
import { listDocuments, setDocumentAside } from "../../src/corpus/actions.ts";
import { deleteDocuments } from "../../src/corpus/delete.actions.ts";
import { recommendHandlers } from "../../src/http/recommend-handlers.ts";
import type { Recommendations } from "../../src/recommend-contract.ts";
import { listTopics } from "../../src/topics/actions.ts";
import { relatedTopics } from "../../src/topics/related.actions.ts";
import { analyzed, imported, letters, openTestApp, writeFiles } from "../app.ts";
import { startServer } from "../http/server-under-test.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const project = "letters";
const app = await openTestApp();
const { context } = app;
const idOf = new Map<string, number>();
const pathOf = new Map<number, string>();

beforeAll(async () => {
  const both = `${letters(1)["sea-0.txt"]} ${letters(1)["law-0.txt"]}`;
  const folder = writeFiles(temporaryFolder(), { ...letters(8), "both.txt": both });
  await imported(app, { project, paths: [folder] });
  await analyzed(app, { project, topics: 3 });
  const { documents } = await listDocuments(context, { project, limit: 100 });
  for (const { id, path } of documents) {
    idOf.set(path, id);
    pathOf.set(id, path);
  }
}, 120_000);

const pathsOf = (found: Pick<Recommendations, "documents">) =>
  found.documents.map(({ document }) => pathOf.get(document) ?? "");
const read = (
  path: string,
  { reader = "ada", weight = 1, at }: { reader?: string; weight?: number; at?: string } = {},
) => addReading(context, { project, document: idOf.get(path) ?? 0, reader, weight, at });

test("before anything is read, what is typical of each topic is where to begin", async () => {
  const found = await recommend(context, { project, reader: "nobody", limit: 3 });
  expect(found).toMatchObject({ basis: "start", likes: 0 });
  expect(new Set(found.documents.map(({ topic }) => topic)).size).toBe(3);
  for (const { reasons, topicName } of found.documents)
    expect(reasons).toEqual([expect.objectContaining({ kind: "typical", name: topicName })]);
});

test("what was read brings what is like it, with the reason, and disliked kinds stay away", async () => {
  await read("sea-1.txt");
  await read("sea-2.txt");
  await read("law-1.txt", { weight: -1 });
  const found = await recommend(context, { project, reader: "ada", limit: 5, perTopic: 5 });
  expect(found).toMatchObject({ reader: "ada", basis: "readings", likes: 2, dislikes: 1 });
  for (const path of pathsOf(found)) expect(path).toMatch(/^(sea|both)/);
  expect(pathsOf(found)).not.toContain("sea-1.txt");
  for (const { reasons } of found.documents) {
    expect(reasons[0]).toMatchObject({ kind: "read", title: expect.stringMatching(/sea-[12]/) });
    expect(reasons[0]).toMatchObject({ similarity: expect.any(Number) });
  }
  expect(found.documents[0]?.reasons[1]).toMatchObject({ kind: "topic", share: 1 });
});

test("examples do without a reader, in every strategy, and are not recommended themselves", async () => {
  const [like, unlike] = [idOf.get("kitchen-0.txt") ?? 0, idOf.get("sea-0.txt") ?? 0];
  for (const strategy of ["best", "average", "sum"] as const) {
    const input = { project, like: [like], unlike: [unlike], strategy, limit: 4, perTopic: 4 };
    const found = await recommend(context, input);
    expect(found).toMatchObject({ reader: null, basis: "examples", strategy });
    for (const path of pathsOf(found)) expect(path).toMatch(/^kitchen-[1-7]/);
    expect(found.documents[0]?.reasons[0]).toMatchObject({ kind: "like", document: like });
  }
  const missing = recommend(context, { project, like: [999_999], limit: 1 });
  await expect(missing).rejects.toMatchObject({ code: "DOCUMENT_NOT_FOUND" });
});

test("similar documents come with the two passages that are most alike", async () => {
  const document = idOf.get("law-3.txt") ?? 0;
  const found = await similarDocuments(context, { project, document, limit: 4 });
  for (const { path, passages, similarity, topicName } of found.documents) {
    expect(path).toMatch(/^(law|both)/);
    expect(passages.own.text).toMatch(/court|judge|verdict/);
    expect(passages.other.text).toMatch(/court|judge|verdict/);
    expect(passages.similarity).toBeGreaterThan(0.5);
    expect(similarity).toBeGreaterThan(0);
    expect(topicName).not.toBeNull();
  }
});

test("topics are related that are linked or in the same documents", async () => {
  const { topics } = await listTopics(context, { project });
  for (const { id, layer } of topics) {
    const { related } = await relatedTopics(context, { project, topic: id, limit: 10 });
    const others = topics
      .filter((topic) => topic.layer === layer && topic.id !== id)
      .map((topic) => topic.id);
    for (const one of related) {
      expect(others).toContain(one.id);
      expect(one.linked || one.shared > 0).toBe(true);
    }
    const ranks = related.map(({ relatedness }) => relatedness);
    expect(ranks).toEqual(ranks.toSorted((a, b) => b - a));
  }
  const none = relatedTopics(context, { project, topic: 9_999, limit: 1 });
  await expect(none).rejects.toMatchObject({ code: "TOPIC_NOT_FOUND" });
});

test("a document that is opened again within half an hour was read once; later it was read again", async () => {
  const times = ["2026-01-01T10:00:00Z", "2026-01-01T10:20:00Z", "2026-01-01T12:00:00Z"];
  for (const at of times) await read("kitchen-1.txt", { reader: "bo", at });
  const { readings } = await listReadings(context, { project, reader: "bo", limit: 10 });
  expect(readings.map(({ at }) => at)).toEqual(["2026-01-01T12:00:00.000Z", "2026-01-01T10:00:00.000Z"]);
  expect(
    (await listReaders(context, { project })).map(({ reader, readings: count }) => [reader, count]),
  ).toEqual([
    ["ada", 3],
    ["bo", 2],
  ]);
});

test("what is set aside or deleted is not recommended, and goes from the history with the document", async () => {
  const document = idOf.get("sea-3.txt") ?? 0;
  await read("sea-3.txt", { reader: "cy" });
  await setDocumentAside(context, { project, document, setAside: true });
  const like = [idOf.get("sea-1.txt") ?? 0];
  const all = async () => pathsOf(await recommend(context, { project, like, limit: 100 }));
  expect(await all()).not.toContain("sea-3.txt");
  await deleteDocuments(context, { project, documents: [document] });
  expect(await all()).not.toContain("sea-3.txt");
  expect((await listReadings(context, { project, reader: "cy", limit: 1 })).readings).toEqual([]);
});

test("a history file is judged: ids or numbers of documents, and what it names in vain is counted", async () => {
  const folder = temporaryFolder();
  const rows = ["sea", "kitchen", "law"].flatMap((theme) =>
    [0, 4, 5, 6].map((i) => `${theme} reader,${idOf.get(`${theme}-${i}.txt`)},2026-01-0${i + 1},`),
  );
  writeFiles(folder, { "history.csv": ["reader,document,time,weight", ...rows, "ada,nothing,,"].join("\n") });
  const found = await evaluateRecommendations(context, { project, file: `${folder}/history.csv`, k: 10 });
  expect(found).toMatchObject({ k: 10, readers: 3, readings: 12, unknown: 1 });
  expect(found.methods.map(({ method }) => method)).toEqual(["best", "average", "sum", "popularity"]);
  expect(found.methods[0]?.hit).toBe(1);
  const missing = evaluateRecommendations(context, { project, file: `${folder}/none.csv`, k: 10 });
  await expect(missing).rejects.toMatchObject({ code: "PATH_NOT_FOUND" });
});

test("over HTTP readings are kept, recommended by and forgotten", async () => {
  const server = await startServer({ handlers: recommendHandlers, context: app.servingContext });
  const root = `/api/projects/${project}`;
  const send = (body: object) =>
    server.call(`${root}/readings`, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "content-type": "application/json" },
    });
  const kept = await send({ reader: "me", document: idOf.get("law-2.txt") });
  expect(kept.status).toBe(201);
  expect((await send({ reader: "me", document: 1, weight: 0 })).status).toBe(400);
  expect(((await (await send({ reader: "me", document: 999_999 })).json()) as Problem).code).toBe(
    "DOCUMENT_NOT_FOUND",
  );
  const found = await server.call(`${root}/recommendations?reader=me&limit=3`);
  expect((await found.json()) as Recommendations).toMatchObject({ basis: "readings", likes: 1 });
  const forgotten = await server.call(`${root}/readings?reader=me`, { method: "DELETE" });
  expect(await forgotten.json()).toEqual({ reader: "me", readings: 1 });
  await server.close();
  await forgetReadings(context, { project, reader: "ada" });
});
