import { randomUUID } from "node:crypto";
import { afterAll, afterEach, expect, test } from "vitest";
import type { Context } from "../../src/context.ts";
import type { Run } from "../../src/contract.ts";
import type { EventView } from "../../src/event-contract.ts";
import { handlers } from "../../src/http/handlers.ts";
import { startRun } from "../../src/jobs/engine.ts";
import { cancelRun, pauseRun, resumeRun } from "../../src/jobs/steer.ts";
import { addEvent } from "../../src/store/event.ts";
import { createProject, runSettings, testContext } from "../jobs/ledger.ts";
import { testDb } from "../postgres.ts";
import { jsonOf, type ServerUnderTest, startServer } from "./server-under-test.ts";

const db = await testDb();
const context: Context = { ...testContext(db), newId: randomUUID };
const papers = await createProject(db, "papers");
const mail = await createProject(db, "mail");
afterAll(() => context.queue.close());

const servers: ServerUnderTest[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function start(): Promise<ServerUnderTest> {
  const { db, clock, queue } = context;
  const server = await startServer({ handlers, context: { db, clock, queue } });
  servers.push(server);
  return server;
}

let marks = 0;
async function happen(projectId = papers, type: EventView["type"] = "topic.changed"): Promise<number> {
  marks += 1;
  await addEvent(db, { projectId, type, data: { mark: marks } });
  return marks;
}

interface Message<T> {
  readonly id: string;
  readonly data: T;
}

/** Reads a stream as a browser does until so many messages have come, or it ends. */
async function read<T>(
  server: ServerUnderTest,
  path: string,
  { count = Number.POSITIVE_INFINITY, lastId }: { count?: number; lastId?: string | undefined } = {},
): Promise<Message<T>[]> {
  const leaving = new AbortController();
  const headers: Record<string, string> = lastId === undefined ? {} : { "last-event-id": lastId };
  const reply = await server.call(path, { headers, signal: leaving.signal });
  const messages: Message<T>[] = [];
  let text = "";
  for await (const part of reply.body ?? []) {
    text += Buffer.from(part).toString();
    const blocks = text.split("\n\n");
    text = blocks.pop() ?? "";
    for (const block of blocks) {
      const [, id, data] = /^id: (.*)\ndata: (.*)$/.exec(block) ?? [];
      if (id !== undefined && data !== undefined) messages.push({ id, data: JSON.parse(data) as T });
    }
    if (messages.length >= count) break;
  }
  leaving.abort();
  return messages;
}

const marksOf = (messages: readonly Message<EventView>[]) => messages.map(({ data }) => data.data.mark);

test("a reader that comes back, also to a server that was started anew, gets what it missed and nothing twice", async () => {
  let server = await start();
  const first = read<EventView>(server, "/api/events", { count: 2 });
  await expect.poll(async () => (await server.call("/metrics")).text()).toContain("event_streams 1");
  const [one, two] = [await happen(), await happen(mail)];
  const seen = await first;
  expect(marksOf(seen)).toEqual([one, two]);
  const three = await happen();
  await server.close();
  servers.pop();
  server = await start();
  const four = happen(mail);
  const rest = await read<EventView>(server, "/api/events", { count: 2, lastId: seen.at(-1)?.id });
  expect(marksOf(rest)).toEqual([three, await four]);
  const last = await read<EventView>(server, "/api/events", { count: 1, lastId: rest[0]?.id });
  expect(marksOf(last)).toEqual([await four]);
});

test("events of one project, or of some types, are there by themselves", async () => {
  const server = await start();
  const [before] = await read<EventView>(server, "/api/events?after=0", { count: 1 });
  await happen(mail);
  const wanted = await happen(papers, "document.ready");
  await happen(papers);
  const path = "/api/projects/papers/events?types=document.ready,run.current";
  const [message] = await read<EventView>(server, path, { count: 1, lastId: before?.id });
  expect(message?.data).toMatchObject({
    ...{
      id: Number(message?.id),
      type: "document.ready",
      project: "papers",
      run: null,
      data: { mark: wanted },
    },
  });
});

test("a type or a project that there is not is a problem, not a stream", async () => {
  const server = await start();
  const type = await server.call("/api/events?types=coffee.ready");
  expect([type.status, (await jsonOf(type)).code]).toEqual([400, "INVALID_INPUT"]);
  const project = await server.call("/api/projects/nobody/events");
  expect([project.status, (await jsonOf(project)).code]).toEqual([404, "PROJECT_NOT_FOUND"]);
});

test("a run's reader that comes back gets its newest state at once, and what it has is not sent again", async () => {
  const server = await start();
  const { id } = await startRun(context, { projectId: papers, kind: "import", settings: runSettings });
  const path = `/api/runs/${id}/events`;
  const [pending] = await read<Run>(server, path, { count: 1 });
  expect(pending?.data.state).toBe("pending");
  await pauseRun(context, id);
  const [paused] = await read<Run>(server, path, { count: 1, lastId: pending?.id });
  expect(paused?.data.state).toBe("paused");
  const next = read<Run>(server, path, { count: 1, lastId: paused?.id });
  await resumeRun(context, id);
  await cancelRun(context, id);
  expect(["pending", "cancelled"]).toContain((await next)[0]?.data.state);
  const all = await read<Run>(server, path);
  expect(all.map(({ data }) => data.state)).toEqual(["cancelled"]);
  const reply = await server.call(path, { headers: { "last-event-id": all.at(-1)?.id ?? "" } });
  expect(reply.status).toBe(204);
});

test("webhooks are added, listed and removed, and their secret is shown once", async () => {
  const server = await start();
  const post = (path: string, body?: unknown) =>
    server.call(path, {
      method: "POST",
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
  const refused = await post("/api/webhooks", { url: "http://127.0.0.1:9/" });
  expect([refused.status, (await jsonOf(refused)).code]).toEqual([400, "WEBHOOK_REFUSED"]);
  const added = await post("/api/webhooks", { url: "https://example.org/hook", types: ["run.state"] });
  expect(added.status).toBe(201);
  const { id, secret } = await jsonOf<{ id: number; secret: string }>(added);
  const list = await (await server.call("/api/webhooks")).text();
  expect(JSON.parse(list)).toMatchObject([
    { id, url: "https://example.org/hook", state: "active", last: null },
  ]);
  expect(list + server.log.join("")).not.toContain(secret);
  expect((await post(`/api/webhooks/${id}/resume`)).status).toBe(200);
  expect((await server.call(`/api/webhooks/${id}`, { method: "DELETE" })).status).toBe(200);
  expect((await post(`/api/webhooks/${id}/test`)).status).toBe(404);
});
