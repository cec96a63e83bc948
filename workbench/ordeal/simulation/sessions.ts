import { setTimeout as sleep } from "node:timers/promises";
import type { Db } from "../../src/store/db.ts";
import { sql, sqlText } from "../../src/store/sql.ts";
import type { SimulatedProcess, World } from "./world.ts";

/** A connection of one process to the real database. */
export interface Connection {
  readonly db: Db;
  readonly backend: number;
  owner: SimulatedProcess;
  lost: boolean;
  close(): void;
}

/** A statement that the database is at. */
interface Running {
  readonly connection: Connection;
  readonly ended: Promise<void>;
  hasEnded: boolean;
  deliver(): void;
}

const unlimitedMs = 600_000;
const pollMs = 2;

/**
 * Lends connections, and sends one statement at a time: until it has ended, or waits for a lock that another one holds.
 * Which of the two, the database says, so that it never depends on how fast anything is.
 */
export class Sessions {
  readonly #db: Db;
  readonly #world: World;
  readonly #idle: Connection[] = [];
  readonly #all = new Set<Connection>();
  #running: Running[] = [];

  constructor(db: Db, world: World) {
    this.#db = db.within(unlimitedMs);
    this.#world = world;
  }

  async take(owner: SimulatedProcess): Promise<Connection> {
    const at = this.#idle.findIndex((idle) => idle.owner === owner);
    const connection = this.#idle.splice(at, 1)[0] ?? (await this.#open(owner));
    if (connection.owner !== owner)
      await connection.db.run(sql`select set_config('application_name', ${owner.name}, false)`);
    connection.owner = owner;
    return connection;
  }

  giveBack(connection: Connection): void {
    if (!connection.lost && !connection.owner.dead) this.#idle.push(connection);
  }

  /** Sends one statement; settled when it has ended or waits for a lock. @returns what its result will come as */
  async send<T>(
    connection: Connection,
    work: (db: Db) => Promise<T>,
  ): Promise<{ readonly outcome: Promise<T> }> {
    const outcome = Promise.withResolvers<T>();
    await this.#db.run(sql`update simulated.clock set now = to_timestamp(${this.#world.epochSeconds})`);
    const real = work(connection.db);
    const running: Running = {
      connection,
      hasEnded: false,
      ended: real.then(
        () => {},
        () => {},
      ),
      deliver: () => void real.then(outcome.resolve, outcome.reject),
    };
    void running.ended.then(() => {
      running.hasEnded = true;
    });
    this.#running.push(running);
    await Promise.race([running.ended, sleep(pollMs)]);
    await this.#settle();
    outcome.promise.catch(() => {});
    return { outcome: outcome.promise };
  }

  /** Ends a process's connections, as its death does. */
  async drop(owner: SimulatedProcess): Promise<void> {
    await this.#terminate(
      [...this.#all].filter((connection) => connection.owner === owner && !connection.lost),
    );
    await this.#settle();
  }

  async dropOne(connection: Connection): Promise<void> {
    await this.#terminate([connection]);
    await this.#settle();
  }

  /** Waits until so many connections, which a statement has ended, are gone. */
  async awaitEnded(count: number): Promise<void> {
    const known = [...this.#all].filter(({ lost }) => !lost);
    for (;;) {
      const alive = new Set(
        (
          await this.#db.many<{ pid: number }>(sql`
            select pid from pg_stat_activity where pid = any(${known.map(({ backend }) => backend)}::int[])`)
        ).map(({ pid }) => pid),
      );
      const gone = known.filter(({ backend }) => !alive.has(backend));
      for (const connection of gone) this.#forget(connection);
      if (gone.length >= count) return;
      await sleep(pollMs);
    }
  }

  /** Stops a statement that waits for a lock for longer than it may. */
  async cancel(connection: Connection): Promise<void> {
    await this.#db.run(sql`select pg_cancel_backend(${connection.backend})`);
    await this.#running.find((running) => running.connection === connection)?.ended;
    await this.#settle();
  }

  isRunning(connection: Connection): boolean {
    return this.#running.some((running) => running.connection === connection);
  }

  async close(): Promise<void> {
    await this.#terminate([...this.#all].filter(({ lost }) => !lost));
  }

  /** Waits until every statement has ended or waits for a lock; then those that ended give their results, in order. */
  async #settle(): Promise<void> {
    for (;;) {
      const open = this.#running.filter(({ hasEnded }) => !hasEnded);
      if (open.length === 0 || (await this.#allWait(open))) break;
      await Promise.race([...open.map(({ ended }) => ended), sleep(pollMs)]);
    }
    const ended = this.#running.filter(({ hasEnded }) => hasEnded);
    this.#running = this.#running.filter(({ hasEnded }) => !hasEnded);
    for (const { connection, deliver } of ended) if (!connection.owner.dead) deliver();
  }

  async #allWait(open: readonly Running[]): Promise<boolean> {
    const backends = open.map(({ connection }) => connection.backend);
    const { waiting } = await this.#db.one<{ waiting: number }>(sql`
      select count(distinct pid) as waiting from pg_locks where not granted and pid = any(${backends}::int[])`);
    return waiting === open.length && open.every(({ hasEnded }) => !hasEnded);
  }

  async #terminate(connections: readonly Connection[]): Promise<void> {
    if (connections.length === 0) return;
    const backends = connections.map(({ backend }) => backend);
    await this.#db.run(sql`select pg_terminate_backend(pid) from unnest(${backends}::int[]) as pid`);
    await this.awaitEnded(connections.length);
    await Promise.all(
      this.#running.filter(({ connection }) => connections.includes(connection)).map(({ ended }) => ended),
    );
  }

  #forget(connection: Connection): void {
    connection.lost = true;
    connection.close();
    this.#all.delete(connection);
    const at = this.#idle.indexOf(connection);
    if (at >= 0) this.#idle.splice(at, 1);
  }

  async #open(owner: SimulatedProcess): Promise<Connection> {
    const opened = Promise.withResolvers<Db>();
    const closing = Promise.withResolvers<void>();
    void this.#db
      .session(async (session) => {
        opened.resolve(session);
        await closing.promise;
        session.reset();
      })
      .catch(opened.reject);
    const db = await opened.promise;
    await db.run(
      sqlText(`set search_path = simulated, toposcope, public, pg_catalog;
      set synchronous_commit = off; set deadlock_timeout = '20ms'`),
    );
    const { pid } = await db.one<{ pid: number }>(sql`select pg_backend_pid() as pid`);
    const connection: Connection = { db, backend: pid, owner, lost: false, close: closing.resolve };
    this.#all.add(connection);
    return connection;
  }
}
