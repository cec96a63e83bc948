import { afterAll, beforeAll, expect, test } from "vitest";
import { runEngine } from "../bench/engine.ts";
import { type EnginePage, startEnginePage } from "../bench/engine-page.ts";

let page: EnginePage;

beforeAll(async () => {
  page = await startEnginePage();
}, 120_000);

afterAll(() => page?.close(), 60_000);

test("a web worker finds the same topics and the same map as Node, without native code", {
  timeout: 180_000,
}, async () => {
  const task = { rows: 2_400, dims: 64 };
  const here = await runEngine(task);
  const there = await page.run(task);
  expect(new Set(here.labels).size).toBeGreaterThan(5);
  expect(there.labels).toEqual(here.labels);
  expect(there.layers).toBe(here.layers);
  expect(there.places).toEqual(here.places);
});
