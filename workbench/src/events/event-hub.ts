import { setTimeout as sleep } from "node:timers/promises";
import type { EventView } from "../event-contract.ts";
import type { Db } from "../store/db.ts";
import {
  type EventFilter,
  type EventRow,
  eventChannel,
  eventsAfter,
  lastEventNumber,
  numberEvents,
} from "../store/event.ts";

const closestLooksMs = 100;
const furthestLooksMs = 5_000;
const retryMs = 1_000;
const mostRecent = 1_000;
const eventsPerPage = 500;

/**
 * Events as they come, and first those after a number. None is left out and none comes twice, whatever connections break
 * and whatever processes end in between. All who follow in a process share one look at the database, and get the same objects.
 */
export async function* followEvents(
  db: Db,
  filter: EventFilter,
  { after, signal }: { after?: number | undefined; signal?: AbortSignal | undefined } = {},
): AsyncGenerator<EventView> {
  const hub = hubOf(db);
  const follower = new Follower();
  const onAbort = () => follower.wake();
  signal?.addEventListener("abort", onAbort);
  hub.join(follower);
  try {
    await hub.ready;
    let position = after ?? hub.position;
    if (position > hub.position) position = Math.min(position, await lastEventNumber(db));
    while (!signal?.aborted) {
      const { events, upTo } = hub.recent(position) ?? (await pageAfter(db, filter, position));
      position = upTo;
      for (const { row, view } of events) {
        if (signal?.aborted) return;
        if (isWanted(row, filter)) yield view;
      }
      if (hub.position <= position) await follower.woken();
    }
  } finally {
    signal?.removeEventListener("abort", onAbort);
    hub.leave(follower);
  }
}

interface Told {
  readonly row: EventRow;
  readonly view: EventView;
}

interface Stretch {
  readonly events: readonly Told[];
  /** Number up to which this is all that there is to tell. */
  readonly upTo: number;
}

async function pageAfter(db: Db, filter: EventFilter, after: number): Promise<Stretch> {
  const last = await lastEventNumber(db);
  const rows = await eventsAfter(db, { ...filter, after, limit: eventsPerPage });
  const isFull = rows.length === eventsPerPage;
  const upTo = Math.max(after, rows.at(-1)?.number ?? 0, isFull ? 0 : last);
  return { events: rows.map(told), upTo };
}

const told = (row: EventRow): Told => ({ row, view: eventView(row) });

/** An event as it is told. */
export const eventView = ({ number, type, project, runId, at, data }: EventRow): EventView => ({
  id: number,
  type,
  project,
  run: runId,
  at: at.toISOString(),
  data: data as EventView["data"],
});

const isWanted = ({ projectId, type }: EventRow, { projectId: wanted, types = [] }: EventFilter): boolean =>
  (wanted === undefined || wanted === projectId) && (types.length === 0 || types.includes(type));

/** Sleeps until there is something new; a wake-up while it is awake is kept. */
class Follower {
  #wake: (() => void) | undefined;
  #isAwake = false;

  async woken(): Promise<void> {
    if (!this.#isAwake)
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    this.#isAwake = false;
    this.#wake = undefined;
  }

  wake(): void {
    this.#isAwake = true;
    this.#wake?.();
  }
}

const hubs = new WeakMap<Db, EventHub>();

function hubOf(db: Db): EventHub {
  const known = hubs.get(db);
  if (known) return known;
  const made: EventHub = new EventHub(db, () => {
    if (hubs.get(db) === made) hubs.delete(db);
  });
  hubs.set(db, made);
  return made;
}

/** Reads the log of events for all who follow it in this process, as long as there are any. */
class EventHub {
  readonly #db: Db;
  readonly #onEnd: () => void;
  readonly #gone = new AbortController();
  readonly #ready = Promise.withResolvers<void>();
  readonly #followers = new Set<Follower>();
  /** The last events, all that come after the number `#floor`. */
  #events: Told[] = [];
  #floor = 0;
  position = 0;

  constructor(db: Db, onEnd: () => void) {
    this.#db = db;
    this.#onEnd = onEnd;
    this.#ready.promise.catch(() => {});
  }

  /** Settled when `position` is the number of the last event that there is. */
  get ready(): Promise<void> {
    return this.#ready.promise;
  }

  join(follower: Follower): void {
    this.#followers.add(follower);
    if (this.#followers.size === 1) void this.#read();
  }

  leave(follower: Follower): void {
    this.#followers.delete(follower);
    if (this.#followers.size > 0) return;
    this.#onEnd();
    this.#gone.abort();
  }

  /** What came after a number; undefined where that is too long ago. */
  recent(after: number): Stretch | undefined {
    if (after < this.#floor) return undefined;
    const from = this.#events.findLastIndex(({ row }) => row.number <= after) + 1;
    return { events: this.#events.slice(from), upTo: Math.max(after, this.position) };
  }

  async #read(): Promise<void> {
    let stop: (() => Promise<void>) | undefined;
    let changed = Promise.withResolvers<void>();
    try {
      stop = await this.#db.listen(eventChannel, () => changed.resolve());
      await numberEvents(this.#db);
      this.#floor = await lastEventNumber(this.#db);
      this.position = this.#floor;
      this.#ready.resolve();
      while (!this.#gone.signal.aborted) {
        changed = Promise.withResolvers<void>();
        const isAll = await this.#look();
        await this.#pause(closestLooksMs);
        if (isAll) await Promise.race([changed.promise, this.#pause(furthestLooksMs)]);
      }
    } catch (error) {
      this.#ready.reject(error);
      this.#onEnd();
    } finally {
      await stop?.().catch(() => {});
    }
  }

  /** @returns whether there is nothing more for now */
  async #look(): Promise<boolean> {
    try {
      await numberEvents(this.#db);
      const rows = await eventsAfter(this.#db, { after: this.position, limit: eventsPerPage });
      if (rows.length > 0) this.#tell(rows.map(told));
      return rows.length < eventsPerPage;
    } catch {
      await this.#pause(retryMs);
      return false;
    }
  }

  #tell(events: readonly Told[]): void {
    this.#events.push(...events);
    this.position = events.at(-1)?.row.number ?? this.position;
    const dropped = this.#events.splice(0, Math.max(0, this.#events.length - mostRecent));
    this.#floor = dropped.at(-1)?.row.number ?? this.#floor;
    for (const follower of this.#followers) follower.wake();
  }

  async #pause(milliseconds: number): Promise<void> {
    await sleep(milliseconds, undefined, { signal: this.#gone.signal }).catch(() => {});
  }
}
