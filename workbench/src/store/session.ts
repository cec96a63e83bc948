import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { ToposcopeError } from "../errors.ts";
import { databaseError } from "./database-error.ts";
import { startDeadline } from "./deadline.ts";
import { boundText, boundValues, literalText, type Sql } from "./sql.ts";

const copySilenceMs = 60_000;

/** Several statements in one text give several results. */
function asOneResult(result: pg.QueryResult | pg.QueryResult[]): pg.QueryResult {
  if (!Array.isArray(result)) return result;
  return { ...(result.at(-1) as pg.QueryResult), rows: result.flatMap(({ rows }) => rows) };
}

/** What the server was last told about its own deadline, so that it is told again only when that changes. */
const statementTimeouts = new WeakMap<pg.PoolClient, number>();
/** Calls on one connection go one after the other, also when two parts of a transaction run side by side. */
const lastCalls = new WeakMap<pg.PoolClient, Promise<unknown>>();

/** One connection, held for a call or a transaction. */
export class Session {
  readonly #client: pg.PoolClient;
  readonly #deadlineMs: number;
  readonly #state: { broken: boolean };

  constructor(client: pg.PoolClient, deadlineMs: number, state = { broken: false }) {
    this.#client = client;
    this.#deadlineMs = deadlineMs;
    this.#state = state;
  }

  within(deadlineMs: number): Session {
    return new Session(this.#client, deadlineMs, this.#state);
  }

  query(query: Sql): Promise<pg.QueryResult> {
    return this.#call(async () =>
      asOneResult(await this.#client.query(boundText(query), boundValues(query))),
    );
  }

  async command(text: string): Promise<void> {
    await this.#call(() => this.#client.query(text));
  }

  /** Takes back to `text`'s point, and with it what the server was told since. */
  async rollback(text: string): Promise<void> {
    statementTimeouts.set(this.#client, this.#deadlineMs);
    await this.command(text);
    statementTimeouts.delete(this.#client);
  }

  copyIn(query: Sql, rows: AsyncIterable<Buffer> | Iterable<Buffer>): Promise<number> {
    return this.#call(() =>
      this.#whileMoving(async (moving) => {
        const target = this.#client.query(copyFrom(literalText(query)));
        await pipeline(Readable.from(moving(rows), { objectMode: false }), target);
        return target.rowCount ?? 0;
      }),
    );
  }

  async *copyOut(query: Sql): AsyncIterable<Buffer> {
    let source: ReturnType<typeof copyTo> | undefined;
    await this.#call(async () => {
      source = copyTo(literalText(query));
      await this.#tellTimeout();
      this.#client.query(source);
    });
    try {
      yield* this.#timely(source as AsyncIterable<Buffer>);
    } catch (error) {
      throw databaseError(error);
    }
  }

  /** Gives up a source that is silent for too long; the time its reader takes does not count. */
  async *#timely(source: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
    const pieces = source[Symbol.asyncIterator]();
    try {
      for (;;) {
        const { done, value } = await this.#within(copySilenceMs, () => pieces.next());
        if (done) return;
        yield value;
      }
    } finally {
      void pieces.return?.()?.catch(() => {});
    }
  }

  breakOff(): void {
    this.#state.broken = true;
    void (this.#client as unknown as pg.Client).end().catch(() => {});
  }

  release(broken = false): void {
    this.#client.release(broken || this.#state.broken);
  }

  async #call<T>(work: () => Promise<T>): Promise<T> {
    const previous = lastCalls.get(this.#client);
    const current = (async () => {
      await previous?.catch(() => {});
      return await this.#timed(work);
    })();
    lastCalls.set(this.#client, current);
    return current;
  }

  async #timed<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await this.#within(this.#deadlineMs, async () => {
        await this.#tellTimeout();
        return await work();
      });
    } catch (error) {
      const fault = databaseError(error);
      this.#state.broken ||= fault instanceof ToposcopeError && fault.code === "DATABASE_UNREACHABLE";
      throw fault;
    }
  }

  /** Gives the connection up when no further piece is taken in time, or no answer comes after the last. */
  async #whileMoving<T>(
    work: (moving: (pieces: AsyncIterable<Buffer> | Iterable<Buffer>) => AsyncIterable<Buffer>) => Promise<T>,
  ): Promise<T> {
    const silence = Promise.withResolvers<never>();
    const start = () => startDeadline(copySilenceMs, () => silence.reject(this.#giveUp(copySilenceMs)));
    let deadline = start();
    const moving = async function* (pieces: AsyncIterable<Buffer> | Iterable<Buffer>) {
      for await (const piece of pieces) {
        deadline.clear();
        deadline = start();
        yield piece;
      }
    };
    try {
      return await Promise.race([work(moving), silence.promise]);
    } finally {
      deadline.clear();
    }
  }

  #giveUp(milliseconds: number): ToposcopeError {
    this.breakOff();
    return new ToposcopeError("DATABASE_TIMEOUT", `the database gave no answer within ${milliseconds} ms`);
  }

  /** Gives the connection up when nothing comes back in time, whatever becomes of the call. */
  async #within<T>(milliseconds: number, work: () => Promise<T>): Promise<T> {
    const silence = Promise.withResolvers<never>();
    const deadline = startDeadline(milliseconds, () => silence.reject(this.#giveUp(milliseconds)));
    try {
      return await Promise.race([work(), silence.promise]);
    } finally {
      deadline.clear();
    }
  }

  async #tellTimeout(): Promise<void> {
    if (statementTimeouts.get(this.#client) === this.#deadlineMs) return;
    await this.#client.query(`set statement_timeout = ${Math.ceil(this.#deadlineMs)}`);
    statementTimeouts.set(this.#client, this.#deadlineMs);
  }
}
