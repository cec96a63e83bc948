import { expect, test } from "vitest";
import { killLoop } from "../../ordeal/kill-loop.ts";

test("killed sixty times at random and at named points, nothing acknowledged is lost, nothing is there twice, and the topics are the same", {
  timeout: 900_000,
}, async () => {
  const seed = Number(process.env.TOPOSCOPE_TEST_SEED ?? Date.now() % 1_000_000);
  expect(await killLoop({ short: true, seed })).toMatchObject({ kills: 60, lost: 0, twice: 0, differing: 0 });
});
