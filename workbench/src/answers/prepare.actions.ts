import type { Context } from "../context.ts";
import { projectByName } from "../store/project.ts";
import { openRuns } from "../store/run.ts";
import { gatesOf } from "./gate.actions.ts";
import { gather } from "./gather.actions.ts";

/** An embedder elsewhere may be paid for: what nobody asked for yet is not sent there. */
const isElsewhere = (model: string) => /^https?:/.test(model);
/** Finds what a project's searches embed with, and brings its index into memory. */
const anyQuestion = "What is this about?";

/**
 * Makes projects ready to be asked, one after the other, as soon as their runs are over: the index is loaded and the gate is
 * measured, which the first question would wait for.
 *
 * @param changes of runs; it ends with them
 */
export async function prepareAnswers(
  context: Context,
  changes: AsyncIterable<{ readonly project: string | null }>,
): Promise<void> {
  for await (const { project } of changes) {
    if (project === null) continue;
    try {
      await prepare(context, project);
    } catch (error) {
      context.log.debug({ error, project }, "a project could not be made ready to be asked");
    }
  }
}

async function prepare(context: Context, name: string): Promise<void> {
  const project = await projectByName(context.db, name);
  if (!project || (await openRuns(context.db, project.id)).length > 0) return;
  const { model } = await gather(context, { project: name, question: anyQuestion, justTelling: true });
  if (!isElsewhere(model)) await gatesOf(context, project, model);
}
