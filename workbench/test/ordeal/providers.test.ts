import { expect, test } from "vitest";
import { askThroughFaults } from "../../ordeal/providers.ts";

test("through five hundred faults of every kind no answer is wrong, none is half, and nothing crashes", async () => {
  const seed = Number(process.env.TOPOSCOPE_TEST_SEED ?? Date.now() % 1_000_000);
  const figures = await askThroughFaults(
    { faulty: 500, brokenStreams: 100, malformed: 100, seed },
    { limits: { silenceMs: 200 } },
  );
  expect(figures, `seed ${seed}`).toMatchObject({ questions: 1_500, wrong: 0, crashed: 0, "halves kept": 0 });
  expect(figures.right, `seed ${seed}`).toBeGreaterThan(1_450);
});
