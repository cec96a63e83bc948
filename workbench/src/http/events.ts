import { once } from "node:events";
import { PassThrough, type Readable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";

const reconnectDelayMs = 2_000;
const patienceMs = 2_000;

interface EventStreamOptions {
  /** Called once with a signal that fires when the reader is gone or the stream is closed. */
  readonly states: (signal: AbortSignal) => AsyncIterable<unknown>;
  readonly onError: (error: unknown) => void;
  readonly heartbeatMs?: number;
}

/** Server-sent events under way; closing them lets a server shut down. */
export class EventStreams {
  readonly #closers = new Map<AbortController, Promise<void>>();

  get open(): number {
    return this.#closers.size;
  }

  /** Sends each state as one event, with a comment now and then so that nothing between takes the line for dead. */
  start({ states, onError, heartbeatMs = 15_000 }: EventStreamOptions): Readable {
    const stream = new PassThrough();
    const closer = new AbortController();
    const heartbeat = setInterval(() => stream.write(": still here\n\n"), heartbeatMs);
    stream.write(`retry: ${reconnectDelayMs}\n\n`);
    stream.once("close", () => closer.abort());
    const pump = async () => {
      try {
        for await (const state of states(closer.signal)) {
          if (closer.signal.aborted) break;
          if (!stream.write(`data: ${JSON.stringify(state)}\n\n`))
            await once(stream, "drain", { signal: closer.signal });
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
