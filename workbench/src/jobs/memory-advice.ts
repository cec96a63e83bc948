import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** What whoever watches over memory tells a worker process. */
export interface MemoryMessage {
  /** Share of a usual batch to work on at once, above 0 to 1. */
  readonly batchShare: number;
  /** Why nothing more is to be begun. */
  readonly short?: string | undefined;
  /** Whether a limit is set: what batches leave behind is then given back now and then, full or not. */
  readonly isLimited?: boolean;
}

const betweenTidyingMs = 5_000;
/** Below this there is little to give back. */
const untidyBytes = 200 * 2 ** 20;
/** Above this a process has grown; about a quarter of it are pages of programs and libraries. */
const wornBytes = 320 * 2 ** 20;

/** What a process is to do about memory, as it was last told; untold, nothing. */
export class MemoryAdvice {
  #batchShare = 1;
  #short: string | undefined;
  readonly #ending = new AbortController();
  #hasWorked = false;
  #isLimited = false;
  #tidiedAt = Number.NEGATIVE_INFINITY;
  /** Whether the others know this process as one that begins nothing. */
  isKnownShort = false;

  /** How many things to work on at once where `most` are usual; one at least. */
  portion(most: number): number {
    return Math.max(1, Math.floor(most * this.#batchShare));
  }

  /** Why nothing more is to be begun; undefined where there is room. */
  get short(): string | undefined {
    return this.#short;
  }

  /** Whether this process ends once what it is at is done, so that its memory is given back. */
  get isToEnd(): boolean {
    return this.#ending.signal.aborted;
  }

  /** Fires when this process is to end. */
  get ending(): AbortSignal {
    return this.#ending.signal;
  }

  take({ batchShare, short, isLimited = false }: MemoryMessage): void {
    this.#batchShare = batchShare;
    this.#short = short;
    this.#isLimited = isLimited;
  }

  endSoon(): void {
    this.#ending.abort();
  }

  /** Whether, before something large is begun, a new process in place of this one would leave it more room. */
  get isWorn(): boolean {
    return this.#isLimited && this.#hasWorked && process.memoryUsage.rss() > wornBytes;
  }

  /** Before a batch: gives back what those before left behind, where memory is limited or getting short. */
  tidy(): void {
    this.#hasWorked = true;
    const isDue = performance.now() - this.#tidiedAt > betweenTidyingMs;
    if (!isDue || !(this.#isLimited || this.#batchShare < 1)) return;
    if (process.memoryUsage.rss() < untidyBytes) return;
    collectGarbage();
    this.#tidiedAt = performance.now();
  }
}

type Collect = (options: { readonly type: "major"; readonly flavor: "regular" | "last-resort" }) => void;
let collect: Collect | undefined;

/**
 * Frees at once what nothing refers to, which the engine by itself does only when it has to.
 *
 * @param thorough whether free memory is given back to the system too, for which the process stands still somewhat longer
 */
export function collectGarbage({ thorough = false } = {}): void {
  if (!collect) {
    setFlagsFromString("--expose-gc");
    collect = runInNewContext("gc") as Collect;
  }
  collect({ type: "major", flavor: thorough ? "last-resort" : "regular" });
}
