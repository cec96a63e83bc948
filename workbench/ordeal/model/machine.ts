import { activeStates, type RunKind, type RunState, stages } from "../../src/model.ts";

const failureLimit = 3;

/** How a batch can end. */
export const outcomes = ["done", "fault", "disk full", "no such model"] as const;
export type Outcome = (typeof outcomes)[number];

/** What is to be seen of a run. */
export interface RunView {
  readonly state: RunState;
  readonly queued: boolean;
  /** Finished batches; each stage has one. */
  readonly done: number;
}

class ModelRun {
  state: RunState = "pending";
  queued: boolean;
  done = 0;
  /** Of the batch that is next. */
  failures = 0;
  /** Whether it is time for a waiting run to be tried again. */
  isDue = false;
  /** Raised whenever what is held of the run is taken back. */
  claim = 0;
  holder: number | undefined;
  readonly batches: number;

  constructor(kind: RunKind, queued: boolean) {
    this.queued = queued;
    this.batches = stages[kind].length;
  }

  get isActive(): boolean {
    return !this.queued && activeStates.some((state) => state === this.state);
  }

  get isWorkable(): boolean {
    const isOpen = this.state === "pending" || this.state === "running";
    return !this.queued && (isOpen || (this.state === "waiting" && this.isDue));
  }
}

/** What a worker holds: a batch of a run, for as long as the claim is that of the run. */
interface Holding {
  readonly run: ModelRun;
  readonly claim: number;
}

/** A project's runs and two workers, in memory: what the tables should say after everything that is done. */
export class Machine {
  runs: ModelRun[] = [];
  readonly #holdings: (Holding | undefined)[] = [undefined, undefined];
  /** What workers that were taken for dead are still at. */
  readonly #zombies: ModelRun[] = [];

  get views(): RunView[] {
    return this.runs.map(({ state, queued, done }) => ({ state, queued, done }));
  }

  isBusy(worker: number): boolean {
    return this.#holdings[worker] !== undefined;
  }

  /** @returns the code of the refusal */
  start(kind: RunKind, queue: boolean): string | undefined {
    const hasActive = this.runs.some((run) => run.isActive);
    if (hasActive && !queue) return "RUN_ALREADY_ACTIVE";
    this.runs.push(new ModelRun(kind, hasActive));
    return undefined;
  }

  pause(at: number): string | undefined {
    const run = this.runs[at] as ModelRun;
    if (run.queued || !["pending", "running", "waiting"].includes(run.state)) return "RUN_STATE";
    this.#stop(run, "paused");
    return undefined;
  }

  cancel(at: number): string | undefined {
    const run = this.runs[at] as ModelRun;
    if (!["pending", "running", "waiting", "paused"].includes(run.state)) return "RUN_STATE";
    this.#stop(run, "cancelled");
    run.queued = false;
    this.#beginNext();
    return undefined;
  }

  resume(at: number, queue: boolean): string | undefined {
    const run = this.runs[at] as ModelRun;
    if (run.state === "waiting") {
      run.state = "running";
      return undefined;
    }
    const hasOther = this.runs.some((other) => other !== run && other.isActive);
    if (hasOther && !queue) return "RUN_ALREADY_ACTIVE";
    if (!["paused", "failed", "cancelled"].includes(run.state)) return "RUN_STATE";
    run.state = "pending";
    run.queued = hasOther;
    run.failures = 0;
    return undefined;
  }

  deleteProject(): void {
    for (const run of this.runs) {
      run.claim += 1;
      run.state = "cancelled";
      run.queued = false;
    }
    this.runs = [];
  }

  timePasses(): void {
    for (const run of this.runs) if (run.state === "waiting") run.isDue = true;
  }

  /** A worker takes up a run until it holds a batch or there is nothing to do. */
  take(worker: number, run: ModelRun): void {
    this.#holdings[worker] = undefined;
    if (!this.#setGoing(run)) return;
    run.holder = worker;
    this.#holdings[worker] = { run, claim: run.claim };
  }

  end(worker: number, outcome: Outcome): void {
    const { run, claim } = this.#holdings[worker] as Holding;
    const holds = run.claim === claim;
    if (holds) run.holder = undefined;
    this.#holdings[worker] = undefined;
    if (outcome === "disk full") this.#wait(run);
    else if (outcome === "no such model") {
      if (holds) run.failures += 1;
      this.#fail(run);
    } else {
      if (holds) this.#count(run, outcome);
      this.take(worker, run);
    }
  }

  die(worker: number): void {
    const holding = this.#holdings[worker];
    this.#holdings[worker] = undefined;
    if (holding) this.#zombies.push(holding.run);
    if (!holding || holding.run.claim !== holding.claim) return;
    holding.run.holder = undefined;
    holding.run.claim += 1;
    holding.run.failures += 1;
  }

  /** What it finishes late is kept by nobody. It looks at the run once more, but gets no other batch. */
  zombieEnds(): void {
    const run = this.#zombies.shift();
    if (run) this.#setGoing(run);
  }

  /** @returns whether there is a batch to be had */
  #setGoing(run: ModelRun): boolean {
    if (!run.isWorkable) return false;
    run.state = "running";
    run.isDue = false;
    if (run.holder !== undefined) return false;
    if (run.failures >= failureLimit) this.#fail(run);
    return run.failures < failureLimit;
  }

  #count(run: ModelRun, outcome: "done" | "fault"): void {
    if (outcome === "fault") {
      run.failures += 1;
      return;
    }
    run.done += 1;
    run.failures = 0;
    if (run.done < run.batches) return;
    run.state = "completed";
    this.#beginNext();
  }

  #wait(run: ModelRun): void {
    if (run.state !== "running") return;
    run.state = "waiting";
    run.isDue = false;
  }

  #fail(run: ModelRun): void {
    if (run.state === "running" || run.state === "waiting") run.state = "failed";
    this.#beginNext();
  }

  #stop(run: ModelRun, state: RunState): void {
    run.state = state;
    run.claim += 1;
    run.holder = undefined;
  }

  #beginNext(): void {
    if (this.runs.some((run) => run.isActive)) return;
    const next = this.runs.find(({ queued }) => queued);
    if (next) next.queued = false;
  }
}
