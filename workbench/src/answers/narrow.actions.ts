import type { Context } from "../context.ts";
import { roleOf } from "../model.ts";
import type { SearchFilters } from "../search-contract.ts";
import { chunkDocuments } from "../store/chunk.ts";
import { facetConditions } from "../store/facet-condition.ts";
import { chunksOfTopics } from "../store/membership.ts";
import type { ProjectRow } from "../store/project.ts";
import { filteredDocuments } from "../store/search-index.ts";
import { chunksOfRole } from "../store/turn.ts";

type Ground = Pick<Context, "db">;

/** What filters leave of a project; undefined where they leave all. */
export interface Narrowed {
  readonly documents: ReadonlySet<number> | undefined;
  readonly chunks: ReadonlySet<number> | undefined;
}

/** @throws ToposcopeError FACET_NOT_FOUND, INVALID_INPUT for a comparison that a facet's answers do not allow */
export async function narrow(
  { db }: Ground,
  project: ProjectRow,
  { topic, role, where = [], ...filters }: SearchFilters,
): Promise<Narrowed> {
  const facets = await facetConditions(db, project.id, where);
  const documents = await filteredDocuments(db, project.id, { ...filters, facets });
  const ofTopic = topic === undefined ? undefined : await chunksOfTopic({ db }, project, topic);
  const ofRole = role === undefined ? undefined : await chunksOfRole(db, project.id, roleOf(role));
  const chunks = ofTopic && ofRole ? ofTopic.intersection(ofRole) : (ofTopic ?? ofRole);
  return { documents: documents && new Set(documents), chunks };
}

async function chunksOfTopic({ db }: Ground, { shownRunId }: ProjectRow, topic: number) {
  const [members] = shownRunId === null ? [] : await chunksOfTopics(db, shownRunId, [topic]);
  return new Set<number>(members?.chunks);
}

/** The documents that have a passage that filters leave; undefined where they leave all. */
export async function narrowedDocuments(
  { db }: Ground,
  project: ProjectRow,
  filters: SearchFilters,
): Promise<number[] | undefined> {
  const { documents, chunks } = await narrow({ db }, project, filters);
  if (!chunks) return documents && [...documents];
  const holding = new Set((await chunkDocuments(db, [...chunks])).map(({ document }) => document));
  return [...(documents ? holding.intersection(documents) : holding)];
}
