import { ToposcopeError } from "../../src/errors.ts";
import type { Db } from "../../src/store/db.ts";
import { boundText, type Sql, sqlText } from "../../src/store/sql.ts";
import type { Connection, Sessions } from "./sessions.ts";
import type { SimulatedProcess, World } from "./world.ts";

/** What happens at a transaction's commit, and not at all when it is undone. */
type AtCommit = () => void;

interface Surroundings {
  readonly world: World;
  readonly sessions: Sessions;
  readonly bus: Bus;
  readonly owner: SimulatedProcess;
  /** Looks at what is committed. */
  readonly afterCommit: () => Promise<void>;
}

/** Carries notifications between processes: each hears them after a while of its own. */
export class Bus {
  readonly #world: World;
  readonly #listeners = new Map<
    string,
    Set<{ owner: SimulatedProcess; hear: (payload: string | undefined) => void }>
  >();

  constructor(world: World) {
    this.#world = world;
  }

  listen(
    channel: string,
    owner: SimulatedProcess,
    hear: (payload: string | undefined) => void,
  ): () => Promise<void> {
    const listener = { owner, hear };
    const all = this.#listeners.get(channel) ?? new Set();
    this.#listeners.set(channel, all.add(listener));
    return async () => void all.delete(listener);
  }

  tell(channel: string, payload: string): void {
    for (const { owner, hear } of this.#listeners.get(channel) ?? [])
      this.#world.later(this.#world.between(0, 20), () => hear(payload), owner);
  }
}

interface Place {
  readonly connection: Connection;
  /** How many transactions lie around; 0 is none. */
  readonly depth: number;
  readonly atCommit: AtCommit[];
  /** After so long a statement that waits for a lock is stopped. */
  readonly lock: { limitMs: number | undefined };
}

/** The real database as one simulated process sees it: each statement is sent when the world gets to it. */
export class SimulatedDb implements Db {
  readonly #around: Surroundings;
  readonly #place: Place | undefined;

  constructor(around: Surroundings, place?: Place) {
    this.#around = around;
    this.#place = place;
  }

  one<T>(query: Sql): Promise<T> {
    return this.#statement(query, (db) => db.one<T>(query));
  }

  maybeOne<T>(query: Sql): Promise<T | undefined> {
    return this.#statement(query, (db) => db.maybeOne<T>(query));
  }

  many<T>(query: Sql): Promise<T[]> {
    return this.#statement(query, (db) => db.many<T>(query));
  }

  run(query: Sql): Promise<number> {
    return this.#statement(query, (db) => db.run(query));
  }

  async transaction<T>(work: (tx: Db) => Promise<T>): Promise<T> {
    const place = this.#place;
    if (!place) return await this.session((session) => session.transaction(work));
    const name = `level_${place.depth}`;
    const isOuter = place.depth === 0;
    const inner: Place = {
      ...place,
      depth: place.depth + 1,
      atCommit: [],
      lock: isOuter ? { limitMs: undefined } : place.lock,
    };
    await this.#send(place, sqlText(isOuter ? "begin" : `savepoint ${name}`));
    try {
      const result = await work(new SimulatedDb(this.#around, inner));
      await this.#send(place, sqlText(isOuter ? "commit" : `release savepoint ${name}`));
      if (isOuter) await this.#committed(inner.atCommit);
      else place.atCommit.push(...inner.atCommit);
      return result;
    } catch (error) {
      const undo = isOuter ? "rollback" : `rollback to savepoint ${name}`;
      if (!place.connection.lost) await this.#send(place, sqlText(undo)).catch(() => {});
      throw error;
    }
  }

  async session<T>(work: (session: Db) => Promise<T>): Promise<T> {
    if (this.#place) return await work(this);
    const { world, sessions, owner } = this.#around;
    const connection = await world.during(owner, this.#delayMs(), () => sessions.take(owner));
    try {
      return await work(
        new SimulatedDb(this.#around, { connection, depth: 0, atCommit: [], lock: { limitMs: undefined } }),
      );
    } finally {
      sessions.giveBack(connection);
    }
  }

  async listen(
    channel: string,
    onMessage: (payload: string | undefined) => void,
  ): Promise<() => Promise<void>> {
    return this.#around.bus.listen(channel, this.#around.owner, onMessage);
  }

  async notify(channel: string, payload: string): Promise<void> {
    this.atCommit(() => this.#around.bus.tell(channel, payload));
  }

  /** Does something when what this is part of is committed. */
  atCommit(happen: AtCommit): void {
    if (this.#place && this.#place.depth > 0) this.#place.atCommit.push(happen);
    else happen();
  }

  within(): Db {
    return this;
  }

  reset(): void {}

  async close(): Promise<void> {}

  copyIn(): Promise<number> {
    throw new Error("nothing is copied in the simulation");
  }

  copyOut(): AsyncIterable<Buffer> {
    throw new Error("nothing is copied in the simulation");
  }

  /** The connection that a session keeps. */
  get connection(): Connection | undefined {
    return this.#place?.connection;
  }

  async #statement<T>(query: Sql, work: (db: Db) => Promise<T>): Promise<T> {
    const place = this.#place;
    if (!place) return await this.session((session) => (session as SimulatedDb).#statement(query, work));
    const result = await this.#send(place, query, work);
    if (place.depth === 0 && writes(query)) await this.#committed([]);
    return result;
  }

  async #send<T = number>(
    place: Place,
    query: Sql,
    work: (db: Db) => Promise<T> = (db) => db.run(query) as Promise<T>,
  ): Promise<T> {
    const { world, owner } = this.#around;
    const text = boundText(query).replaceAll(/\s+/g, " ").trim();
    try {
      const result = await this.#sendUntilDone(place, text, work);
      world.note(`${owner.name}: ${text.slice(0, 90)} → ${sizeOf(result)}`);
      return result;
    } catch (error) {
      world.note(`${owner.name}: ${text.slice(0, 90)} failed`);
      throw error;
    }
  }

  /** Sends a statement again and again until it gets the locks that it needs. */
  async #sendUntilDone<T>(place: Place, text: string, work: (db: Db) => Promise<T>): Promise<T> {
    const { world, sessions, owner } = this.#around;
    const { lock, depth } = place;
    const since = world.nowMs;
    for (;;) {
      const sent = await world.during(owner, this.#delayMs(), async () => {
        const inTransaction = depth > 0 && !/^(commit|rollback|release|savepoint)/.test(text);
        const outcome = await sessions.send(place.connection, work, { inTransaction });
        if (!outcome.waits) await this.#heed(place, text, outcome.result);
        return outcome;
      });
      if (!sent.waits) return sent.result;
      world.note(`${owner.name}: ${text.slice(0, 90)} waits`);
      const waitedMs = world.nowMs - since;
      const limitMs = lock.limitMs ?? deadlockMs;
      if (waitedMs >= limitMs) throw this.#waitedTooLong(text, lock.limitMs === undefined);
      await sessions.ended(owner, limitMs - waitedMs);
    }
  }

  /** What a statement did beside its result. */
  async #heed(place: Place, text: string, result: unknown): Promise<void> {
    const { sessions } = this.#around;
    if (text.includes("pg_terminate_backend")) await sessions.awaitEnded(result as number);
    if (text === "commit" || text === "rollback") sessions.tellEnded();
    if (!text.includes("lock_timeout")) return;
    place.lock.limitMs = lockLimitMs;
    await sessions.keepLockWait(place.connection);
  }

  #waitedTooLong(text: string, isDeadlock: boolean): Error {
    const { world, owner } = this.#around;
    if (isDeadlock) world.fail(new Error(`${owner.name} waits for ever for a lock: ${text}`));
    return new ToposcopeError("DATABASE_TIMEOUT", "a lock did not become free in time");
  }

  async #committed(atCommit: readonly AtCommit[]): Promise<void> {
    const { world, owner, afterCommit } = this.#around;
    for (const happen of atCommit) happen();
    await world.during(owner, 0, afterCommit);
  }

  /** How long it takes until the world gets to this process: mostly not at all, now and then long. */
  #delayMs(): number {
    const { world } = this.#around;
    return world.chance(0.01) ? world.between(50, 3_000) : world.between(0, 4);
  }
}

const lockLimitMs = 2_000;
/** Nobody in the simulated world holds a lock for so long, unless two wait for each other. */
const deadlockMs = 60_000;

const writes = (query: Sql) => /\b(insert|update|delete)\b/.test(boundText(query));

function sizeOf(result: unknown): string {
  if (Array.isArray(result)) return `${result.length} rows`;
  return result === undefined ? "none" : JSON.stringify(result).slice(0, 120);
}
