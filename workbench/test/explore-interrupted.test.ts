import { copyFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import type { ExploreResult } from "../src/contract.ts";
import { listDocuments } from "../src/corpus/actions.ts";
import type { Db } from "../src/store/db.ts";
import { sql } from "../src/store/sql.ts";
import { listWorkers } from "../src/store/worker.ts";
import { mapOf } from "../src/topics/actions.ts";
import { explored, type OpenedApp, openTestApp } from "./app.ts";
import { createTestDatabase } from "./postgres.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** Every second speech: more files than one batch holds. */
const speeches = temporaryFolder();
const all = fileURLToPath(new URL("../../examples/sotu", import.meta.url));
const taken = readdirSync(all).filter((_, i) => i % 2 === 0);
for (const name of taken) copyFileSync(join(all, name), join(speeches, name));

/** All that an exploration leaves behind, without the ids that depend on who was first. */
async function outcome({ context }: OpenedApp, project: string, result: ExploreResult) {
  const { documents } = await listDocuments(context, { project, limit: 1_000 });
  const map = await (await mapOf(context, { project })).read();
  const headerBytes = 4 + map.readUInt32LE(0);
  const { columns } = JSON.parse(map.subarray(4, headerBytes).toString()) as {
    columns: { name: string; offset: number; length: number; type: string }[];
  };
  const places = columns
    .filter(({ name }) => name !== "chunk" && name !== "document")
    .map(({ offset, length, type }) =>
      map.subarray(headerBytes + offset, headerBytes + offset + (length * Number(type.slice(4))) / 8),
    );
  return {
    result: { ...result, project: "" },
    documents: documents
      .map(({ path, topicName, strength, quality, flags }) => ({ path, topicName, strength, quality, flags }))
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
    places: Buffer.concat(places).toString("base64"),
  };
}

async function undisturbed(workers: number) {
  const app = await openTestApp({ workers });
  const { result } = await explored(app, { project: "speeches", paths: [speeches] });
  const found = await outcome(app, "speeches", result);
  await app.close();
  return found;
}

let expected: Awaited<ReturnType<typeof undisturbed>>;

test("one worker and two find the same topics, strengths and places", async () => {
  expected = await undisturbed(1);
  expect(await undisturbed(2)).toEqual(expected);
});

/** Kills every worker process as soon as a stage of a run has got somewhere. */
async function killDuring(db: Db, stage: string, isThere: (done: number) => boolean): Promise<number> {
  for (;;) {
    const found = await db.maybeOne<{ done: number }>(
      sql`select done from stage where name = ${stage} and state = 'running'`,
    );
    if (found && isThere(found.done)) break;
    const { over } = await db.one<{ over: boolean }>(
      sql`select exists (select from stage where name = ${stage} and state = 'completed') as over`,
    );
    if (over) return 0;
    await sleep(5);
  }
  const victims = await listWorkers(db);
  for (const { processId } of victims) process.kill(processId, "SIGKILL");
  return victims.length;
}

test("all workers killed in the middle of the import and again in the middle of the analysis: the same result, nothing twice", async () => {
  const database = await createTestDatabase();
  afterAll(() => database.drop());
  const app = await openTestApp({ workers: 2 }, database);
  const { db } = database;
  const kills = (async () => [
    await killDuring(db, "read", (done) => done > 0),
    await killDuring(db, "chunk", () => true),
    await killDuring(db, "cluster", () => true),
    await killDuring(db, "name", () => true),
  ])();
  const { result } = await explored(app, { project: "speeches", paths: [speeches] });
  const killed = await kills;
  expect(killed[0], `killed ${killed.join(", ")}`).toBeGreaterThan(0);
  expect((killed[2] ?? 0) + (killed[3] ?? 0), `killed ${killed.join(", ")}`).toBeGreaterThan(0);
  expect(await outcome(app, "speeches", result)).toEqual(expected);
  const counts = await db.one(sql`
    select (select count(*) from document) as documents, (select count(distinct path) from document) as paths,
      (select count(*) from chunk) as chunks, (select count(distinct chunk_id) from membership) as "chunksInTopics",
      (select count(*) from run) as runs`);
  expect(counts).toEqual({
    documents: taken.length,
    paths: taken.length,
    chunks: result.chunks,
    chunksInTopics: result.chunks,
    runs: 2,
  });
  await app.close();
});
