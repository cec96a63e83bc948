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

/** What became of a statement: it met a lock and did nothing, or it ended. */
type Sent<T> = { readonly waits: true } | { readonly waits: false; readonly result: T };

const unlimitedMs = 600_000;
const pollMs = 2;
/** Whoever holds a lock stands still in the meantime: a longer wait would tell nothing more. */
const lockWait = "set lock_timeout = '3ms'";

/**
 * Lends connections, and sends one statement at a time. One that meets a lock is taken back and sent again when a
 * transaction has ended: so who gets a lock first depends on the world alone, and not on who is faster in reality.
 */
export class Sessions {
  readonly #db: Db;
  readonly #world: World;
  readonly #idle: Connection[] = [];
  readonly #all = new Set<Connection>();
  #waiting: { readonly owner: SimulatedProcess; readonly goOn: () => void }[] = [];

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

  /** Sends a statement at the world's time; in a transaction a lock that it meets does not break that off. */
  async send<T>(
    { db }: Connection,
    work: (db: Db) => Promise<T>,
    { inTransaction }: { readonly inTransaction: boolean },
  ): Promise<Sent<T>> {
    await this.#db.run(sql`update simulated.clock set now = to_timestamp(${this.#world.epochSeconds})`);
    if (inTransaction) await db.run(sqlText("savepoint statement"));
    try {
      const result = await work(db);
      if (inTransaction) await db.run(sqlText("release savepoint statement"));
      return { waits: false, result };
    } catch (error) {
      if (!metLock(error)) throw error;
      if (inTransaction)
        await db.run(sqlText("rollback to savepoint statement; release savepoint statement"));
      return { waits: true };
    }
  }

  /** Takes the product's own patience with locks away again from a transaction. */
  async keepLockWait({ db }: Connection): Promise<void> {
    await db.run(sqlText(lockWait.replace("set", "set local")));
  }

  /** Settles when a transaction has ended somewhere, or after so long. */
  ended(owner: SimulatedProcess, limitMs: number): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push({ owner, goOn: resolve });
      this.#world.later(limitMs, resolve, owner);
    });
  }

  /** Locks may be free now: whoever waits tries again, in the world's order. */
  tellEnded(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { owner, goOn } of waiting) this.#world.later(this.#world.between(0, 3), goOn, owner);
  }

  /** Ends a process's connections, as its death does. */
  drop(owner: SimulatedProcess): Promise<void> {
    return this.#terminate([...this.#all].filter((connection) => connection.owner === owner));
  }

  dropOne(connection: Connection): Promise<void> {
    return this.#terminate([connection]);
  }

  /** Waits until so many connections, which a statement has ended, are gone. */
  async awaitEnded(count: number): Promise<void> {
    const known = [...this.#all];
    for (;;) {
      const rows = await this.#db.many<{ pid: number }>(sql`
        select pid from pg_stat_activity where pid = any(${known.map(({ backend }) => backend)}::int[])`);
      const alive = new Set(rows.map(({ pid }) => pid));
      const gone = known.filter(({ backend }) => !alive.has(backend));
      for (const connection of gone) this.#forget(connection);
      if (gone.length >= count) break;
      await sleep(pollMs);
    }
    if (count > 0) this.tellEnded();
  }

  async close(): Promise<void> {
    await this.#terminate([...this.#all]);
  }

  async #terminate(connections: readonly Connection[]): Promise<void> {
    const backends = connections.map(({ backend }) => backend);
    await this.#db.run(sql`select pg_terminate_backend(pid) from unnest(${backends}::int[]) as pid`);
    await this.awaitEnded(connections.length);
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
      sqlText(`set search_path = simulated, toposcope, public, pg_catalog; ${lockWait};
      set application_name = '${owner.name}'`),
    );
    const { pid } = await db.one<{ pid: number }>(sql`select pg_backend_pid() as pid`);
    const connection: Connection = { db, backend: pid, owner, lost: false, close: closing.resolve };
    this.#all.add(connection);
    return connection;
  }
}

const lockNotAvailable = "55P03";

function metLock(error: unknown): boolean {
  const { code, cause } = error as { code?: string; cause?: unknown };
  return code === lockNotAvailable || (cause !== undefined && metLock(cause));
}
