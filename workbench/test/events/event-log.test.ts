import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { EventView } from "../../src/event-contract.ts";
import { listEvents } from "../../src/events/actions.ts";
import { followEvents } from "../../src/events/event-hub.ts";
import { openDb } from "../../src/store/db.ts";
import { addEvent, numberEvents, pruneEvents } from "../../src/store/event.ts";
import { sql } from "../../src/store/sql.ts";
import { createProject } from "../jobs/ledger.ts";
import { createTestDatabase, testDb } from "../postgres.ts";

const db = await testDb();
const projectId = await createProject(db, "log");
const otherId = await createProject(db, "other");
let made = 0;

/** Tells of something, and keeps its transaction open for a while. */
async function happen(pauseMs = 0, project = projectId): Promise<number> {
  made += 1;
  const mark = made;
  await db.transaction(async (tx) => {
    await addEvent(tx, { projectId: project, type: "topic.changed", data: { mark } });
    if (pauseMs > 0) await sleep(pauseMs);
  });
  return mark;
}

const markOf = ({ data }: EventView) => data.mark as number;

/** Follows until so many events have come. */
async function take(
  count: number,
  { after, of = db, project }: { after?: number; of?: typeof db; project?: number } = {},
): Promise<EventView[]> {
  const events: EventView[] = [];
  const filter = project === undefined ? {} : { projectId: project };
  for await (const event of followEvents(of, filter, { after })) {
    events.push(event);
    if (events.length === count) break;
  }
  return events;
}

const lastId = async () => (await listEvents({ db }, { limit: 1 }))[0]?.id ?? 0;

test("an event whose transaction began earlier and ended later is told after the one that overtook it, and not lost", async () => {
  const after = await lastId();
  const slow = happen(150);
  await sleep(30);
  const fast = await happen();
  const [first] = await take(1, { after });
  expect(first && markOf(first)).toBe(fast);
  const [second] = await take(1, { after: first?.id ?? 0 });
  expect(second && markOf(second)).toBe(await slow);
});

test("however transactions overlap and readers come and go, each event is told once and in one order", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(25), { minLength: 1, maxLength: 25 }),
      fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 8 }),
      async (pauses, turns) => {
        const start = await lastId();
        const happening = Promise.all(pauses.map((pause) => happen(pause)));
        const broken: EventView[] = [];
        for (const turn of turns) {
          const left = Math.min(turn, pauses.length - broken.length);
          if (left > 0) broken.push(...(await take(left, { after: broken.at(-1)?.id ?? start })));
        }
        const left = pauses.length - broken.length;
        if (left > 0) broken.push(...(await take(left, { after: broken.at(-1)?.id ?? start })));
        const marks = await happening;
        const whole = await take(pauses.length, { after: start });
        expect(broken.map(({ id }) => id)).toEqual(whole.map(({ id }) => id));
        expect(broken.map(markOf).sort((a, b) => a - b)).toEqual(marks.sort((a, b) => a - b));
        expect(broken.every(({ id }, at) => id > (broken[at - 1]?.id ?? start))).toBe(true);
      },
    ),
    { numRuns: 15 },
  );
});

test("a follower that comes back to another process goes on behind what it has", async () => {
  const database = await createTestDatabase();
  const id = await createProject(database.db, "log");
  const [one, two] = [1, 2].map(() => openDb({ connection: database.connection }));
  const tell = (mark: number) =>
    addEvent(database.db, { projectId: id, type: "run.current", data: { mark } });
  try {
    for (let mark = 1; mark <= 5; mark += 1) await tell(mark);
    const first = await take(3, { after: 0, of: one as typeof db });
    await tell(6);
    const rest = await take(3, { after: first.at(-1)?.id ?? 0, of: two as typeof db });
    expect([...first, ...rest].map(markOf)).toEqual([1, 2, 3, 4, 5, 6]);
  } finally {
    await one?.close();
    await two?.close();
    await database.drop();
  }
});

test("who asks for a project hears of nothing else, and who names no event hears only of what comes", async () => {
  await happen();
  const controller = new AbortController();
  const heard: number[] = [];
  const listening = (async () => {
    const { signal } = controller;
    for await (const event of followEvents(db, { projectId }, { signal })) heard.push(markOf(event));
  })();
  await sleep(50);
  await happen(0, otherId);
  const wanted = await happen();
  await expect.poll(() => heard).toEqual([wanted]);
  controller.abort();
  await listening;
});

test("a thousand followers make as many queries as one", async () => {
  const count = async (followers: number) => {
    let queries = 0;
    const counted = new Proxy(db, {
      get(target, name) {
        const value = Reflect.get(target, name);
        if (typeof value !== "function") return value;
        return (...parameters: unknown[]) => {
          queries += 1;
          return value.apply(target, parameters);
        };
      },
    });
    const reading = Array.from({ length: followers }, () => take(3, { of: counted }));
    await sleep(50);
    for (let i = 0; i < 3; i += 1) {
      await happen();
      await sleep(150);
    }
    expect((await Promise.all(reading)).every((events) => events.length === 3)).toBe(true);
    return queries;
  };
  const one = await count(1);
  expect(await count(1_000)).toBeLessThanOrEqual(one + 8);
});

test("old events are forgotten, and numbers go on rising", async () => {
  await happen();
  await numberEvents(db);
  const before = await lastId();
  await db.run(sql`update event set at = now() - interval '31 days'`);
  expect(await pruneEvents(db, { olderThanDays: 30 })).toBeGreaterThan(0);
  expect(await listEvents({ db }, { limit: 10 })).toEqual([]);
  await happen();
  expect(await lastId()).toBeGreaterThan(before);
});
