import { beforeAll, describe, expect, test } from "vitest";
import { getDocument, listDocuments, setDocumentAside } from "../../src/corpus/actions.ts";
import { exportData } from "../../src/export/actions.ts";
import { analysedChunks, chunksFingerprint, fingerprintOf } from "../../src/store/chunk.ts";
import { requireProject } from "../../src/store/project.ts";
import { sql } from "../../src/store/sql.ts";
import { analyze, getTopic, listRuns, listTopics, mapOf, topicGraph } from "../../src/topics/actions.ts";
import { topicTree } from "../../src/topics/tree.actions.ts";
import { analyzed, imported, letters, openTestApp, writeFiles } from "../app.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const project = "letters";
const app = await openTestApp();
const { context } = app;

beforeAll(async () => {
  await imported(app, { project, paths: [writeFiles(temporaryFolder(), letters(12))] });
});

test("an import alone has no topics yet, and a project without documents cannot be analysed", async () => {
  await expect(listTopics(context, { project })).rejects.toMatchObject({ code: "NO_ANALYSIS" });
  await expect(mapOf(context, { project })).rejects.toMatchObject({ code: "NO_ANALYSIS" });
  await expect(analyze(context, { project: "none" })).rejects.toMatchObject({ code: "PROJECT_NOT_FOUND" });
});

describe.each([
  ["k-means", { clustering: "kmeans" as const }, 4],
  ["density", { clustering: "density" as const }, undefined],
  ["communities", { clustering: "communities" as const }, undefined],
  ["a wanted number of topics", { topics: 2 }, 2],
])("%s", (_, settings, count) => {
  beforeAll(async () => {
    await analyzed(app, { project, ...settings });
  });

  test("finds topics that can be read, with documents that know them", async () => {
    const { topics, layers } = await listTopics(context, { project });
    const suggested = layers.find((layer) => layer.suggested)!;
    if (count !== undefined) expect(suggested.topics).toBe(count);
    expect(suggested.coverage).toBeGreaterThan(0.5);
    const [topic] = topics;
    const card = await getTopic(context, { project, topic: topic!.id });
    expect(card.passages.length).toBe(Math.min(5, topic!.size));
    for (const passage of card.passages) {
      expect(passage.topic).toBe(topic!.id);
      const document = await getDocument(context, { project, document: passage.document });
      expect(document.text).toContain(passage.text);
      expect(document.topic).toBe(topic!.id);
    }
    const { total } = await listDocuments(context, { project, topic: topic!.id, limit: 1 });
    expect(total).toBeGreaterThanOrEqual(topic!.documents);
  });
});

test("the same analysis is not done again, another is, and the one asked for last is shown", async () => {
  const runs = (await listRuns(context, { project })).length;
  const first = await analyzed(app, { project, seed: 9 });
  expect((await analyze(context, { project, seed: 9 })).id).toBe(first.id);
  const second = await analyzed(app, { project, seed: 10 });
  expect(second.id).not.toBe(first.id);
  expect((await listTopics(context, { project })).run).toBe(second.number);
  expect(await listRuns(context, { project })).toHaveLength(runs + 2);
});

test("the database knows how much an analysis wrote as soon as it is shown, so that reading it is well planned", async () => {
  await analyzed(app, { project, seed: 11 });
  const known = await context.db.many<{ name: string; rows: number }>(sql`
    select relname as name, reltuples::float8 as rows from pg_class where oid = any(${["membership", "document_topic", "topic"]}::regclass[])`);
  const { memberships } = await context.db.one<{ memberships: number }>(
    sql`select count(*) as memberships from membership`,
  );
  expect(known).toHaveLength(3);
  for (const { name, rows } of known) expect(rows, name).toBeGreaterThan(0);
  expect(known.find(({ name }) => name === "membership")?.rows).toBe(memberships);
});

test("an earlier analysis is read as it was while another is shown: topics, tree, map, documents and export agree", async () => {
  const two = await analyzed(app, { project, topics: 2 });
  const four = await analyzed(app, { project, topics: 4 });
  const asOf = { project, run: two.id };
  const { topics, layers, run } = await listTopics(context, asOf);
  const suggested = layers.findIndex((layer) => layer.suggested);
  expect(run).toBe(two.number);
  expect((await listTopics(context, { project })).run).toBe(four.number);
  expect((await topicTree(context, asOf)).run).toBe(two.number);
  expect((await mapOf(context, asOf)).version).not.toBe((await mapOf(context, { project })).version);
  const names = new Set(topics.filter(({ layer }) => layer === suggested).map(({ name }) => name));
  const { documents } = await listDocuments(context, { ...asOf, limit: 100 });
  expect(new Set(documents.map(({ topicName }) => topicName))).toEqual(names);
  const { stream } = await exportData(context, { ...asOf, what: "documents", format: "jsonl" });
  const lines = Buffer.concat(await Array.fromAsync(stream))
    .toString()
    .trim()
    .split("\n");
  expect(new Set(lines.map((line) => JSON.parse(line).topicName))).toEqual(names);
  const other = { project, run: 999_999 };
  await expect(listTopics(context, other)).rejects.toMatchObject({ code: "RUN_NOT_FOUND" });
});

test("the topic graph links topics from the threshold on", async () => {
  await analyzed(app, { project, topics: 3 });
  const all = await topicGraph(context, { project, threshold: -1 });
  expect(all.nodes).toHaveLength(3);
  expect(all.edges).toHaveLength(3);
  const { linkThreshold } = context.settings;
  const linked = await topicGraph(context, { project });
  expect(linked.threshold).toBe(linkThreshold);
  expect(linked.edges.map(({ source, target }) => [source, target])).toEqual(
    all.edges
      .filter(({ similarity }) => similarity >= linkThreshold)
      .map(({ source, target }) => [source, target]),
  );
  expect(await topicGraph(context, { project, threshold: 1.1 })).toMatchObject({ edges: [] });
});

test("a document set aside is left out of the next analysis, and in it again when taken back", async () => {
  const { documents } = await listDocuments(context, { project, limit: 100 });
  const [document] = documents;
  const before = await analyzed(app, { project, seed: 1 });
  await setDocumentAside(context, { project, document: document!.id, setAside: true });
  const without = await analyzed(app, { project, seed: 1 });
  expect(without.id).not.toBe(before.id);
  const aside = await getDocument(context, { project, document: document!.id });
  expect(aside).toMatchObject({ setAside: true, topic: null, topics: [] });
  await setDocumentAside(context, { project, document: document!.id, setAside: false });
  await analyzed(app, { project, seed: 1 });
  expect((await getDocument(context, { project, document: document!.id })).topic).not.toBeNull();
});

test("what is set aside while an analysis runs counts for the next one, though the settings are the same", async () => {
  const { documents } = await listDocuments(context, { project, limit: 100 });
  await context.db.run(sql`
    create function set_aside_meanwhile() returns trigger language plpgsql as
    $$ begin update document set set_aside = true where title = (select title from document order by id limit 1); return null; end $$`);
  await context.db.run(sql`
    create trigger meanwhile after insert on artifact
    for each row when (new.name = 'positions') execute function set_aside_meanwhile()`);
  const run = await analyzed(app, { project, seed: 77 });
  await context.db.run(sql`drop trigger meanwhile on artifact`);
  expect((await getDocument(context, { project, document: documents[0]!.id })).setAside).toBe(true);
  expect((await analyzed(app, { project, seed: 77 })).id).not.toBe(run.id);
  await setDocumentAside(context, { project, document: documents[0]!.id, setAside: false });
});

test("an analysis that failed goes on when asked for again, but not with documents that were set aside since", async () => {
  const refuse = sql`create trigger refuse before insert on topic for each row execute function refuse()`;
  await context.db.run(sql`
    create function refuse() returns trigger language plpgsql as $$ begin raise exception 'no room'; end $$`);
  const failOnce = async () => {
    await context.db.run(refuse);
    await expect(analyzed(app, { project, seed: 50 })).rejects.toThrow("no room");
    await context.db.run(sql`drop trigger refuse on topic`);
    return (await listRuns(context, { project }))[0]?.id;
  };
  const failed = await failOnce();
  expect((await analyzed(app, { project, seed: 50 })).id).toBe(failed);
  await analyzed(app, { project, seed: 51 });
  const { documents } = await listDocuments(context, { project, limit: 1 });
  await setDocumentAside(context, { project, document: documents[0]!.id, setAside: true });
  const again = await failOnce();
  await setDocumentAside(context, { project, document: documents[0]!.id, setAside: false });
  expect((await analyzed(app, { project, seed: 50 })).id).not.toBe(again);
  expect((await getDocument(context, { project, document: documents[0]!.id })).topic).not.toBeNull();
});

test("a project whose documents are all set aside has nothing to analyse", async () => {
  await imported(app, {
    project: "one",
    paths: [writeFiles(temporaryFolder(), { "a.txt": "A text of a few words." })],
  });
  const { documents } = await listDocuments(context, { project: "one", limit: 1 });
  await setDocumentAside(context, { project: "one", document: documents[0]!.id, setAside: true });
  await expect(analyze(context, { project: "one" })).rejects.toMatchObject({ code: "PROJECT_EMPTY" });
});

test("the fingerprint of chunks that were read is that of the chunks in the database", async () => {
  const { id } = await requireProject(context.db, project);
  expect(fingerprintOf(await analysedChunks(context.db, id))).toBe(await chunksFingerprint(context.db, id));
});
