import type { Context } from "../context.ts";
import type { Run } from "../contract.ts";
import { ToposcopeError } from "../errors.ts";
import { listRuns, runTimings, watchRun } from "../topics/actions.ts";
import { progressDisplay } from "./progress.ts";
import type { Session } from "./session.ts";

/** Shows runs, one after the other, while something else waits for their results. */
export class RunFollower {
  readonly #session: Session;
  readonly #context: Context;
  #following: Promise<void> = Promise.resolve();

  constructor(session: Session, context: Context) {
    this.#session = session;
    this.#context = context;
  }

  follow(run: Run): void {
    this.#following = this.#following.then(async () => {
      await showRun(this.#session, this.#context, run);
    });
    this.#following.catch(() => undefined);
  }

  /** Until the runs that are followed are over. */
  idle(): Promise<void> {
    return this.#following;
  }
}

/**
 * Shows a run until it is over.
 *
 * @throws ToposcopeError RUN_FAILED
 */
export async function followRun(session: Session, context: Context, run: Run): Promise<Run> {
  const latest = await showRun(session, context, run);
  if (latest.state === "completed") return latest;
  throw new ToposcopeError(
    "RUN_FAILED",
    `run ${latest.id} ${latest.state}: ${latest.error ?? "no reason was kept"}`,
  );
}

/** Shows what a model says of a project's topics until that is over; when it comes to nothing, the topics are there all the same. */
export async function followDescription(session: Session, context: Context, project: string): Promise<void> {
  const runs = await listRuns(context, { project });
  const run = runs.find(({ kind, state }) => kind === "description" && state !== "cancelled");
  if (!run || run.state === "completed" || run.state === "failed") return;
  const { state, error } = await showRun(session, context, run);
  if (state !== "completed")
    session.output.note(`names and insights ${state}: ${error ?? "no reason was kept"}`);
}

async function showRun(session: Session, context: Context, run: Run): Promise<Run> {
  const display = progressDisplay({ quiet: session.output.json });
  session.atEnd(() => display.end());
  let latest = run;
  display.update(run);
  for await (latest of watchRun(context, { run: run.id, signal: session.interrupt })) display.update(latest);
  await display.end();
  session.timings.push(...(await runTimings(context, { run: run.id })));
  return latest;
}
