import { expect, test } from "vitest";
import { limitsOf, storedAllowances } from "../../src/providers/allowance.ts";
import { sql } from "../../src/store/sql.ts";
import { testDb } from "../postgres.ts";
import { asked } from "./asked.ts";
import { candidatesAt, llmUnderTest } from "./llm-under-test.ts";
import { providerServer } from "./provider-server.ts";

const db = await testDb();
let accounts = 0;

function account(limits: { requestsPerMinute?: number; tokensPerMinute?: number }) {
  accounts += 1;
  return { id: accounts, name: `provider ${accounts}`, kind: "compatible" as const, priority: 0, ...limits };
}

/** As if it had been so long ago. */
async function later(seconds: number): Promise<void> {
  await db.run(sql`
    update provider_allowance
    set counted_at = counted_at - ${seconds} * interval '1 second',
      closed_until = closed_until - ${seconds} * interval '1 second'`);
}

test("in no minute are more requests let through than are allowed", () => {
  for (const requestsPerMinute of [2, 3, 10, 60, 500, 10_000]) {
    const { requests, requestsPerSecond } = limitsOf({ requestsPerMinute });
    expect(requests + 60 * requestsPerSecond).toBeLessThanOrEqual(requestsPerMinute);
  }
});

test("all workers together take no more requests than there are, and are told when to come again", async () => {
  const limited = account({ requestsPerMinute: 50 });
  const workers = [storedAllowances(db), storedAllowances(db)];
  const waits = await Promise.all(
    Array.from({ length: 20 }, (_, i) => workers[i % 2]?.take(limited, 10) ?? Promise.reject()),
  );
  const taken = waits.filter((waitMs) => waitMs === 0).length;
  expect(taken).toBeGreaterThanOrEqual(5);
  expect(taken).toBeLessThan(20);
  for (const waitMs of waits.filter((ms) => ms > 0)) expect(waitMs).toBeLessThanOrEqual(60_000 / 45);
  await later(60);
  expect(await workers[0]?.take(limited, 10)).toBe(0);
});

test("tokens are limited alike, and those that were not used can be given back", async () => {
  const limited = account({ tokensPerMinute: 60_000 });
  const allowances = storedAllowances(db);
  expect(await allowances.take(limited, 6_000)).toBe(0);
  const waitMs = await allowances.take(limited, 5_000);
  expect(waitMs).toBeGreaterThan(3_000);
  await allowances.giveBack(limited, 5_500);
  expect(await allowances.take(limited, 5_000)).toBe(0);
});

test("a question larger than the bucket goes when it is full, and the next one waits for longer", async () => {
  const limited = account({ tokensPerMinute: 6_000 });
  const allowances = storedAllowances(db);
  expect(await allowances.take(limited, 3_000)).toBe(0);
  expect(await allowances.take(limited, 100)).toBeGreaterThan(20_000);
});

test("a provider that wants to be left alone is, by all workers", async () => {
  const free = account({});
  const allowances = storedAllowances(db);
  expect(await allowances.take(free, 1)).toBe(0);
  await allowances.close(free, 30_000);
  expect(await storedAllowances(db).take(free, 1)).toBeGreaterThan(25_000);
  await later(31);
  expect(await allowances.take(free, 1)).toBe(0);
});

test("where one provider has no room, another one is asked at once", async () => {
  const servers = [await providerServer(), await providerServer()];
  const [first, second] = candidatesAt(servers);
  if (!first || !second) throw new Error("no candidates");
  const tight = { ...first, account: { ...first.account, requestsPerMinute: 2 } };
  const llm = llmUnderTest(servers, { candidates: [tight, second], allowances: storedAllowances(db) });
  await Promise.all(Array.from({ length: 6 }, () => llm.text(asked())));
  expect(servers.map(({ calls }) => calls.length)).toEqual([1, 5]);
});

test("what one worker hears of a rate limit, the others keep to", async () => {
  const servers = [await providerServer(), await providerServer()];
  const candidates = candidatesAt(servers).map((candidate, at) => ({
    ...candidate,
    account: { ...candidate.account, name: `shared ${at}` },
  }));
  servers[0]?.script.push({ name: "rate-limited", retryAfterSeconds: 60 });
  const [one, other] = [0, 1].map(() =>
    llmUnderTest(servers, { candidates, allowances: storedAllowances(db) }),
  );
  await one?.text(asked());
  await other?.text(asked());
  expect(servers.map(({ calls }) => calls.length)).toEqual([1, 2]);
});
