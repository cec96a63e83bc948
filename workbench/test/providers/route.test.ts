import { expect, test } from "vitest";
import type { Routing } from "../../src/model.ts";
import { EndpointHealth } from "../../src/providers/endpoint-health.ts";
import type { Candidate } from "../../src/providers/provider-account.ts";
import { RetryBudget } from "../../src/providers/retry-budget.ts";
import { route, type Standing } from "../../src/providers/route.ts";

const candidate = (name: string, priority: number, price?: Candidate["price"]): Candidate => ({
  account: { id: priority, name, kind: "compatible", priority },
  model: "model",
  price,
});
const candidates = [
  candidate("dear", 0, { input: 10, output: 30 }),
  candidate("unpriced", 2),
  candidate("cheap", 1, { input: 0, output: 0 }),
];
const standings: Readonly<Record<string, Standing>> = {
  dear: { firstMs: 900, isDoubtful: false },
  cheap: { firstMs: 2_000, isDoubtful: false },
  unpriced: { firstMs: 300, isDoubtful: false },
};

function order(routing: Routing, { turn = 0, broken = "" } = {}): string {
  const standing = ({ account }: Candidate) => ({
    firstMs: standings[account.name]?.firstMs,
    isDoubtful: account.name === broken,
  });
  return route(candidates, routing, { standing, turn })
    .map(({ account }) => account.name)
    .join(" ");
}

test("candidates are put in order by priority, price or speed, or in turn; one that was broken goes last", () => {
  expect(order("priority")).toBe("dear cheap unpriced");
  expect(order("cheapest")).toBe("cheap dear unpriced");
  expect(order("fastest")).toBe("unpriced dear cheap");
  expect(order("round-robin", { turn: 4 })).toBe("cheap unpriced dear");
  expect(order("priority", { broken: "dear" })).toBe("cheap unpriced dear");
});

test("an endpoint is left alone after three failures in a row, longer each time, until an answer comes", () => {
  const health = new EndpointHealth();
  const fail = (nowMs: number) => health.failed(nowMs, { isLasting: false });
  fail(0);
  fail(1);
  expect(health.isOpen(2)).toBe(false);
  fail(2);
  const firstMs = health.opensAgainInMs(2);
  expect(health.isOpen(3)).toBe(true);
  expect(health.isOpen(2 + firstMs)).toBe(false);
  fail(2 + firstMs);
  expect(health.opensAgainInMs(2 + firstMs)).toBe(2 * firstMs);
  health.succeeded(100);
  expect([health.isOpen(2 + firstMs), health.isDoubtful]).toEqual([false, false]);
});

test("an endpoint that fails every other time is left alone, too", () => {
  const health = new EndpointHealth();
  for (let i = 0; i < 12; i++) {
    health.succeeded(100);
    health.failed(i, { isLasting: false });
    health.failed(i, { isLasting: false });
  }
  expect(health.errorRate).toBeGreaterThan(0.5);
  expect(health.isOpen(12)).toBe(true);
});

test("a wrong key is not tried again soon", () => {
  const health = new EndpointHealth();
  health.failed(0, { isLasting: true });
  expect(health.isOpen(59_000)).toBe(true);
});

test("of a thousand questions that all want it, not a fifth are retried", () => {
  const budget = new RetryBudget();
  let retries = 0;
  for (let i = 0; i < 1_000; i++) {
    budget.earn();
    if (budget.take()) retries += 1;
  }
  expect(retries).toBeGreaterThan(100);
  expect(retries).toBeLessThan(200);
});
