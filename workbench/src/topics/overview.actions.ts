import type { Context } from "../context.ts";
import { layersOf } from "../store/layer.ts";
import { chunksOfRun, duplicateCounts, languageCounts, oddDocuments } from "../store/overview.ts";
import { projectsWithCounts, requireProject, type ShownRun, shownRun } from "../store/project.ts";
import { topicsOf } from "../store/topic.ts";
import type { Overview } from "../topic-contract.ts";
import type { AsOf } from "./actions.ts";

const topicsShown = 10;
const groupsShown = 5;
const oddShown = 10;

/**
 * What there is to see of a project at any moment, while it is still being worked on too: its largest topics, duplicates,
 * languages, and the documents that fit no topic.
 *
 * @throws ToposcopeError PROJECT_NOT_FOUND, RUN_NOT_FOUND
 */
export async function overview({ db }: Context, { project, run: asOf }: AsOf): Promise<Overview> {
  const row = await requireProject(db, project, asOf);
  const run = await shownRun(db, row);
  const [counts] = await projectsWithCounts(db, project);
  const duplicates = await duplicateCounts(db, { projectId: row.id, groups: groupsShown });
  return {
    run: run?.number ?? null,
    provisional: run?.provisional ?? null,
    documents: counts?.documents ?? 0,
    chunks: counts?.chunks ?? 0,
    duplicates: { ...duplicates, groups: [...duplicates.groups] },
    languages: await languageCounts(db, row.id),
    ...(await topicsOfRun(db, run)),
  };
}

async function topicsOfRun(
  db: Context["db"],
  run: ShownRun | undefined,
): Promise<Pick<Overview, "analysed" | "topics" | "largest" | "odd">> {
  if (!run) return { analysed: 0, topics: 0, largest: [], odd: [] };
  const suggested = (await layersOf(db, run.id)).find((layer) => layer.suggested)?.layer;
  const topics = await topicsOf(db, run.id, suggested);
  return {
    analysed: await chunksOfRun(db, run.id),
    topics: topics.length,
    largest: topics.slice(0, topicsShown).map(({ id, name, size, documents, keywords }) => ({
      id,
      name,
      size,
      documents,
      keywords: keywords.map(({ keyword }) => keyword),
    })),
    odd: await oddDocuments(db, { runId: run.id, limit: oddShown }),
  };
}
