import type { Candidate } from "./provider-account.ts";
import type { RetryBudget } from "./retry-budget.ts";
import { type Misfit, type Rung, rungs, type Turn, type TurnFailure } from "./turn.ts";

const triesPerCandidate = 3;
const firstBackoffMs = 250;
/** Waited for within a question; for longer ones it is given up, and whoever asked may wait. */
const longestWaitMs = 10_000;
/** So short a wait is worth more than going elsewhere. */
const briefWaitMs = 300;

/** Which try comes next, after what has failed so far. */
export class Plan {
  readonly failures: { readonly turn: Turn; readonly failure: TurnFailure }[] = [];
  readonly #waiting: Omit<Turn, "attempt" | "isLast">[];
  readonly #budget: RetryBudget;
  readonly #random: () => number;
  /** What has been put right, so that the same is not put right for ever. */
  readonly #corrected = new Set<string>();
  #attempts = 0;

  constructor(
    candidates: readonly { readonly candidate: Candidate; readonly rung: Rung }[],
    { budget, random = Math.random }: { budget: RetryBudget; random?: () => number },
  ) {
    this.#waiting = candidates.map((start) => ({ ...start, afterMs: 0 }));
    this.#budget = budget;
    this.#random = random;
  }

  next(): Turn | undefined {
    const turn = this.#waiting.shift();
    if (!turn) return undefined;
    this.#attempts += 1;
    return { ...turn, attempt: this.#attempts, isLast: this.#waiting.length === 0 };
  }

  /** Whether there is something else that can be asked at once. */
  get hasOther(): boolean {
    return this.#waiting[0]?.afterMs === 0;
  }

  /** Plans a turn again that was not let come to its end, should the one that was preferred fail. */
  putBack(turn: Turn): void {
    this.#waiting.unshift({ ...turn, afterMs: 0 });
  }

  /** Takes note of a failure, and plans what follows from it. */
  failed(turn: Turn, failure: TurnFailure): void {
    this.failures.push({ turn, failure });
    const { candidate, rung } = turn;
    const lower = rungs[rungs.indexOf(rung) + 1];
    if (failure.isAboutFormat && lower) this.#waiting.unshift({ ...turn, rung: lower, afterMs: 0 });
    else if (failure.unfit) this.#correct(turn, failure.unfit);
    else if (failure.isUnsent) this.#standInLine(turn, failure.retryAfterMs ?? 0);
    else if (this.#mayRepeat(turn, failure)) {
      const afterMs = failure.retryAfterMs ?? this.#backoffMs(candidate);
      const again = { candidate, rung, afterMs, correction: turn.correction };
      if (failure.class === "retry" && afterMs <= briefWaitMs) this.#waiting.unshift(again);
      else this.#waiting.push(again);
    }
  }

  #standInLine(turn: Turn, afterMs: number): void {
    if (afterMs <= longestWaitMs) this.#waiting.push({ ...turn, afterMs });
  }

  /** One answer of all may be put right where it came from; those that were paid for earlier do not count. */
  #correct(turn: Turn, correction: Misfit & { readonly text: string }): void {
    const lower = rungs[rungs.indexOf(turn.rung) + 1];
    const rung = correction.isOffSchema && lower ? lower : turn.rung;
    const paid = this.failures.filter(({ failure }) => failure.unfit && !failure.isKnown).length;
    const { account, model } = turn.candidate;
    const what = JSON.stringify([account.name, model, rung, correction.text]);
    if (paid > 1 || this.#corrected.has(what)) return;
    this.#corrected.add(what);
    this.#waiting.unshift({ ...turn, rung, correction, afterMs: 0 });
  }

  #mayRepeat({ candidate }: Turn, failure: TurnFailure): boolean {
    const isWorthIt = ["retry", "switch", "unknown"].includes(failure.class) && !failure.isLasting;
    if (!isWorthIt || (failure.retryAfterMs ?? 0) > longestWaitMs) return false;
    const isBrief = failure.class === "retry" && (failure.retryAfterMs ?? longestWaitMs) <= briefWaitMs;
    // Elsewhere there is still hope, and it costs no wait.
    if (!isBrief && this.#waiting.some((other) => other.candidate !== candidate)) return false;
    return this.#triesAt(candidate) < triesPerCandidate && this.#budget.take();
  }

  #triesAt(candidate: Candidate): number {
    return this.failures.filter(({ turn }) => turn.candidate === candidate).length;
  }

  #backoffMs(candidate: Candidate): number {
    return firstBackoffMs * 2 ** (this.#triesAt(candidate) - 1) * (0.5 + this.#random() / 2);
  }
}
