import { expect, test } from "vitest";
import type { Db } from "../../src/store/db.ts";
import {
  currentRun,
  deleteProject,
  insertProject,
  projectByName,
  projectsWithCounts,
  renameProject,
  requireProject,
} from "../../src/store/project.ts";
import { insertRejections } from "../../src/store/rejection.ts";
import { holdProject, insertRun } from "../../src/store/run.ts";
import { sql, sqlText } from "../../src/store/sql.ts";
import { lockIfDone } from "../../src/store/stage.ts";
import { runSettings } from "../jobs/ledger.ts";
import { testDb } from "../postgres.ts";
import { createCorpus, newDocument, now, storeAnalysis, storeChunks } from "./corpus.ts";

const db = await testDb();

test("a project's name is taken once, and a missing one is PROJECT_NOT_FOUND", async () => {
  const project = { name: "taken", chunkTokens: 800, chunkOverlap: 100, now };
  expect(await insertProject(db, project)).toMatchObject({
    name: "taken",
    chunkTokens: 800,
    currentRunId: null,
  });
  expect(await insertProject(db, project)).toBeUndefined();
  await expect(requireProject(db, "missing")).rejects.toMatchObject({ code: "PROJECT_NOT_FOUND" });
});

test("projects are listed with what is in them, the one changed last first", async () => {
  const corpus = await createCorpus(db, "full", [newDocument("one"), newDocument("two")]);
  await storeChunks(db, { ...corpus, document: corpus.documentIds[0]!, text: "one" }, [
    [0, 2],
    [2, 3],
  ]);
  await insertRejections(db, corpus, [{ path: "b", row: 7, reason: "bad-row", detail: "" }]);
  await storeAnalysis(db, corpus);
  await renameProject(db, { id: corpus.projectId, name: "renamed", now: new Date(now.getTime() + 1) });
  const [first] = await projectsWithCounts(db);
  expect(first).toMatchObject({
    name: "renamed",
    documents: 2,
    chunks: 2,
    sources: 1,
    rejections: 1,
    topics: 2,
    run: 1,
    activeRun: null,
  });
  expect(await currentRun(db, corpus.projectId)).toMatchObject({ number: 1, model: "static" });
});

test("a project is deleted while a worker completes a stage of it, and neither waits for the other for ever", async () => {
  const { projectId } = await createCorpus(db, "completing", [newDocument("one")]);
  const run = await insertRun(db, {
    projectId,
    kind: "analysis",
    settings: runSettings,
    sourceId: null,
    machine: null,
    correlationId: "completing",
    now,
  });
  const deletion = Promise.withResolvers<void>();
  await db.transaction(async (tx) => {
    await lockIfDone(tx, { runId: run.id, stage: "embed" });
    deleteProject(db, projectId).then(deletion.resolve, deletion.reject);
    await expect.poll(() => waitingForLocks(db)).toBe(1);
    expect(await holdProject(tx, projectId)).toBe(true);
  });
  await deletion.promise;
  expect(await projectByName(db, "completing")).toBeUndefined();
});

async function waitingForLocks(db: Db): Promise<number> {
  const { count } = await db.one<{ count: number }>(sql`
    select count(*) as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`);
  return count;
}

test("a deleted project leaves nothing behind in any table but the vectors' cache", async () => {
  const corpus = await createCorpus(db, "doomed", [newDocument("gone")]);
  await storeChunks(db, { ...corpus, document: corpus.documentIds[0]!, text: "gone" }, [[0, 4]]);
  await storeAnalysis(db, corpus);
  await deleteProject(db, corpus.projectId);
  expect(await projectByName(db, "doomed")).toBeUndefined();
  const tables = await db.many<{ name: string }>(sql`
    select table_name as name
    from information_schema.columns
    where table_schema = 'toposcope' and column_name = 'project_id'`);
  expect(tables.length).toBeGreaterThan(5);
  for (const { name } of tables) {
    const { count } = await db.one<{ count: number }>(sql`
      select count(*) as count from ${sqlText(name)} where project_id = ${corpus.projectId}`);
    expect({ name, count }).toEqual({ name, count: 0 });
  }
});
