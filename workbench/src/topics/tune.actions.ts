import { type LinearAlgebra, Random } from "@toposcope/algorithms";
import type { Context, TuneInput } from "../context.ts";
import { ToposcopeError } from "../errors.ts";
import { readChunks, readPoints } from "../store/analysis.ts";
import { goneChunks } from "../store/placement.ts";
import { currentRun, requireProject } from "../store/project.ts";
import { runById } from "../store/run.ts";
import type { Tuning } from "../topic-contract.ts";
import { tune } from "./tune.ts";

const mostSampled = 3_000;
const fewestSampled = 20;

/**
 * Tries a few settings on a sample of a project's passages and says what each gives.
 *
 * @throws ToposcopeError NO_ANALYSIS
 */
export const tuneTopics = (
  { interactive }: Pick<Context, "interactive">,
  input: TuneInput,
): Promise<Tuning> => interactive.tune(input);

/** The same where it is done: in a process that nobody else waits for. */
export async function tuneHere(
  context: Pick<Context, "db"> & { readonly linearAlgebra: () => Promise<LinearAlgebra> },
  { project, sample = mostSampled }: TuneInput,
): Promise<Tuning> {
  const { db } = context;
  const shown = await currentRun(db, (await requireProject(db, project)).id);
  const run = shown && (await runById(db, shown.id));
  if (!run) throw new ToposcopeError("NO_ANALYSIS", `project ${project} has no topics yet`);
  const { chunks, firsts } = await readChunks(db, run.id);
  const { seed } = run.settings;
  const size = Math.max(fewestSampled, Math.min(sample, mostSampled));
  const gone = new Set(await goneChunks(db, chunks));
  const there = firsts.filter((position) => !gone.has(chunks[position]!));
  const chosen = [...new Random(seed).sample(there.length, size)].map((point) => there[point]!);
  const points = await readPoints(db, run, { chunks, firsts: chosen });
  const linearAlgebra = await context.linearAlgebra();
  return { run: run.id, sample: points.rows, trials: await tune(points, { seed, linearAlgebra }) };
}
