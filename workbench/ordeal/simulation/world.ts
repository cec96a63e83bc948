import { setImmediate } from "node:timers/promises";
import { Random } from "@toposcope/algorithms";
import type { Clock } from "../../src/context.ts";

/** Something that is to happen at a point of virtual time. */
interface Happening {
  readonly atMs: number;
  readonly owner: SimulatedProcess | undefined;
  readonly happen: () => void | Promise<void>;
}

/** A process of the simulated machines: once it is dead, nothing of it happens any more. */
export interface SimulatedProcess {
  readonly name: string;
  dead: boolean;
}

const firstMoment = Date.UTC(2030, 0, 1);

/**
 * Virtual time, and who does what next: everything that could happen in another order in reality happens one after the
 * other here, in an order that only the seed decides.
 */
export class World {
  readonly random: Random;
  readonly trace: string[] = [];
  nowMs = 0;
  #happenings: Happening[] = [];
  #failure: Error | undefined;

  constructor(seed: number) {
    this.random = new Random(seed);
  }

  /** What the processes take for the time. */
  readonly clock: Clock = {
    now: () => new Date(this.#wallMs),
    monotonicMs: () => this.nowMs,
    sleep: (milliseconds, { signal } = {}) => this.sleep(undefined, milliseconds, signal),
  };

  /** Seconds since 1970 of the virtual now, as a database would say it. */
  get epochSeconds(): number {
    return this.#wallMs / 1_000;
  }

  /** The same clock for one process: it never wakes up again once it is dead. */
  clockOf(owner: SimulatedProcess): Clock {
    return {
      ...this.clock,
      sleep: (milliseconds, { signal } = {}) => this.sleep(owner, milliseconds, signal),
    };
  }

  sleep(owner: SimulatedProcess | undefined, milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      signal?.addEventListener("abort", () => resolve(), { once: true });
      this.later(milliseconds, () => resolve(), owner);
    });
  }

  later(delayMs: number, happen: () => void | Promise<void>, owner?: SimulatedProcess): void {
    const atMs = this.nowMs + delayMs;
    const before = this.#happenings.findLastIndex((other) => other.atMs <= atMs);
    this.#happenings.splice(before + 1, 0, { atMs, owner, happen });
  }

  /** Does something real, such as a call of the database, at a point of virtual time: nothing else happens meanwhile. */
  during<T>(owner: SimulatedProcess, delayMs: number, work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.later(delayMs, () => work().then(resolve, reject), owner);
    });
  }

  note(line: string): void {
    this.trace.push(`${this.nowMs.toFixed(2)} ${line}`);
  }

  /** Ends the simulation with what must never be. */
  fail(error: Error): void {
    this.#failure ??= error;
  }

  chance(share: number): boolean {
    return this.random.uniform() < share;
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.random.uniform();
  }

  oneOf<T>(things: readonly T[]): T {
    return things[this.random.integer(things.length)] as T;
  }

  /** Lets time pass until something is so. @throws what failed, or that it took too long */
  async until(isSo: () => boolean | Promise<boolean>, limitMs: number): Promise<void> {
    while (!(await isSo())) {
      const next = this.#happenings.shift();
      if (!next) throw new Error(`nothing happens any more at ${this.nowMs.toFixed(0)} ms`);
      this.nowMs = Math.max(this.nowMs, next.atMs);
      if (this.nowMs > limitMs) throw new Error(`it is not over after ${limitMs} ms`);
      if (next.owner?.dead) continue;
      await next.happen();
      await setImmediate();
      if (this.#failure) throw this.#failure;
    }
  }

  get #wallMs(): number {
    return firstMoment + this.nowMs;
  }
}
