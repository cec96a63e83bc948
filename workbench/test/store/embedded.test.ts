import { type ChildProcess, execFileSync, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { chmod, chown, mkdir, mkdtemp, readdir, readlink, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { forkModule, modulePath, nodeOptions } from "../../src/process.ts";
import { untilStopped } from "../../src/store/embedded.ts";

const isRoot = process.getuid?.() === 0;
const parents: string[] = [];
const folders: string[] = [];

async function allStopped(): Promise<void> {
  for (const folder of folders) if (existsSync(join(folder, "postgres"))) await untilStopped(folder);
}

afterAll(async () => {
  await allStopped();
  for (const parent of parents) await rm(parent, { recursive: true, force: true });
});

async function dataFolder({
  parentMode = 0o755,
  owner = undefined as number | undefined,
  below = "data",
} = {}) {
  const parent = await mkdtemp("/tmp/toposcope-embedded-");
  if (owner !== undefined) await chown(parent, owner, owner);
  await chmod(parent, parentMode);
  parents.push(parent);
  folders.push(join(parent, below));
  return join(parent, below);
}

interface Report {
  readonly server: number;
  readonly user: string;
  readonly settings: { name: string; setting: string }[];
  readonly cluster: string;
  readonly error?: { code: string; message: string; hint: string };
}

/** Another process that uses the database; it leaves when it is told to. */
class Guest {
  readonly process: ChildProcess;

  constructor(folder: string, { lingerMs = 200, stays = true } = {}) {
    this.process = forkModule("../test/store/embedded.child", {
      args: [folder, String(lingerMs), stays ? "stays" : ""],
      env: { PATH: process.env.PATH },
    });
  }

  async report(): Promise<Report> {
    const [report] = (await once(this.process, "message")) as [Report];
    return report;
  }

  async leave(): Promise<void> {
    if (this.process.exitCode !== null) return;
    this.process.send("leave");
    await once(this.process, "exit");
  }

  async kill(): Promise<void> {
    this.process.kill("SIGKILL");
    await once(this.process, "exit");
  }
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return !readFileSync(`/proc/${processId}/stat`, "utf8").includes(") Z ");
  } catch {
    return false;
  }
}

/** The keeper's process, found by the folder on its command line. */
async function keeperOf(folder: string): Promise<number | undefined> {
  for (const name of await readdir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const command = await readCommand(name);
    if (command.includes("keeper.child") && command.includes(folder)) return Number(name);
  }
  return undefined;
}

async function readCommand(processId: string): Promise<string> {
  try {
    return readFileSync(`/proc/${processId}/cmdline`, "utf8");
  } catch {
    return "";
  }
}

test("the first process starts the server, on a socket only and durable; it stops when the last one has left", async () => {
  const folder = await dataFolder();
  const guest = new Guest(folder);
  const { server, settings } = await guest.report();
  expect(settings).toEqual([
    { name: "fsync", setting: "on" },
    { name: "jit", setting: "off" },
    { name: "listen_addresses", setting: "" },
    { name: "max_connections", setting: expect.stringMatching(/^\d{3,}$/) },
  ]);
  expect(isAlive(server)).toBe(true);
  await guest.leave();
  await untilStopped(folder);
  expect(isAlive(server)).toBe(false);
});

test("a database that exists is opened again, not made anew", async () => {
  const folder = await dataFolder();
  const made = await new Guest(folder, { lingerMs: 0, stays: false }).report();
  await untilStopped(folder);
  const again = await new Guest(folder, { lingerMs: 0, stays: false }).report();
  expect(again.cluster).toBe(made.cluster);
  expect(again.server).not.toBe(made.server);
});

test("processes that start at once share one server", async () => {
  const folder = await dataFolder();
  const guests = [1, 2, 3, 4].map(() => new Guest(folder));
  const reports = await Promise.all(guests.map((guest) => guest.report()));
  expect(new Set(reports.map(({ server }) => server)).size).toBe(1);
  const [first, ...others] = guests;
  await Promise.all(others.map((guest) => guest.leave()));
  await sleep(500);
  expect(isAlive(reports[0]!.server)).toBe(true);
  await first!.leave();
  await untilStopped(folder);
  expect(isAlive(reports[0]!.server)).toBe(false);
});

test("when all users are killed, the server stops within seconds", async () => {
  const folder = await dataFolder();
  const guests = [new Guest(folder), new Guest(folder)];
  const [{ server }] = (await Promise.all(guests.map((guest) => guest.report()))) as [Report, Report];
  await Promise.all(guests.map((guest) => guest.kill()));
  await expect.poll(() => isAlive(server), { timeout: 5_000 }).toBe(false);
});

test("a killed keeper is replaced while the server goes on, as often as it is killed", async () => {
  const folder = await dataFolder();
  const guest = new Guest(folder);
  const { server } = await guest.report();
  for (let kills = 0; kills < 5; kills += 1) {
    const keeper = (await keeperOf(folder)) as number;
    process.kill(keeper, "SIGKILL");
    const hasNewKeeper = async () => ![undefined, keeper].includes(await keeperOf(folder));
    await expect.poll(hasNewKeeper, { timeout: 10_000 }).toBe(true);
    await sleep(Math.random() * 200);
  }
  expect(isAlive(server)).toBe(true);
  await guest.leave();
  await expect.poll(() => isAlive(server), { timeout: 10_000 }).toBe(false);
});

test("a server whose users and keeper were all killed is taken over by the next process, and stopped after it", async () => {
  const folder = await dataFolder();
  const guest = new Guest(folder);
  const { server } = await guest.report();
  const keeper = (await keeperOf(folder)) as number;
  guest.process.kill("SIGSTOP");
  process.kill(keeper, "SIGKILL");
  await guest.kill();
  expect(isAlive(server)).toBe(true);
  const next = new Guest(folder);
  expect((await next.report()).server).toBe(server);
  await next.leave();
  await untilStopped(folder);
  expect(isAlive(server)).toBe(false);
});

test("everything killed at once, server included, leaves nothing stuck", async () => {
  const folder = await dataFolder();
  const guest = new Guest(folder);
  const { server } = await guest.report();
  const keeper = (await keeperOf(folder)) as number;
  guest.process.kill("SIGKILL");
  process.kill(keeper, "SIGKILL");
  process.kill(server, "SIGKILL");
  const next = new Guest(folder, { stays: false });
  const report = await next.report();
  expect(report.error).toBeUndefined();
  expect(report.server).not.toBe(server);
});

test("a server that dies is started again while somebody uses it", async () => {
  const folder = await dataFolder();
  const guest = new Guest(folder);
  const { server } = await guest.report();
  process.kill(server, "SIGKILL");
  const next = new Guest(folder, { stays: false });
  const report = await next.report();
  expect(report.error).toBeUndefined();
  await guest.leave();
});

test("a process id left behind that now belongs to another program is no server", async () => {
  const folder = await dataFolder();
  const first = new Guest(folder, { lingerMs: 0, stays: false });
  await first.report();
  await untilStopped(folder);
  const pidFile = join(folder, "postgres", "data", "postmaster.pid");
  await writeFile(pidFile, `${process.pid}\n${folder}\n0\n5432\n\n\n\nready\n`);
  const { uid, gid } = await stat(join(folder, "postgres"));
  await chown(pidFile, uid, gid);
  const report = await new Guest(folder, { stays: false }).report();
  expect(report.error).toBeUndefined();
});

test("a path too long for a socket gets its socket in a short closed folder", async () => {
  const folder = await dataFolder({ below: join("a".repeat(60), "b".repeat(60)) });
  const guest = new Guest(folder, { lingerMs: 0 });
  const { error, server } = await guest.report();
  expect(error).toBeUndefined();
  const [, , , , socketFolder = ""] = readFileSync(
    join(folder, "postgres/data/postmaster.pid"),
    "utf8",
  ).split("\n");
  expect(socketFolder).toMatch(/^\/tmp\/toposcope-/);
  expect((await stat(socketFolder)).mode & 0o077).toBe(0);
  await guest.leave();
  await expect.poll(() => isAlive(server), { timeout: 10_000 }).toBe(false);
  await expect.poll(() => existsSync(socketFolder), { timeout: 10_000 }).toBe(false);
});

test("a folder that cannot be made says so with a hint", async () => {
  const folder = await dataFolder();
  await writeFile(folder, "a file is in the way");
  const { error } = await new Guest(folder, { stays: false }).report();
  expect(error).toMatchObject({ code: "DATA_FOLDER_UNUSABLE", hint: expect.stringContaining("--data") });
  await rm(folder);
});

test("a database of a newer PostgreSQL is not touched", async () => {
  const folder = await dataFolder();
  const data = join(folder, "postgres", "data");
  await mkdir(data, { recursive: true });
  await writeFile(join(data, "PG_VERSION"), "99\n");
  const { error } = await new Guest(folder, { stays: false }).report();
  expect(error).toMatchObject({ code: "DATABASE_NEWER" });
});

test.runIf(isRoot)("as root the server runs as somebody else", async () => {
  const folder = await dataFolder();
  const guest = new Guest(folder);
  const { server } = await guest.report();
  expect((await stat(`/proc/${server}`)).uid).not.toBe(0);
  expect((await stat(join(folder, "postgres", "data"))).mode & 0o077).toBe(0);
  await guest.leave();
});

test.runIf(isRoot)(
  "as root inside a folder closed to others it runs in a user namespace, and files stay root's",
  async () => {
    const folder = await dataFolder({ parentMode: 0o700 });
    const guest = new Guest(folder);
    const { server, error } = await guest.report();
    expect(error).toBeUndefined();
    expect((await stat(join(folder, "postgres", "data"))).uid).toBe(0);
    expect(await readlink(`/proc/${server}/ns/user`)).not.toBe(await readlink("/proc/self/ns/user"));
    await guest.leave();
  },
);

test.runIf(isRoot)("a folder used under one user can be used under another way later", async () => {
  const folder = await dataFolder({ parentMode: 0o700 });
  await new Guest(folder, { lingerMs: 0, stays: false }).report();
  await untilStopped(folder);
  await chmod(join(folder, ".."), 0o755);
  const open = await new Guest(folder, { lingerMs: 0, stays: false }).report();
  expect(open.error).toBeUndefined();
  await untilStopped(folder);
  expect((await stat(join(folder, "postgres", "data"))).uid).not.toBe(0);
  await chmod(join(folder, ".."), 0o700);
  const closed = await new Guest(folder, { lingerMs: 0, stays: false }).report();
  expect(closed.error).toBeUndefined();
});

test.runIf(isRoot)(
  "an ordinary user's server runs as that user, also inside a folder closed to others",
  async () => {
    const user = { uid: 12_345, gid: 12_345 };
    const folder = await dataFolder({ parentMode: 0o700, owner: user.uid });
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [...nodeOptions(), modulePath("../test/store/embedded.child"), folder, "0", ""],
      { ...user, encoding: "utf8", env: { PATH: process.env.PATH }, cwd: "/" },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const { server, error } = JSON.parse(stdout) as Report;
    expect(error).toBeUndefined();
    expect(server).toBeGreaterThan(0);
    expect((await stat(join(folder, "postgres", "data"))).uid).toBe(user.uid);
  },
);

test("nothing of ours is left running", async () => {
  await allStopped();
  const processes = execFileSync("ps", ["-eo", "args"], { encoding: "utf8" }).split("\n");
  expect(processes.filter((line) => parents.some((parent) => line.includes(`${parent}/`)))).toEqual([]);
});
