import type { Context } from "./context.ts";
import type { ExploreResult, Run } from "./contract.ts";
import { listRejections } from "./corpus/actions.ts";
import { importPaths, importStdin } from "./corpus/import.actions.ts";
import { getProject } from "./corpus/project.actions.ts";
import { ToposcopeError } from "./errors.ts";
import { resumeRun } from "./jobs/actions.ts";
import { activeStates, type ColumnMapping } from "./model.ts";
import { analyze, listRuns, listTopics, watchRun } from "./topics/actions.ts";

export interface ExploreInput {
  readonly project: string;
  readonly paths: readonly string[];
  /** A file that holds what came through a pipe, in place of paths. */
  readonly stdin?: string | undefined;
  readonly mapping?: ColumnMapping;
  readonly signal?: AbortSignal;
}

export interface ExploreEvents {
  /** A run was started: workers are wanted now. */
  onRun?(run: Run): void | Promise<void>;
  /** The first topics are there; better ones may follow. */
  onFirst?(result: ExploreResult): void | Promise<void>;
}

const quickModel = "static";

/**
 * From files to named topics: imports what is new, finds first topics with the quick model and then those of the
 * project's model. What was done before is not done again.
 *
 * @throws ToposcopeError PATH_NOT_FOUND, NOTHING_IMPORTED when no file could be taken, RUN_FAILED
 */
export async function explore(
  context: Context,
  input: ExploreInput,
  events: ExploreEvents = {},
): Promise<ExploreResult> {
  const { project } = input;
  const pending = await activeRun(context, project);
  if (pending?.state === "paused") await resumeRun(context, { run: pending.id });
  if (pending) await follow(context, input, pending, events);
  const started = await startImport(context, { ...input, model: quickModel });
  if (started) await follow(context, input, started.run, events);
  await failOnNothing(context, project);
  const last = await analyze(context, { project, preview: true });
  if (last.state !== "completed") await follow(context, input, last, events);
  return await result(context, project);
}

function startImport(context: Context, input: ExploreInput & { readonly model: string }) {
  const { stdin } = input;
  return stdin === undefined ? importPaths(context, input) : importStdin(context, { ...input, file: stdin });
}

/** Waits for a run and those that follow it. */
async function follow(context: Context, input: ExploreInput, run: Run, events: ExploreEvents): Promise<void> {
  const { project, signal } = input;
  for (let current: Run | undefined = run; current; current = await activeRun(context, project)) {
    await events.onRun?.(current);
    let latest: Run = current;
    for await (latest of watchRun(context, { run: current.id, ...(signal && { signal }) }));
    const isExtra = latest.kind === "description";
    if (latest.state !== "completed" && !isExtra) {
      throw new ToposcopeError(
        "RUN_FAILED",
        `${latest.kind} ${latest.state}: ${latest.error ?? "no reason was kept"}`,
      );
    }
    const isFirst =
      latest.kind === "analysis" && latest.model === quickModel && context.settings.model !== quickModel;
    if (isFirst) await events.onFirst?.(await result(context, project));
  }
}

async function activeRun(context: Context, project: string): Promise<Run | undefined> {
  const runs = await listRuns(context, { project }).catch((error: unknown) => {
    if (error instanceof ToposcopeError && error.code === "PROJECT_NOT_FOUND") return [];
    throw error;
  });
  return runs.find(({ state, queued }) => !queued && activeStates.some((active) => active === state));
}

async function failOnNothing(context: Context, project: string): Promise<void> {
  if ((await getProject(context, { project })).documents > 0) return;
  const rejections = await listRejections(context, { project });
  const reasons = rejections.slice(0, 5).map(({ path, reason }) => `${path}: ${reason}`);
  throw new ToposcopeError(
    "NOTHING_IMPORTED",
    `no file could be taken (${reasons.join("; ") || "there were none"})`,
  );
}

async function result(context: Context, project: string): Promise<ExploreResult> {
  const { documents, chunks } = await getProject(context, { project });
  const { run, topics } = await listTopics(context, { project });
  return {
    project,
    run,
    documents,
    chunks,
    topics: topics.map(({ id, layer, name, keywords, size }) => ({ id, layer, name, keywords, size })),
    rejections: await listRejections(context, { project }),
  };
}
