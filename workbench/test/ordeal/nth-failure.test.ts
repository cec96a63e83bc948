import { expect, test } from "vitest";
import { nthFailure } from "../../ordeal/nth-failure.ts";

test("whichever of 200 calls to the database or to files fails, the job comes to its end with the same result", {
  timeout: 1_200_000,
}, async () => {
  const seed = Number(process.env.TOPOSCOPE_TEST_SEED ?? Date.now() % 1_000_000);
  const figures = await nthFailure({ short: true, seed });
  expect(figures).toMatchObject({ failures: 200, corrupted: 0, hanging: 0, unhandled: 0 });
  // The others are numbers of calls that a job did not come to: it looks around less often when it is quick.
  expect(figures.hits).toBeGreaterThan(60);
});
