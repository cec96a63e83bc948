import type { ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { pino } from "pino";
import { afterAll, beforeEach, expect, test } from "vitest";
import { systemClock } from "../../src/clock.ts";
import { resolveSettings } from "../../src/config.ts";
import { forkModule } from "../../src/process.ts";
import type { LlmAsk, LlmPart } from "../../src/providers/llm.ts";
import { openLlm } from "../../src/providers/open-llm.ts";
import type { Candidate } from "../../src/providers/provider-account.ts";
import { storedLedger } from "../../src/providers/stored-ledger.ts";
import { totalCosts } from "../../src/store/provider-call.ts";
import { sql } from "../../src/store/sql.ts";
import { createTestDatabase } from "../postgres.ts";
import { candidatesAt } from "./llm-under-test.ts";
import { providerServer } from "./provider-server.ts";

const { db, connection, drop } = await createTestDatabase();
afterAll(drop);
const server = await providerServer();
let made = 0;

/** A ground of its own, as another process has it: nothing in memory is shared. */
function freshLlm(candidates: Candidate[] = candidatesAt([server])) {
  const llm = openLlm({
    registry: { candidates: async () => ({ routing: "priority", candidates }) },
    ledger: storedLedger({ db, settings: resolveSettings().settings, newId: randomUUID }),
    clock: systemClock,
    log: pino({ level: "silent" }),
  });
  afterAll(() => llm.close());
  return llm;
}

function question(change: Partial<LlmAsk> = {}): LlmAsk {
  made += 1;
  return {
    purpose: "naming",
    prompt: "once/1",
    messages: [{ role: "user", content: `question ${made}` }],
    of: { projectId: 0 },
    ...change,
  };
}

/** Until so many have come to the provider, or stand in line. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await systemClock.sleep(10);
}

beforeEach(() => {
  server.calls.length = 0;
  server.script.length = 0;
  server.say = () => "The sea is calm.";
});

const child = (content: string): ChildProcess =>
  forkModule("../test/providers/one-question.child", {
    args: [JSON.stringify(connection), server.base, content],
    env: { PATH: process.env.PATH },
  });

test("two processes that ask the same at the same moment pay once, and both have the answer", async () => {
  const both = [child("asked by two"), child("asked by two")];
  const { promise, resolve } = Promise.withResolvers<void>();
  server.say = async () => {
    await promise;
    return "The sea is calm.";
  };
  const answers = Promise.all(both.map(async (process) => (await once(process, "message"))[0]));
  await until(() => server.calls.length > 0);
  // The other has looked for the answer and found nothing as soon as it, too, has a connection.
  await until(async () => {
    const { others } = await db.one<{ others: number }>(sql`
      select count(*) as others from pg_stat_activity
      where datname = current_database() and query like '%answer_claim%' and pid <> pg_backend_pid()`);
    return others >= 2;
  });
  resolve();
  const said = await answers;
  expect(said.map(({ value }) => value)).toEqual(["The sea is calm.", "The sea is calm."]);
  expect(said.map(({ cached }) => cached).toSorted()).toEqual([false, true]);
  expect(server.calls).toHaveLength(1);
});

test("of many askers one is answered by the provider, the others by what he was answered", async () => {
  const ask = question();
  const asking = [freshLlm(), freshLlm(), freshLlm()].flatMap((llm) => [llm.text(ask), llm.text(ask)]);
  const replies = await Promise.all(asking);
  expect(new Set(replies.map(({ value }) => value)).size).toBe(1);
  expect(replies.filter(({ origin }) => !origin.cached)).toHaveLength(1);
  expect(server.calls).toHaveLength(1);
  expect(await totalCosts(db, null)).toMatchObject({ failures: 0 });
  expect(await db.one(sql`select count(*) as claims from answer_claim`)).toEqual({ claims: 0 });
});

test("one who asks for a stream has the whole answer of the one who asked before", async () => {
  const ask = question();
  const first = freshLlm().text(ask);
  await until(() => server.calls.length > 0);
  const parts: LlmPart[] = [];
  for await (const part of freshLlm().stream(ask)) parts.push(part);
  expect(parts).toMatchObject([
    { type: "text", text: "The sea is calm." },
    { type: "done", reply: { origin: { cached: true } } },
  ]);
  await first;
  expect(server.calls).toHaveLength(1);
});

test("who waits for another's answer still goes away when he is told to", async () => {
  server.script.push("hang-first-byte");
  const ask = question();
  const hanging = new AbortController();
  const first = freshLlm().text({ ...ask, signal: hanging.signal });
  first.catch(() => {});
  await until(() => server.calls.length > 0);
  const gone = new Error("nobody listens");
  const waiting = new AbortController();
  const second = freshLlm().text({ ...ask, signal: waiting.signal });
  second.catch(() => {});
  await systemClock.sleep(100);
  waiting.abort(gone);
  await expect(second).rejects.toBe(gone);
  await expect(freshLlm().text({ ...ask, signal: AbortSignal.timeout(100) })).rejects.toMatchObject({
    name: "TimeoutError",
  });
  hanging.abort(gone);
  await expect(first).rejects.toBe(gone);
  expect(server.calls).toHaveLength(1);
  expect((await freshLlm().text(ask)).value).toBe("The sea is calm.");
});

test("where the first has no luck, the one who waited asks himself", async () => {
  server.script.push("unauthorized");
  const ask = question();
  const asking = [freshLlm().text(ask), freshLlm().text(ask)];
  const outcomes = await Promise.allSettled(asking);
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect(server.calls).toHaveLength(2);
});

test("a process that dies while it asks leaves the question to others", async () => {
  server.script.push("hang-first-byte");
  const ask = question();
  const dying = child(ask.messages[0]?.content ?? "");
  await until(() => server.calls.length > 0);
  const waiting = freshLlm().text(ask);
  dying.kill("SIGKILL");
  await once(dying, "exit");
  await db.run(sql`update answer_claim set until = until - interval '13 seconds'`);
  expect((await waiting).origin.cached).toBe(false);
  expect(server.calls).toHaveLength(2);
});

test("other models, other questions and other versions of a prompt wait for nobody", async () => {
  const ask = question();
  const hanging = new AbortController();
  server.script.push("hang-first-byte");
  const first = freshLlm().text({ ...ask, signal: hanging.signal });
  first.catch(() => {});
  await until(() => server.calls.length > 0);
  await freshLlm().text({ ...ask, prompt: "once/2" });
  await freshLlm().text(question());
  await freshLlm(candidatesAt([server]).map((candidate) => ({ ...candidate, model: "other" }))).text(ask);
  expect(server.calls).toHaveLength(4);
  hanging.abort();
  await expect(first).rejects.toThrow();
});

test("an answer that lasts longer than a claim keeps it alive", async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.say = async () => {
    await promise;
    return "The sea is calm.";
  };
  const ask = question();
  const first = freshLlm().text(ask);
  await until(() => server.calls.length > 0);
  await db.run(sql`update answer_claim set until = now() + interval '5 seconds'`);
  const until0 = await db.one<{ until: Date }>(sql`select until from answer_claim`);
  await until(async () => {
    const { until: renewed } = await db.one<{ until: Date }>(sql`select until from answer_claim`);
    return renewed > until0.until;
  });
  resolve();
  await first;
});
