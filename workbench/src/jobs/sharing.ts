import type { Context } from "../context.ts";
import { waitsForMachine } from "../store/file-part.ts";
import type { RunRow } from "../store/run.ts";
import { workersByMachine } from "../store/worker.ts";
import type { Step } from "./step.ts";

/** Whether a step is about files that only another machine sees. */
export function isElsewhere({ machine }: Pick<Context, "machine">, run: RunRow, step: Step): boolean {
  return step.share !== undefined && run.machine !== null && run.machine !== machine;
}

/** Lets workers on other machines take part in a step that is about files of this one. */
export async function shareStep(context: Context, run: RunRow, step: Step): Promise<void> {
  if (!step.share || isElsewhere(context, run, step)) return;
  const { db, queue, log, machine } = context;
  try {
    const others = [...(await workersByMachine(db))].reduce(
      (sum, [name, workers]) => (name === machine ? sum : sum + workers),
      0,
    );
    if (others === 0) return;
    const batches = await step.share(context, run, others);
    if (batches > 0) await queue.wake(db, run.id, others);
  } catch (error) {
    log.warn({ error }, "could not share files with workers on other machines");
  }
}

/**
 * Why a run does not go on although there is a worker: what is left needs files of a machine without one. Undefined where
 * there is a worker that sees them.
 */
export async function whyFilesAreMissing(
  { db }: Pick<Context, "db">,
  run: RunRow,
  step: Step,
  { planned }: { planned: boolean },
): Promise<string | undefined> {
  const { machine } = run;
  if (machine === null || (await workersByMachine(db)).has(machine)) return undefined;
  const isLeft = !planned || (await waitsForMachine(db, { runId: run.id, stage: step.name, machine }));
  if (!isLeft) return undefined;
  return `they are on machine ${machine}, where no worker is at work: start one there with toposcope worker`;
}
