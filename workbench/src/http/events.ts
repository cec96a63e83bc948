import { createHash } from "node:crypto";
import { once } from "node:events";
import { PassThrough, type Readable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";

const reconnectDelayMs = 2_000;
const patienceMs = 2_000;

/** What a stream of server-sent events sends. */
export interface ItemSource<T extends object = object> {
  /** Called once with a signal that fires when the reader is gone or the stream is closed. */
  items(signal: AbortSignal): AsyncIterable<T>;
  /** What a reader that comes back names as the last one that it has; where absent, what tells a state from others. */
  idOf?(item: T): string;
}

interface EventStreamOptions extends ItemSource {
  readonly onError: (error: unknown) => void;
  /** What the reader has already. */
  readonly lastId?: string | undefined;
  readonly heartbeatMs?: number;
}

/** Server-sent events under way; closing them lets a server shut down. */
export class EventStreams {
  readonly #closers = new Map<AbortController, Promise<void>>();

  get open(): number {
    return this.#closers.size;
  }

  /** Sends each item as one event, with a comment now and then so that nothing between takes the line for dead. */
  start({ items, idOf = stateId, onError, lastId, heartbeatMs = 15_000 }: EventStreamOptions): Readable {
    const stream = new PassThrough();
    const closer = new AbortController();
    const heartbeat = setInterval(() => stream.write(": still here\n\n"), heartbeatMs);
    stream.write(`retry: ${reconnectDelayMs}\n\n`);
    stream.once("close", () => closer.abort());
    const pump = async () => {
      try {
        for await (const item of items(closer.signal)) {
          if (closer.signal.aborted) break;
          const { id, bytes } = encoded(item, idOf);
          if (id !== lastId && !stream.write(bytes)) await once(stream, "drain", { signal: closer.signal });
        }
      } catch (error) {
        if (!closer.signal.aborted) onError(error);
      } finally {
        clearInterval(heartbeat);
        this.#closers.delete(closer);
        stream.end();
      }
    };
    this.#closers.set(closer, pump());
    closer.signal.addEventListener("abort", () => stream.end(), { once: true });
    return stream;
  }

  async closeAll(): Promise<void> {
    const pumps = [...this.#closers.values()];
    for (const closer of this.#closers.keys()) closer.abort();
    await Promise.race([Promise.all(pumps), delay(patienceMs, undefined, { ref: false })]);
  }
}

interface Encoded {
  readonly id: string;
  readonly bytes: Buffer;
}

/** What several readers are sent is encoded once. */
const encodings = new WeakMap<object, Encoded>();

function encoded(item: object, idOf: (item: object) => string): Encoded {
  const known = encodings.get(item);
  if (known) return known;
  const id = idOf(item);
  const made = { id, bytes: Buffer.from(`id: ${id}\ndata: ${JSON.stringify(item)}\n\n`) };
  encodings.set(item, made);
  return made;
}

/** What tells a state from others. */
export const stateId = (state: object): string =>
  createHash("sha256").update(JSON.stringify(state)).digest("base64url").slice(0, 16);
