import type { ChildProcess } from "node:child_process";
import { availableParallelism } from "node:os";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import type { Context } from "../context.ts";
import { ToposcopeError } from "../errors.ts";
import { forkModule } from "../process.ts";
import { workableRuns } from "../store/run.ts";
import { releaseDeadWorkers, releaseWorker } from "../store/worker.ts";
import { watchDisk } from "./disk-watch.ts";
import { resumeInterrupted } from "./engine.ts";
import { readMemory } from "./memory.ts";
import type { MemoryMessage } from "./memory-advice.ts";
import { heapOptions } from "./memory-plan.ts";
import { type MemoryWorker, memoryLimits, WorkerMemory } from "./memory-workers.ts";
import { stopDeadlineMs, type WorkerMessage, type WorkerOrder } from "./worker-process.ts";

/** The worker processes that this process keeps running. */
export interface Workers {
  /** Starts them, and takes up what a crash interrupted. Again: nothing happens. */
  start(): Promise<void>;
  /** Hears what becomes of the processes from now on. */
  follow(listener: (change: WorkerChange) => void): void;
  /** Lets each finish or give back its batch; after two seconds they are ended. */
  stop(): Promise<void>;
}

export interface WorkersOptions {
  /** Handed to each worker process, which opens its own app from it; by default our own settings. */
  readonly settings?: unknown;
  /** By default as the settings say, or one per core. */
  readonly count?: number | undefined;
  /** Module of a worker process, under `src` and without its ending. */
  readonly module?: string;
  /** Lets go what this process keeps for later, when memory is short. */
  readonly dropCaches?: () => void;
  /** By default what this process and those that it started have in memory, and the machine. */
  readonly readMemory?: typeof readMemory;
}

export type WorkerChange =
  | { readonly type: "registered"; readonly workerId: number; readonly processId: number }
  | { readonly type: "ended"; readonly workerId: number | undefined; readonly how: string }
  /** This program may not work here: no other process is started. */
  | { readonly type: "refused"; readonly error: ToposcopeError };

const sweepMs = 2_000;
const maintenanceMs = 60_000;
const firstRestartDelayMs = 100;
const longestRestartDelayMs = 5_000;
/** A worker that lived longer did not end for being unable to start: the next begins at once. */
const steadyAfterMs = 5_000;

/** Environment variables that a worker needs from ours, besides provider keys; other secrets travel in its settings. */
const passedOn = [
  "PATH",
  "HOME",
  "TMPDIR",
  "LANG",
  "TZ",
  "NODE_COMPILE_CACHE",
  "NODE_EXTRA_CA_CERTS",
  "SSL_CERT_FILE",
  "HTTP_PROXY",
  "HTTPS_PROXY",
  "NO_PROXY",
  "http_proxy",
  "https_proxy",
  "no_proxy",
];

interface SupervisorOptions extends Required<WorkersOptions> {
  readonly count: number;
}

type SupervisorContext = Pick<Context, "db" | "queue" | "log" | "clock" | "newId" | "settings">;

export function createWorkers(
  context: SupervisorContext,
  {
    settings = context.settings,
    count = context.settings.workers ?? availableParallelism(),
    module = "jobs/worker.child",
    dropCaches = () => {},
    readMemory: read = readMemory,
  }: WorkersOptions = {},
): Workers {
  return new Supervisor(context, { settings, count, module, dropCaches, readMemory: read });
}

class Supervisor implements Workers {
  readonly #context: SupervisorContext;
  readonly #options: SupervisorOptions;
  readonly #memory: WorkerMemory;
  readonly #children = new Set<Child>();
  readonly #stopping = new AbortController();
  #started: Promise<void> | undefined;
  #sweeping: Promise<void> | undefined;
  #stopWatchingDisk: (() => Promise<void>) | undefined;
  readonly #listeners: ((change: WorkerChange) => void)[] = [];
  #refused = false;
  #hasResumed = false;

  constructor(context: SupervisorContext, options: SupervisorOptions) {
    this.#context = context;
    this.#options = options;
    const { count, dropCaches, readMemory: read } = options;
    this.#memory = new WorkerMemory({
      context,
      count,
      dropCaches,
      read,
      workers: () => this.#children,
      startMissing: () => this.#startMissing(),
    });
  }

  follow(listener: (change: WorkerChange) => void): void {
    this.#listeners.push(listener);
  }

  start(): Promise<void> {
    this.#started ??= this.#start();
    return this.#started;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#started?.catch(() => {});
    await this.#stopWatchingDisk?.();
    await this.#memory.stop();
    await Promise.all([...this.#children].map((child) => child.stop()));
    await this.#sweeping;
    if (this.#started !== undefined) await this.#releaseLast();
  }

  /** What they held is free at once; where that fails, whoever looks next finds it. */
  async #releaseLast(): Promise<void> {
    try {
      await releaseDeadWorkers(this.#context.db);
    } catch (error) {
      this.#context.log.warn({ error }, "could not free what the workers held");
    }
  }

  async #start(): Promise<void> {
    this.#startMissing();
    this.#memory.start();
    await this.#resume();
    this.#stopWatchingDisk = watchDisk(this.#context);
    this.#sweeping = this.#sweep();
  }

  /** Takes up what a crash interrupted; where that fails, the next sweep tries again. */
  async #resume(): Promise<void> {
    try {
      await resumeInterrupted(this.#context);
      this.#hasResumed = true;
    } catch (error) {
      this.#context.log.warn({ error }, "could not take up what was interrupted");
    }
  }

  /** Starts workers until there are as many as memory has room for. */
  #startMissing(): void {
    for (let there = this.#children.size; there < this.#memory.wanted; there += 1) this.#startChild(0);
  }

  #startChild(failures: number): void {
    if (this.#stopping.signal.aborted || this.#children.size >= this.#memory.wanted) return;
    const child = new Child(this.#options, this.#context, (change) => this.#tell(change));
    child.tell(this.#memory.advice);
    this.#children.add(child);
    void child.ended.then(async ({ how, livedMs }) => {
      this.#children.delete(child);
      if (this.#stopping.signal.aborted) return;
      if (child.refusal) return this.#refuse(child.refusal);
      if (child.retiring) return await this.#replace(child);
      this.#context.log.error({ worker: child.workerId, how }, "a worker process ended");
      this.#tell({ type: "ended", workerId: child.workerId, how });
      await this.#release(child, `the worker process ended: ${how}`);
      const failuresNow = livedMs > steadyAfterMs ? 0 : failures;
      await this.#pause(Math.min(firstRestartDelayMs * 2 ** failuresNow, longestRestartDelayMs));
      this.#startChild(failuresNow + 1);
    });
  }

  /** After a worker that was to end, so that it gives back its memory. */
  async #replace(child: Child): Promise<void> {
    await this.#release(child);
    this.#startMissing();
  }

  #tell(change: WorkerChange): void {
    for (const listener of this.#listeners) listener(change);
  }

  /** What one process of this program may not do, the next may not either. */
  #refuse(error: ToposcopeError): void {
    if (this.#refused) return;
    this.#refused = true;
    this.#context.log.error({ code: error.code, error: error.message }, "no worker of this program may work");
    this.#tell({ type: "refused", error });
  }

  /** Frees what a process held that is known to be gone; where that fails, the next sweep finds it. */
  async #release({ workerId }: Child, blame?: string): Promise<void> {
    if (workerId === undefined) return;
    const { db, queue, log } = this.#context;
    try {
      const runs = await releaseWorker(db, { workerId, blame });
      for (const runId of runs) await queue.wake(db, runId);
    } catch (error) {
      log.warn({ error }, "could not free what a worker held");
    }
  }

  /** Looks for workers that are dead or silent, on whatever machine, and for runs that nobody was woken for. */
  async #sweep(): Promise<void> {
    const { db, queue, log } = this.#context;
    let maintainedAt = performance.now();
    for (;;) {
      await this.#pause(sweepMs);
      if (this.#stopping.signal.aborted) return;
      try {
        if (!this.#hasResumed) await this.#resume();
        await releaseDeadWorkers(db);
        const runs = await workableRuns(db);
        for (const { id, kind } of runs)
          await queue.wake(db, id, Math.max(1, this.#options.count), { first: kind === "picture" });
        if (runs.length === 0 || performance.now() < maintainedAt + maintenanceMs) continue;
        maintainedAt = performance.now();
        await queue.maintain();
      } catch (error) {
        log.warn({ error }, "could not look after the runs");
      }
    }
  }

  async #pause(milliseconds: number): Promise<void> {
    await sleep(milliseconds, undefined, { signal: this.#stopping.signal }).catch(() => {});
  }
}

/** One worker process. */
class Child implements MemoryWorker {
  readonly #process: ChildProcess;
  readonly ended: Promise<{ how: string; livedMs: number }>;
  workerId: number | undefined;
  refusal: ToposcopeError | undefined;
  retiring = false;

  constructor(
    { settings, count, module }: SupervisorOptions,
    { settings: { memoryLimit, memoryThreshold }, log }: SupervisorContext,
    onChange: (change: WorkerChange) => void,
  ) {
    const startedAt = performance.now();
    const names = [...passedOn, ...Object.keys(process.env).filter((name) => name.endsWith("_API_KEY"))];
    const env = Object.fromEntries(names.map((name) => [name, process.env[name]]));
    this.#process = forkModule(module, {
      env,
      stdio: ["ignore", "ignore", "pipe", "ipc"],
      flags: heapOptions(memoryLimits({ memoryLimit, memoryThreshold }, count)),
    });
    const lastWords = new LastWords(this.#process, log);
    this.ended = new Promise((resolve) => {
      const end = (how: string) => resolve({ how, livedMs: performance.now() - startedAt });
      this.#process.on("error", (error) => end(error.message));
      this.#process.once("exit", (code, signal) => end(lastWords.after(signal ?? `exit code ${code}`)));
    });
    this.#process.on("message", (message: WorkerMessage) => {
      if ("refused" in message) {
        const { code, message: found, hint } = message.refused;
        this.refusal = new ToposcopeError(code, found, { hint });
        return;
      }
      if ("retiring" in message) {
        this.retiring = true;
        return;
      }
      const { workerId } = message;
      this.workerId = workerId;
      onChange({ type: "registered", workerId, processId: this.#process.pid ?? 0 });
    });
    this.#process.send({ settings });
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  tell(message: MemoryMessage): void {
    this.#order(message);
  }

  retire(): void {
    this.retiring = true;
    this.#order("retire");
  }

  async end(): Promise<void> {
    this.retiring = true;
    await this.stop();
  }

  #order(order: WorkerOrder): void {
    if (this.#process.connected) this.#process.send(order, () => {});
  }

  async stop(): Promise<void> {
    this.#order("stop");
    const timer = setTimeout(() => this.#process.kill("SIGKILL"), stopDeadlineMs);
    await this.ended;
    clearTimeout(timer);
  }
}

/** What a process wrote to its standard error, most of all before it died. */
class LastWords {
  readonly #lines: string[] = [];

  constructor({ stderr }: ChildProcess, log: Context["log"]) {
    if (!stderr) return;
    createInterface({ input: stderr }).on("line", (line) => {
      log.warn({ line }, "a worker process says");
      this.#lines.push(line);
      if (this.#lines.length > 20) this.#lines.shift();
    });
  }

  after(how: string): string {
    const error = this.#lines.find((line) => /Error|error:/.test(line));
    return error ? `${how}: ${error.trim()}` : how;
  }
}
