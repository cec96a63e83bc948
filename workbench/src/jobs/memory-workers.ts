import type { Context } from "../context.ts";
import { MemoryMonitor, type MemoryMonitorOptions } from "./memory.ts";
import { collectGarbage, type MemoryMessage } from "./memory-advice.ts";
import { type MemoryLimits, type MemoryPlan, workersThatFit } from "./memory-plan.ts";

/** A worker process as the memory's plan sees it. */
export interface MemoryWorker {
  readonly pid: number | undefined;
  /** Whether it ends once its batch is done. */
  readonly retiring: boolean;
  tell(message: MemoryMessage): void;
  retire(): void;
  /** Lets it give back its batch, and ends it after two seconds in any case. */
  end(): Promise<void>;
}

export interface WorkerMemoryOptions {
  readonly context: Pick<Context, "settings" | "log">;
  /** Workers when there is room. */
  readonly count: number;
  readonly workers: () => Iterable<MemoryWorker>;
  /** Called when fewer workers than planned are there. */
  readonly startMissing: () => void;
  /** Lets go what this process keeps for later. */
  readonly dropCaches: () => void;
  readonly read: MemoryMonitorOptions["read"];
}

/** Watches over memory for whoever keeps worker processes, and does with these what the plan says. */
export class WorkerMemory {
  readonly #options: WorkerMemoryOptions;
  readonly #limits: MemoryLimits;
  readonly #monitor: MemoryMonitor;
  #plan: Pick<MemoryPlan, "batchShare" | "wait" | "workers">;

  constructor(options: WorkerMemoryOptions) {
    const { read, context } = options;
    const { settings, log } = context;
    this.#options = options;
    this.#limits = memoryLimits(settings, options.count);
    this.#plan = { batchShare: 1, wait: undefined, workers: this.#limits.workers };
    this.#monitor = new MemoryMonitor({
      limits: this.#limits,
      log,
      read,
      onPlan: (plan) => this.#apply(plan),
    });
  }

  /** How many workers there shall be now. */
  get wanted(): number {
    return this.#plan.workers;
  }

  /** What a worker is to be told that has just been started. */
  get advice(): MemoryMessage {
    const isLimited = this.#limits.limitBytes !== undefined;
    return { batchShare: this.#plan.batchShare, short: this.#plan.wait, isLimited };
  }

  /** Under a limit, what starting this process left behind is given back first. */
  start(): void {
    if (this.#limits.limitBytes !== undefined) collectGarbage({ thorough: true });
    this.#monitor.start();
  }

  async stop(): Promise<void> {
    await this.#monitor.stop();
  }

  #apply(plan: MemoryPlan): void {
    const { batchShare, wait, workers } = this.#plan;
    const isNews = plan.batchShare !== batchShare || plan.wait !== wait;
    const isMore = plan.workers > workers;
    this.#plan = plan;
    const all = [...this.#options.workers()];
    if (isNews) for (const worker of all) worker.tell(this.advice);
    if (plan.batchShare < batchShare) collectGarbage();
    if (plan.dropCaches) this.#options.dropCaches();
    const ended = all.find(({ pid }) => pid !== undefined && pid === plan.end);
    if (ended) this.#end(ended);
    const staying = all.filter((worker) => worker !== ended && !worker.retiring);
    for (const [index, worker] of staying.entries()) {
      const isLarge = worker.pid !== undefined && plan.renew.includes(worker.pid);
      if (index >= plan.workers || isLarge) worker.retire();
    }
    if (isMore) this.#options.startMissing();
  }

  #end(worker: MemoryWorker): void {
    this.#options.context.log.warn(
      { process: worker.pid },
      "a worker process is ended, since memory is short",
    );
    void worker.end();
  }
}

/** What the settings allow, with as many workers as there is room for. */
export function memoryLimits(
  { memoryLimit, memoryThreshold }: Pick<Context["settings"], "memoryLimit" | "memoryThreshold">,
  count: number,
): MemoryLimits {
  const limitBytes = memoryLimit === undefined ? undefined : memoryLimit * 2 ** 20;
  return { limitBytes, threshold: memoryThreshold / 100, workers: workersThatFit(count, limitBytes) };
}
