import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { databaseError, isStarting } from "./database-error.ts";
import { createListener, type Listener } from "./listener.ts";
import { Session } from "./session.ts";
import { boundText, type Sql, sql } from "./sql.ts";

/** The way to the database. Every call has a deadline; what fails is a ToposcopeError or a bug. */
export interface Db {
  /** The one row; an Error when there is none or more than one. */
  one<T>(query: Sql): Promise<T>;
  maybeOne<T>(query: Sql): Promise<T | undefined>;
  many<T>(query: Sql): Promise<T[]>;
  /** @returns how many rows were touched */
  run(query: Sql): Promise<number>;
  /** All or nothing. Inside `work` use `tx` only; a transaction within is a savepoint. */
  transaction<T>(work: (tx: Db) => Promise<T>): Promise<T>;
  /** Keeps one connection for as long as `work` takes, for what belongs to a connection: locks, temporary tables. */
  session<T>(work: (session: Db) => Promise<T>): Promise<T>;
  /** Feeds `copy … from stdin (format binary)`; @returns how many rows came in */
  copyIn(query: Sql, rows: AsyncIterable<Buffer> | Iterable<Buffer>): Promise<number>;
  /** What `copy … to stdout (format binary)` sends, in pieces of any size. */
  copyOut(query: Sql): AsyncIterable<Buffer>;
  /** Hears a channel. After a lost connection `onMessage` gets undefined once: look for yourself what was missed. */
  listen(channel: string, onMessage: (payload: string | undefined) => void): Promise<() => Promise<void>>;
  /** Reaches the listeners of a channel, inside a transaction at its commit. */
  notify(channel: string, payload: string): Promise<void>;
  /** The same database with another deadline for each call. */
  within(milliseconds: number): Db;
  /** Breaks off all connections, whose calls fail at once; later calls make new ones. */
  reset(): void;
  close(): Promise<void>;
}

export interface DbOptions {
  /** `postgres://…`, or what `openEmbedded` gives. */
  readonly connection: string | pg.ClientConfig;
  /** Shown in pg_stat_activity. */
  readonly applicationName?: string;
  /** What a query finds with `current_setting('toposcope.…')`. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly maxConnections?: number;
  readonly deadlineMs?: number;
  /** How long a new connection may take. */
  readonly connectDeadlineMs?: number;
}

const copyDeadlineMs = 3_600_000;
/** After so much silence the system asks whether the other side still lives, and gives it up ten seconds later. */
const keepAliveDelayMs = 5_000;
const startDeadlineMs = 30_000;
const startRetryMs = 50;

/** The server, too, gives up a connection that has been dead for ten seconds, and with it what it has locked. */
const serverOptions = [
  "search_path=toposcope,public",
  "idle_in_transaction_session_timeout=600000",
  "tcp_keepalives_idle=5",
  "tcp_keepalives_interval=2",
  "tcp_keepalives_count=3",
  "tcp_user_timeout=10000",
]
  .map((option) => `-c ${option}`)
  .join(" ");

/** Opens a pool of connections; the first one is made by the first call. */
export function openDb({
  connection,
  applicationName = "toposcope",
  parameters = {},
  maxConnections = 8,
  deadlineMs = 30_000,
  connectDeadlineMs = 10_000,
}: DbOptions): Db {
  const config: pg.ClientConfig = {
    ...(typeof connection === "string" ? { connectionString: connection } : connection),
    application_name: applicationName,
    options: [
      serverOptions,
      ...Object.entries(parameters).map(([name, value]) => `-c toposcope.${name}=${value}`),
    ].join(" "),
    keepAlive: true,
    keepAliveInitialDelayMillis: keepAliveDelayMs,
    connectionTimeoutMillis: connectDeadlineMs,
    types: { getTypeParser },
  };
  const pool = new pg.Pool({
    ...config,
    max: maxConnections,
    idleTimeoutMillis: 30_000,
    allowExitOnIdle: true,
  });
  pool.on("error", () => {});
  const clients = new Set<pg.PoolClient>();
  clientsOf.set(pool, clients);
  pool.on("connect", (client) => {
    clients.add(client);
    client.on("error", () => {});
  });
  pool.on("remove", (client) => clients.delete(client));
  return new PoolDb(pool, createListener(config), deadlineMs);
}

/** A pool's connections. */
const clientsOf = new WeakMap<pg.Pool, ReadonlySet<pg.PoolClient>>();

const socketOf = (client: pg.PoolClient) =>
  (client as unknown as { connection: { stream: Socket } }).connection.stream;

const int8 = 20;
const int8Array = 1016;
const parseInt8Array = pg.types.getTypeParser(1007 as never);

/** Ids and counts are numbers (below 2^53), timestamps Dates, bytea Buffers, jsonb parsed. */
const getTypeParser: pg.CustomTypesConfig["getTypeParser"] = ((oid: number, format?: "text" | "binary") => {
  if (oid === int8) return Number;
  if (oid === int8Array) return (text: string) => (parseInt8Array(text as never) as unknown[]).map(Number);
  return pg.types.getTypeParser(oid, format as "text");
}) as pg.CustomTypesConfig["getTypeParser"];

/** What is the same for the pool and inside a transaction. */
abstract class QueryingDb implements Db {
  protected abstract query(query: Sql): Promise<pg.QueryResult>;
  abstract transaction<T>(work: (tx: Db) => Promise<T>): Promise<T>;
  abstract session<T>(work: (session: Db) => Promise<T>): Promise<T>;
  abstract copyIn(query: Sql, rows: AsyncIterable<Buffer> | Iterable<Buffer>): Promise<number>;
  abstract copyOut(query: Sql): AsyncIterable<Buffer>;
  abstract listen(
    channel: string,
    onMessage: (payload: string | undefined) => void,
  ): Promise<() => Promise<void>>;
  abstract within(milliseconds: number): Db;
  abstract reset(): void;
  abstract close(): Promise<void>;

  async one<T>(query: Sql): Promise<T> {
    const { rows } = await this.query(query);
    if (rows.length !== 1)
      throw new Error(`expected one row, found ${rows.length}: ${boundText(query).trim()}`);
    return rows[0] as T;
  }

  async maybeOne<T>(query: Sql): Promise<T | undefined> {
    return (await this.query(query)).rows[0] as T | undefined;
  }

  async many<T>(query: Sql): Promise<T[]> {
    return (await this.query(query)).rows as T[];
  }

  async run(query: Sql): Promise<number> {
    return (await this.query(query)).rowCount ?? 0;
  }

  async notify(channel: string, payload: string): Promise<void> {
    await this.query(sql`select pg_notify(${channel}, ${payload})`);
  }
}

class PoolDb extends QueryingDb {
  readonly #pool: pg.Pool;
  readonly #listener: Listener;
  readonly #deadlineMs: number;

  constructor(pool: pg.Pool, listener: Listener, deadlineMs: number) {
    super();
    this.#pool = pool;
    this.#listener = listener;
    this.#deadlineMs = deadlineMs;
  }

  protected query(query: Sql): Promise<pg.QueryResult> {
    return this.#withSession(this.#deadlineMs, (session) => session.query(query));
  }

  transaction<T>(work: (tx: Db) => Promise<T>): Promise<T> {
    return this.session((session) => session.transaction(work));
  }

  session<T>(work: (session: Db) => Promise<T>): Promise<T> {
    return this.#withSession(this.#deadlineMs, (session) => work(new SessionDb(session, this.#listener, 0)));
  }

  copyIn(query: Sql, rows: AsyncIterable<Buffer> | Iterable<Buffer>): Promise<number> {
    return this.#withSession(copyDeadlineMs, (session) => session.copyIn(query, rows));
  }

  async *copyOut(query: Sql): AsyncIterable<Buffer> {
    const session = await this.#open(copyDeadlineMs);
    let finished = false;
    try {
      yield* session.copyOut(query);
      finished = true;
    } finally {
      session.release(!finished);
    }
  }

  listen(channel: string, onMessage: (payload: string | undefined) => void): Promise<() => Promise<void>> {
    return this.#listener.listen(channel, onMessage);
  }

  within(milliseconds: number): Db {
    return new PoolDb(this.#pool, this.#listener, milliseconds);
  }

  reset(): void {
    for (const client of clientsOf.get(this.#pool) ?? []) socketOf(client).destroy();
    this.#listener.reset();
  }

  async close(): Promise<void> {
    await Promise.all([this.#listener.close(), this.#pool.ended ? undefined : this.#pool.end()]);
  }

  async #open(deadlineMs: number): Promise<Session> {
    const giveUpAt = performance.now() + startDeadlineMs;
    for (;;) {
      try {
        const client = await this.#pool.connect();
        if (!socketOf(client).destroyed) return new Session(client, deadlineMs);
        client.release(true);
        continue;
      } catch (error) {
        if (!isStarting(error) || performance.now() > giveUpAt) throw databaseError(error);
      }
      await sleep(startRetryMs);
    }
  }

  async #withSession<T>(deadlineMs: number, work: (session: Session) => Promise<T>): Promise<T> {
    const session = await this.#open(deadlineMs);
    try {
      return await work(session);
    } finally {
      session.release();
    }
  }
}

/** One connection's database: outside any transaction at depth 0, in the outermost at 1, in savepoints beyond. */
class SessionDb extends QueryingDb {
  readonly #session: Session;
  readonly #listener: Listener;
  readonly #depth: number;

  constructor(session: Session, listener: Listener, depth: number) {
    super();
    this.#session = session;
    this.#listener = listener;
    this.#depth = depth;
  }

  protected query(query: Sql): Promise<pg.QueryResult> {
    return this.#session.query(query);
  }

  async transaction<T>(work: (tx: Db) => Promise<T>): Promise<T> {
    const name = `level_${this.#depth}`;
    const [begin, commit, rollback] =
      this.#depth === 0
        ? ["begin", "commit", "rollback"]
        : [`savepoint ${name}`, `release savepoint ${name}`, `rollback to savepoint ${name}`];
    await this.#session.command(begin);
    try {
      const result = await work(new SessionDb(this.#session, this.#listener, this.#depth + 1));
      await this.#session.command(commit);
      return result;
    } catch (error) {
      await this.#session.rollback(rollback).catch(() => this.#session.breakOff());
      throw error;
    }
  }

  session<T>(work: (session: Db) => Promise<T>): Promise<T> {
    return work(this);
  }

  copyIn(query: Sql, rows: AsyncIterable<Buffer> | Iterable<Buffer>): Promise<number> {
    return this.#session.copyIn(query, rows);
  }

  copyOut(query: Sql): AsyncIterable<Buffer> {
    return this.#session.copyOut(query);
  }

  listen(channel: string, onMessage: (payload: string | undefined) => void): Promise<() => Promise<void>> {
    return this.#listener.listen(channel, onMessage);
  }

  within(milliseconds: number): Db {
    return new SessionDb(this.#session.within(milliseconds), this.#listener, this.#depth);
  }

  reset(): void {
    this.#session.breakOff();
  }

  close(): Promise<void> {
    throw new Error("a session ends with its work; it cannot be closed");
  }
}
