import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** What whoever watches over memory tells a worker process. */
export interface MemoryMessage {
  /** Share of a usual batch to work on at once, above 0 to 1. */
  readonly batchShare: number;
  /** Why nothing more is to be begun. */
  readonly short?: string | undefined;
}

/** What a process is to do about memory, as it was last told; untold, nothing. */
export class MemoryAdvice {
  #batchShare = 1;
  #short: string | undefined;
  #isToEnd = false;
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
    return this.#isToEnd;
  }

  take({ batchShare, short }: MemoryMessage): void {
    this.#batchShare = batchShare;
    this.#short = short;
  }

  endSoon(): void {
    this.#isToEnd = true;
  }

  /** Gives back what the last batch left behind, where memory is getting short. */
  tidy(): void {
    if (this.#batchShare < 1) collectGarbage();
  }
}

let collector: (() => void) | undefined;

/** Frees at once what nothing refers to, which the engine by itself does only when it has to. */
export function collectGarbage(): void {
  if (!collector) {
    setFlagsFromString("--expose-gc");
    collector = runInNewContext("gc") as () => void;
  }
  collector();
}
