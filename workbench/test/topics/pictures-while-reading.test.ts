import { hash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeEach, expect, test } from "vitest";
import type { Project, Run, TopicList } from "../../src/contract.ts";
import { importPaths } from "../../src/corpus/import.actions.ts";
import { deleteProject, getProject } from "../../src/corpus/project.actions.ts";
import { artifacts, readChunks } from "../../src/store/analysis.ts";
import { readFloats } from "../../src/store/artifact.ts";
import { clearCaches, listCaches } from "../../src/store/cache.ts";
import { sql } from "../../src/store/sql.ts";
import { getRun, listRuns, listTopics, topicGraph } from "../../src/topics/actions.ts";
import { letters, openTestApp, writeFiles } from "../app.ts";
import { startFakeEndpoint } from "../providers/fake-endpoint.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const project = "letters";
const tellingWords = [
  /ship|harbour|sailor|tide|captain/g,
  /oven|flour|butter|bread|dough/g,
  /court|judge|jury|lawyer/g,
];

const endpoint = await startFakeEndpoint({
  vectorOf: (text) => [
    ...tellingWords.map((words) => text.match(words)?.length ?? 0),
    ...Array.from(hash("sha256", text, "buffer").subarray(0, 5), (byte) => byte / 256),
  ],
});
const app = await openTestApp({
  workers: 2,
  model: `${endpoint.base}#one`,
  topics: 3,
  embeddingKey: "key",
  embeddingAddress: endpoint.base,
});
const { context } = app;
const { db } = context;
const files = writeFiles(temporaryFolder(), {
  ...letters(110),
  "meer.txt":
    "Das Schiff lag im Hafen, und der Kapitän sah auf das Meer hinaus, bevor der Sturm kam und die Flut stieg.",
});

afterAll(() => endpoint.close());

/** Lets the ledger say how long reading and embedding take, in place of waiting for it, and lets both wait for what is to be seen. */
await db.run(sql`
  create table pace (batch_ms int, waits_for_pictures boolean, holds_chunks boolean, has_pictures boolean)`);
await db.run(sql`insert into pace values (1, false, false, true)`);
await db.run(sql`
  create function refuse_pictures() returns trigger language plpgsql as $$
  begin
    return case when (select has_pictures from pace) then new end;
  end $$`);
await db.run(sql`
  create trigger refuse_pictures before insert on run for each row when (new.kind = 'picture')
  execute function refuse_pictures()`);
await db.run(sql`
  create function take_long() returns trigger language plpgsql as $$
  begin
    if (select kind = 'picture' from run where id = new.run_id) then return new; end if;
    while (select waits_for_pictures from pace)
      and exists (select from run where kind = 'picture' and state in ('pending', 'running'))
    loop
      perform pg_sleep(0.02);
    end loop;
    new.milliseconds := (select batch_ms from pace);
    update stage set worked_ms = worked_ms + new.milliseconds where run_id = new.run_id and name = new.stage;
    return new;
  end $$`);
await db.run(sql`
  create trigger take_long before update on batch for each row
  when (new.state = 'done' and old.state = 'running' and new.stage in ('read', 'embed'))
  execute function take_long()`);
await db.run(sql`
  create function hold_chunks() returns trigger language plpgsql as $$
  begin
    while (select holds_chunks from pace)
      and exists (select from stage where name = 'read' and state <> 'completed')
    loop
      perform pg_sleep(0.02);
    end loop;
    return new;
  end $$`);
await db.run(
  sql`create trigger hold_chunks before insert on chunk for each statement execute function hold_chunks()`,
);

interface Pace {
  readonly batchMs?: number;
  readonly waits?: boolean;
  readonly holdsChunks?: boolean;
  readonly pictures?: boolean;
}

async function setPace({
  batchMs = 1,
  waits = false,
  holdsChunks = false,
  pictures: has = true,
}: Pace): Promise<void> {
  await db.run(sql`
    update pace
    set batch_ms = ${batchMs}, waits_for_pictures = ${waits}, holds_chunks = ${holdsChunks}, has_pictures = ${has}`);
}

const pictures = () =>
  db.many<{ id: number; state: string }>(sql`select id, state from run where kind = 'picture' order by id`);

interface Seen {
  readonly picture: number;
  readonly shown: Project;
  readonly importing: Run;
  readonly topics: TopicList;
  readonly places: ReadonlyMap<number, string>;
}

/** Imports all files and finds their topics. @returns each picture that was shown, as it was first seen, and all that were begun */
async function importedAndAnalysed(): Promise<{ seen: Seen[]; begun: ReadonlyMap<number, string> }> {
  const started = await importPaths(context, { project, paths: [files], analyze: true });
  await app.workers.start();
  const seen: Seen[] = [];
  const begun = new Map<number, string>();
  for (;;) {
    for (const { id, state } of await pictures()) begun.set(id, state);
    const importing = await getRun(context, { run: started!.run.id });
    const shown = await getProject(context, { project });
    const picture = shown.provisional?.picture;
    if (picture !== undefined && picture !== seen.at(-1)?.picture)
      seen.push({
        picture,
        shown,
        importing,
        topics: await listTopics(context, { project, run: picture }),
        places: await placesOf(picture),
      });
    const runs = await listRuns(context, { project });
    const stopped = runs.find(({ state }) => state === "failed" || state === "cancelled");
    if (stopped) throw new Error(`run ${stopped.id} ${stopped.state}: ${stopped.error}`);
    if (runs.length === 2 && runs.every(({ state }) => state === "completed")) return { seen, begun };
    await sleep(30);
  }
}

/** Where each passage lies on a map, by its place in its document. */
async function placesOf(runId: number): Promise<Map<number, string>> {
  const { chunks, points } = await readChunks(db, runId);
  const { data } = await readFloats(db, runId, artifacts.positions);
  return new Map(
    chunks.map((chunk, i) => [chunk, [...data.subarray(2 * points[i]!, 2 * points[i]! + 2)].join()]),
  );
}

/** All that came of it, without ids, which tell in which order it was read. */
async function resultNow() {
  const chunks = await db.many<Record<string, unknown> & { id: number }>(sql`
    select chunk.*, path
    from chunk
    join document on document.id = document_id
    order by path, ordinal`);
  const { shown, run } = await getProject(context, { project });
  const places = await placesOf(shown!);
  return {
    run,
    topics: await listTopics(context, { project }),
    graph: await topicGraph(context, { project }),
    map: chunks.map(({ id }) => places.get(id)),
    memberships: await db.many(sql`
      select path, chunk.ordinal, layer, topic_id, strength, outlier
      from membership
      join chunk on chunk.id = chunk_id
      join document on document.id = document_id
      where run_id = ${shown}
      order by path, chunk.ordinal, layer`),
    chunks: chunks.map(({ id: _, document_id: __, project_id: ___, ...chunk }) => chunk),
    documents: await db.many(sql`
      select document.path, document.text_hash, document.language, document.words, document.tokens, document.quality,
        document.flags, document.signature, document.prepared, document.chunked, document.set_aside, original.path as copy_of
      from document
      left join document as original on original.id = document.duplicate_of
      order by document.path`),
    vectors: await db.many(sql`select text_hash, half from vector order by text_hash`),
    embedding: await db.many(
      sql`select provenance -> 'embedding' as embedding from run where kind <> 'picture' order by id`,
    ),
  };
}

const cacheUse = async () => {
  const { hits, misses } = (await listCaches(db)).find(({ name }) => name === "vectors")!;
  return { hits, misses };
};

let expected: Awaited<ReturnType<typeof resultNow>>;
let expectedUse: { hits: number; misses: number };

beforeEach(async () => {
  await setPace({});
  if (expected) await deleteProject(context, { project });
  await clearCaches(db, { paid: true });
  await db.run(sql`delete from cache_use`);
});

test("an import of which no picture can be made comes to its end all the same", async () => {
  await setPace({ pictures: false });
  const { begun } = await importedAndAnalysed();
  expect(begun.size).toBe(0);
  expected = await resultNow();
  expectedUse = await cacheUse();
  expect(expected.chunks.length).toBeGreaterThan(330);
  expect((await getProject(context, { project })).topics).toBe(3);
});

test("while a long import reads, its project shows topics and a map of what was read so far, and the result is the same", async () => {
  await setPace({ batchMs: 60_000, waits: true });
  const { seen } = await importedAndAnalysed();

  const whileReading = seen.filter(({ importing }) => stageOf(importing, "read").state === "running");
  expect(whileReading.length).toBeGreaterThanOrEqual(2);
  const [first, second] = whileReading;
  const read = stageOf(first!.importing, "read");
  expect(read.done / (read.total ?? 1)).toBeLessThan(0.25);
  expect(stageOf(first!.importing, "prepare").state).toBe("waiting");
  expect(first!.shown).toMatchObject({ run: null, provisional: { of: first!.importing.id } });
  expect(first!.topics.topics.length).toBeGreaterThan(0);

  const embedded = first!.places.size / expected.chunks.length;
  expect(first!.shown.provisional!.share).toBeGreaterThan(embedded / 2);
  expect(first!.shown.provisional!.share).toBeLessThan(embedded * 2);
  expect(second!.shown.provisional!.share).toBeGreaterThan(first!.shown.provisional!.share);
  for (const [chunk, place] of first!.places) expect(second!.places.get(chunk)).toBe(place);

  const ready = await db.many<{ picture: number }>(
    sql`select (data ->> 'picture')::int as picture from event where type = 'picture.ready' order by id`,
  );
  expect(ready.map(({ picture }) => picture)).toEqual(seen.map(({ picture }) => picture));

  expect(await resultNow()).toEqual(expected);
  expect(await cacheUse()).toEqual(expectedUse);
});

test("one large table shows topics before it is read, where a second worker has time to find them", async () => {
  const rows = Object.values(letters(600)).map((text) => `"${text.replaceAll('"', '""')}"`);
  const table = writeFiles(temporaryFolder(), { "letters.csv": ["text", ...rows].join("\n") });
  // The first rows seem to take minutes, and the next ones wait until a picture is there.
  await db.run(sql`
    create function take_minutes() returns trigger language plpgsql as $$
    begin
      update batch set claimed_at = claimed_at - interval '5 minutes' where stage = 'read' and state = 'running';
      return null;
    end $$`);
  await db.run(sql`
    create function wait_for_picture() returns trigger language plpgsql as $$
    begin
      while exists (select from document) and not exists (select from run where kind = 'picture' and state = 'completed') loop
        perform pg_sleep(0.02);
      end loop;
      return null;
    end $$`);
  await db.run(
    sql`create trigger take_minutes after insert on document for each statement execute function take_minutes()`,
  );
  await db.run(
    sql`create trigger wait_for_picture before insert on document for each statement execute function wait_for_picture()`,
  );

  const started = await importPaths(context, { project, paths: [table] });
  let whileReading: { shown: Project; importing: Run } | undefined;
  for (;;) {
    const importing = await getRun(context, { run: started!.run.id });
    const shown = await getProject(context, { project });
    if (shown.provisional && importing.stages[0]!.state === "running") whileReading ??= { shown, importing };
    if (importing.state === "completed") break;
    expect(importing.state).not.toBe("failed");
    await sleep(30);
  }
  const [read] = whileReading!.importing.stages;
  expect(read).toMatchObject({ name: "read", done: 0, total: 1 });
  expect(read!.share).toBeGreaterThan(0.1);
  expect(read!.share).toBeLessThan(0.9);
  expect(whileReading!.shown.provisional!.share).toBeLessThan(0.9);
  expect((await getProject(context, { project })).documents).toBe(1_800);
  await db.run(sql`drop function take_minutes cascade`);
  await db.run(sql`drop function wait_for_picture cascade`);
});

test("when all is read, a picture that still cuts documents is stopped, and no passage is there twice", async () => {
  await setPace({ batchMs: 60_000, holdsChunks: true });
  const { seen, begun } = await importedAndAnalysed();
  expect(seen.filter(({ importing }) => stageOf(importing, "read").state === "running")).toEqual([]);
  expect([...begun.values()][0]).toBe("cancelled");
  expect((await pictures()).map(({ state }) => state)).not.toContain("running");
  expect(await resultNow()).toEqual(expected);
});

const stageOf = (run: Run, name: string) => run.stages.find((stage) => stage.name === name)!;
