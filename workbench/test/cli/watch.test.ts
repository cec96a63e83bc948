import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";
import { letter } from "../app.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { call, cleanEnvironment, fromSource } from "./call.ts";

const bin = fileURLToPath(new URL("../../bin/toposcope.js", import.meta.url));
const data = temporaryFolder();
const started: ChildProcess[] = [];

afterEach(async () => {
  for (const child of started.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill("SIGKILL");
    await once(child, "exit");
  }
});

/** Starts a verb that runs until it is stopped, and gathers the lines it prints. */
function start(parameters: readonly string[]) {
  const child = spawn(process.execPath, [fromSource, bin, ...parameters, "--data", data, "--workers", "1"], {
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

const eventually = (read: () => unknown, wanted: unknown) =>
  expect.poll(read, { timeout: 60_000 }).toEqual(wanted);

function inbox(name: string): string {
  const folder = join(temporaryFolder(), name);
  mkdirSync(folder);
  return folder;
}

test("watch prints a line for each document that comes and goes, and ends well at Ctrl-C", async () => {
  const folder = inbox("inbox");
  writeFileSync(join(folder, "a.txt"), letter("sea", 1));
  const { child, lines, notes, ended } = start(["watch", folder, "--project", "inbox", "--model", "static"]);
  await eventually(() => lines, ["ready     a.txt"]);
  writeFileSync(join(folder, "bad.pdf"), "no PDF");
  await eventually(() => lines.length, 2);
  expect(lines[1]).toMatch(/^rejected {2}bad\.pdf: /);
  rmSync(join(folder, "a.txt"));
  await eventually(() => lines[2], "deleted   a.txt");
  expect(notes[0]).toContain("Ctrl-C stops it");
  child.kill("SIGINT");
  expect(await ended).toEqual([0, null]);
});

test("watch --json prints JSON lines", async () => {
  const folder = inbox("json");
  writeFileSync(join(folder, "a.txt"), letter("sea", 1));
  const { lines } = start(["watch", folder, "--project", "json", "--model", "static", "--json"]);
  await eventually(() => lines.length, 2);
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { type: "following", folder, files: 0 },
    {
      ...{ type: "ready", path: "a.txt", row: null, document: expect.any(Number), title: expect.any(String) },
      ...{ topic: null, topicName: null },
    },
  ]);
});

test("what is no folder is refused", async () => {
  const { code, stderr } = await call(["watch", join(data, "nowhere"), "--data", data]);
  expect([code, stderr]).toEqual([1, expect.stringMatching(/^error\[PATH_NOT_FOUND\]/m)]);
});

test("a server follows what it was told to, and goes on with it after it was killed", async () => {
  const folder = inbox("served");
  const serving = () => start(["serve", "--port", "0", "--json", "--model", "static"]);
  const addressOf = async ({ lines }: ReturnType<typeof start>) => {
    await expect.poll(() => lines[0], { timeout: 60_000 }).toBeDefined();
    return (JSON.parse(lines[0] as string) as { address: string }).address;
  };
  const first = serving();
  const watches = `${await addressOf(first)}/api/projects/served/watches`;
  const added = await fetch(watches, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ folder }),
  });
  expect([added.status, await added.json()]).toEqual([
    201,
    expect.objectContaining({ folder, served: true }),
  ]);
  const documents = async (address: string) => {
    const reply = await fetch(`${address}/api/projects/served/documents`);
    return ((await reply.json()) as { documents: { id: number; path: string }[] }).documents;
  };
  const pathsAt = async (address: string) => (await documents(address)).map(({ path }) => path);
  writeFileSync(join(folder, "a.txt"), letter("sea", 1));
  const address = await addressOf(first);
  await eventually(() => pathsAt(address), ["a.txt"]);
  first.child.kill("SIGKILL");
  await first.ended;
  writeFileSync(join(folder, "b.txt"), letter("law", 1));
  const again = await addressOf(serving());
  await eventually(() => pathsAt(again), ["a.txt", "b.txt"]);
  const [gone] = await documents(again);
  const deleted = await fetch(`${again}/api/projects/served/documents/${gone?.id}`, { method: "DELETE" });
  expect([deleted.status, await deleted.json()]).toEqual([200, { deleted: [gone?.id] }]);
  expect(await pathsAt(again)).toEqual(["b.txt"]);
  const listed = await call(["watches", "--project", "served", "--data", data]);
  expect(listed.stdout).toContain(folder);
  const [left] = await documents(again);
  const byHand = await call(["documents", "delete", String(left?.id), "--project", "served", "--data", data]);
  expect(byHand.stdout).toBe("deleted 1 document\n");
  expect(await pathsAt(again)).toEqual([]);
});
