import type { PlannedBatch } from "./step.ts";

/** The plan of a stage that is done in one piece. @param units what its progress counts */
export async function* wholeRun(units: Promise<number>): AsyncGenerator<PlannedBatch> {
  yield { items: {}, weight: Math.max(1, await units) };
}
