import type { Context } from "../context.ts";
import type { Db } from "../store/db.ts";
import { runById } from "../store/run.ts";
import type { Pulse } from "./pulse.ts";
import { listenToStops } from "./run-channel.ts";

/** The run that a worker was at has been paused, cancelled or deleted. */
class RunStoppedError extends Error {}

/** Tells a worker as soon as the run that it is at does not go on. */
export class RunStops {
  readonly #db: Db;
  readonly #log: Context["log"];
  readonly #pulse: Pick<Pulse, "enter"> | undefined;
  readonly #underWay = new Map<number, Set<AbortController>>();

  /** @param pulse ends the process when it does not leave a run that was stopped */
  constructor({ db, log }: Pick<Context, "db" | "log">, pulse?: Pick<Pulse, "enter">) {
    this.#db = db;
    this.#log = log;
    this.#pulse = pulse;
  }

  /** Listens until the returned function is called. */
  listen(): Promise<() => Promise<void>> {
    return listenToStops(this.#db, (runId) => {
      const runs = runId === undefined ? [...this.#underWay.keys()] : [runId];
      for (const id of runs) void this.#check(id);
    });
  }

  /** Does `work`, whose signal fires when the run stops. */
  async during<T>(runId: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    const others = this.#underWay.get(runId) ?? new Set();
    this.#underWay.set(runId, others.add(controller));
    const leave = this.#pulse?.enter(runId);
    try {
      return await work(controller.signal);
    } finally {
      leave?.();
      others.delete(controller);
      if (others.size === 0) this.#underWay.delete(runId);
    }
  }

  async #check(runId: number): Promise<void> {
    const controllers = this.#underWay.get(runId);
    if (!controllers) return;
    try {
      const run = await runById(this.#db, runId);
      if (run?.state === "running") return;
      const reason = new RunStoppedError(`run ${runId} is ${run?.state ?? "gone"}`);
      for (const controller of controllers) controller.abort(reason);
    } catch (error) {
      this.#log.debug({ run: runId, error }, "could not look whether a run goes on");
    }
  }
}
