/**
 * What is done when memory gets short, as a function of what was measured: no clock, no process, no database in here.
 */
import type { ProcessMemory, SystemMemory } from "./memory-reading.ts";

/** How far Toposcope goes to need less memory, each step with all before it. */
export const memoryLevels = [
  "enough memory",
  "smaller batches",
  "fewer workers",
  "caches dropped",
  "runs wait",
] as const;

export interface MemoryReading {
  /** On a clock that never goes back. */
  readonly atMs: number;
  readonly processes: readonly ProcessMemory[];
  readonly system: SystemMemory;
}

export interface MemoryLimits {
  /** For all processes of ours together; undefined where only the machine sets one. */
  readonly limitBytes?: number | undefined;
  /** Share of a limit from which something is done, 0..1. */
  readonly threshold: number;
  /** Workers when there is room. */
  readonly workers: number;
}

/** What is remembered from one reading to the next. */
export interface MemoryState {
  /** Index into `memoryLevels`. */
  readonly level: number;
  /** When the level last changed. */
  readonly since: number;
  /** Since when there has been room for the next lower level. */
  readonly calmSince: number | undefined;
  /** When a worker was last ended for its memory. */
  readonly endedAt: number;
  /** What was short when the level last rose. */
  readonly reason: string;
}

export interface MemoryPlan {
  /** Share of a usual batch that is worked on at once. */
  readonly batchShare: number;
  readonly workers: number;
  /** Whether what is kept for later is to be let go now. */
  readonly dropCaches: boolean;
  /** Why runs wait, where they do. */
  readonly wait: string | undefined;
  /** Workers that give their memory back by ending once their batch is done. */
  readonly renew: readonly number[];
  /** The worker to end at once, before the system ends something itself. */
  readonly end: number | undefined;
}

export const untroubled: MemoryState = {
  level: 0,
  since: Number.NEGATIVE_INFINITY,
  calmSince: undefined,
  endedAt: Number.NEGATIVE_INFINITY,
  reason: "",
};

const mostLevel = memoryLevels.length - 1;
const [, , fewerWorkers, cachesDropped, runsWait] = memoryLevels.keys();
const batchShares = [1, 0.5, 0.25, 0.25, 0.25];
/** How far below the threshold it has to fall before a step is taken back. */
const slack = 0.1;
/** A step is given this long to help before the next is taken. */
const escalateMs = 1_500;
const escalateFastMs = 500;
const calmMs = 2_000;
const betweenEndsMs = 10_000;
/** From here on the system itself may end a process at any moment. */
const critical = 0.97;
/** A worker that has done nothing yet is about so large. */
const idleWorkerBytes = 256 * 2 ** 20;
/** What the server and the process that searches want, and what a worker wants to get on. */
const serverBytes = 256 * 2 ** 20;
const workerBytes = 512 * 2 ** 20;
const leastHeapMb = 128;
const heapShare = 0.5;

/** How many of the wanted workers a limit has room for; one at least. */
export function workersThatFit(wanted: number, limitBytes: number | undefined): number {
  if (limitBytes === undefined) return wanted;
  const fitting = Math.floor((limitBytes - serverBytes) / workerBytes);
  return Math.min(wanted, Math.max(1, fitting));
}

/** Options of Node for a worker under a limit: its heap is kept small, since it also has arrays beside the heap. */
export function heapOptions({ limitBytes, workers }: MemoryLimits): string[] {
  if (limitBytes === undefined) return [];
  const share = (limitBytes - serverBytes) / Math.max(1, workers) / 2 ** 20;
  const heapMb = Math.max(leastHeapMb, Math.round(share * heapShare));
  return [`--max-old-space-size=${heapMb}`, "--max-semi-space-size=4"];
}

/** How full memory is: 1 where the limit that is nearest is reached. */
export function pressureOf({ processes, system }: MemoryReading, { limitBytes }: MemoryLimits): number {
  const ofSystem = system.usedBytes / system.totalBytes;
  return limitBytes === undefined ? ofSystem : Math.max(ofSystem, totalOf(processes) / limitBytes);
}

/**
 * Decides what to do about memory. Steps are taken one at a time and taken back one at a time, and only well below where
 * they were taken: so nothing flaps.
 */
export function planMemory(
  before: MemoryState,
  reading: MemoryReading,
  limits: MemoryLimits,
): { readonly state: MemoryState; readonly plan: MemoryPlan } {
  const pressure = pressureOf(reading, limits);
  const moved = moveLevel(before, pressure, reading, limits);
  const end = workerToEnd(moved, pressure, reading);
  const state = end === undefined ? moved : { ...moved, endedAt: reading.atMs };
  const { level } = state;
  const roseTo = level > before.level ? level : undefined;
  return {
    state,
    plan: {
      batchShare: batchShares[level] ?? 1,
      workers: workersAt(level, limits.workers),
      dropCaches: roseTo !== undefined && roseTo >= cachesDropped!,
      wait: level >= runsWait! ? state.reason : undefined,
      renew: level >= renewFrom(limits) ? largeWorkers(reading).map(({ pid }) => pid) : [],
      end,
    },
  };
}

/** Under a limit of ours a new process is the cheapest way to memory; elsewhere others may be what uses it up. */
const renewFrom = ({ limitBytes }: MemoryLimits) => (limitBytes === undefined ? cachesDropped! : 1);

function workersAt(level: number, workers: number): number {
  if (level < fewerWorkers!) return workers;
  const fewer = level === fewerWorkers ? Math.max(1, Math.floor(workers / 2)) : 1;
  return Math.min(fewer, workers);
}

function moveLevel(
  before: MemoryState,
  pressure: number,
  reading: MemoryReading,
  limits: MemoryLimits,
): MemoryState {
  const { atMs } = reading;
  const { threshold } = limits;
  const isHigh = pressure >= waitsFrom(threshold);
  if (pressure >= threshold) {
    const highest = isHigh ? mostLevel : Math.max(before.level, cachesDropped!);
    const isDue = atMs - before.since >= (isHigh ? escalateFastMs : escalateMs);
    if (before.level >= highest || !isDue) return { ...before, calmSince: undefined };
    const reason = shortage(reading, limits);
    return { ...before, level: before.level + 1, since: atMs, calmSince: undefined, reason };
  }
  const falls = pressure < (before.level === runsWait ? threshold : threshold - slack);
  if (before.level === 0 || !falls) return { ...before, calmSince: undefined };
  const calmSince = before.calmSince ?? atMs;
  if (atMs - calmSince < calmMs) return { ...before, calmSince };
  return { ...before, level: before.level - 1, since: atMs, calmSince: undefined };
}

/** Runs wait only where the other steps do not suffice: half of the way from the threshold to the limit. */
const waitsFrom = (threshold: number) => (1 + threshold) / 2;

function workerToEnd(
  { level, endedAt }: MemoryState,
  pressure: number,
  reading: MemoryReading,
): number | undefined {
  if (pressure < critical || level < runsWait! || reading.atMs - endedAt < betweenEndsMs) return undefined;
  return largeWorkers(reading)[0]?.pid;
}

/** Workers with more memory, that of their parsers included, than an idle one; the largest first. */
function largeWorkers({ processes }: MemoryReading): { pid: number; bytes: number }[] {
  return processes
    .filter(({ role }) => role === "worker")
    .map(({ pid, bytes }) => ({
      pid,
      bytes: bytes + totalOf(processes.filter(({ role, parent }) => role === "parser" && parent === pid)),
    }))
    .filter(({ bytes }) => bytes > idleWorkerBytes)
    .sort((a, b) => b.bytes - a.bytes || a.pid - b.pid);
}

/** All bytes of some processes. */
export const totalOf = (processes: readonly ProcessMemory[]): number =>
  processes.reduce((sum, { bytes }) => sum + bytes, 0);

function shortage({ processes, system }: MemoryReading, { limitBytes }: MemoryLimits): string {
  const own = totalOf(processes);
  const { usedBytes, totalBytes, isContainer } = system;
  if (limitBytes !== undefined && own / limitBytes >= usedBytes / totalBytes)
    return `Toposcope uses ${megabytes(own)} of the ${megabytes(limitBytes)} MB that it may use`;
  const where = isContainer ? "this container" : "this machine";
  return `${megabytes(totalBytes - usedBytes)} of the ${megabytes(totalBytes)} MB of ${where} are free`;
}

/** As the settings count them. */
export const megabytes = (bytes: number): string => Math.round(bytes / 2 ** 20).toLocaleString("en");
