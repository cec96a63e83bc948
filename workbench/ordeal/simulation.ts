import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Db, type DbOptions, openDb } from "../src/store/db.ts";
import { openEmbedded, untilStopped } from "../src/store/embedded.ts";
import { migrate } from "../src/store/migrate.ts";
import { sql, sqlText } from "../src/store/sql.ts";
import type { Ordeal } from "./ordeal.ts";
import { SimulatedServer, SimulatedUser, SimulatedWorker, type Surroundings } from "./simulation/crew.ts";
import { Bus } from "./simulation/database.ts";
import { brokenInvariants, emptyTables, simulationTables } from "./simulation/invariants.ts";
import { SimulatedQueue } from "./simulation/queue.ts";
import { Sessions } from "./simulation/sessions.ts";
import { simulatedSteps } from "./simulation/steps.ts";
import { World } from "./simulation/world.ts";

const workerCount = 3;
const faultsMs = 9_000;
/** So long after the last fault everything must be over. */
const livenessMs = 240_000;
const traceLines = 60;

/** What one simulated world came to. */
export interface Simulated {
  /** Everything that happened, in order. */
  readonly trace: readonly string[];
  readonly virtualSeconds: number;
  readonly deaths: number;
}

/** A database in which worlds can be simulated one after the other. */
export interface SimulationGround {
  /** @throws what was broken, with the end of the trace */
  simulate(seed: number): Promise<Simulated>;
  close(): Promise<void>;
}

/** @param connection of a migrated database that nobody else uses */
export async function openSimulation(connection: DbOptions["connection"]): Promise<SimulationGround> {
  const first = openDb({ connection, maxConnections: 1 });
  await first.run(sqlText(simulationTables));
  await first.close();
  const db = openDb({ connection, applicationName: "toposcope simulation", maxConnections: 48 });
  return { simulate: (seed) => simulate(db, seed), close: () => db.close() };
}

/** Scheduler, three workers and a user on virtual time, with deaths, zombies and lost messages; one world a seed. */
export const simulationTrial: Ordeal = async ({
  short,
  seed,
  count = short ? 50 : 10_000,
  tell = () => {},
}) => {
  const folder = await mkdtemp(join(tmpdir(), "toposcope-simulation-"));
  const embedded = await openEmbedded({ dataFolder: folder, lingerMs: 0 });
  const db = openDb({ connection: embedded.connection });
  await migrate(db);
  await db.close();
  const ground = await openSimulation(embedded.connection);
  try {
    const sums = { worlds: 0, statements: 0, virtualHours: 0, deaths: 0 };
    for (; sums.worlds < count; sums.worlds += 1) {
      const { trace, virtualSeconds, deaths } = await ground.simulate(seed + sums.worlds);
      sums.statements += trace.length;
      sums.virtualHours += virtualSeconds / 3_600;
      sums.deaths += deaths;
      if (sums.worlds % 100 === 99) tell(`${sums.worlds + 1} worlds`);
    }
    return sums;
  } finally {
    await ground.close();
    embedded.close();
    await untilStopped(folder);
    await rm(folder, { recursive: true, force: true });
  }
};

async function simulate(db: Db, seed: number): Promise<Simulated> {
  await db.run(sqlText(emptyTables));
  const world = new World(seed);
  const sessions = new Sessions(db, world);
  const faults = { on: true };
  const afterCommit = async () => {
    const broken = await brokenInvariants(db);
    if (broken.length > 0) world.fail(new Error(broken.join("\n")));
  };
  const bus = new Bus(world);
  const queue = new SimulatedQueue(world);
  const steps = simulatedSteps(world, faults);
  const play = new Play({ world, sessions, bus, queue, steps, afterCommit }, await makeProject(db), faults);
  try {
    await play.perform();
  } catch (cause) {
    const last = world.trace.slice(-traceLines).join("\n");
    const again = `npm run ordeal -- simulation --seed ${seed} --count 1`;
    throw new Error(`${(cause as Error).message}\nagain: ${again}\n${last}`, { cause });
  } finally {
    await play.end();
    await sessions.close();
  }
  return { trace: world.trace, virtualSeconds: world.nowMs / 1_000, deaths: play.deaths };
}

async function makeProject(db: Db): Promise<number> {
  const { id } = await db.one<{ id: number }>(sql`
    insert into project (name, chunk_tokens, chunk_overlap, created_at, updated_at)
    values ('simulated', 1000, 150, now(), now())
    returning id`);
  return id;
}

/** One world from its first process to the end of its last run. */
class Play {
  deaths = 0;
  readonly #around: Surroundings;
  readonly #faults: { on: boolean };
  readonly #user: SimulatedUser;
  #workers: SimulatedWorker[] = [];
  #server: SimulatedServer;
  #born = 0;

  constructor(around: Surroundings, projectId: number, faults: { on: boolean }) {
    this.#around = around;
    this.#faults = faults;
    this.#user = new SimulatedUser(around, projectId);
    this.#server = new SimulatedServer(around, "server 0");
    for (let i = 0; i < workerCount; i += 1) this.#bear();
  }

  async perform(): Promise<void> {
    const { world, queue } = this.#around;
    void this.#user.start("import");
    this.#nextFault();
    this.#nextWish();
    await world.until(() => world.nowMs > faultsMs, faultsMs * 2);
    this.#faults.on = false;
    queue.isFaulty = false;
    for (const worker of this.#workers) worker.beats = true;
    let isOver = false;
    void this.#follow(() => {
      isOver = true;
    });
    await world.until(() => isOver, faultsMs + livenessMs);
  }

  /** Nothing of this world happens any more. */
  async end(): Promise<void> {
    for (const worker of this.#workers) worker.dead = true;
    this.#server.dead = true;
  }

  async #follow(over: () => void): Promise<void> {
    while (!(await this.#user.areOver())) {
      await this.#user.resumeAll();
      await this.#around.world.sleep(this.#user, 5_000);
    }
    over();
  }

  #bear(): void {
    this.#born += 1;
    this.#workers.push(new SimulatedWorker(this.#around, `worker ${this.#born}`));
  }

  #nextWish(): void {
    const { world } = this.#around;
    world.later(world.between(100, 2_500), () => {
      if (!this.#faults.on) return;
      const chance = world.random.uniform();
      if (chance < 0.3) void this.#user.start(world.chance(0.5) ? "import" : "analysis");
      else if (chance < 0.4) void this.#user.beginAnew();
      else void this.#user.steer();
      this.#nextWish();
    });
  }

  #nextFault(): void {
    const { world } = this.#around;
    world.later(world.between(200, 2_500), async () => {
      if (!this.#faults.on) return;
      this.#nextFault();
      await this.#fault();
    });
  }

  async #fault(): Promise<void> {
    const { world } = this.#around;
    const chance = world.random.uniform();
    const worker = this.#workers.length > 0 ? world.oneOf(this.#workers) : undefined;
    if (!worker) return;
    if (chance < 0.45) await this.#killWorker(worker);
    else if (chance < 0.65) await worker.loseHeart();
    else if (chance < 0.85) this.#stopHeart(worker);
    else await this.#killServer();
  }

  async #killWorker(worker: SimulatedWorker): Promise<void> {
    const { world } = this.#around;
    this.deaths += 1;
    this.#workers = this.#workers.filter((other) => other !== worker);
    await worker.die();
    const { id } = worker;
    if (id !== undefined && world.chance(0.7))
      world.later(world.between(5, 200), () => void this.#server.hearOfDeath(id));
    world.later(world.between(100, 4_000), () => this.#bear());
  }

  /** A zombie: it is taken for dead while it works on. */
  #stopHeart(worker: SimulatedWorker): void {
    const { world } = this.#around;
    worker.beats = false;
    world.note(`${worker.name} falls silent`);
    world.later(world.between(8_000, 25_000), () => {
      worker.beats = true;
    });
  }

  async #killServer(): Promise<void> {
    const { world } = this.#around;
    this.deaths += 1;
    await this.#server.die();
    world.later(world.between(100, 3_000), () => {
      this.#server = new SimulatedServer(this.#around, `server ${++this.#born}`);
    });
  }
}
