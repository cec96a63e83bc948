import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import type { Duplex } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

/** What can go wrong with a call to the database, and with one to the file system. */
export const databaseFaults = ["closed", "answer lost", "silent", "full", "input/output error"] as const;
export const fileFaults = ["EIO", "ENOSPC", "EMFILE", "EACCES", "silent"] as const;
export type DatabaseFault = (typeof databaseFaults)[number];
export type FileFault = (typeof fileFaults)[number];

/** The call that is to fail, counted from when faults are armed, and how. */
export type Fault =
  | { readonly of: "database"; readonly call: number; readonly kind: DatabaseFault }
  | { readonly of: "files"; readonly call: number; readonly kind: FileFault };

let fault: Fault | undefined;
let folder = "/nowhere";
const calls = { database: 0, files: 0 };
let hit: string | undefined;

/** From now on the calls are counted, and one of them fails. */
export function arm(next: Fault | undefined, watchedFolder: string): void {
  fault = next;
  folder = watchedFolder;
  calls.database = 0;
  calls.files = 0;
  hit = undefined;
}

/** No call fails any more. @returns how many there were, and which one was made to fail */
export function disarm(): { database: number; files: number; hit: string | undefined } {
  fault = undefined;
  folder = "/nowhere";
  return { ...calls, hit };
}

function faultNow<K extends DatabaseFault | FileFault>(of: Fault["of"], what: () => string): K | undefined {
  if (folder === "/nowhere") return undefined;
  calls[of] += 1;
  if (fault?.of !== of || fault.call !== calls[of]) return undefined;
  hit = what();
  return fault.kind as K;
}

/** Puts the faults between this process and the database driver as well as the file system. */
export async function intercept(): Promise<void> {
  interceptDatabase();
  interceptPromises();
  await interceptHandles();
  interceptCallbacks();
  syncBuiltinESMExports();
}

interface Wire {
  readonly connection: { readonly stream: Duplex };
}

type Query = (this: Wire, ...given: unknown[]) => unknown;

function interceptDatabase(): void {
  const prototype = pg.Client.prototype as unknown as { query: Query };
  const query = prototype.query;
  prototype.query = function (...given) {
    const kind = faultNow<DatabaseFault>("database", () => textOf(given[0]));
    if (kind === undefined) return query.apply(this, given);
    const { stream } = this.connection;
    if (kind === "full" || kind === "input/output error") return refuse(given[0], kind);
    if (kind === "closed") stream.destroy();
    if (kind === "silent") stream.write = () => true;
    if (kind === "answer lost") {
      stream.removeAllListeners("data");
      stream.once("data", () => stream.destroy());
    }
    return query.apply(this, given);
  };
}

function textOf(query: unknown): string {
  const text = typeof query === "string" ? query : ((query as { text?: string }).text ?? "a query");
  return text.replace(/\s+/g, " ").trim().slice(0, 160);
}

/** As the server would, at once and without asking it. */
function refuse(query: unknown, kind: "full" | "input/output error"): unknown {
  const code = kind === "full" ? "53100" : "58030";
  const error = Object.assign(new Error(`could not extend file: ${kind}`), { code });
  if (typeof (query as { submit?: unknown }).submit !== "function") return Promise.reject(error);
  process.nextTick(() => (query as Duplex).destroy(error));
  return query;
}

const failing = (kind: Exclude<FileFault, "silent">) =>
  Object.assign(new Error(`${kind}: made to fail`), { code: kind, syscall: "made to fail" });

type Call = (...given: unknown[]) => unknown;

const isWatched = (path: unknown) => typeof path === "string" && path.startsWith(folder);
const watchedHandles = new WeakSet<object>();
const watchedNumbers = new Set<number>();

function interceptPromises(): void {
  const promises = fs.promises as unknown as Record<string, Call>;
  for (const name of ["open", "stat", "lstat", "mkdir", "rm", "readdir", "readFile", "writeFile", "rename"]) {
    const real = promises[name] as Call;
    promises[name] = async (...given) => {
      if (!isWatched(given[0])) return await real(...given);
      const kind = faultNow<FileFault>("files", () => `${name} ${given[0]}`);
      if (kind === "silent") return await forever();
      if (kind !== undefined) throw failing(kind);
      const result = await real(...given);
      if (name === "open") watchedHandles.add(result as object);
      return result;
    };
  }
}

async function interceptHandles(): Promise<void> {
  const handle = await fs.promises.open("/dev/null");
  const prototype = Object.getPrototypeOf(handle) as Record<string, Call>;
  await handle.close();
  for (const name of ["read", "write", "stat", "sync", "close"]) {
    const real = prototype[name] as Call;
    prototype[name] = async function (this: object, ...given: unknown[]) {
      if (!watchedHandles.has(this)) return await real.apply(this, given);
      const kind = faultNow<FileFault>("files", () => `${name} of an open file`);
      // A file that is closed with an error is closed all the same.
      if (kind !== undefined && name === "close") await real.apply(this, given);
      if (kind === "silent") return await forever();
      if (kind !== undefined) throw failing(kind);
      return await real.apply(this, given);
    };
  }
}

function interceptCallbacks(): void {
  const callbacks = fs as unknown as Record<string, Call>;
  for (const name of ["open", "read", "write", "close"]) {
    const real = callbacks[name] as Call;
    callbacks[name] = (...given) => {
      const watched = name === "open" ? isWatched(given[0]) : watchedNumbers.has(given[0] as number);
      if (!watched) return real(...given);
      const answer = given.at(-1) as (error: Error | null, number?: number) => void;
      const kind = faultNow<FileFault>("files", () => `${name} ${given[0]}`);
      if (kind === "silent") return undefined;
      if (kind !== undefined) return process.nextTick(answer, failing(kind));
      if (name !== "open") return real(...given);
      return real(...given.slice(0, -1), (error: Error | null, number?: number) => {
        if (number !== undefined) watchedNumbers.add(number);
        answer(error, number);
      });
    };
  }
}

async function forever(): Promise<never> {
  for (;;) await sleep(3_600_000, undefined, { ref: false });
}
