import type { Run } from "toposcope/contract";
import { stageTotal } from "./fixture-runs.ts";

const ticksPerStage = 4;

interface FixtureWorkOptions {
  readonly run: Run;
  readonly stageMs: number;
  readonly onOver: () => void;
}

const fixtureParts = (share: number) => [
  { name: "measuring", weight: 0.25, share: Math.min(1, 4 * share) },
  { name: "joining", weight: 0.75, share: Math.max(0, (share - 0.25) / 0.75) },
];

/** A run that does one stage after the other by the clock, and can be steered as a real one. */
export class FixtureWork {
  readonly run: Run;
  #stageMs: number;
  readonly #onOver: () => void;
  #timer: NodeJS.Timeout | undefined;
  #tick = 0;

  constructor({ run, stageMs, onOver }: FixtureWorkOptions) {
    this.run = run;
    this.#stageMs = stageMs;
    this.#onOver = onOver;
  }

  go(): void {
    Object.assign(this.run, {
      state: "running",
      queued: false,
      waitsFor: null,
      error: null,
      finishedAt: null,
    });
    clearInterval(this.#timer);
    this.#timer = setInterval(() => this.#advance(), this.#stageMs / ticksPerStage);
  }

  /** What is left of the run takes so long a stage. */
  setPace(stageMs: number): void {
    this.#stageMs = stageMs;
    if (this.run.state === "running") this.go();
  }

  /** Leaves the run where it is. */
  stop(state: "paused" | "cancelled"): void {
    clearInterval(this.#timer);
    Object.assign(this.run, { state, queued: false });
    if (state === "cancelled") this.run.finishedAt = new Date().toISOString();
  }

  #advance(): void {
    this.#tick++;
    const current = Math.floor(this.#tick / ticksPerStage);
    for (const [at, stage] of this.run.stages.entries()) {
      const share = at < current ? 1 : at > current ? 0 : (this.#tick % ticksPerStage) / ticksPerStage;
      Object.assign(stage, {
        state: at < current ? "completed" : at === current ? "running" : "waiting",
        done: Math.round(stageTotal * share),
        share,
        parts: at === current && stage.name !== "embed" ? fixtureParts(share) : [],
        rate: at === current ? 42 : null,
        secondsLeft: at === current ? 3 : null,
        seconds: at < current ? this.#stageMs / 1_000 : null,
      });
    }
    const whole = this.#tick / ticksPerStage;
    Object.assign(this.run, {
      share: Math.min(1, whole / this.run.stages.length),
      seconds: (whole * this.#stageMs) / 1_000,
      secondsLeft: Math.max(0, ((this.run.stages.length - whole) * this.#stageMs) / 1_000),
      memory: { bytes: 412_000_000, workers: 2 },
    });
    if (current < this.run.stages.length) return;
    clearInterval(this.#timer);
    Object.assign(this.run, { state: "completed", finishedAt: new Date().toISOString() });
    this.#onOver();
  }
}
