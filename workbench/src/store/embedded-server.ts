import { type ChildProcess, execFile } from "node:child_process";
import { open, readFile, rename, rm, stat } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { freeBytes } from "../disk-space.ts";
import { ToposcopeError } from "../errors.ts";
import type { Binaries } from "./embedded-binaries.ts";
import { type Identity, runAs, spawnAs } from "./embedded-identity.ts";

/** Where one data folder's PostgreSQL has its things. */
export interface ServerFolders {
  /** `<data>/postgres` */
  readonly home: string;
  /** Where its Unix socket lies. */
  readonly socket: string;
}

/** A running PostgreSQL, started by us or found running. */
export interface Server {
  readonly processId: number;
  /** Settles when it is gone, for whatever reason. */
  readonly gone: Promise<void>;
  stop(): Promise<void>;
}

export const databaseUserName = "toposcope";
const readyDeadlineMs = 300_000;
const stopDeadlineMs = 30_000;
const leftoverDeadlineMs = 15_000;
const logLimitBytes = 10_000_000;

/** The settings that differ from PostgreSQL's own: one machine, one owner, a few dozen connections. */
const serverSettings = {
  listen_addresses: "",
  unix_socket_permissions: "0700",
  max_connections: String(Math.max(100, availableParallelism() * 6 + 40)),
  shared_buffers: "128MB",
  min_wal_size: "48MB",
  wal_level: "minimal",
  max_wal_senders: "0",
  jit: "off",
  max_parallel_workers_per_gather: "0",
  client_connection_check_interval: "1s",
  log_min_messages: "warning",
  log_min_error_statement: "panic",
  timezone: "UTC",
  log_timezone: "UTC",
} as const;

const dataFolder = (folders: ServerFolders) => join(folders.home, "data");

/** The server that runs on this data already, once it takes connections. Leftovers of a killed one are cleared away. */
export async function findServer(folders: ServerFolders): Promise<Server | undefined> {
  const processId = await recordedProcess(folders);
  if (processId === undefined || !(await isServer(processId, folders))) {
    await clearLeftovers(folders);
    return undefined;
  }
  const gone = waitForEnd(processId);
  await waitUntilReady(folders, processId, gone);
  return { processId, gone, stop: () => stopServer(processId, gone) };
}

/** Makes the database where there is none: under another name first, so that a half-made one is never taken for whole. */
export async function createCluster(
  folders: ServerFolders,
  identity: Identity,
  binaries: Binaries,
): Promise<void> {
  const version = await readFile(join(dataFolder(folders), "PG_VERSION"), "utf8").catch(() => undefined);
  if (version !== undefined) return checkVersion(version.trim(), binaries);
  const unfinished = `${dataFolder(folders)}.new`;
  await rm(unfinished, { recursive: true, force: true });
  const { code, output } = await runAs(
    identity,
    join(binaries.folder, "bin", "initdb"),
    [
      "-D",
      unfinished,
      "-U",
      databaseUserName,
      "-A",
      "trust",
      "-E",
      "UTF8",
      "--locale-provider=builtin",
    ].concat("--builtin-locale=C.UTF-8", "--no-locale", "--no-instructions"),
    { env: serverEnvironment(), cwd: "/" },
  );
  if (code !== 0) throw startError("the database could not be created", output);
  await rename(unfinished, dataFolder(folders));
}

/** Starts PostgreSQL on its socket and waits until it takes connections. */
export async function startServer(
  folders: ServerFolders,
  identity: Identity,
  binaries: Binaries,
): Promise<Server> {
  const giveUpAt = performance.now() + leftoverDeadlineMs;
  for (;;) {
    try {
      return await tryStart(folders, identity, binaries);
    } catch (error) {
      const leftover = /pre-existing shared memory block|still in use/.test((error as Error).message);
      if (!leftover || performance.now() > giveUpAt) throw error;
      await sleep(100);
    }
  }
}

async function tryStart(folders: ServerFolders, identity: Identity, binaries: Binaries): Promise<Server> {
  const logFile = await openLog(join(folders.home, "postgres.log"));
  const logStart = (await logFile.stat()).size;
  const settings = {
    ...serverSettings,
    max_wal_size: await logSize(folders.home),
    unix_socket_directories: folders.socket,
  };
  const child = spawnAs(
    identity,
    join(binaries.folder, "bin", "postgres"),
    [
      "-D",
      dataFolder(folders),
      ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    ],
    { stdio: ["ignore", logFile.fd, logFile.fd], env: serverEnvironment(), cwd: "/", detached: true },
  );
  await logFile.close();
  const gone = waitForExit(child);
  const processId = child.pid;
  if (processId === undefined || !(await waitUntilReady(folders, processId, gone)))
    throw startError(
      "the database did not start",
      await readFrom(join(folders.home, "postgres.log"), logStart),
    );
  return { processId, gone, stop: () => stopServer(processId, gone) };
}

/** PostgreSQL's log of changes may grow to a tenth of what is free: on a small disk it must not take the data's room. */
async function logSize(folder: string): Promise<string> {
  const megabytes = Math.floor((await freeBytes(folder).catch(() => 0)) / 10_000_000);
  return `${Math.min(Math.max(megabytes, 64), 2_048)}MB`;
}

function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" };
}

/** @returns false when it ended instead */
async function waitUntilReady(
  folders: ServerFolders,
  processId: number,
  gone: Promise<void>,
): Promise<boolean> {
  let ended = false;
  void gone.then(() => {
    ended = true;
  });
  const giveUpAt = performance.now() + readyDeadlineMs;
  while (!ended && performance.now() < giveUpAt) {
    const lines = await statusLines(folders);
    if (Number(lines[0]) === processId && lines[7]?.trim() === "ready") return true;
    await sleep(5);
  }
  return false;
}

async function stopServer(processId: number, gone: Promise<void>): Promise<void> {
  signal(processId, "SIGINT");
  const stopped = await Promise.race([gone.then(() => true), sleep(stopDeadlineMs, false, { ref: false })]);
  if (stopped) return;
  signal(processId, "SIGQUIT");
  await gone;
}

function signal(processId: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(processId, name);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function waitForExit(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once("error", () => resolve());
    child.once("exit", () => resolve());
  });
}

async function waitForEnd(processId: number): Promise<void> {
  while (signal(processId, 0)) await sleep(200);
}

/** Lines of PostgreSQL's own pid file: process id, folder, start time, port, socket folder, address, key, status. */
async function statusLines(folders: ServerFolders): Promise<string[]> {
  const text = await readFile(join(dataFolder(folders), "postmaster.pid"), "utf8").catch(() => "");
  return text.split("\n");
}

async function recordedProcess(folders: ServerFolders): Promise<number | undefined> {
  const processId = Number((await statusLines(folders))[0]);
  return Number.isInteger(processId) && processId > 0 ? processId : undefined;
}

/** A process id alone proves nothing: after a crash or in a fresh container it may belong to anything. */
async function isServer(processId: number, folders: ServerFolders): Promise<boolean> {
  if (!signal(processId, 0)) return false;
  const command =
    (await readFile(`/proc/${processId}/cmdline`, "utf8").catch(() => undefined)) ??
    (await promisify(execFile)("ps", ["-o", "command=", "-p", String(processId)])
      .then(({ stdout }) => stdout)
      .catch(() => ""));
  return command.includes("postgres") && command.includes(dataFolder(folders));
}

/** What a killed server leaves behind; PostgreSQL would take a reused process id in these for a running server. */
async function clearLeftovers(folders: ServerFolders): Promise<void> {
  await rm(join(dataFolder(folders), "postmaster.pid"), { force: true });
  await rm(join(folders.socket, ".s.PGSQL.5432.lock"), { force: true });
  await rm(join(folders.socket, ".s.PGSQL.5432"), { force: true });
}

function checkVersion(found: string, { version }: Binaries): void {
  const ours = version.split(".")[0] as string;
  if (found === ours) return;
  throw new ToposcopeError(
    Number(found) > Number(ours) ? "DATABASE_NEWER" : "DATA_FOLDER_UNUSABLE",
    `the data folder belongs to PostgreSQL ${found}; this Toposcope brings PostgreSQL ${ours}`,
  );
}

function startError(what: string, output: string): ToposcopeError {
  const said = output.trim().split("\n").slice(-6).join("\n");
  if (/no space left on device/i.test(output)) return new ToposcopeError("DISK_FULL", `${what}: ${said}`);
  return new ToposcopeError("DATA_FOLDER_UNUSABLE", `${what}: ${said}`, {
    hint: "the database's log says more: postgres/postgres.log in the data folder",
  });
}

async function openLog(path: string) {
  const { size } = await stat(path).catch(() => ({ size: 0 }));
  if (size > logLimitBytes) await rename(path, `${path}.1`);
  return await open(path, "a", 0o600);
}

async function readFrom(path: string, offset: number): Promise<string> {
  return (await readFile(path).catch(() => Buffer.alloc(0))).subarray(offset).toString("utf8");
}
