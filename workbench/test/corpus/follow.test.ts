import { renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeAll, expect, test } from "vitest";
import { listDocuments } from "../../src/corpus/actions.ts";
import { deleteDocuments } from "../../src/corpus/delete.actions.ts";
import { followFolder, followServed } from "../../src/corpus/follow.actions.ts";
import { getProject } from "../../src/corpus/project.actions.ts";
import { addWatch, listWatches, openWatch, removeWatch } from "../../src/corpus/watch.actions.ts";
import { pauseRun, resumeRun } from "../../src/jobs/actions.ts";
import type { FollowNews } from "../../src/machine-contract.ts";
import { sql } from "../../src/store/sql.ts";
import { analyze, listRuns } from "../../src/topics/actions.ts";
import { analyzed, imported, letter, openTestApp, writeFiles } from "../app.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { contradictions } from "../topics/everything.ts";

const app = await openTestApp();
const { context } = app;
const stops: (() => Promise<void>)[] = [];

beforeAll(() => app.workers.start());
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

const evenLetters = () =>
  Object.fromEntries(
    (["sea", "law"] as const).flatMap((theme) =>
      Array.from({ length: 12 }, (_, i) => [`${theme}/${i}.txt`, letter(theme, 2 * i)]),
    ),
  );

/** Follows a folder until the test is over, and gathers what it tells. */
async function follow(project: string, folder: string) {
  const watch = await openWatch(context, { project, folder, served: false });
  const stop = new AbortController();
  const news: FollowNews[] = [];
  const ended = followFolder(context, watch, {
    ...{ signal: stop.signal, settleMs: 150, rescanMs: 60_000 },
    tell: (one) => news.push(one),
  });
  ended.catch(() => {});
  const end = async () => {
    stop.abort();
    await ended;
  };
  stops.push(() => end().catch(() => {}));
  const told = (type: FollowNews["type"]) =>
    news.filter((one) => one.type === type).map((one) => ("path" in one ? one.path : ""));
  return { news, told, end, ended };
}

const eventually = (read: () => unknown, wanted: unknown) =>
  expect.poll(read, { timeout: 30_000 }).toEqual(wanted);

async function pathsOf(project: string): Promise<string[]> {
  const { documents } = await listDocuments(context, { project, limit: 1_000 });
  return documents.map(({ path }) => path).toSorted();
}

test("a followed folder's new, changed, moved and deleted files are those of the project, placed among its topics", async () => {
  const project = "followed";
  const folder = writeFiles(temporaryFolder(), evenLetters());
  await imported(app, { project, paths: [folder] });
  await analyzed(app, { project, topics: 2 });
  const { news, told } = await follow(project, folder);
  await eventually(() => told("ready").length, 24);

  writeFiles(folder, { "sea/new.txt": letter("sea", 7), "broken.pdf": "this is no PDF" });
  await eventually(() => told("ready").slice(24), ["sea/new.txt"]);
  await eventually(() => told("rejected"), ["broken.pdf"]);
  const topicOf = async (path: string) =>
    (await listDocuments(context, { project, limit: 1_000 })).documents.find((one) => one.path === path)
      ?.topic;
  expect(await topicOf("sea/new.txt")).toBe(await topicOf("sea/3.txt"));
  expect(news.find((one) => one.type === "ready" && one.path === "sea/new.txt")).toMatchObject({
    topic: await topicOf("sea/3.txt"),
  });

  writeFiles(folder, { "sea/new.txt": `${letter("law", 7)} Changed.` });
  await eventually(() => told("ready").slice(25), ["sea/new.txt"]);
  expect(await topicOf("sea/new.txt")).toBe(await topicOf("law/3.txt"));
  expect(await pathsOf(project)).toHaveLength(25);

  renameSync(join(folder, "sea/new.txt"), join(folder, "law/new.txt"));
  await eventually(() => told("deleted"), ["sea/new.txt"]);
  await eventually(() => told("ready").slice(26), ["law/new.txt"]);
  rmSync(join(folder, "law/2.txt"));
  await eventually(() => told("deleted"), ["sea/new.txt", "law/2.txt"]);
  expect(await pathsOf(project)).not.toContain("law/2.txt");
  expect(await contradictions(context, project)).toEqual([]);
  expect((await getProject(context, { project })).arrived).toMatchObject({ placed: 1, deleted: 1 });
});

test("what changed while nobody followed is taken up, and nothing else is read again", async () => {
  const project = "meanwhile";
  const folder = writeFiles(temporaryFolder(), { "a.txt": letter("sea", 1), "b.txt": letter("law", 1) });
  const first = await follow(project, folder);
  await eventually(() => first.told("ready").toSorted(), ["a.txt", "b.txt"]);
  await first.end();
  await deleteDocuments(context, {
    project,
    documents: (await listDocuments(context, { project, text: "sailor", limit: 1 })).documents.map(
      ({ id }) => id,
    ),
  });
  rmSync(join(folder, "b.txt"));
  writeFileSync(join(folder, "c.txt"), letter("law", 2));
  const second = await follow(project, folder);
  await eventually(() => [second.told("ready"), second.told("deleted")], [["c.txt"], ["b.txt"]]);
  expect(await pathsOf(project)).toEqual(["c.txt"]);
});

test("files that come while an analysis is under way are gathered into one run behind it", async () => {
  const project = "busy";
  const folder = writeFiles(temporaryFolder(), evenLetters());
  await imported(app, { project, paths: [folder] });
  const analysis = await analyze(context, { project, topics: 2 });
  await pauseRun(context, { run: analysis.id });
  const { told } = await follow(project, folder);
  await eventually(
    async () => (await listRuns(context, { project })).filter(({ queued }) => queued).length,
    1,
  );
  writeFiles(folder, { "sea/x.txt": letter("sea", 5) });
  rmSync(join(folder, "law/3.txt"));
  await eventually(() => told("deleted"), ["law/3.txt"]);
  writeFiles(folder, { "sea/y.txt": letter("sea", 7) });
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect((await listRuns(context, { project })).filter(({ queued }) => queued)).toHaveLength(1);
  await resumeRun(context, { run: analysis.id });
  await eventually(() => told("ready").slice(-2).toSorted(), ["sea/x.txt", "sea/y.txt"]);
  expect(await contradictions(context, project)).toEqual([]);
  expect((await getProject(context, { project })).arrived).toMatchObject({ placed: 2 });
});

test("a folder is followed by one process, and a lost connection is waited for", async () => {
  const project = "alone";
  const folder = writeFiles(temporaryFolder(), { "a.txt": letter("sea", 1) });
  const first = await follow(project, folder);
  await eventually(() => first.told("ready"), ["a.txt"]);
  const second = await follow(project, folder);
  await expect(second.ended).rejects.toMatchObject({ code: "WATCHED_ALREADY" });
  await context.db.run(sql`
    select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`);
  writeFiles(folder, { "b.txt": letter("sea", 2) });
  await eventually(() => first.told("ready").includes("b.txt"), true);
});

test("servers follow the folders they were told to, until that is taken back", async () => {
  const project = "served";
  const folder = writeFiles(temporaryFolder(), { "a.txt": letter("sea", 1) });
  await expect(addWatch(context, { project, folder: join(folder, "none") })).rejects.toMatchObject({
    code: "PATH_NOT_FOUND",
  });
  const watch = await addWatch(context, { project, folder });
  expect(await addWatch(context, { project, folder })).toEqual(watch);
  const stop = new AbortController();
  const ended = followServed(context, { signal: stop.signal });
  stops.push(async () => {
    stop.abort();
    await ended;
  });
  await eventually(() => pathsOf(project), ["a.txt"]);
  await eventually(async () => (await listWatches(context, { project }))[0]?.files, 1);
  expect(await removeWatch(context, { project, watch: watch.id })).toEqual({ removed: watch.id });
  await expect(removeWatch(context, { project, watch: watch.id })).rejects.toMatchObject({
    code: "WATCH_NOT_FOUND",
  });
  expect(await pathsOf(project)).toEqual(["a.txt"]);
});
