import { hash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Project, Run } from "../../src/contract.ts";
import { listDocuments } from "../../src/corpus/actions.ts";
import { getProject } from "../../src/corpus/project.actions.ts";
import { exportData } from "../../src/export/actions.ts";
import { cancelRun, pauseRun } from "../../src/jobs/actions.ts";
import { deleteRun } from "../../src/jobs/versions.actions.ts";
import { artifacts, readChunks } from "../../src/store/analysis.ts";
import { readFloats } from "../../src/store/artifact.ts";
import { sql } from "../../src/store/sql.ts";
import { analyze, getRun, listRuns, listTopics, mapOf, topicGraph } from "../../src/topics/actions.ts";
import { compareRuns } from "../../src/topics/compare.actions.ts";
import { editTopics } from "../../src/topics/edit.actions.ts";
import { overview } from "../../src/topics/overview.actions.ts";
import { analyzed, imported, letter, openTestApp, writeFiles } from "../app.ts";
import { startFakeEndpoint } from "../providers/fake-endpoint.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const project = "letters";
const themes = ["sea", "kitchen", "law"] as const;
const tellingWords = [
  /ship|harbour|sailor|tide|captain/g,
  /oven|flour|butter|bread|dough/g,
  /court|judge|jury|lawyer/g,
];

const endpoint = await startFakeEndpoint({ pace: () => pace(), vectorOf: themeVector });
const app = await openTestApp({ workers: 2, embeddingKey: "key", embeddingAddress: endpoint.base });
const { context } = app;
const { db } = context;
const slowModel = (name: string) => `${endpoint.base}#${name}`;

afterAll(() => endpoint.close());

/** Lets the ledger say that embedding takes long, in place of waiting for it, and lets it wait while a picture is made. */
async function pace(): Promise<void> {
  await db.run(sql`
    update batch set milliseconds = 60000 where stage = 'embed' and state = 'done' and milliseconds < 60000`);
  await db.run(sql`
    update stage
    set worked_ms = 60000 * (select count(*) from batch where batch.run_id = stage.run_id and batch.state = 'done')
    where name = 'embed' and state = 'running'`);
  while (holdsForPictures && (await isPictureUnderWay())) await sleep(20);
}

/** Without it embedding goes on meanwhile, as it must when the worker that makes the picture is gone. */
let holdsForPictures = true;

const isPictureUnderWay = async () =>
  (await pictures()).some(({ state }) => ["pending", "running"].includes(state));

/** How much a text is about each theme, and a little of its own. */
function themeVector(text: string): number[] {
  const shares = tellingWords.map((words) => text.match(words)?.length ?? 0);
  const own = Array.from(hash("sha256", text, "buffer").subarray(0, 5), (byte) => byte / 256);
  return [...shares, ...own];
}

beforeAll(async () => {
  const texts = themes.flatMap((theme) =>
    Array.from({ length: 110 }, (_, i) => [`${theme}-${i}.txt`, letter(theme, i)] as const),
  );
  await imported(app, { project, paths: [writeFiles(temporaryFolder(), Object.fromEntries(texts))] });
});

interface Seen {
  readonly shown: Project;
  readonly run: Run;
  readonly topics: Awaited<ReturnType<typeof listTopics>>;
}

/** Looks at the project again and again until a run is over. @returns each new picture as it was first seen */
async function watched(run: Run): Promise<Seen[]> {
  const seen: Seen[] = [];
  for (;;) {
    const shown = await getProject(context, { project });
    const latest = await getRun(context, { run: run.id });
    const { provisional } = shown;
    if (provisional?.of === run.id && provisional.picture !== seen.at(-1)?.shown.provisional?.picture)
      seen.push({ shown, run: latest, topics: await listTopics(context, { project }) });
    if (["completed", "failed", "cancelled"].includes(latest.state)) return seen;
    await sleep(30);
  }
}

const pictures = () =>
  db.many<{ id: number; state: string; workShare: number }>(sql`
    select id, state, work_share as "workShare" from run where kind = 'picture' order by id`);

async function untilPictureIsMade(): Promise<{ picture: number; processId: number }> {
  for (;;) {
    const row = await db.maybeOne<{ picture: number; processId: number }>(sql`
      select run.id as picture, process_id as "processId"
      from run
      join batch on batch.run_id = run.id and batch.state = 'running'
      join worker on worker.id = worker_id
      where kind = 'picture' and run.state = 'running'`);
    if (row) return row;
    const { over } = await db.one<{ over: boolean }>(
      sql`select not exists (select from run where state in ('pending', 'running')) as over`,
    );
    if (over) throw new Error("no picture was made");
    await sleep(5);
  }
}

async function placesOf(runId: number): Promise<Map<number, string>> {
  const { chunks, points } = await readChunks(db, runId);
  const { data } = await readFloats(db, runId, artifacts.positions);
  return new Map(
    chunks.map((chunk, i) => [chunk, [...data.subarray(2 * points[i]!, 2 * points[i]! + 2)].join()]),
  );
}

async function topicsByTheme(run?: number): Promise<Map<string, number[]>> {
  const found = new Map<string, number[]>();
  for (const theme of themes) {
    const { documents } = await listDocuments(context, { project, run, text: `${theme}-`, limit: 500 });
    const topics = documents.flatMap(({ topic }) => (topic === null ? [] : [topic]));
    found.set(theme, [...new Set(topics)]);
  }
  return found;
}

let first: Run;
let seen: Seen[];
let final: { topics: unknown; map: Buffer; graph: unknown };

const resultNow = async () => ({
  topics: await listTopics(context, { project }),
  map: await (await mapOf(context, { project })).read(),
  graph: await topicGraph(context, { project }),
});

test("while a first analysis embeds, its project shows topics and a map of what is embedded so far, from a tenth on", async () => {
  first = await analyze(context, { project, model: slowModel("one"), topics: 3 });
  await app.workers.start();
  const kept: { places: Map<number, string>; topics: Map<string, number[]> }[] = [];
  const watching = watched(first);
  const looking = (async () => {
    const { picture } = await untilPictureIsMade();
    await expect
      .poll(async () => (await getProject(context, { project })).provisional?.picture)
      .toBe(picture);
    kept.push({ places: await placesOf(picture), topics: await topicsByTheme(picture) });
    expect(await overview(context, { project })).toMatchObject({
      run: 1,
      provisional: { picture },
      documents: 330,
      topics: 3,
      languages: [{ language: "en", documents: 330 }],
    });
    const { provisional, fileName } = await exportData(context, { project, what: "topics" });
    expect(provisional).toMatchObject({ picture, of: first.id });
    expect(fileName).toMatch(/^letters topics \(provisional, \d+ %\)\.csv$/);
    const map = await (await mapOf(context, { project })).read();
    expect(JSON.parse(map.toString("utf8", 4, 4 + map.readUInt32LE(0))).provisional).toMatchObject({
      picture,
    });
    await expect(
      editTopics(context, { project, edit: { kind: "rename", topic: 0, name: "Mine" } }),
    ).rejects.toMatchObject({ code: "NO_ANALYSIS" });
  })();
  seen = await watching;
  await looking;
  expect(seen.length).toBeGreaterThanOrEqual(2);
  expect((await getRun(context, { run: first.id })).state).toBe("completed");
  const [early] = seen;
  expect(early!.topics).toMatchObject({ run: 1, provisional: early!.shown.provisional });
  expect(early!.shown).toMatchObject({ run: null, topics: 3, activeRun: first.id });
  const embedding = early!.run.stages.find(({ name }) => name === "embed")!;
  expect(embedding.state).toBe("running");
  expect(embedding.done / (embedding.total ?? 1)).toBeLessThan(0.25);

  const [before] = kept;
  const last = seen.at(-1)!.shown.provisional!.picture;
  const places = await placesOf(last);
  expect(places.size).toBeGreaterThan(before!.places.size);
  for (const [chunk, place] of before!.places) expect(places.get(chunk)).toBe(place);
  expect(await topicsByTheme(last)).toEqual(before!.topics);
  const shares = seen.map(({ shown }) => shown.provisional!.share);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
});

test("each picture is told of once it is there, and the runs of a project leave it out", async () => {
  const events = await db.many<{ type: string; runId: number; data: Record<string, unknown> }>(
    sql`select type, run_id as "runId", data from event order by id`,
  );
  const ready = events.filter(({ type, runId }) => type === "picture.ready" && runId === first.id);
  expect(ready.map(({ data }) => data.picture)).toEqual(seen.map(({ shown }) => shown.provisional!.picture));
  const told = events.filter(({ type }) => type === "run.state").map(({ data }) => data.kind);
  expect(new Set(told)).toEqual(new Set(["import", "analysis"]));
  expect((await listRuns(context, { project })).map(({ kind }) => kind)).toEqual(["analysis", "import"]);
});

test("the final result takes the picture's place, and the picture can be compared with it", async () => {
  const shown = await getProject(context, { project });
  expect(shown).toMatchObject({ run: 1, provisional: null, topics: 3 });
  const picture = seen.at(-1)!.shown.provisional!.picture;
  const { ari, topics } = await compareRuns(context, { project, a: picture, b: first.id });
  expect(ari).toBeGreaterThan(0.9);
  expect(topics.every(({ before, after }) => before.length === 1 && after.length === 1)).toBe(true);
  final = await resultNow();
});

test("the final result is the same, byte for byte, as without watching", async () => {
  await deleteRun(context, { run: first.id });
  expect(await pictures()).toEqual([]);
  const again = await analyzed(app, { project, model: slowModel("one"), topics: 3 });
  expect(again.number).toBe(1);
  expect(await pictures()).toEqual([]);
  expect(await resultNow()).toEqual(final);
  await deleteRun(context, { run: again.id });
});

test("a worker killed while it makes a picture leaves nothing of it behind", async () => {
  const run = await analyze(context, { project, model: slowModel("two"), topics: 3 });
  const { picture, processId } = await untilPictureIsMade();
  holdsForPictures = false;
  process.kill(processId, "SIGKILL");
  await watched(run);
  holdsForPictures = true;
  expect((await getRun(context, { run: run.id })).state).toBe("completed");
  const left = (await pictures()).filter(({ state }) => !["completed", "cancelled"].includes(state));
  expect(left).toEqual([]);
  const { orphans } = await db.one<{ orphans: number }>(sql`
    select count(*) as orphans from artifact where run_id = ${picture}
      and not exists (select from run where id = run_id and state = 'completed')`);
  expect(orphans).toBe(0);
  expect((await resultNow()).topics).toMatchObject({ provisional: null, run: 1 });
  await deleteRun(context, { run: run.id });
});

test("with its run a picture is paused, and what was shown before stays", async () => {
  const run = await analyze(context, { project, model: slowModel("three"), topics: 3 });
  const { picture } = await untilPictureIsMade();
  await pauseRun(context, { run: run.id });
  expect((await pictures()).find(({ id }) => id === picture)?.state ?? "gone").toMatch(/cancelled|gone/);
  const busy = () =>
    db.one<{ batches: number }>(sql`select count(*) as batches from batch where state = 'running'`);
  await expect.poll(busy).toEqual({ batches: 0 });
  expect((await getProject(context, { project })).provisional).toBeNull();
  await cancelRun(context, { run: run.id });
});
