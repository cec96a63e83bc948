import { afterAll, expect, test } from "vitest";
import { openSimulation } from "../../ordeal/simulation.ts";
import { createTestDatabase } from "../postgres.ts";

const database = await createTestDatabase();
const ground = await openSimulation(database.connection);
afterAll(async () => {
  await ground.close();
  await database.drop();
});

const first = Number(process.env.TOPOSCOPE_TEST_SEED ?? Date.now() % 1_000_000);

test("the same seed is the same world to the last statement", async () => {
  const world = await ground.simulate(first);
  expect(await ground.simulate(first)).toEqual(world);
  expect((await ground.simulate(first + 1)).trace).not.toEqual(world.trace);
});

test("in twenty-five worlds with deaths, zombies and lost messages nothing is done twice, every run is legal and ends", {
  timeout: 900_000,
}, async () => {
  for (let seed = first; seed < first + 25; seed += 1) await ground.simulate(seed);
});
