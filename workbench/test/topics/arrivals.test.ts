import { beforeAll, describe, expect, test } from "vitest";
import { getDocument, listDocuments } from "../../src/corpus/actions.ts";
import { importPaths } from "../../src/corpus/import.actions.ts";
import { getProject } from "../../src/corpus/project.actions.ts";
import { decodeMap, type MapColumns } from "../../src/drawing/decode-map.ts";
import { exportData } from "../../src/export/actions.ts";
import { sql } from "../../src/store/sql.ts";
import { listTopics, mapOf, watchRun } from "../../src/topics/actions.ts";
import { editTopics, redoTopicEdit, undoTopicEdit } from "../../src/topics/edit.actions.ts";
import { analyzed, imported, letter, openTestApp, writeFiles } from "../app.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { contradictions } from "./everything.ts";

const app = await openTestApp();
const { context } = app;

/** Letters of even seeds: those of odd ones come later. */
const evenLetters = () =>
  Object.fromEntries(
    (["sea", "kitchen", "law"] as const).flatMap((theme) =>
      Array.from({ length: 16 }, (_, i) => [`${theme}-${i}.txt`, letter(theme, 2 * i)]),
    ),
  );

/** A project of its own with an analysis of letters about three themes. */
async function analyzedLetters(project: string): Promise<string> {
  await imported(app, { project, paths: [writeFiles(temporaryFolder(), evenLetters())] });
  await analyzed(app, { project, topics: 3 });
  return project;
}

/** Brings in texts under their names. */
const bring = (project: string, files: Readonly<Record<string, string>>) =>
  imported(app, { project, paths: [writeFiles(temporaryFolder(), files)] });

async function documentOf(project: string, path: string) {
  const { documents } = await listDocuments(context, { project, limit: 1_000 });
  const found = documents.find((document) => document.path === path);
  if (!found) throw new Error(`there is no document ${path}`);
  return found;
}

async function mapNow(project: string): Promise<{ version: string; columns: MapColumns }> {
  const { version, read } = await mapOf(context, { project });
  return { version, columns: decodeMap(Uint8Array.from(await read()).buffer) };
}

const placesOf = ({ chunk, x, y }: MapColumns) =>
  new Map(Array.from(chunk, (id, row) => [id, `${x[row]} ${y[row]}`]));

async function exportedTopics(project: string): Promise<Record<string, unknown>> {
  const { stream } = await exportData(context, { project, what: "documents", format: "jsonl" });
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(part);
  const rows = Buffer.concat(parts)
    .toString()
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  return Object.fromEntries(rows.map(({ path, topic }) => [path, topic]));
}

describe("a document that comes after the analysis", () => {
  const project = "after";
  let before: MapColumns;
  let version: string;

  beforeAll(async () => {
    await analyzedLetters(project);
    ({ columns: before, version } = await mapNow(project));
    await bring(project, { "new-sea.txt": letter("sea", 11), "new-law.txt": letter("law", 13) });
  });

  test("is counted under the topic that texts like it are in, wherever one looks", async () => {
    const fresh = await documentOf(project, "new-sea.txt");
    const old = await documentOf(project, "sea-3.txt");
    expect(fresh).toMatchObject({ topic: old.topic, topicName: old.topicName, arrived: "placed" });
    expect(fresh.strength).toBeGreaterThan(0);
    expect(old.arrived).toBeNull();
    const { topics, chunks } = await getDocument(context, { project, document: fresh.id });
    expect(topics[0]?.id).toBe(old.topic);
    expect(chunks.map(({ topic }) => topic)).toEqual([old.topic]);
    const hits = await context.interactive.search({ project, query: letter("sea", 11), limit: 3 });
    expect(hits.hits.find(({ document }) => document === fresh.id)?.topic).toBe(old.topic);
    expect((await exportedTopics(project))["new-sea.txt"]).toBe(old.topic);
    expect(await contradictions(context, project)).toEqual([]);
  });

  test("lies on the map, marked, and no point of before has moved", async () => {
    const now = await mapNow(project);
    expect(now.version).not.toBe(version);
    expect(now.columns.count).toBe(before.count + 2);
    const places = placesOf(now.columns);
    for (const [chunk, place] of placesOf(before)) expect(places.get(chunk)).toBe(place);
    const fresh = [
      (await documentOf(project, "new-sea.txt")).id,
      (await documentOf(project, "new-law.txt")).id,
    ];
    const marked = Array.from(now.columns.document).filter((_, row) => now.columns.placed[row] === 1);
    expect(marked.toSorted()).toEqual(fresh.toSorted());
  });

  test("is told of with its topic, and counted", async () => {
    const rows = await context.db.many<{ data: Record<string, unknown> }>(
      sql`select data from event where type = 'document.ready' order by id`,
    );
    expect(rows.map(({ data }) => data.path).toSorted()).toEqual(["new-law.txt", "new-sea.txt"]);
    expect(rows[0]?.data).toMatchObject({ fits: true, topicName: expect.any(String) });
    expect((await getProject(context, { project })).arrived).toEqual({
      ...{ placed: 2, unplaced: 0, deleted: 0, since: 1, worth: false },
    });
  });

  test("that fits no topic has none, and is listed apart", async () => {
    await bring(project, { "odd.txt": "qwzx 8831 %% ## zzkq vvrt 5512 wwqx bnmk lkjh" });
    const odd = await documentOf(project, "odd.txt");
    expect(odd).toMatchObject({ topic: null, outlier: true, arrived: "unplaced" });
    const listed = async (arrived: "placed" | "unplaced") =>
      (await listDocuments(context, { project, arrived, limit: 10 })).documents.map(({ path }) => path);
    expect(await listed("unplaced")).toEqual(["odd.txt"]);
    expect((await listed("placed")).toSorted()).toEqual(["new-law.txt", "new-sea.txt"]);
    expect((await getProject(context, { project })).arrived).toMatchObject({ placed: 2, unplaced: 1 });
    expect(await contradictions(context, project)).toEqual([]);
  });

  test("is part of the next analysis, and what was placed into the one before goes", async () => {
    const first = (await listTopics(context, { project })).run;
    await analyzed(app, { project, topics: 3 });
    const fresh = await documentOf(project, "new-sea.txt");
    expect(fresh).toMatchObject({ arrived: null, topic: (await documentOf(project, "sea-3.txt")).topic });
    expect((await getProject(context, { project })).arrived).toMatchObject({
      ...{ placed: 0, unplaced: 0, since: first + 1, worth: false },
    });
    const left = await context.db.one<{ rows: number }>(sql`select count(*) as rows from placed_document`);
    expect(left.rows).toBe(0);
    expect(await contradictions(context, project)).toEqual([]);
  });
});

describe("edits of the topics hold for what comes later", () => {
  const project = "edited";
  const topicOf = async (path: string) => (await documentOf(project, path)).topic!;

  beforeAll(async () => {
    await analyzedLetters(project);
  });

  test("merged, split, renamed or left out, before or after it came, done, undone and done again", async () => {
    const [sea, kitchen, law] = [
      await topicOf("sea-1.txt"),
      await topicOf("kitchen-1.txt"),
      await topicOf("law-1.txt"),
    ];
    await bring(project, { "one.txt": letter("kitchen", 5) });
    await editTopics(context, { project, edit: { kind: "merge", topics: [sea, kitchen], name: "Leisure" } });
    await bring(project, { "two.txt": letter("sea", 7), "three.txt": letter("law", 9) });
    const leisure = await topicOf("sea-1.txt");
    expect(await topicOf("one.txt")).toBe(leisure);
    expect(await topicOf("two.txt")).toBe(leisure);
    expect(await contradictions(context, project)).toEqual([]);

    await editTopics(context, { project, edit: { kind: "split", topic: leisure, into: 2 } });
    await bring(project, { "four.txt": letter("kitchen", 15), "five.txt": letter("sea", 17) });
    expect(await topicOf("four.txt")).toBe(await topicOf("kitchen-1.txt"));
    expect(await topicOf("five.txt")).toBe(await topicOf("sea-1.txt"));
    expect(await contradictions(context, project)).toEqual([]);

    await editTopics(context, { project, edit: { kind: "exclude", topics: [law] } });
    await bring(project, { "six.txt": letter("law", 19) });
    expect((await documentOf(project, "six.txt")).topic).toBeNull();
    expect(await contradictions(context, project)).toEqual([]);

    for (let undone = 0; undone < 3; undone++) {
      await undoTopicEdit(context, { project });
      expect(await contradictions(context, project)).toEqual([]);
    }
    expect(await topicOf("four.txt")).toBe(kitchen);
    expect(await topicOf("six.txt")).toBe(law);
    await bring(project, { "seven.txt": letter("sea", 21) });
    for (let redone = 0; redone < 3; redone++) {
      await redoTopicEdit(context, { project });
      expect(await contradictions(context, project)).toEqual([]);
    }
    expect(await topicOf("seven.txt")).toBe(await topicOf("five.txt"));
  });
});

describe("a worker that is killed while it places documents", () => {
  const project = "killed";

  beforeAll(async () => {
    await analyzedLetters(project);
  });

  test.each([
    [
      "before it writes",
      (runId: number) =>
        sql`select from run where id = (select current_run_id from project join run on run.project_id = project.id where run.id = ${runId}) for update`,
    ],
    ["when all is written and not yet committed", () => sql`lock table event in share mode`],
  ])("%s loses nothing, and nothing is placed twice", async (when, lock) => {
    const folder = writeFiles(
      temporaryFolder(),
      Object.fromEntries(Array.from({ length: 6 }, (_, i) => [`${when} ${i}.txt`, letter("sea", 2 * i + 1)])),
    );
    const { run } = (await importPaths(context, { project, paths: [folder] }))!;
    const { db } = context;
    const held = Promise.withResolvers<void>();
    const killed = Promise.withResolvers<void>();
    const holding = db.transaction(async (tx) => {
      await untilPlanned(run.id);
      await tx.many(lock(run.id));
      held.resolve();
      await killed.promise;
    });
    await held.promise;
    process.kill(await workerInside(run.id), "SIGKILL");
    killed.resolve();
    await holding;
    let last = run;
    for await (last of watchRun(context, { run: run.id }));
    expect(last.state).toBe("completed");
    const events = await db.many<{ path: string; times: number }>(sql`
      select data ->> 'path' as path, count(*) as times
      from event
      where type = 'document.ready' and data ->> 'path' like ${`${when}%`}
      group by 1
      order by 1`);
    expect(events).toEqual(Array.from({ length: 6 }, (_, i) => ({ path: `${when} ${i}.txt`, times: 1 })));
    expect(await contradictions(context, project)).toEqual([]);
  });

  /** The place stage is planned as soon as the embedding is done: a lock taken then is met by whoever does its batch. */
  async function untilPlanned(runId: number): Promise<void> {
    await expect
      .poll(
        () =>
          context.db.maybeOne(
            sql`select from stage where run_id = ${runId} and name = 'embed' and state = 'completed'`,
          ),
        { timeout: 30_000, interval: 2 },
      )
      .toBeDefined();
  }

  /** The process of the worker that waits for the lock. */
  async function workerInside(runId: number): Promise<number> {
    const find = () =>
      context.db.maybeOne<{ processId: number }>(sql`
        select process_id as "processId"
        from batch
        join worker on worker.id = worker_id
        where run_id = ${runId} and stage = 'place' and batch.state = 'running'
          and exists (select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database())`);
    await expect.poll(find, { timeout: 30_000 }).toBeDefined();
    return (await find())!.processId;
  }
});
