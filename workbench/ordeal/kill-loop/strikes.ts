import { setTimeout as sleep } from "node:timers/promises";
import type { Random } from "@toposcope/algorithms";
import { stages } from "../../src/model.ts";
import type { Db } from "../../src/store/db.ts";
import { sql } from "../../src/store/sql.ts";
import { killAll, processesOf, type Target } from "./processes.ts";
import type { Product } from "./product.ts";

/** When a kill is to come: at any time, soon after a start, while a stage is worked on, within or right after a commit. */
type Point = "any time" | "start" | "commit" | "committed" | `stage ${string}`;

const stagePoints = Object.entries(stages).flatMap(([kind, names]) =>
  names.map((name) => `stage ${kind}/${name}` as const),
);
const pollMs = 12;
const longestWaitMs = 2_500;
const startWindowMs = 1_800;

/** Of what is left of a data folder's work, so many kills are taken: a third of them fall into a start or recovery. */
export class Strikes {
  readonly #product: Product;
  readonly #db: Db;
  readonly #random: Random;
  /** What was killed, and when; to be printed when something is found. */
  readonly log: string[] = [];

  constructor(product: Product, db: Db, random: Random) {
    this.#product = product;
    this.#db = db;
    this.#random = random;
  }

  /** Kills again and again until there were so many kills or the signal says that the work is done. */
  async strike(count: number, signal: AbortSignal): Promise<void> {
    while (this.log.length < count && !signal.aborted) {
      const point = this.#nextPoint();
      const release = await this.#until(point, signal);
      if (!signal.aborted) this.#kill(point);
      await release();
    }
  }

  #nextPoint(): Point {
    const isStarting = this.#product.ageMs < startWindowMs;
    if (isStarting && this.#random.uniform() < 0.6) return "start";
    const chance = this.#random.uniform();
    if (chance < 0.25) return "any time";
    if (chance < 0.4) return "commit";
    if (chance < 0.5) return "committed";
    return this.#oneOf(stagePoints);
  }

  /** Settles when the point is reached, or has not come for a while; @returns what lets go of what was held for it. */
  async #until(point: Point, signal: AbortSignal): Promise<() => Promise<void>> {
    if (point === "start") await pause(this.#random.uniform() * startWindowMs, signal);
    else if (point === "any time") await pause(this.#random.uniform() * longestWaitMs, signal);
    else if (point === "commit") return await this.#holdCommits(signal);
    else if (point === "committed") await this.#nextCommit(signal);
    else await this.#stage(point, signal);
    return async () => {};
  }

  async #stage(point: Point, signal: AbortSignal): Promise<void> {
    const reached = () =>
      this.#sees(sql`
        select from batch join run on run.id = run_id
        where batch.state = 'running' and concat('stage ', kind, '/', stage) = ${point}`);
    await this.#poll(reached, signal);
    await pause(this.#random.uniform() * 120, signal);
  }

  /** Lets workers come as far as the done-mark of their batch, but not to its commit. */
  async #holdCommits(signal: AbortSignal): Promise<() => Promise<void>> {
    const held = Promise.withResolvers<void>();
    const letGo = Promise.withResolvers<void>();
    const holding = this.#db
      .transaction(async (tx) => {
        await tx.run(sql`lock table batch in share mode`);
        held.resolve();
        await letGo.promise;
      })
      .catch(() => {})
      .finally(held.resolve);
    await held.promise;
    const waiting = () =>
      this.#sees(sql`select from pg_locks where not granted and relation = 'batch'::regclass`);
    await this.#poll(waiting, signal);
    return async () => {
      letGo.resolve();
      await holding;
    };
  }

  async #nextCommit(signal: AbortSignal): Promise<void> {
    const heard = Promise.withResolvers<void>();
    const stop = await this.#db.listen("toposcope_run", () => heard.resolve()).catch(() => undefined);
    await Promise.race([heard.promise, pause(longestWaitMs, signal)]);
    await stop?.().catch(() => {});
  }

  async #poll(reached: () => Promise<boolean>, signal: AbortSignal): Promise<void> {
    const giveUpAt = performance.now() + longestWaitMs;
    while (!signal.aborted && performance.now() < giveUpAt) {
      if (await reached()) return;
      await sleep(pollMs);
    }
  }

  async #sees(query: ReturnType<typeof sql>): Promise<boolean> {
    return (await this.#db.maybeOne(query).catch(() => undefined)) !== undefined;
  }

  #kill(point: Point): void {
    const wanted = this.#oneOf(chances);
    const of = { server: this.#product.processId, folder: this.#product.folder };
    const ids = processesOf(wanted, of);
    const [target, victims] =
      ids.length > 0 ? [wanted, ids] : (["server", processesOf("server", of)] as const);
    const chosen = target === "worker" || target === "backend" ? [this.#oneOf(victims)] : victims;
    if (killAll(chosen) === 0) return;
    const age = Math.round(this.#product.ageMs);
    this.log.push(`${target} at ${point}, ${age} ms after the server's start`);
  }

  #oneOf<T>(things: readonly T[]): T {
    return things[Math.floor(this.#random.uniform() * things.length)] as T;
  }
}

/** How often what is killed. */
const chances: readonly Target[] = [
  ...Array<Target>(6).fill("server"),
  ...Array<Target>(5).fill("worker"),
  ...Array<Target>(3).fill("postgres"),
  ...Array<Target>(2).fill("backend"),
  "reader",
  "keeper",
  ...Array<Target>(3).fill("everything"),
];

const pause = (milliseconds: number, signal: AbortSignal) =>
  sleep(milliseconds, undefined, { signal }).catch(() => {});
