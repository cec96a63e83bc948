import pg from "pg";
import { databaseError } from "./database-error.ts";

type OnMessage = (payload: string | undefined) => void;

/** One connection of its own that hears channels and comes back by itself when it is lost. */
export interface Listener {
  listen(channel: string, onMessage: OnMessage): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

const retryDelayMs = 200;

/** Connects with the first `listen`. */
export function createListener(config: pg.ClientConfig): Listener {
  return new ReconnectingListener(config);
}

class ReconnectingListener implements Listener {
  readonly #config: pg.ClientConfig;
  readonly #handlers = new Map<string, Set<OnMessage>>();
  #client: Promise<pg.Client> | undefined;
  #closed = false;

  constructor(config: pg.ClientConfig) {
    this.#config = config;
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
    try {
      await client.connect();
    } catch (error) {
      this.#client = undefined;
      throw error;
    }
    client.once("end", () => {
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
