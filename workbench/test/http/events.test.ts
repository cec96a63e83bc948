import { setTimeout as delay } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { type ServerUnderTest, startServer } from "./server-under-test.ts";

let server: ServerUnderTest;
afterEach(() => server.close());

/** A run that tells its state until `states` are used up, or for ever. */
function watched(states: readonly object[], { forever = false } = {}) {
  const told = { stopped: false };
  async function* watch(signal: AbortSignal) {
    try {
      yield* states;
      if (forever) await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
    } finally {
      told.stopped = true;
    }
  }
  return { told, handlers: { runEvents: async () => ({ items: watch }) } };
}

const dataOf = (text: string) =>
  [...text.matchAll(/^data: (.*)$/gm)].map(([, data]) => JSON.parse(data ?? "") as unknown);

test("a run's states come as events, and the stream ends with the run", async () => {
  const { handlers, told } = watched([{ done: 1 }, { done: 2 }]);
  server = await startServer({ handlers });
  const reply = await server.call("/api/runs/1/events");
  expect(reply.headers.get("content-type")).toContain("text/event-stream");
  const text = await reply.text();
  expect(text).toMatch(/^retry: \d+\n\n/);
  expect(dataOf(text)).toEqual([{ done: 1 }, { done: 2 }]);
  expect(told.stopped).toBe(true);
});

test("watching ends when the reader goes away", async () => {
  const { handlers, told } = watched([{ done: 1 }], { forever: true });
  server = await startServer({ handlers });
  const leaving = new AbortController();
  const reply = await server.call("/api/runs/1/events", { signal: leaving.signal });
  await reply.body?.getReader().read();
  expect(await (await server.call("/metrics")).text()).toContain("toposcope_event_streams 1");
  leaving.abort();
  await expect.poll(() => told.stopped).toBe(true);
  await expect
    .poll(async () => (await server.call("/metrics")).text())
    .toContain("toposcope_event_streams 0");
});

test("a server that stops ends the streams, answers what is under way and takes nothing new", async () => {
  const { handlers, told } = watched([{ done: 1 }], { forever: true });
  const answer = Promise.withResolvers<void>();
  server = await startServer({
    handlers: {
      ...handlers,
      listProjects: async () => {
        await answer.promise;
        return [];
      },
    },
  });
  const events = await server.call("/api/runs/1/events");
  const underWay = server.call("/api/projects");
  await delay(50);
  const closing = server.server.close({ patienceMs: 5_000 });
  expect(dataOf(await events.text())).toEqual([{ done: 1 }]);
  expect(told.stopped).toBe(true);
  answer.resolve();
  expect((await underWay).status).toBe(200);
  await closing;
  await expect(server.call("/health/live")).rejects.toThrow();
});

test("a run that cannot be watched is a problem, not a stream", async () => {
  server = await startServer({
    handlers: {
      runEvents: async () => {
        throw new Error("no such run");
      },
    },
  });
  const reply = await server.call("/api/runs/1/events");
  expect([reply.status, reply.headers.get("content-type")]).toEqual([
    500,
    expect.stringContaining("problem+json"),
  ]);
});
