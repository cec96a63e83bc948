import type { ServerResponse } from "node:http";
import { createServer } from "node:http";
import { afterEach, expect, test } from "vitest";
import { resolveSettings } from "../../src/config.ts";
import type { Context } from "../../src/context.ts";
import type { EventView } from "../../src/event-contract.ts";
import {
  addWebhook,
  listWebhooks,
  removeWebhook,
  resumeWebhook,
  testWebhook,
} from "../../src/events/webhook.actions.ts";
import { createPostman } from "../../src/events/webhook-request.ts";
import { createWebhookSender, type WebhookSender } from "../../src/events/webhook-sender.ts";
import { type Db, openDb } from "../../src/store/db.ts";
import { addEvent } from "../../src/store/event.ts";
import { sql } from "../../src/store/sql.ts";
import { createProject, testContext } from "../jobs/ledger.ts";
import { createTestDatabase } from "../postgres.ts";
import { type Receiver, startReceiver } from "./receiver.ts";

const database = await createTestDatabase();
const { db } = database;
const { settings } = resolveSettings({ flags: { privateWebhooks: true } });
const logged: unknown[] = [];
const log = { warn: (...said: unknown[]) => void logged.push(said) } as unknown as Context["log"];
const context: Context = { ...testContext(db), settings, log };
const projectId = await createProject(db, "papers");
const otherId = await createProject(db, "mail");

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  await db.run(sql`delete from webhook`);
});

function send(of: Db = db, { timeoutMs = 10_000 } = {}): WebhookSender {
  const postman = createPostman({ anywhere: true, timeoutMs });
  const sender = createWebhookSender({ ...context, db: of }, { postman, firstDelayMs: 20 });
  sender.start();
  closing.push(() => sender.stop());
  return sender;
}

async function receive(): Promise<Receiver> {
  const receiver = await startReceiver();
  closing.push(() => receiver.close());
  return receiver;
}

let marks = 0;
async function happen(project = projectId, type: EventView["type"] = "topic.changed"): Promise<number> {
  marks += 1;
  await addEvent(db, { projectId: project, type, data: { mark: marks } });
  return marks;
}

const eventOf = ({ body }: { body: string }) => JSON.parse(body) as EventView;
const marksOf = (receiver: Receiver) => receiver.received.map((letter) => eventOf(letter).data.mark);

test("an address is told of each event once, in order, from when it was added", async () => {
  const receiver = await receive();
  await happen();
  const { id } = await addWebhook(context, { url: receiver.url });
  send();
  const told = [await happen(), await happen(), await happen(otherId)];
  await expect.poll(() => marksOf(receiver)).toEqual(told);
  const [first] = receiver.received;
  expect(first && eventOf(first)).toMatchObject({ type: "topic.changed", project: "papers", run: null });
  expect(first?.headers["toposcope-event"]).toBe("topic.changed");
  expect(first?.headers["toposcope-delivery"]).toBe(`${id}-${first && eventOf(first).id}`);
  await expect.poll(() => listWebhooks(context)).toMatchObject([{ id, state: "active", waiting: 0 }]);
});

test("an address may ask for some types of one project only", async () => {
  const receiver = await receive();
  await addWebhook(context, { url: receiver.url, project: "papers", types: ["run.current"] });
  send();
  await happen();
  await happen(otherId, "run.current");
  const wanted = await happen(projectId, "run.current");
  await expect.poll(() => marksOf(receiver)).toEqual([wanted]);
});

const faults: Record<string, (response: ServerResponse) => void> = {
  "answers 500": (response) => response.writeHead(500).end("no"),
  "sends elsewhere": (response) => response.writeHead(307, { location: "http://127.0.0.1:1/" }).end(),
  "closes the connection": (response) => response.socket?.destroy(),
  "never answers": () => {},
};

test.each(Object.keys(faults))(
  "what does not arrive since the address %s is sent again, in order",
  async (fault) => {
    const receiver = await receive();
    const { id } = await addWebhook(context, { url: receiver.url });
    const well = receiver.answer;
    let refused = 0;
    receiver.answer = (response, letter) => {
      refused += 1;
      if (refused > 3) return well(response, letter);
      faults[fault]?.(response);
    };
    send(db, { timeoutMs: 300 });
    const [first, second] = [await happen(), await happen()];
    await expect.poll(() => marksOf(receiver)).toEqual([first, first, first, first, second]);
    const deliveries = receiver.received.map(({ headers }) => headers["toposcope-delivery"]);
    expect(new Set(deliveries.slice(0, 4)).size).toBe(1);
    await expect
      .poll(() => listWebhooks(context))
      .toMatchObject([{ id, state: "active", waiting: 0, last: { delivered: true, attempts: 1 } }]);
  },
);

test("while an address fails, the list says since which event, how often it was tried, and when it is next", async () => {
  const receiver = await receive();
  receiver.answer = (response) => response.writeHead(503).end();
  await addWebhook(context, { url: receiver.url });
  send();
  await happen();
  await happen();
  await expect.poll(async () => (await listWebhooks(context))[0]?.last?.attempts).toBeGreaterThan(2);
  const [webhook] = await listWebhooks(context);
  expect(webhook).toMatchObject({
    ...{ state: "failing", waiting: 2, nextTryAt: expect.any(String) },
    last: { delivered: false, status: 503, error: "it answered 503" },
  });
});

test("an address that is gone, or that failed for a day, is given up with the reason, and goes on where it is resumed", async () => {
  const receiver = await receive();
  const { id } = await addWebhook(context, { url: receiver.url });
  receiver.answer = (response) => response.writeHead(410).end();
  send();
  const missed = await happen();
  await expect
    .poll(() => listWebhooks(context))
    .toMatchObject([{ state: "disabled", reason: "it answered 410: it is gone", waiting: 1 }]);

  receiver.answer = (response) => response.writeHead(500).end();
  await resumeWebhook(context, { webhook: id });
  await expect.poll(() => listWebhooks(context)).toMatchObject([{ state: "failing" }]);
  await db.run(sql`update webhook set failing_since = now() - interval '25 hours'`);
  await expect
    .poll(() => listWebhooks(context))
    .toMatchObject([{ state: "disabled", reason: "it failed for a day: it answered 500" }]);

  receiver.answer = (response) => response.writeHead(200).end("thanks");
  receiver.received.length = 0;
  await resumeWebhook(context, { webhook: id });
  await expect.poll(() => marksOf(receiver)).toEqual([missed]);
});

test("several processes that send tell each event once", async () => {
  const receiver = await receive();
  await addWebhook(context, { url: receiver.url });
  const others = [1, 2].map(() => openDb({ connection: database.connection }));
  closing.push(() => Promise.all(others.map((other) => other.close())));
  for (const other of [db, ...others]) send(other);
  const told: number[] = [];
  for (let i = 0; i < 20; i += 1) told.push(await happen());
  await expect.poll(() => marksOf(receiver)).toEqual(told);
});

test("what a process held that was killed is sent by another when its lease ends", async () => {
  const receiver = await receive();
  await addWebhook(context, { url: receiver.url });
  const event = await happen();
  await db.run(sql`update webhook set lease = lease + 1, leased_until = now() + interval '300 milliseconds'`);
  send();
  await expect.poll(() => marksOf(receiver)).toEqual([event]);
});

test("one address that hangs does not keep others waiting", async () => {
  const [slow, quick] = [await receive(), await receive()];
  slow.answer = () => {};
  await addWebhook(context, { url: slow.url });
  await addWebhook(context, { url: quick.url });
  send(db, { timeoutMs: 20_000 });
  const event = await happen();
  await expect.poll(() => marksOf(quick)).toEqual([event]);
  await slow.close();
});

test("a test sends an event of its own and says what came of it", async () => {
  const receiver = await receive();
  const { id } = await addWebhook(context, { url: receiver.url });
  expect(await testWebhook(context, { webhook: id })).toMatchObject({ delivered: true, status: 204 });
  expect(receiver.received[0]?.headers["toposcope-event"]).toBe("webhook.test");
  receiver.answer = (response) => response.writeHead(404).end();
  expect(await testWebhook(context, { webhook: id })).toMatchObject({
    ...{ delivered: false, status: 404, error: "it answered 404" },
  });
  await removeWebhook(context, { webhook: id });
  await expect(testWebhook(context, { webhook: id })).rejects.toMatchObject({ code: "WEBHOOK_NOT_FOUND" });
});

const strict: Context = { ...context, settings: resolveSettings().settings };

test.each([
  "ftp://example.org/",
  "file:///etc/passwd",
  "nonsense",
  "http://127.0.0.1/",
  "http://127.1/",
  "http://2130706433/",
  "http://0x7f.1/",
  "http://localhost:7700/",
  "http://10.1.2.3/",
  "http://169.254.169.254/latest/meta-data",
  "http://[::1]/",
  "http://[::ffff:127.0.0.1]/",
  "http://[fd00::1]/",
  "http://[64:ff9b::7f00:1]/",
  "https://user:password@example.org/",
])("%s is not taken as an address", async (url) => {
  await expect(addWebhook(strict, { url })).rejects.toMatchObject({ code: "WEBHOOK_REFUSED" });
});

test("a name that leads into our own network is refused when it is connected to", async () => {
  let connections = 0;
  const server = createServer((_, response) => response.end()).on("connection", () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  closing.push(() => new Promise((resolve) => server.close(resolve)));
  const { port } = server.address() as { port: number };
  const postman = createPostman({ anywhere: false });
  closing.push(() => postman.close());
  const letter = { secret: "a secret of sixteen", delivery: "1-1", type: "run.state", body: "{}" };
  const urls = [`http://localhost:${port}/`, `http://127.0.0.1:${port}/`, `http://[::1]:${port}/`];
  for (const url of urls) {
    const answer = await postman.post({ ...letter, url });
    expect(answer).toEqual({ status: null, error: expect.stringMatching(/is a private address$/) });
  }
  expect(connections).toBe(0);
});

test("no list, log or error tells a secret", async () => {
  const secret = "canary-0123456789abcdef";
  const receiver = await receive();
  const { id, ...added } = await addWebhook(context, { url: receiver.url, secret });
  expect(added.secret).toBe(secret);
  receiver.answer = (response) => response.writeHead(500).end(secret);
  send();
  await happen();
  await expect.poll(async () => (await listWebhooks(context))[0]?.last?.attempts).toBeGreaterThan(1);
  const told = JSON.stringify([
    await listWebhooks(context),
    logged,
    await testWebhook(context, { webhook: id }),
  ]);
  expect(told).not.toContain(secret);
  expect(added.secret).not.toBe((await addWebhook(context, { url: receiver.url })).secret);
});
