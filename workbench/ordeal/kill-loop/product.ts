import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { untilStopped } from "../../src/store/embedded.ts";

const bin = fileURLToPath(new URL("../../bin/toposcope.js", import.meta.url));
const answerDeadlineMs = 20_000;
const retryMs = 60;
/** So often in a row it may end before it answers, since its database was killed meanwhile, until its user gives up. */
const mostFailedStarts = 8;

/** An answer that says no. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, detail: string) {
    super(`${status} ${code}: ${detail}`);
    this.status = status;
    this.code = code;
  }
}

/** The server ended by itself. */
export class Fall extends Error {
  constructor(said: string) {
    super(`the server ended by itself: ${said}`);
  }
}

/** `toposcope serve` on a data folder, started again whenever it ends, as its user would. */
export class Product {
  readonly folder: string;
  /** By their environment variables. */
  readonly #settings: Readonly<Record<string, string>>;
  /** How often it ended before it answered, other than by our hand. */
  failedStarts = 0;
  /** What it said when it ended by itself after it had answered, or again and again before: it never should. */
  readonly falls: string[] = [];
  #child: ChildProcess | undefined;
  #address = Promise.withResolvers<string>();
  #startedAt = 0;
  #closing = false;
  #serving: Promise<void> = Promise.resolve();

  constructor(folder: string, settings: Readonly<Record<string, string>> = {}) {
    this.folder = folder;
    this.#settings = settings;
  }

  get processId(): number | undefined {
    return this.#child?.pid;
  }

  /** How long ago the server was started, in milliseconds. */
  get ageMs(): number {
    return performance.now() - this.#startedAt;
  }

  start(): void {
    this.#serving = this.#serve();
  }

  /** Settles when the server answers. */
  async answers(): Promise<void> {
    while (!(await this.#tried("GET", "/health/ready").catch(unlessFallen))) await sleep(retryMs);
  }

  /** @throws Refusal; any other error says that no answer came */
  async ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await this.#tried(method, path, body);
    const text = await response.text();
    if (response.ok) return JSON.parse(text) as T;
    const { code = "", detail = text } = JSON.parse(text) as { code?: string; detail?: string };
    throw new Refusal(response.status, code, detail);
  }

  async bytes(path: string): Promise<ArrayBuffer> {
    const response = await this.#tried("GET", path);
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    return await response.arrayBuffer();
  }

  /** Ends the server well, and waits until its database has stopped. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#child?.kill("SIGTERM");
    await this.#serving;
    await untilStopped(this.folder);
  }

  async #tried(method: string, path: string, body?: unknown): Promise<Response> {
    if (this.falls.length > 0) throw new Fall(this.falls[0] as string);
    const address = await Promise.race([this.#address.promise, sleep(answerDeadlineMs)]);
    if (typeof address !== "string") throw new Error("the server did not start in time");
    const isForm = body instanceof FormData;
    return await fetch(`${address}${path}`, {
      method,
      signal: AbortSignal.timeout(answerDeadlineMs),
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
      ...(body === undefined || isForm ? {} : { headers: { "content-type": "application/json" } }),
    });
  }

  async #serve(): Promise<void> {
    let failedInARow = 0;
    while (!this.#closing && failedInARow < mostFailedStarts) {
      this.#startedAt = performance.now();
      const child = spawn(process.execPath, serveCommand(this.folder), {
        env: { ...environment(), ...this.#settings },
        stdio: ["ignore", "pipe", "pipe"],
      });
      this.#child = child;
      const ended = once(child, "exit");
      const said = lastLines(child);
      let answered = false;
      createInterface({ input: child.stdout as NodeJS.ReadableStream }).once("line", (line) => {
        answered = true;
        this.#address.resolve((JSON.parse(line) as { address: string }).address);
      });
      const [, signal] = await ended;
      if (answered) this.#address = Promise.withResolvers();
      if (answered || signal === "SIGKILL") failedInARow = 0;
      if (this.#closing || signal === "SIGKILL") continue;
      if (!answered) {
        this.failedStarts += 1;
        failedInARow += 1;
      }
      if (answered || failedInARow === mostFailedStarts) this.falls.push(said.join("\n"));
    }
  }
}

function unlessFallen(error: unknown): undefined {
  if (error instanceof Fall) throw error;
}

const serveCommand = (folder: string) => [
  "--conditions=toposcope-source",
  bin,
  "serve",
  ...["--data", folder, "--port", "0", "--workers", "2", "--model", "static", "--json"],
];

/** None of the settings of whoever runs this. */
function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !name.startsWith("TOPOSCOPE_") && !["DATABASE_URL", "NODE_OPTIONS"].includes(name),
  );
  return Object.fromEntries(own);
}

function lastLines({ stderr }: ChildProcess): string[] {
  const lines: string[] = [];
  createInterface({ input: stderr as NodeJS.ReadableStream }).on("line", (line) => {
    lines.push(line);
    if (lines.length > 40) lines.shift();
  });
  return lines;
}

/** Where a data folder's PostgreSQL listens. */
export const socketOf = (folder: string) => join(folder, "postgres", "socket");
