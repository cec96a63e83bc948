import type { Context } from "../../src/context.ts";
import { createProject, deleteProject } from "../../src/corpus/project.actions.ts";
import { ToposcopeError } from "../../src/errors.ts";
import { resumeInterrupted, startRun } from "../../src/jobs/engine.ts";
import { RunStops } from "../../src/jobs/run-stops.ts";
import { cancelRun, pauseRun, resumeRun } from "../../src/jobs/steer.ts";
import type { Steps } from "../../src/jobs/step.ts";
import { Turn } from "../../src/jobs/turn.ts";
import type { RunKind } from "../../src/model.ts";
import type { Db } from "../../src/store/db.ts";
import { requireProject } from "../../src/store/project.ts";
import { workableRuns } from "../../src/store/run.ts";
import { sql } from "../../src/store/sql.ts";
import { registerWorker, releaseDeadWorkers, releaseWorker, signOfLife } from "../../src/store/worker.ts";
import { runSettings, testContext } from "../../test/jobs/ledger.ts";
import { type Bus, SimulatedDb } from "./database.ts";
import type { SimulatedQueue } from "./queue.ts";
import type { Connection, Sessions } from "./sessions.ts";
import type { SimulatedProcess, World } from "./world.ts";

/** What all simulated processes share. */
export interface Surroundings {
  readonly world: World;
  readonly sessions: Sessions;
  readonly bus: Bus;
  readonly queue: SimulatedQueue;
  readonly steps: Steps;
  readonly afterCommit: () => Promise<void>;
}

const mostRuns = 2;
const beatMs = 2_000;
const sweepMs = 2_500;

/** A process's context: the real database on virtual time. */
export function contextOf(around: Surroundings, owner: SimulatedProcess): Context {
  let ids = 0;
  const context = testContext(new SimulatedDb({ ...around, owner }));
  return {
    ...context,
    settings: { ...context.settings, pictures: false, database: "elsewhere" },
    clock: around.world.clockOf(owner),
    newId: () => `${owner.name} ${++ids}`,
    queue: around.queue.asQueue,
  };
}

/** A worker as it lives, dies, and is taken for dead while it goes on. */
export class SimulatedWorker implements SimulatedProcess {
  readonly name: string;
  dead = false;
  /** The id under which the others know it now. */
  id: number | undefined;
  /** Whether it says that it is alive. */
  beats = true;
  readonly #around: Surroundings;
  readonly #context: Context;
  #heart: Connection | undefined;
  #lost = new AbortController();

  constructor(around: Surroundings, name: string) {
    this.name = name;
    this.#around = around;
    this.#context = contextOf(around, this);
    void this.#live();
  }

  /** Ends as a killed process does: what it sent may have been committed or not. */
  async die(): Promise<void> {
    this.#around.world.note(`${this.name} dies`);
    this.dead = true;
    await this.#around.sessions.drop(this);
  }

  /** Loses its lock, and finds out at its next beat. */
  async loseHeart(): Promise<void> {
    if (this.#heart && !this.#heart.lost) await this.#around.sessions.dropOne(this.#heart);
  }

  async #live(): Promise<void> {
    let before: number | undefined;
    void this.#work();
    for (;;) {
      try {
        await this.#context.db.session(async (session) => {
          const { id, freed } = await registerWorker(session, identity(this.name), { before });
          this.#heart = (session as SimulatedDb).connection;
          this.#lost = new AbortController();
          this.id = id;
          before = id;
          for (const runId of freed) await this.#context.queue.wake(this.#context.db, runId);
          await this.#beat(session, id);
        });
      } catch {}
      this.id = undefined;
      this.#lost.abort(new Error("the worker was given up"));
      await this.#context.clock.sleep(500);
    }
  }

  async #beat(session: Db, workerId: number): Promise<void> {
    for (;;) {
      await this.#context.clock.sleep(beatMs);
      if (this.beats && !(await signOfLife(session, { workerId, memoryBytes: 0 }))) return;
    }
  }

  async #work(): Promise<void> {
    const { queue, steps } = this.#around;
    const context = this.#context;
    const stops = new RunStops(context);
    await stops.listen();
    for (;;) {
      const runId = await queue.next(this);
      const workerId = this.id;
      if (workerId === undefined) continue;
      await new Turn({ context, steps, workerId, stops, signal: this.#lost.signal }, runId).take();
    }
  }
}

const identity = (sessionName: string) => ({
  host: "simulated",
  processId: 1,
  machine: "simulated",
  sessionName,
  programVersion: "1",
});

/** The process that looks after the runs: it sweeps, and hears of workers that died beside it. */
export class SimulatedServer implements SimulatedProcess {
  readonly name: string;
  dead = false;
  readonly #around: Surroundings;
  readonly #context: Context;

  constructor(around: Surroundings, name: string) {
    this.name = name;
    this.#around = around;
    this.#context = contextOf(around, this);
    void this.#live();
  }

  async die(): Promise<void> {
    this.#around.world.note(`${this.name} dies`);
    this.dead = true;
    await this.#around.sessions.drop(this);
  }

  /** Learns at once of the end of a worker that it started. */
  async hearOfDeath(workerId: number): Promise<void> {
    const { db, queue } = this.#context;
    try {
      const runs = await releaseWorker(db, { workerId, blame: "it was killed" });
      for (const runId of runs) await queue.wake(db, runId);
    } catch (error) {
      this.#expect(error);
    }
  }

  async #live(): Promise<void> {
    const { db, queue, clock } = this.#context;
    await resumeInterrupted(this.#context).catch((error: unknown) => this.#expect(error));
    for (;;) {
      await clock.sleep(sweepMs);
      try {
        await releaseDeadWorkers(db);
        for (const { id } of await workableRuns(db)) await queue.wake(db, id, 3);
      } catch (error) {
        this.#expect(error);
      }
    }
  }

  #expect(error: unknown): void {
    if (!(error instanceof ToposcopeError)) this.#around.world.fail(error as Error);
  }
}

/** Somebody who starts runs, and pauses, resumes and cancels them at any time. */
export class SimulatedUser implements SimulatedProcess {
  readonly name = "user";
  readonly dead = false;
  readonly #around: Surroundings;
  readonly #context: Context;
  #projectId: number;
  #projects = 1;
  readonly runs: number[] = [];

  constructor(around: Surroundings, projectId: number) {
    this.#around = around;
    this.#projectId = projectId;
    this.#context = contextOf(around, this);
  }

  /** Deletes the project with all that is under way, and begins another. */
  beginAnew(): Promise<void> {
    return this.#do(async () => {
      const before = this.#name;
      this.#projects += 1;
      this.runs.length = 0;
      await createProject(this.#context, { name: this.#name });
      const { id } = await requireProject(this.#context.db, this.#name);
      this.#projectId = id;
      await deleteProject(this.#context, { project: before });
    });
  }

  get #name(): string {
    return this.#projects === 1 ? "simulated" : `simulated ${this.#projects}`;
  }

  start(kind: RunKind): Promise<void> {
    if (this.runs.length === mostRuns) return this.steer();
    return this.#do(async () => {
      const run = { projectId: this.#projectId, kind, settings: runSettings, queue: true };
      const { id } = await startRun(this.#context, run);
      if (!this.runs.includes(id)) this.runs.push(id);
    });
  }

  steer(): Promise<void> {
    const { world } = this.#around;
    if (this.runs.length === 0) return this.start("import");
    const runId = world.oneOf(this.runs);
    const acts = [
      () => pauseRun(this.#context, runId),
      () => resumeRun(this.#context, runId, { queue: world.chance(0.5) }),
      () => cancelRun(this.#context, runId),
      () => resumeRun(this.#context, runId),
    ];
    return this.#do(world.oneOf(acts));
  }

  /** Lets everything go on that stands. */
  async resumeAll(): Promise<void> {
    for (const runId of this.runs) await this.#do(() => resumeRun(this.#context, runId, { queue: true }));
  }

  async areOver(): Promise<boolean> {
    const { open } = await this.#context.db.one<{ open: number }>(
      sql`select count(*) as open from run where state <> 'completed'`,
    );
    return open === 0;
  }

  async #do(act: () => Promise<unknown>): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (!(error instanceof ToposcopeError)) this.#around.world.fail(error as Error);
    }
  }
}
