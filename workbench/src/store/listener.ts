import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import pg from "pg";
import { databaseError } from "./database-error.ts";

type OnMessage = (payload: string | undefined) => void;

/** One connection of its own that hears channels and comes back by itself when it is lost. */
export interface Listener {
  listen(channel: string, onMessage: OnMessage): Promise<() => Promise<void>>;
  /** Breaks off the connection; it is made anew, as whenever it is lost. */
  reset(): void;
  close(): Promise<void>;
}

const retryDelayMs = 200;
/** So often it asks whether the other side still answers, and so long it waits for that. */
const signOfLifeMs = 5_000;
const answerDeadlineMs = 5_000;

/** Connects with the first `listen`. */
export function createListener(config: pg.ClientConfig): Listener {
  return new ReconnectingListener(config);
}

class ReconnectingListener implements Listener {
  readonly #config: pg.ClientConfig;
  readonly #handlers = new Map<string, Set<OnMessage>>();
  #client: Promise<pg.Client> | undefined;
  #socket: Socket | undefined;
  #closed = false;

  constructor(config: pg.ClientConfig) {
    this.#config = { ...config, query_timeout: answerDeadlineMs };
  }

  async listen(channel: string, onMessage: OnMessage): Promise<() => Promise<void>> {
    const handlers = this.#handlers.get(channel) ?? new Set();
    this.#handlers.set(channel, handlers.add(onMessage));
    try {
      const client = await this.#connected();
      await client.query(`listen ${pg.escapeIdentifier(channel)}`);
    } catch (error) {
      handlers.delete(onMessage);
      throw databaseError(error);
    }
    return async () => {
      if (!handlers.delete(onMessage) || handlers.size > 0 || this.#closed) return;
      const client = await this.#client?.catch(() => undefined);
      await client?.query(`unlisten ${pg.escapeIdentifier(channel)}`).catch(() => {});
    };
  }

  reset(): void {
    this.#socket?.destroy();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#handlers.clear();
    const client = await this.#client?.catch(() => undefined);
    await client?.end().catch(() => {});
  }

  #connected(): Promise<pg.Client> {
    this.#client ??= this.#connect();
    return this.#client;
  }

  async #connect(): Promise<pg.Client> {
    const client = new pg.Client(this.#config);
    client.on("notification", ({ channel, payload }) => {
      for (const handler of this.#handlers.get(channel) ?? []) handler(payload ?? "");
    });
    client.on("error", () => {});
    this.#socket = (client as unknown as { connection: { stream: Socket } }).connection.stream;
    try {
      await client.connect();
    } catch (error) {
      this.#client = undefined;
      throw error;
    }
    const asking = setInterval(() => void client.query("select").catch(() => giveUp(client)), signOfLifeMs);
    asking.unref();
    client.once("end", () => {
      clearInterval(asking);
      this.#client = undefined;
      if (!this.#closed) void this.#reconnect();
    });
    return client;
  }

  async #reconnect(): Promise<void> {
    while (!this.#closed && this.#handlers.size > 0) {
      try {
        const client = await this.#connected();
        for (const channel of this.#handlers.keys())
          await client.query(`listen ${pg.escapeIdentifier(channel)}`);
        for (const handlers of this.#handlers.values()) for (const handler of handlers) handler(undefined);
        return;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, retryDelayMs));
      }
    }
  }
}

/** Ends a connection on which nothing comes back, so that another one is made. */
function giveUp(client: pg.Client): void {
  const { connection } = client as unknown as { connection: { stream: Duplex } };
  connection.stream.destroy();
}
