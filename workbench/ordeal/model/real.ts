import { pino } from "pino";
import type { Context } from "../../src/context.ts";
import { ToposcopeError } from "../../src/errors.ts";
import { finishBatch } from "../../src/jobs/batch.ts";
import { startRun } from "../../src/jobs/engine.ts";
import { RunStops } from "../../src/jobs/run-stops.ts";
import { cancelRun, pauseRun, resumeRun } from "../../src/jobs/steer.ts";
import type { Step, Steps } from "../../src/jobs/step.ts";
import { Turn } from "../../src/jobs/turn.ts";
import { wholeRun } from "../../src/jobs/whole-run.ts";
import { type RunKind, type StageName, stages } from "../../src/model.ts";
import type { Db } from "../../src/store/db.ts";
import { deleteProject, insertProject } from "../../src/store/project.ts";
import type { ClaimedBatch } from "../../src/store/run.ts";
import { sql } from "../../src/store/sql.ts";
import { registerWorker, releaseWorker } from "../../src/store/worker.ts";
import { runSettings, testContext } from "../../test/jobs/ledger.ts";
import type { Outcome, RunView } from "./machine.ts";

/** Where steps of the model test write what they did. */
export const doneTable = "create table done (run_id bigint, stage text)";

const faults: Readonly<Record<Exclude<Outcome, "done">, () => Error>> = {
  fault: () => new Error("a batch went wrong"),
  "disk full": () => new ToposcopeError("DISK_FULL", "there is no room"),
  "no such model": () => new ToposcopeError("MODEL_NOT_FOUND", "there is no such model"),
};
const identity = {
  host: "model",
  processId: 1,
  machine: "model",
  sessionName: "model worker",
  programVersion: "1",
};

/** The real runs of a project in a real database, worked on by workers whose batches end as they are told. */
export class Real {
  readonly #context: Context;
  readonly #session: Db;
  readonly #workers: HandWorker[] = [];
  #projectId = 0;
  #runIds: number[] = [];
  #made = 0;
  /** What broke off a turn: nothing ever should. */
  readonly broken: unknown[] = [];

  private constructor(db: Db, session: Db) {
    this.#session = session;
    this.#context = modelContext(db, this.broken);
  }

  /** @param session a connection for as long as it lives */
  static async open(db: Db, session: Db): Promise<Real> {
    const real = new Real(db, session);
    await real.#makeProject();
    for (let worker = 0; worker < 2; worker += 1) await real.#bear(worker);
    return real;
  }

  async start(kind: RunKind, queue: boolean): Promise<string | undefined> {
    this.#made += 1;
    const settings = { ...runSettings, seed: this.#made };
    return await refusal(async () => {
      const run = await startRun(this.#context, { projectId: this.#projectId, kind, settings, queue });
      this.#runIds.push(run.id);
    });
  }

  steer(verb: "pause" | "resume" | "cancel", at: number, queue: boolean): Promise<string | undefined> {
    const runId = this.#runIds[at] as number;
    if (verb === "resume") return refusal(() => resumeRun(this.#context, runId, { queue }));
    return refusal(() => (verb === "pause" ? pauseRun : cancelRun)(this.#context, runId));
  }

  async deleteProject(): Promise<void> {
    await deleteProject(this.#context.db, this.#projectId);
    this.#runIds = [];
    await this.#makeProject();
  }

  async timePasses(): Promise<void> {
    await this.#context.db.run(sql`
      update run set waits_until = now() - interval '1 second' where state = 'waiting' and project_id = ${this.#projectId}`);
  }

  take(worker: number, at: number): Promise<void> {
    return (this.#workers[worker] as HandWorker).take(this.#runIds[at] as number);
  }

  end(worker: number, outcome: Outcome): Promise<void> {
    return (this.#workers[worker] as HandWorker).end(outcome);
  }

  /** A worker is killed, or only taken for dead: its batch may yet end as it will. @returns how to let it */
  async die(worker: number): Promise<HandWorker> {
    const dead = this.#workers[worker] as HandWorker;
    await releaseWorker(this.#context.db, { workerId: dead.id, blame: "it was killed" });
    await this.#bear(worker);
    return dead;
  }

  async views(): Promise<RunView[]> {
    return await this.#context.db.many<RunView>(sql`
      select state, queued, (select count(*) from batch where run_id = run.id and state = 'done') as done
      from run
      where project_id = ${this.#projectId}
      order by id`);
  }

  /** What steps did more than once, or without their batch being done. */
  async wrongDeeds(): Promise<unknown[]> {
    return await this.#context.db.many(sql`
      select run.id, stage, count(*) as deeds
      from done
      join run on run.id = done.run_id
      where project_id = ${this.#projectId}
      group by run.id, stage
      having count(*) > 1
        or not exists (select from batch where batch.run_id = run.id and batch.stage = done.stage and state = 'done')`);
  }

  async #makeProject(): Promise<void> {
    const name = `model ${this.#context.newId()}`;
    const project = await insertProject(this.#context.db, {
      name,
      chunkTokens: 1_000,
      chunkOverlap: 150,
      now: new Date(),
    });
    this.#projectId = project?.id ?? 0;
  }

  async #bear(worker: number): Promise<void> {
    const { id } = await registerWorker(this.#session, identity);
    this.#workers[worker] = new HandWorker(this.#context, id);
  }
}

/** A worker that holds a batch until it is told how that ends. It does not hear of runs that stop. */
export class HandWorker {
  readonly id: number;
  readonly #context: Context;
  readonly #steps: Steps;
  #reached = Promise.withResolvers<void>();
  #told: PromiseWithResolvers<Outcome> | undefined;

  constructor(context: Context, id: number) {
    this.id = id;
    this.#context = context;
    const all = (names: readonly StageName[]) => names.map((name) => this.#step(name));
    this.#steps = {
      import: all(stages.import),
      analysis: all(stages.analysis),
      picture: [],
      description: [],
      facets: [],
    };
  }

  get isBusy(): boolean {
    return this.#told !== undefined;
  }

  /** Settles when it holds a batch or there is nothing to do. */
  async take(runId: number): Promise<void> {
    this.#reached = Promise.withResolvers();
    const turn = new Turn(
      {
        context: this.#context,
        steps: this.#steps,
        workerId: this.id,
        stops: new RunStops(this.#context),
        signal: new AbortController().signal,
      },
      runId,
    );
    void turn.take().then(() => this.#reached.resolve());
    await this.#reached.promise;
  }

  async end(outcome: Outcome): Promise<void> {
    this.#reached = Promise.withResolvers();
    const told = this.#told;
    this.#told = undefined;
    told?.resolve(outcome);
    await this.#reached.promise;
  }

  #step(name: StageName): Step {
    return {
      name,
      unit: "batches",
      plan: () => wholeRun(Promise.resolve(1)),
      run: async ({ db }, batch) => {
        this.#told = Promise.withResolvers();
        this.#reached.resolve();
        const outcome = await this.#told.promise;
        if (outcome !== "done") throw faults[outcome]();
        await finish(db, batch);
      },
    };
  }
}

function finish(db: Db, batch: ClaimedBatch): Promise<void> {
  return db.transaction(async (tx) => {
    await tx.run(sql`insert into done values (${batch.runId}, ${batch.stage})`);
    await finishBatch(tx, batch);
  });
}

async function refusal(act: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await act();
    return undefined;
  } catch (error) {
    if (error instanceof ToposcopeError) return error.code;
    throw error;
  }
}

/** A context whose clock stands still, and whose queue wakes nobody. */
function modelContext(db: Db, broken: unknown[]): Context {
  let ids = 0;
  const write = (line: string) => {
    const { msg, error } = JSON.parse(line) as { msg: string; error: unknown };
    if (msg === "a turn at a run broke off") broken.push(error);
  };
  const context = testContext(db);
  return {
    ...context,
    log: pino({ level: "error" }, { write }),
    settings: { ...context.settings, pictures: false, database: "elsewhere" },
    clock: { now: () => new Date(), monotonicMs: () => 0, sleep: async () => {} },
    newId: () => `${process.pid} ${Date.now()} ${++ids}`,
    queue: {
      wake: async () => {},
      work: async () => async () => {},
      maintain: async () => {},
      close: async () => {},
    },
  };
}
