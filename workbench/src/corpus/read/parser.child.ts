import { Socket } from "node:net";
import { Worker } from "node:worker_threads";
import { readers } from "../../builtins.ts";
import { isPassing } from "../../file-access.ts";
import type { ReadEvent } from "../../model.ts";
import { modulePath } from "../../process.ts";
import { openFileInput } from "./file-input.ts";
import {
  batchesAhead,
  type DescribeRequest,
  type FromParser,
  type ReadRequest,
  type ToParser,
} from "./parser-protocol.ts";
import { readInput, rejectionFor } from "./read-input.ts";
import type { FileInput } from "./reader.ts";

const batchCharacters = 262_144;
const batchEvents = 256;
const aliveEveryMs = 500;
const kilobytesPerMegabyte = 1_024;

let batchesAllowed = batchesAhead;
let allowAnother: (() => void) | undefined;
let lastSign = 0;

process.on("message", (message: ToParser) => {
  if (message.type === "more") {
    batchesAllowed += 1;
    allowAnother?.();
    return;
  }
  process.title = `toposcope parser ${message.request.correlationId ?? ""}`.trim();
  if (message.type === "read") void read(message.request);
  else void describe(message.request);
});
process.on("disconnect", () => process.exit());
Socket.prototype.connect = () => {
  throw new Error("a file reader has no network");
};
new Worker(modulePath("corpus/read/parser-watch"), {
  workerData: { memoryMb: Number(process.argv[2]) },
}).unref();

async function read({ location, name, options }: ReadRequest): Promise<void> {
  const input = await openFileInput(location, name).catch((error: Error) => error);
  if (input instanceof Error) {
    if (isPassing(input)) return await send({ type: "unreachable", detail: input.message });
    return finish([{ type: "rejection", reason: "unreadable", detail: input.message }]);
  }
  const faults = new Faults();
  const place: Place = {};
  const batch = new Batch(place);
  const notices = {
    shareRead(share: number) {
      place.share = share;
    },
    draft: (page: string) => void send({ type: "draft", page }),
    async memberStarted(member: string, index: number) {
      await batch.flush();
      await send({ type: "member", member, index });
    },
  };
  for await (const event of readInput(
    showingLife(input, faults, place),
    { ...options, ...notices },
    readers,
  )) {
    if (faults.passing !== undefined) break;
    batch.add(event);
    if (batch.isFull) await batch.flush();
  }
  await input.close().catch(() => {});
  if (faults.passing !== undefined) return await send({ type: "unreachable", detail: faults.passing });
  await finish(batch.events, place);
}

async function describe({ location, name, mapping, maxUnpackedBytes }: DescribeRequest): Promise<void> {
  const { describeFile } = await import("./describe-table.ts");
  const input = await openFileInput(location, name).catch((error: Error) => error);
  if (input instanceof Error)
    return await send({ type: "refused", reason: "unreadable", detail: input.message });
  try {
    const options = { mapping, maxUnpackedBytes };
    const description = await describeFile(showingLife(input, new Faults(), {}), readers, options);
    await send({ type: "description", description });
  } catch (error) {
    const { reason, detail } = rejectionFor(error);
    await send({ type: "refused", reason, detail });
  } finally {
    await input.close();
  }
}

/** How much of a file was read, 0..1, where its format tells. */
interface Place {
  share?: number;
}

/** Events on their way to the parent, which says when it takes more. */
class Batch {
  events: ReadEvent[] = [];
  readonly #place: Place;
  #characters = 0;

  constructor(place: Place) {
    this.#place = place;
  }

  get isFull(): boolean {
    return this.events.length >= batchEvents || this.#characters >= batchCharacters;
  }

  add(event: ReadEvent): void {
    this.events.push(event);
    this.#characters += event.type === "document" ? event.document.text.length : 0;
  }

  async flush(): Promise<void> {
    if (this.events.length === 0) return;
    const { events } = this;
    const { share } = this.#place;
    this.events = [];
    this.#characters = 0;
    await batchAllowed();
    await send({ type: "events", events, last: false, share });
  }
}

async function finish(events: readonly ReadEvent[], { share }: Place = {}): Promise<void> {
  await send({ type: "events", events, last: true, share, peakMemoryMb: peakMemoryMb() });
  batchesAllowed = batchesAhead;
}

async function batchAllowed(): Promise<void> {
  while (batchesAllowed === 0) {
    await new Promise<void>((resolve) => {
      allowAnother = resolve;
    });
  }
  batchesAllowed -= 1;
}

/** What kept a file from being read that says nothing about the file, whatever its reader made of it. */
class Faults {
  passing: string | undefined;

  async noted<T>(reading: Promise<T>): Promise<T> {
    try {
      return await reading;
    } catch (error) {
      if (isPassing(error)) this.passing ??= (error as Error).message;
      throw error;
    }
  }
}

/** Tells the parent now and then that bytes are being read: a long table without news is no standstill. Notes how far a stream is. */
function showingLife(input: FileInput, faults: Faults, place: Place): FileInput {
  return {
    name: input.name,
    size: input.size,
    bytes: () => faults.noted(input.bytes()),
    slice(start, end) {
      showLife();
      return faults.noted(input.slice(start, end));
    },
    async *stream(start = 0) {
      const pieces = input.stream(start)[Symbol.asyncIterator]();
      let at = start;
      for (;;) {
        const { done, value } = await faults.noted(pieces.next());
        if (done) return;
        showLife();
        at += value.length;
        place.share = at / input.size;
        yield value;
      }
    },
  };
}

function showLife(): void {
  const now = performance.now();
  if (now - lastSign < aliveEveryMs) return;
  lastSign = now;
  void send({ type: "alive", peakMemoryMb: peakMemoryMb() });
}

const peakMemoryMb = () => Math.round(process.resourceUsage().maxRSS / kilobytesPerMegabyte);

function send(message: FromParser): Promise<void> {
  return new Promise((resolve) => {
    process.send?.(message, () => resolve());
  });
}
