import { setTimeout as sleep } from "node:timers/promises";
import type { Context } from "../context.ts";
import {
  type MemoryLimits,
  type MemoryPlan,
  type MemoryReading,
  memoryLevels,
  planMemory,
  pressureOf,
  untroubled,
} from "./memory-plan.ts";
import { readProcesses, readSystem } from "./memory-reading.ts";

export interface MemoryMonitorOptions {
  readonly limits: MemoryLimits;
  readonly log: Context["log"];
  /** Told after each reading what is to be done. */
  readonly onPlan: (plan: MemoryPlan) => void;
  readonly read: () => Promise<Omit<MemoryReading, "atMs">>;
}

const usualMs = 1_000;
/** Near a limit memory is looked at more often. */
const nearMs = 500;
const nearFrom = 0.75;

/** Looks at memory for as long as it is started, and says what is to be done. */
export class MemoryMonitor {
  readonly #options: MemoryMonitorOptions;
  readonly #stopping = new AbortController();
  #state = untroubled;
  #watching: Promise<void> | undefined;

  constructor(options: MemoryMonitorOptions) {
    this.#options = options;
  }

  start(): void {
    this.#watching ??= this.#watch();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#watching;
  }

  async #watch(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const waitMs = await this.#look().catch((error: unknown) => {
        this.#options.log.warn({ error }, "could not look at memory");
        return usualMs;
      });
      await sleep(waitMs, undefined, { signal, ref: false }).catch(() => {});
    }
  }

  /** @returns after how long to look again */
  async #look(): Promise<number> {
    const { limits, onPlan, read } = this.#options;
    const reading = { ...(await read()), atMs: performance.now() };
    const before = this.#state;
    const { state, plan } = planMemory(before, reading, limits);
    this.#state = state;
    if (state.level !== before.level) this.#tell(state.level, before.level, state.reason);
    onPlan(plan);
    return pressureOf(reading, limits) < limits.threshold * nearFrom ? usualMs : nearMs;
  }

  #tell(level: number, before: number, reason: string): void {
    const step = memoryLevels[level];
    if (level > before) this.#options.log.warn({ step, reason }, "memory is getting short");
    else this.#options.log.info({ step }, "there is more memory again");
  }
}

/** What this process and those that it started have in memory, and the machine. */
export async function readMemory(): Promise<Omit<MemoryReading, "atMs">> {
  const [processes, system] = await Promise.all([readProcesses(), readSystem()]);
  return { processes, system };
}
