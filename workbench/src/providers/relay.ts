import { broken } from "./failure.ts";
import { Mailbox } from "./mailbox.ts";
import type { Plan } from "./plan.ts";
import type { Hearer } from "./speak.ts";
import type { Turn, TurnFailure } from "./turn.ts";

/** Why a try was broken off that had done nothing wrong but be slow: one that was asked later was faster. */
export const outpaced = Symbol("outpaced");
/** Why one was that had been asked in case it was needed. */
const unneeded = Symbol("unneeded");

export interface Patience {
  /** Silence after which another candidate is asked as well, or instead. */
  readonly withOthersMs: (turn: Turn) => number;
  /** Silence after which even the last candidate is given up. */
  readonly aloneMs: number;
}

export type RelayPart<T> =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "restart"; readonly reason: string }
  | { readonly type: "done"; readonly result: T };

/** Does a turn; throws a `TurnFailed` for what may go better elsewhere. */
export type Run<T> = (turn: Turn, hearer: Hearer, signal: AbortSignal) => Promise<T>;

/** Carries a failure of a turn from where it is noticed to where it is decided on. */
export class TurnFailed extends Error {
  readonly failure: TurnFailure;

  constructor(failure: TurnFailure) {
    super(failure.reason);
    this.name = "TurnFailed";
    this.failure = failure;
  }
}

interface Runner {
  readonly turn: Turn;
  readonly controller: AbortController;
  /** When it was last heard of; undefined as long as its question is not sent. */
  lastSignMs: number | undefined;
  readonly startedMs: number;
}

type Message<T> =
  | { readonly runner: Runner; readonly type: "life" }
  | { readonly runner: Runner; readonly type: "text"; readonly text: string }
  | { readonly runner: Runner; readonly type: "done"; readonly result: T }
  | { readonly runner: Runner; readonly type: "failed"; readonly error: unknown };

/** More would pay too often for one answer. */
const mostAtOnce = 2;

/**
 * Asks one candidate after the other until one has answered in full. A silent one is not waited for while there are
 * others: the next is asked beside it, and whoever speaks first goes on alone. One that breaks off after its first word
 * is followed by `restart`, and the next begins anew.
 *
 * @throws what `verdict` makes of the plan's failures, when nothing is left to try
 */
export async function* relay<T>(
  plan: Plan,
  run: Run<T>,
  options: { patience: Patience; signal: AbortSignal; verdict: () => Error },
): AsyncGenerator<RelayPart<T>> {
  const race = new Race(plan, run, options.patience);
  const wake = () => race.mailbox.wake();
  options.signal.addEventListener("abort", wake);
  try {
    for (;;) {
      options.signal.throwIfAborted();
      if (!race.isRunning && !race.begin()) throw options.verdict();
      const message = await race.mailbox.take(race.patienceMs());
      options.signal.throwIfAborted();
      const part = message ? race.hear(message) : race.losePatience();
      if (part) yield part;
      if (part?.type === "done") return;
    }
  } finally {
    options.signal.removeEventListener("abort", wake);
    race.abandon(options.signal.reason);
  }
}

class Race<T> {
  readonly mailbox = new Mailbox<Message<T>>();
  readonly #plan: Plan;
  readonly #run: Run<T>;
  readonly #patience: Patience;
  /** In the order in which they began. */
  readonly #runners = new Set<Runner>();
  /** The one whose words are passed on. */
  #leader: Runner | undefined;

  constructor(plan: Plan, run: Run<T>, patience: Patience) {
    this.#plan = plan;
    this.#run = run;
    this.#patience = patience;
  }

  get isRunning(): boolean {
    return this.#runners.size > 0;
  }

  /** @returns false when nothing is left to try */
  begin(): boolean {
    const turn = this.#plan.next();
    if (!turn) return false;
    const runner: Runner = {
      turn,
      controller: new AbortController(),
      startedMs: performance.now() + turn.afterMs,
      lastSignMs: undefined,
    };
    this.#runners.add(runner);
    const hearer: Hearer = {
      sent: () => this.mailbox.put({ runner, type: "life" }),
      life: () => this.mailbox.put({ runner, type: "life" }),
      text: (text) => this.mailbox.put({ runner, type: "text", text }),
    };
    this.#run(turn, hearer, runner.controller.signal).then(
      (result) => this.mailbox.put({ runner, type: "done", result }),
      (error: unknown) => this.mailbox.put({ runner, type: "failed", error }),
    );
    return true;
  }

  /** How long from now the one that is waited for may stay silent. */
  patienceMs(): number {
    const runner = this.#awaited();
    if (!runner) return 0;
    // Where nothing else can be asked, a turn may stand in line as long as it takes.
    if (runner.lastSignMs === undefined && !this.#plan.hasOther) return Number.POSITIVE_INFINITY;
    return (runner.lastSignMs ?? runner.startedMs) + this.#limitMs(runner) - performance.now();
  }

  /** @returns what is to be passed on */
  hear(message: Message<T>): RelayPart<T> | undefined {
    const { runner } = message;
    if (!this.#runners.has(runner)) return undefined;
    runner.lastSignMs = performance.now();
    if (message.type === "text") {
      this.#lead(runner);
      return { type: "text", text: message.text };
    }
    if (message.type === "done") {
      this.#lead(runner);
      this.#runners.delete(runner);
      return { type: "done", result: message.result };
    }
    if (message.type === "life") return undefined;
    if (!(message.error instanceof TurnFailed)) throw message.error;
    return this.#drop(runner, message.error.failure);
  }

  /** What follows from a silence. */
  losePatience(): RelayPart<T> | undefined {
    const runner = this.#awaited();
    if (!runner) return undefined;
    const silence = broken(`was silent for ${Math.round(this.#limitMs(runner))} ms`);
    if (runner === this.#leader || !this.#plan.hasOther) return this.#breakOff(runner, silence);
    const [oldest] = this.#runners;
    if (this.#runners.size >= mostAtOnce && oldest) this.#breakOff(oldest, silence);
    this.begin();
    return undefined;
  }

  /** Nobody listens any more. */
  abandon(reason: unknown): void {
    for (const { controller } of this.#runners) controller.abort(reason);
    this.#runners.clear();
  }

  /** The one that speaks, or the last one that was asked. */
  #awaited(): Runner | undefined {
    return this.#leader ?? [...this.#runners].at(-1);
  }

  #limitMs({ turn }: Runner): number {
    return this.#plan.hasOther ? this.#patience.withOthersMs(turn) : this.#patience.aloneMs;
  }

  #lead(leader: Runner): void {
    if (this.#leader === leader) return;
    this.#leader = leader;
    let reason = outpaced;
    for (const runner of this.#runners) {
      if (runner === leader) {
        reason = unneeded;
        continue;
      }
      runner.controller.abort(reason);
      this.#runners.delete(runner);
      this.#plan.putBack(runner.turn);
    }
  }

  #breakOff(runner: Runner, failure: TurnFailure): RelayPart<T> | undefined {
    runner.controller.abort(new TurnFailed(failure));
    return this.#drop(runner, failure);
  }

  #drop(runner: Runner, failure: TurnFailure): RelayPart<T> | undefined {
    this.#runners.delete(runner);
    this.#plan.failed(runner.turn, failure);
    if (runner !== this.#leader) return undefined;
    this.#leader = undefined;
    const { name } = runner.turn.candidate.account;
    return { type: "restart", reason: `${name} ${failure.reason}` };
  }
}
