import { setImmediate } from "node:timers/promises";
import type { BatchProgress, PlannedBatch } from "./step.ts";

/** The plan of a stage that is done in one piece. */
export async function* wholeRun(): AsyncGenerator<PlannedBatch> {
  yield { items: {}, weight: 1 };
}

const breathEveryMs = 200;

/** Shows how far a computation is, and lets the event loop run now and then, so that it can be stopped. */
export function shown(
  progress: BatchProgress,
  detail: string,
): (done: number, total: number) => Promise<void> {
  let last = performance.now();
  return async (done, total) => {
    if (performance.now() - last < breathEveryMs) return;
    progress(detail, total > 0 ? done / total : 0);
    await setImmediate();
    last = performance.now();
  };
}
