import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, describe, expect, test } from "vitest";
import { getChunk, getDocument, listDocuments, setDocumentAside } from "../../src/corpus/actions.ts";
import { deleteDocuments } from "../../src/corpus/delete.actions.ts";
import { importUploads } from "../../src/corpus/import.actions.ts";
import { getProject } from "../../src/corpus/project.actions.ts";
import { decodeMap } from "../../src/drawing/decode-map.ts";
import { sql } from "../../src/store/sql.ts";
import { analyze, getRun, getTopic, listTopics, mapOf, watchRun } from "../../src/topics/actions.ts";
import { editTopics, redoTopicEdit, undoTopicEdit } from "../../src/topics/edit.actions.ts";
import { evaluateTopics } from "../../src/topics/evaluate.actions.ts";
import { analyzed, imported, letter, letters, openTestApp, writeFiles } from "../app.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { contradictions } from "../topics/everything.ts";

const app = await openTestApp();
const { context } = app;

async function documentAt(project: string, path: string) {
  const { documents } = await listDocuments(context, { project, limit: 1_000 });
  return documents.find((document) => document.path === path);
}

const remove = async (project: string, ...paths: string[]) => {
  const found = await Promise.all(paths.map((path) => documentAt(project, path)));
  return await deleteDocuments(context, { project, documents: found.map((document) => document!.id) });
};

describe("a deleted document", () => {
  const project = "deleted";
  const folder = writeFiles(temporaryFolder(), letters(12));

  beforeAll(async () => {
    await imported(app, { project, paths: [folder] });
    await analyzed(app, { project, topics: 3 });
  });

  test("is gone from lists, counts, topics, map and search at once, and told of", async () => {
    const gone = (await documentAt(project, "sea-4.txt"))!;
    const { chunks } = await getDocument(context, { project, document: gone.id });
    const before = await getTopic(context, { project, topic: gone.topic! });
    const query = { project, query: letter("sea", 4), limit: 5 };
    expect((await context.interactive.search(query)).hits.some(({ document }) => document === gone.id)).toBe(
      true,
    );
    const version = (await mapOf(context, { project })).version;
    expect(await deleteDocuments(context, { project, documents: [gone.id] })).toEqual({ deleted: [gone.id] });
    await expect(getDocument(context, { project, document: gone.id })).rejects.toMatchObject({
      code: "DOCUMENT_NOT_FOUND",
    });
    await expect(getChunk(context, { project, chunk: chunks[0]!.id })).rejects.toMatchObject({
      code: "DOCUMENT_NOT_FOUND",
    });
    expect(await documentAt(project, "sea-4.txt")).toBeUndefined();
    expect((await context.interactive.search(query)).hits.some(({ document }) => document === gone.id)).toBe(
      false,
    );
    const after = await getTopic(context, { project, topic: gone.topic! });
    expect([after.size, after.documents]).toEqual([before.size - 1, before.documents - 1]);
    const map = await mapOf(context, { project });
    expect(map.version).not.toBe(version);
    expect([...decodeMap(Uint8Array.from(await map.read()).buffer).document]).not.toContain(gone.id);
    expect(await contradictions(context, project)).toEqual([]);
    const told = await context.db.many<{ data: unknown }>(
      sql`select data from event where type = 'document.deleted'`,
    );
    expect(told).toEqual([{ data: { document: gone.id, title: gone.title, path: "sea-4.txt" } }]);
    expect(await getProject(context, { project })).toMatchObject({ documents: 35, arrived: { deleted: 1 } });
  });

  test("that is not there is an error, and the others named with it stay", async () => {
    const there = (await documentAt(project, "sea-5.txt"))!;
    await expect(deleteDocuments(context, { project, documents: [there.id, 999_999] })).rejects.toMatchObject(
      {
        code: "DOCUMENT_NOT_FOUND",
      },
    );
    expect(await documentAt(project, "sea-5.txt")).toBeDefined();
  });

  test("does not keep settings from being tried, nor topics from being judged", async () => {
    expect((await context.interactive.tune({ project })).sample).toBe(35);
    expect((await evaluateTopics(context, { project })).topics).toBe(3);
  });

  test("leaves edits, undo and redo working", async () => {
    const [a, b] = (await listTopics(context, { project })).topics;
    await editTopics(context, { project, edit: { kind: "merge", topics: [a!.id, b!.id] } });
    await remove(project, "kitchen-1.txt", "law-1.txt");
    expect(await contradictions(context, project)).toEqual([]);
    await undoTopicEdit(context, { project });
    expect(await contradictions(context, project)).toEqual([]);
    await remove(project, "sea-6.txt");
    await redoTopicEdit(context, { project });
    expect(await contradictions(context, project)).toEqual([]);
    await undoTopicEdit(context, { project });
  });

  test("comes back with its file, into the topic it had", async () => {
    const topic = (await documentAt(project, "law-2.txt"))!.topic;
    await remove(project, "law-2.txt");
    await imported(app, { project, paths: [folder] });
    expect(await documentAt(project, "law-2.txt")).toMatchObject({ topic, arrived: "placed" });
    expect(await documentAt(project, "sea-4.txt")).toBeDefined();
    expect((await getProject(context, { project })).documents).toBe(36);
    expect(await contradictions(context, project)).toEqual([]);
  });

  test("that came after the analysis leaves no trace in its counts", async () => {
    const before = (await listTopics(context, { project })).topics;
    await imported(app, {
      project,
      paths: [writeFiles(temporaryFolder(), { "late.txt": letter("sea", 70) })],
    });
    await remove(project, "late.txt");
    expect((await listTopics(context, { project })).topics).toEqual(before);
    expect(await contradictions(context, project)).toEqual([]);
  });

  test("of a table comes back when the table is imported again", async () => {
    const table = join(temporaryFolder(), "rows.csv");
    const rows = [0, 1, 2].map((i) => `${i},"${letter("sea", 80 + i)}"`);
    writeFileSync(table, `id,text\n${rows.join("\n")}\n`);
    await imported(app, { project: "table", paths: [table] });
    const first = (await listDocuments(context, { project: "table", limit: 9 })).documents[0]!;
    await deleteDocuments(context, { project: "table", documents: [first.id] });
    await imported(app, { project: "table", paths: [table] });
    const { documents } = await listDocuments(context, { project: "table", limit: 9 });
    expect(documents.map(({ externalId }) => externalId)).toEqual(["0", "1", "2"]);
  });
});

test("an analysis under way begins again without the deleted document", async () => {
  const project = "under way";
  await imported(app, { project, paths: [writeFiles(temporaryFolder(), letters(40))] });
  const gone = (await documentAt(project, "sea-4.txt"))!;
  const run = await analyze(context, { project, topics: 3 });
  await app.workers.start();
  for (;;) {
    const { stages, state } = await getRun(context, { run: run.id });
    if (
      state === "completed" ||
      stages.some(({ name, state }) => name === "neighbors" && state === "completed")
    )
      break;
    await sleep(5);
  }
  await deleteDocuments(context, { project, documents: [gone.id] });
  let last = await getRun(context, { run: run.id });
  for await (last of watchRun(context, { run: run.id }));
  expect(last.state).toBe("completed");
  const map = decodeMap(Uint8Array.from(await (await mapOf(context, { project })).read()).buffer);
  expect([...map.document]).not.toContain(gone.id);
  expect(map.count).toBe(119);
  expect(await contradictions(context, project)).toEqual([]);
});

test("a changed file that is uploaded again under its name replaces the first", async () => {
  const project = "uploads";
  const upload = async (text: string) => {
    const folder = join(context.uploadFolder, crypto.randomUUID());
    writeFiles(folder, { "notes/today.txt": text, [`other ${text.length}.txt`]: letter("law", text.length) });
    const names = ["notes/today.txt", `other ${text.length}.txt`];
    const { run } = await importUploads(context, { project, folder, names });
    await app.workers.start();
    for await (const _ of watchRun(context, { run: run.id }));
  };
  await upload(letter("sea", 1));
  await upload(`${letter("kitchen", 2)} changed`);
  const { documents } = await listDocuments(context, { project, limit: 10 });
  expect(documents.filter(({ path }) => path === "notes/today.txt")).toHaveLength(1);
  expect(documents).toHaveLength(3);
  const today = documents.find(({ path }) => path === "notes/today.txt")!;
  expect((await getDocument(context, { project, document: today.id })).text).toContain("changed");
});

test("a document that is taken back comes into the analysis with the next import", async () => {
  const project = "back";
  await imported(app, { project, paths: [writeFiles(temporaryFolder(), letters(12))] });
  const { id } = (await documentAt(project, "sea-4.txt"))!;
  await setDocumentAside(context, { project, document: id, setAside: true });
  await analyzed(app, { project, topics: 3 });
  expect((await documentAt(project, "sea-4.txt"))!.topic).toBeNull();
  await setDocumentAside(context, { project, document: id, setAside: false });
  await imported(app, { project, paths: [writeFiles(temporaryFolder(), { "other.txt": letter("law", 5) })] });
  expect((await documentAt(project, "sea-4.txt"))!.arrived).toBe("placed");
});
