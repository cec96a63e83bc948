import { expect, test } from "vitest";
import { playSequences } from "../../ordeal/model.ts";
import { testDb } from "../postgres.ts";

const db = await testDb();

test("whatever users, workers and faults do to runs, in any order, the tables say what a model in memory says", {
  timeout: 900_000,
}, async () => {
  const seed = Number(process.env.TOPOSCOPE_TEST_SEED ?? Date.now() % 1_000_000);
  expect(await playSequences(db, { seed, sequences: 300 })).toBeGreaterThanOrEqual(300);
});
