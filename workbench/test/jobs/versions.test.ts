import { afterAll, beforeAll, expect, test } from "vitest";
import type { Context } from "../../src/context.ts";
import { startRun } from "../../src/jobs/engine.ts";
import { projectSettings, saveProjectSettings } from "../../src/jobs/project-settings.actions.ts";
import { runSettings } from "../../src/jobs/run-settings.ts";
import { deleteRun, renameRun, runDetail, useRun } from "../../src/jobs/versions.actions.ts";
import { eventsAfter, numberEvents } from "../../src/store/event.ts";
import { makeCurrent, requireProject } from "../../src/store/project.ts";
import { addProvenance } from "../../src/store/provenance.ts";
import { moveRun } from "../../src/store/run.ts";
import { testDb } from "../postgres.ts";
import { createProject, runSettings as ledgerSettings, testContext } from "./ledger.ts";

const db = await testDb();
const context: Context = { ...testContext(db), flagged: new Set() };

beforeAll(async () => {
  await createProject(db, "papers");
});
afterAll(() => context.queue.close());

/** A completed analysis that its project shows. */
async function analysed(project: string): Promise<number> {
  const row = await requireProject(db, project);
  const handed = runSettings(context, row);
  const { id } = await startRun(context, { projectId: row.id, kind: "analysis", ...handed });
  await moveRun(db, { runId: id, to: "running", now: new Date() });
  await moveRun(db, { runId: id, to: "completed", now: new Date() });
  await makeCurrent(db, { projectId: row.id, runId: id, now: new Date() });
  return id;
}

const shown = async (project: string) => (await requireProject(db, project)).currentRunId;

test("a project goes back to an earlier analysis and forward again, and tells of it", async () => {
  const [first, second] = [await analysed("papers"), await analysed("papers")];
  expect(await shown("papers")).toBe(second);
  expect(await useRun(context, { run: first })).toMatchObject({ id: first, current: true });
  expect(await shown("papers")).toBe(first);
  expect((await useRun(context, { run: second })).current).toBe(true);
  const { id: projectId } = await requireProject(db, "papers");
  await numberEvents(db);
  const events = await eventsAfter(db, { projectId, after: 0, limit: 100 });
  expect(events.filter(({ type }) => type === "run.current").map(({ runId }) => runId)).toEqual([
    first,
    second,
    first,
    second,
  ]);
});

test("where the analysis that is shown is deleted, the newest other takes its place; then none", async () => {
  await createProject(db, "short");
  const [first, second] = [await analysed("short"), await analysed("short")];
  await deleteRun(context, { run: second });
  expect(await shown("short")).toBe(first);
  await deleteRun(context, { run: first });
  expect(await shown("short")).toBeNull();
  await expect(runDetail(context, { run: first })).rejects.toMatchObject({ code: "RUN_NOT_FOUND" });
});

test("what is under way can be neither shown nor deleted, and an import has nothing to show", async () => {
  const projectId = await createProject(db, "busy");
  const settings = ledgerSettings;
  const { id } = await startRun(context, { projectId, kind: "analysis", settings });
  await expect(deleteRun(context, { run: id })).rejects.toMatchObject({ code: "RUN_STATE" });
  await expect(useRun(context, { run: id })).rejects.toMatchObject({ code: "RUN_STATE" });
  const inLine = await startRun(context, { projectId, kind: "import", settings, queue: true });
  await expect(useRun(context, { run: inLine.id })).rejects.toMatchObject({ code: "RUN_STATE" });
  expect(await deleteRun(context, { run: inLine.id })).toEqual({ deleted: inLine.id });
});

test("a run keeps its number, its name, its settings and how it was made", async () => {
  const run = await analysed("papers");
  await addProvenance(db, run, { seed: 7, versions: { toposcope: "1" } });
  expect(await renameRun(context, { run, name: "before the merger" })).toMatchObject({
    name: "before the merger",
    number: 3,
  });
  expect(await runDetail(context, { run })).toMatchObject({
    name: "before the merger",
    settings: { model: "minilm", seed: 0 },
    overridden: [],
    provenance: { seed: 7, versions: { toposcope: "1" } },
    edit: 0,
  });
  expect((await renameRun(context, { run, name: null })).name).toBeNull();
});

test("a project hands its settings down, and a run says which it overrode", async () => {
  await createProject(db, "own");
  await saveProjectSettings(context, { project: "own", patch: { model: "static", topics: "12" } });
  const project = await requireProject(db, "own");
  expect(runSettings(context, project)).toMatchObject({
    settings: { model: "static", topics: 12, clustering: "communities" },
    overridden: [],
  });
  expect(runSettings(context, project, { model: "minilm", topics: 12 })).toMatchObject({
    settings: { model: "minilm", topics: 12 },
    overridden: ["model"],
  });
  const byFlag = {
    ...context,
    settings: { ...context.settings, model: "minilm", seed: 4 },
    flagged: new Set(["model", "seed"] as const),
  };
  expect(runSettings(byFlag, project)).toMatchObject({
    settings: { model: "minilm", seed: 4 },
    overridden: ["seed", "model"].sort(),
  });
  await saveProjectSettings(context, { project: "own", patch: { model: null } });
  expect(await projectSettings(context, { project: "own" })).toEqual(
    expect.arrayContaining([
      { name: "model", value: "minilm", origin: "machine" },
      { name: "topics", value: 12, origin: "project" },
    ]),
  );
});

test("a setting that is none of a project's, or has a wrong value, is refused and nothing is saved", async () => {
  const save = (patch: Record<string, unknown>) => saveProjectSettings(context, { project: "papers", patch });
  await expect(save({ seed: 1, port: 80 })).rejects.toMatchObject({ code: "INVALID_SETTING" });
  await expect(save({ seed: 1, topics: -2 })).rejects.toMatchObject({ code: "INVALID_SETTING" });
  expect((await requireProject(db, "papers")).settings).toEqual({});
});
