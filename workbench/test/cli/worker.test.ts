import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, expect, test } from "vitest";
import { importPaths } from "../../src/corpus/import.actions.ts";
import type { WorkerView } from "../../src/machine-contract.ts";
import { runById } from "../../src/store/run.ts";
import { sql } from "../../src/store/sql.ts";
import { letters, openTestApp, writeFiles } from "../app.ts";
import { createTestDatabase } from "../postgres.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { call, cleanEnvironment, fromSource } from "./call.ts";

const bin = fileURLToPath(new URL("../../bin/toposcope.js", import.meta.url));
const database = await createTestDatabase();
afterAll(() => database.drop());
const app = await openTestApp({ workers: 0 }, database);
const url = app.context.settings.database as string;
const started: ChildProcess[] = [];

afterEach(async () => {
  for (const child of started.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill("SIGKILL");
    await once(child, "exit");
  }
});

function startWorker(data: string) {
  const parameters = ["worker", "--database", url, "--data", data, "--workers", "1"];
  const child = spawn(process.execPath, [fromSource, bin, ...parameters], {
    env: cleanEnvironment(),
    stdio: ["ignore", "pipe", "pipe"],
  });
  started.push(child);
  const lines: string[] = [];
  const notes: string[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => lines.push(line));
  createInterface({ input: child.stderr }).on("line", (line) => notes.push(line));
  return { child, lines, notes, ended: once(child, "exit") };
}

test("a worker says what it does, is listed with what it is at, and ends well when it is told to", async () => {
  const folder = writeFiles(temporaryFolder(), letters(4));
  const { child, lines, notes, ended } = startWorker(app.folder);
  await expect
    .poll(() => lines.join("\n"), { timeout: 60_000 })
    .toMatch(/worker \d+ is there \(process \d+\)/);
  expect(lines.join("\n")).toContain(`machine ${app.context.machine} works on `);
  const started = await importPaths(app.context, { project: "letters", paths: [folder] });
  const id = started?.run.id ?? expect.unreachable();
  await expect
    .poll(async () => (await runById(database.db, id))?.state, { timeout: 60_000 })
    .toBe("completed");
  const { stdout } = await call(["workers", "--database", url, "--data", app.folder, "--json"]);
  const [worker, ...others] = JSON.parse(stdout) as WorkerView[];
  expect(others).toEqual([]);
  expect(worker).toMatchObject({ machine: app.context.machine, at: null });
  expect(worker?.memoryBytes).toBeGreaterThan(20_000_000);
  const table = await call(["workers", "--database", url, "--data", app.folder]);
  expect(table.stdout).toMatch(new RegExp(`${app.context.machine} +\\d+ .* idle`));
  child.kill("SIGTERM");
  expect(await ended).toEqual([0, null]);
  expect(notes).toContain("stopping: what is at hand is given back");
  const none = await call(["workers", "--database", url, "--data", app.folder]);
  expect(none.stdout.trim()).toBe("no worker is at work");
});

test("a worker of another version than the tables says which is the older one, and changes nothing", async () => {
  await database.db.run(sql`insert into migration (number, name) values (9999, '9999-tomorrow')`);
  const data = temporaryFolder();
  const newer = await call(["worker", "--database", url, "--data", data]);
  expect(newer).toMatchObject({ code: 1, stdout: "" });
  expect(newer.stderr).toMatch(
    /^error\[DATABASE_NEWER\]: the database's tables are at version 9999; this program/,
  );
  await database.db.run(sql`delete from migration where number > 12`);
  const older = await call(["worker", "--database", url, "--data", data]);
  expect(older).toMatchObject({ code: 1, stdout: "" });
  expect(older.stderr).toMatch(
    /^error\[DATABASE_OLDER\]: the database's tables are at version 12; this program/,
  );
  const { newest } = await database.db.one<{ newest: number }>(
    sql`select max(number) as newest from migration`,
  );
  expect(newest).toBe(12);
});

test("a worker without a process is refused", async () => {
  const { code, stderr } = await call(["worker", "--workers", "0", "--data", temporaryFolder()]);
  expect(code).toBe(2);
  expect(stderr).toContain("--workers 1");
});
