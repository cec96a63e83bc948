import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { totalmem } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

export type ProcessRole = "server" | "search" | "worker" | "parser";

/** One process of ours, and what it has in memory. */
export interface ProcessMemory {
  readonly pid: number;
  readonly parent: number;
  readonly role: ProcessRole;
  readonly bytes: number;
}

/** What of the machine's, or of our container's, memory is taken. */
export interface SystemMemory {
  readonly usedBytes: number;
  readonly totalBytes: number;
  /** Whether a control group sets the total, which kills at its limit. */
  readonly isContainer: boolean;
}

interface FoundProcess {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
  readonly bytes: number;
}

/**
 * A process with all that it started, and what those started in turn. The database's keeper and what is under it are left
 * out: PostgreSQL has settings of its own, and others may use it too.
 */
export async function readProcesses(root = process.pid): Promise<ProcessMemory[]> {
  const found = await (process.platform === "linux" ? linuxTree(root) : listedTree(root));
  return found.map(({ pid, parent, command, bytes }) => ({
    pid,
    parent,
    bytes,
    role: pid === root ? "server" : roleOf(command),
  }));
}

const isKeeper = (command: string) => command.includes("keeper.child");

function roleOf(command: string): ProcessRole {
  if (/parser\.child|^toposcope parser/.test(command)) return "parser";
  return command.includes("search.child") ? "search" : "worker";
}

async function linuxTree(root: number): Promise<FoundProcess[]> {
  const found: FoundProcess[] = [];
  const waiting = [{ pid: root, parent: 0 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { pid, parent } = next;
    const command = await contentOf(`/proc/${pid}/cmdline`);
    if (command === "" || isKeeper(command)) continue;
    found.push({ pid, parent, command, bytes: await residentBytes(pid) });
    for (const child of await childrenOf(pid)) waiting.push({ pid: child, parent: pid });
  }
  return found;
}

/** Node starts processes from its main thread only. */
async function childrenOf(pid: number): Promise<number[]> {
  const list = await contentOf(`/proc/${pid}/task/${pid}/children`);
  return list.split(" ").filter(Boolean).map(Number);
}

/** What a process has for itself; pages of programs and libraries are in memory once for all, and can be read again. */
async function residentBytes(pid: number): Promise<number> {
  const status = await contentOf(`/proc/${pid}/status`);
  const kilobytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status)?.[1]);
  const own = kilobytes("RssAnon") + kilobytes("RssShmem");
  return (Number.isNaN(own) ? kilobytes("VmRSS") || 0 : own) * 1_024;
}

/** Empty where there is no such file, or it may not be read. */
const contentOf = (path: string) => readFile(path, "utf8").catch(() => "");

const run = promisify(execFile);

async function listedTree(root: number): Promise<FoundProcess[]> {
  const { stdout } = await run("ps", ["-axo", "pid=,ppid=,rss=,command="], { maxBuffer: 2 ** 26 });
  const all = stdout.split("\n").flatMap((line) => {
    const fields = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(.*)$/.exec(line);
    if (!fields) return [];
    const [pid = 0, parent = 0, kilobytes = 0] = fields.slice(1, 4).map(Number);
    return [{ pid, parent, command: fields[4] ?? "", bytes: kilobytes * 1_024 }];
  });
  const byParent = Map.groupBy(all, ({ parent }) => parent);
  const found = all.filter(({ pid }) => pid === root);
  for (let at = 0; at < found.length; at += 1) {
    const children = byParent.get(found[at]?.pid ?? -1) ?? [];
    found.push(...children.filter(({ command }) => !isKeeper(command) && !command.startsWith("ps ")));
  }
  return found;
}

/** The memory of the machine, or of the tightest of the control groups that we are in. */
export async function readSystem(): Promise<SystemMemory> {
  const machine = await readMachine();
  const groups = process.platform === "linux" ? await readGroups() : [];
  const free = ({ usedBytes, totalBytes }: SystemMemory) => totalBytes - usedBytes;
  return groups.reduce((tightest, group) => (free(group) < free(tightest) ? group : tightest), machine);
}

async function readMachine(): Promise<SystemMemory> {
  const available = /^MemAvailable: +(\d+) kB/m.exec(await contentOf("/proc/meminfo"));
  const freeBytes = available ? Number(available[1]) * 1_024 : process.availableMemory();
  const totalBytes = totalmem();
  return { usedBytes: Math.max(0, totalBytes - freeBytes), totalBytes, isContainer: false };
}

/** The files that tell of a control group's memory. */
interface GroupFiles {
  readonly mount: string;
  readonly limit: string;
  readonly usage: string;
  readonly spare: RegExp;
}
const versionTwo: GroupFiles = {
  mount: "/sys/fs/cgroup",
  limit: "memory.max",
  usage: "memory.current",
  spare: /^inactive_file (\d+)$/m,
};
const versionOne: GroupFiles = {
  mount: "/sys/fs/cgroup/memory",
  limit: "memory.limit_in_bytes",
  usage: "memory.usage_in_bytes",
  spare: /^total_inactive_file (\d+)$/m,
};

async function readGroups(): Promise<SystemMemory[]> {
  const found: SystemMemory[] = [];
  for (const line of (await contentOf("/proc/self/cgroup")).split("\n")) {
    const [, controllers, path] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
    if (path === undefined) continue;
    if (controllers === "") found.push(...(await readGroupsAbove(path, versionTwo)));
    else if (controllers?.split(",").includes("memory"))
      found.push(...(await readGroupsAbove(path, versionOne)));
  }
  return found;
}

/** A group and those it lies in; inside a container its own group is seen as the root. */
async function readGroupsAbove(path: string, files: GroupFiles): Promise<SystemMemory[]> {
  const names = path.split("/").filter(Boolean);
  const folders = names.map((_, index) => join(files.mount, ...names.slice(0, index + 1)));
  const groups = await Promise.all([files.mount, ...folders].map((folder) => readGroup(folder, files)));
  return groups.filter((group) => group !== undefined);
}

/** Undefined where the group has no limit. What it has of files in memory that nobody used of late counts as free. */
async function readGroup(folder: string, files: GroupFiles): Promise<SystemMemory | undefined> {
  const totalBytes = Number.parseInt(await contentOf(join(folder, files.limit)), 10);
  if (!(totalBytes > 0 && totalBytes < totalmem())) return undefined;
  const usage = Number.parseInt(await contentOf(join(folder, files.usage)), 10);
  const spare = Number(files.spare.exec(await contentOf(join(folder, "memory.stat")))?.[1] ?? 0);
  return { usedBytes: Math.max(0, usage - spare), totalBytes, isContainer: true };
}
