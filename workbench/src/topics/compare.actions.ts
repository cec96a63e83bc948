import type { Context } from "../context.ts";
import { ToposcopeError } from "../errors.ts";
import { layersOf } from "../store/layer.ts";
import { chunksOfTopics } from "../store/membership.ts";
import { requireProject } from "../store/project.ts";
import { runById } from "../store/run.ts";
import { topicsOf } from "../store/topic.ts";
import type { RunComparison } from "../topic-contract.ts";
import { compareTopics, type TopicMembers } from "./compare.ts";

/**
 * Compares the suggested topics of two analyses of a project, or of pictures of them, as they are shown.
 *
 * @throws ToposcopeError RUN_NOT_FOUND when one is no finished analysis or picture of the project
 */
export async function compareRuns(
  context: Context,
  { project, a, b }: { project: string; a: number; b: number },
): Promise<RunComparison> {
  const { id } = await requireProject(context.db, project);
  const before = await shownTopics(context, { projectId: id, project, run: a });
  const after = await shownTopics(context, { projectId: id, project, run: b });
  const { passages, ...figures } = compareTopics(before, after);
  return {
    a,
    b,
    ...figures,
    topics: passages.map((passage) => ({
      ...passage,
      before: [...passage.before],
      after: [...passage.after],
    })),
  };
}

async function shownTopics(
  { db }: Context,
  { projectId, project, run }: { projectId: number; project: string; run: number },
): Promise<TopicMembers[]> {
  const row = await runById(db, run);
  if (
    !row ||
    row.projectId !== projectId ||
    !(row.kind === "analysis" || row.kind === "picture") ||
    row.state !== "completed"
  )
    throw new ToposcopeError("RUN_NOT_FOUND", `run ${run} is no finished analysis of project ${project}`);
  const layer = (await layersOf(db, run)).find(({ suggested }) => suggested)?.layer;
  const topics = await topicsOf(db, run, layer);
  const members = await chunksOfTopics(
    db,
    run,
    topics.map(({ id }) => id),
  );
  const chunksOf = new Map(members.map(({ topic, chunks }) => [topic, chunks]));
  return topics.map(({ id, name }) => ({ id, name, chunks: chunksOf.get(id) ?? new Uint32Array(0) }));
}
