import { readdirSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { importPaths, importUploads } from "../../src/corpus/import.actions.ts";
import { readStep } from "../../src/corpus/read.step.ts";
import { shareFiles, withSharedFiles } from "../../src/corpus/share-files.step.ts";
import type { FoundFile } from "../../src/corpus/walk.ts";
import { embedStep } from "../../src/embedding/embed.step.ts";
import { runView } from "../../src/jobs/progress.ts";
import { claimBatch } from "../../src/store/batch.ts";
import type { Db } from "../../src/store/db.ts";
import { type RunRow, runById } from "../../src/store/run.ts";
import { sql } from "../../src/store/sql.ts";
import { listWorkers } from "../../src/store/worker.ts";
import { mapOf } from "../../src/topics/actions.ts";
import { analyzed, letters, type OpenedApp, openTestApp, writeFiles } from "../app.ts";
import { createTestDatabase } from "../postgres.ts";
import { temporaryFolder } from "../temporary-folder.ts";

/** An app with a data folder of its own is a machine of its own. */
async function machines(count: number, { workers = 1 } = {}) {
  const database = await createTestDatabase();
  afterAll(() => database.drop());
  const apps: OpenedApp[] = [];
  for (let index = 0; index < count; index += 1) apps.push(await openTestApp({ workers }, database));
  return { apps: apps as [OpenedApp, OpenedApp], db: database.db };
}

async function untilState(db: Db, runId: number, wanted: string): Promise<RunRow> {
  for (;;) {
    const run = await runById(db, runId);
    if (run?.state === wanted) return run;
    if (run?.finishedAt) throw new Error(`run ${runId} is ${run.state}: ${run.error}`);
    await sleep(20);
  }
}

const started = async (app: OpenedApp, project: string, folder: string) =>
  (await importPaths(app.context, { project, paths: [folder] }))?.run.id ?? expect.unreachable();

/** Topics, memberships and map, in the order of the files, without ids that depend on who was first. */
async function outcome(app: OpenedApp, db: Db, project: string) {
  const run = await analyzed(app, { project });
  const members = await db.many(sql`
    select document.path, chunk.ordinal, membership.layer, topic_id, strength, outlier
    from membership
    join chunk on chunk.id = chunk_id
    join document on document.id = document_id
    where run_id = ${run.id}
    order by path, chunk.ordinal, layer`);
  const topics = await db.many(sql`
    select layer, id, name, keywords, size, documents, parent, x, y, encode(centroid, 'base64') as centroid
    from topic
    where run_id = ${run.id}
    order by layer, id`);
  const map = await (await mapOf(app.context, { project })).read();
  const headerBytes = 4 + map.readUInt32LE(0);
  const { columns } = JSON.parse(map.subarray(4, headerBytes).toString()) as {
    columns: { name: string; offset: number; length: number; type: string }[];
  };
  const places = columns
    .filter(({ name }) => name !== "chunk" && name !== "document")
    .map(({ name, offset, length, type }) => [
      name,
      map
        .subarray(headerBytes + offset, headerBytes + offset + (length * Number(type.slice(4))) / 8)
        .toString("base64"),
    ]);
  return { members, topics, places };
}

test("two machines find the same topics, memberships and map as one worker, byte for byte", async () => {
  const folder = writeFiles(temporaryFolder(), letters(24));
  const alone = await machines(1);
  await alone.apps[0].workers.start();
  await untilState(alone.db, await started(alone.apps[0], "letters", folder), "completed");
  const expected = await outcome(alone.apps[0], alone.db, "letters");
  const { apps, db } = await machines(2);
  const [first, second] = apps;
  await Promise.all(apps.map(({ workers }) => workers.start()));
  await expect.poll(async () => (await listWorkers(db)).length, { timeout: 60_000 }).toBe(2);
  const stagesOfSecond = new Set<string>();
  const watching = new AbortController();
  const watched = (async () => {
    while (!watching.signal.aborted) {
      for (const { machine, stage } of await listWorkers(db))
        if (machine === second.context.machine && stage) stagesOfSecond.add(stage);
      await sleep(3);
    }
  })();
  await untilState(db, await started(first, "letters", folder), "completed");
  expect(await outcome(first, db, "letters")).toEqual(expected);
  watching.abort();
  await watched;
  expect([...stagesOfSecond], "the machine that does not see the files takes part").toContain("read");
  const { parts } = await db.one<{ parts: number }>(sql`select count(*) as parts from file_part`);
  expect(parts).toBe(0);
});

test("files are read on a machine that does not see them, and no copy is left behind", async () => {
  const { apps, db } = await machines(2);
  const [first, second] = apps;
  const folder = writeFiles(temporaryFolder(), {
    ...letters(6),
    "large.txt": "A long letter about the sea. ".repeat(80_000),
    "empty.txt": "",
  });
  const id = await started(first, "letters", folder);
  const run = (await runById(db, id)) as RunRow;
  const step = readStep(second.context.parsers);
  await layOut(first, db, run);
  expect(await shareFiles(first.context, run, 1)).toBe(2);
  expect(await shareFiles(first.context, run, 1), "all that there is").toBe(0);
  const contents = new Map<string, Buffer>();
  for (const name of readdirSync(folder)) contents.set(name, await readFile(`${folder}/${name}`));
  rmSync(folder, { recursive: true });
  const workerId = await registered(db, second.context.machine);
  for (;;) {
    const batch = await claimBatch(db, { runId: id, stage: "read", workerId, failureLimit: 3 });
    if (!batch) break;
    await withSharedFiles(second.context, batch, async (here) => {
      for (const file of batch.items as FoundFile[])
        expect((await readFile(here(file))).equals(contents.get(file.path) as Buffer), file.path).toBe(true);
    });
    const { signal } = new AbortController();
    await step.run(second.context, batch, { run, signal, progress: () => {} });
  }
  const { documents, parts } = await db.one<{ documents: number; parts: number }>(sql`
    select (select count(*) from document) as documents, (select count(*) from file_part) as parts`);
  expect({ documents, parts }).toEqual({ documents: 19, parts: 0 });
  expect(readdirSync(second.context.uploadFolder)).toEqual([]);
});

async function layOut(app: OpenedApp, db: Db, run: RunRow): Promise<void> {
  const plan = readStep(app.context.parsers).plan(app.context, run, { signal: new AbortController().signal });
  let ordinal = 0;
  for await (const { items, weight, machine } of plan) {
    await db.run(sql`
      insert into batch (run_id, stage, ordinal, items, weight, machine_id)
      values (${run.id}, 'read', ${ordinal}, ${JSON.stringify(items)}::jsonb, ${weight}, ${machine ?? null})`);
    ordinal += 1;
  }
  await db.run(sql`update stage set planned = true where run_id = ${run.id} and name = 'read'`);
  await db.run(sql`update run set state = 'running' where id = ${run.id}`);
}

async function registered(db: Db, machine: string): Promise<number> {
  const { id } = await db.one<{ id: number }>(sql`
    insert into worker (host, process_id, machine_id, session_name, program_version, started_at)
    values ('host', 1, ${machine}, 'nobody', '1.0.0', now())
    returning id`);
  return id;
}

test("files on a machine without a worker are waited for, which is said, and read as soon as there is one", async () => {
  const { apps, db } = await machines(2);
  const [first, second] = apps;
  const folder = writeFiles(temporaryFolder(), letters(2));
  await second.workers.start();
  const id = await started(first, "letters", folder);
  const waiting = await untilState(db, id, "waiting");
  expect(waiting).toMatchObject({ waitsFor: "files", machine: first.context.machine });
  expect((await runView(db, id)).waitsFor?.detail).toContain(first.context.machine);
  await first.workers.start();
  await untilState(db, id, "completed");
});

test("uploads that another machine read to their end are gone with the next import at the latest", async () => {
  const { apps, db } = await machines(1);
  const [{ context }] = apps;
  const folder = (name: string) => `${context.uploadFolder}/${name}`;
  const upload = async (name: string) => {
    writeFiles(folder(name), letters(1));
    const { run } = await importUploads(context, {
      project: name,
      folder: folder(name),
      names: ["sea-0.txt"],
    });
    return (await runById(db, run.id)) as RunRow;
  };
  const { id: read } = await upload("read");
  await db.run(sql`update stage set state = 'completed' where run_id = ${read} and name = 'read'`);
  const waiting = await upload("waiting");
  await layOut(apps[0], db, waiting);
  expect(readdirSync(context.uploadFolder)).toEqual(["waiting"]);
});

test("a model that is another one on this machine fails the batch and gives no vector", async () => {
  const { apps } = await machines(1);
  const [{ context }] = apps;
  const run = { id: 1, modelId: 4_711, settings: { model: "static" } } as unknown as RunRow;
  const batch = { items: [] } as never;
  const { signal } = new AbortController();
  await expect(embedStep.run(context, batch, { run, signal, progress: () => {} })).rejects.toMatchObject({
    code: "MODEL_DIFFERS",
    message: expect.stringContaining(context.machine),
  });
});
