import type { Context } from "../context.ts";
import { projectByName } from "../store/project.ts";
import { openRuns } from "../store/run.ts";
import { gatesOf } from "./gate.actions.ts";
import { gather } from "./gather.actions.ts";

/** An embedder elsewhere may be paid for: what nobody asked for yet is not sent there. */
const isElsewhere = (model: string) => /^https?:/.test(model);
/** Finds what a project's searches embed with, and brings its index into memory. */
const anyQuestion = "What is this about?";

const retryMs = 5_000;

/**
 * Makes projects ready to be asked, one after the other, as soon as their runs are over: the index is loaded and the gate is
 * measured, which the first question would wait for. Under a limit of memory nothing is, since the next run may need the room.
 *
 * @param follow tells of runs that change until the signal; where it fails it is begun again, since all this can wait
 */
export async function prepareAnswers(
  context: Context,
  follow: (signal: AbortSignal) => Promise<AsyncIterable<{ readonly project: string | null }>>,
  { signal }: { signal: AbortSignal },
): Promise<void> {
  if (context.settings.memoryLimit !== undefined) return;
  while (!signal.aborted) {
    try {
      for await (const { project } of await follow(signal))
        if (project !== null) await prepare(context, project);
    } catch (error) {
      context.log.debug({ error }, "changes of runs cannot be followed");
    }
    await context.clock.sleep(retryMs, { signal });
  }
}

async function prepare(context: Context, name: string): Promise<void> {
  try {
    const project = await projectByName(context.db, name);
    if (!project || (await openRuns(context.db, project.id)).length > 0) return;
    const { model } = await gather(context, { project: name, question: anyQuestion, justTelling: true });
    if (!isElsewhere(model)) await gatesOf(context, project, model);
  } catch (error) {
    context.log.debug({ error, project: name }, "a project could not be made ready to be asked");
  }
}
