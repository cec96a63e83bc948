import type { Queue } from "../../src/jobs/queue.ts";
import type { Db } from "../../src/store/db.ts";
import type { SimulatedDb } from "./database.ts";
import type { SimulatedProcess, World } from "./world.ts";

/** Messages of the queue on virtual time: while there are faults, some are lost and some come twice. */
export class SimulatedQueue {
  readonly #world: World;
  readonly #waiting = new Map<string, number>();
  #idle: { owner: SimulatedProcess; take: (runId: number) => void }[] = [];
  isFaulty = true;

  constructor(world: World) {
    this.#world = world;
  }

  /** The queue as the product knows it. */
  readonly asQueue: Queue = {
    wake: async (db: Db, runId: number, workers = 1) => {
      for (let slot = 0; slot < workers; slot += 1)
        (db as SimulatedDb).atCommit(() => this.#send(runId, slot));
    },
    work: () => Promise.reject(new Error("simulated workers ask for messages themselves")),
    maintain: async () => {},
    close: async () => {},
  };

  /** The next message for a process. */
  next(owner: SimulatedProcess): Promise<number> {
    const { promise, resolve } = Promise.withResolvers<number>();
    this.#idle.push({ owner, take: resolve });
    this.#deliver();
    return promise;
  }

  #send(runId: number, slot: number): void {
    const isLost = this.isFaulty && this.#world.chance(0.05);
    if (isLost) return;
    this.#waiting.set(`${runId}:${slot}`, runId);
    if (this.isFaulty && this.#world.chance(0.05)) this.#waiting.set(`${runId}:${slot} again`, runId);
    this.#deliver();
  }

  #deliver(): void {
    this.#idle = this.#idle.filter(({ owner }) => !owner.dead);
    for (const [key, runId] of this.#waiting) {
      const idle = this.#idle.shift();
      if (!idle) return;
      this.#waiting.delete(key);
      this.#world.later(this.#world.between(0, 30), () => idle.take(runId), idle.owner);
    }
  }
}
