import type { Context } from "../context.ts";
import type {
  DocumentDetail,
  DocumentList,
  DocumentListItem,
  ImportResult,
  Passage,
  Rejection,
  Source,
} from "../contract.ts";
import { ToposcopeError } from "../errors.ts";
import { type QualityFlag, rejectionReasons, roleOf } from "../model.ts";
import { chunkBelongsTo, chunksOfDocument } from "../store/chunk.ts";
import {
  countDocuments,
  documentById,
  type ListedDocument,
  listDocuments as listDocumentRows,
  setAside,
} from "../store/document.ts";
import { topicsOfDocument } from "../store/document-topic.ts";
import { requireFacets } from "../store/facet.ts";
import { facetAnswers } from "../store/facet-answer.ts";
import { facetConditions, type WrittenCondition } from "../store/facet-condition.ts";
import { filesOfSource } from "../store/file.ts";
import { chunkTopics } from "../store/membership.ts";
import { passagesByIds } from "../store/passage.ts";
import { requireProject, touchProject } from "../store/project.ts";
import { type RejectionRow, rejectionsOf } from "../store/rejection.ts";
import { sourceById, sourcesOf } from "../store/source.ts";
import { rolesOfProject, turnsOf } from "../store/turn.ts";

/** What an import took and what it did not. @throws ToposcopeError SOURCE_NOT_FOUND */
export async function importResult(
  { db }: Context,
  { project, source }: { project: string; source: number },
): Promise<ImportResult> {
  const { id: projectId } = await requireProject(db, project);
  const row = await sourceById(db, source);
  if (row?.projectId !== projectId)
    throw new ToposcopeError("SOURCE_NOT_FOUND", `project ${project} has no source ${source}`);
  const files = await filesOfSource(db, source);
  const rejections = await rejectionsOf(db, { sourceId: source });
  return { project, source, files: files.map(fileView), rejections: rejections.map(rejectionView) };
}

export async function listSources(context: Context, { project }: { project: string }): Promise<Source[]> {
  const { db } = context;
  const { id } = await requireProject(context.db, project);
  const rejections = Map.groupBy(await rejectionsOf(db, { projectId: id }), ({ sourceId }) => sourceId);
  const sources = await sourcesOf(db, id);
  return await Promise.all(
    sources.map(async (source) => {
      const files = (await filesOfSource(db, source.id)).map(fileView);
      return {
        id: source.id,
        kind: source.kind,
        location: source.location,
        createdAt: source.createdAt.toISOString(),
        documents: files.reduce((sum, { documents }) => sum + documents, 0),
        files,
        rejections: (rejections.get(source.id) ?? []).map(rejectionView),
      };
    }),
  );
}

export async function listRejections(
  context: Context,
  { project }: { project: string },
): Promise<Rejection[]> {
  const { id } = await requireProject(context.db, project);
  return (await rejectionsOf(context.db, { projectId: id })).map(rejectionView);
}

export interface DocumentQuery {
  readonly project: string;
  /** Id of the analysis to tell the topics of; by default the one that is shown. */
  readonly run?: number | undefined;
  readonly topic?: number;
  readonly flag?: QualityFlag;
  readonly setAside?: boolean;
  readonly text?: string;
  readonly role?: string;
  readonly source?: number;
  readonly arrived?: "placed" | "unplaced";
  /** What they must answer to facets. */
  readonly where?: readonly WrittenCondition[] | undefined;
  /** Names of facets whose answers to hand along. */
  readonly facets?: readonly string[] | undefined;
  readonly cursor?: string;
  readonly limit: number;
}

export async function listDocuments(context: Context, query: DocumentQuery): Promise<DocumentList> {
  const { db } = context;
  const { project, run: asOf, cursor, limit, where = [], facets: shown = [], role, ...asked } = query;
  const { id: projectId, shownRunId: runId } = await requireProject(context.db, project, asOf);
  const filter = {
    ...asked,
    ...(role !== undefined && { role: roleOf(role) }),
    facets: await facetConditions(db, projectId, where),
  };
  const after = cursor === undefined ? 0 : Number.parseInt(cursor, 36);
  if (!Number.isSafeInteger(after))
    throw new ToposcopeError("INVALID_INPUT", `${cursor} is not a cursor of this list`);
  const facets = await requireFacets(db, projectId, shown);
  const rows = await listDocumentRows(db, { ...filter, projectId, runId, after, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const ids = page.map(({ id }) => id);
  const answers = await facetAnswers(db, facets, ids);
  return {
    total: await countDocuments(db, { ...filter, projectId, runId }),
    next: rows.length > limit ? (page.at(-1)?.id ?? 0).toString(36) : null,
    documents: page.map((row) => ({ ...documentView(row), answers: answers.get(row.id) ?? [] })),
    roles: await rolesOfProject(db, projectId),
  };
}

/** @throws ToposcopeError DOCUMENT_NOT_FOUND */
export async function getDocument(
  context: Context,
  { project, document, run: asOf }: { project: string; document: number; run?: number | undefined },
): Promise<DocumentDetail> {
  const { db } = context;
  const { id: projectId, shownRunId: runId } = await requireProject(context.db, project, asOf);
  const row = await documentById(db, { projectId, runId, id: document });
  if (!row) throw new ToposcopeError("DOCUMENT_NOT_FOUND", `project ${project} has no document ${document}`);
  const chunks = await chunksOfDocument(db, document);
  const turns = await turnsOf(db, document);
  const topics = runId === null ? [] : await topicsOfDocument(db, runId, document);
  const ids = chunks.map(({ id }) => id);
  const members = runId === null ? [] : await chunkTopics(db, runId, ids);
  const topicOf = new Map(members.map(({ chunk, topic }) => [chunk, topic]));
  return {
    ...documentView(row),
    text: row.text,
    pageStarts: row.pageStarts,
    headings: row.headings,
    turns: turns.map(({ text: _, ...turn }) => turn),
    metadata: row.metadata as DocumentDetail["metadata"],
    topics,
    chunks: chunks.map((chunk) => ({ ...chunk, topic: topicOf.get(chunk.id) ?? null })),
  };
}

/** @throws ToposcopeError DOCUMENT_NOT_FOUND */
export async function setDocumentAside(
  context: Context,
  { project, document, setAside: value }: { project: string; document: number; setAside: boolean },
): Promise<DocumentListItem> {
  const { id: projectId, shownRunId: runId } = await requireProject(context.db, project);
  if (!(await setAside(context.db, { projectId, id: document, value }))) {
    throw new ToposcopeError("DOCUMENT_NOT_FOUND", `project ${project} has no document ${document}`);
  }
  await touchProject(context.db, projectId, context.clock.now());
  const row = await documentById(context.db, { projectId, runId, id: document });
  return documentView(row as ListedDocument);
}

/** @throws ToposcopeError DOCUMENT_NOT_FOUND */
export async function getChunk(
  context: Context,
  { project, chunk, run: asOf }: { project: string; chunk: number; run?: number | undefined },
): Promise<Passage> {
  const { id: projectId, shownRunId: runId } = await requireProject(context.db, project, asOf);
  const ids = (await chunkBelongsTo(context.db, projectId, chunk)) ? [chunk] : [];
  const [passage] = await passagesByIds(context.db, { runId, ids });
  if (!passage) throw new ToposcopeError("DOCUMENT_NOT_FOUND", `project ${project} has no passage ${chunk}`);
  return passage;
}

const fileView = ({
  path,
  documents,
  warnings,
}: {
  path: string;
  documents: number;
  warnings: readonly string[];
}) => ({
  path,
  documents,
  warnings: [...warnings],
});

const rejectionView = ({ path, row, reason, detail }: RejectionRow): Rejection => ({
  path,
  ...(row === null ? {} : { row }),
  reason,
  detail,
  hint: rejectionReasons[reason],
});

const documentView = (row: ListedDocument): DocumentListItem => ({
  id: row.id,
  externalId: row.externalId,
  title: row.title,
  path: row.path,
  row: row.row,
  date: row.date,
  label: row.label,
  language: row.language,
  words: row.words,
  tokens: row.tokens,
  pages: row.pages,
  quality: row.quality,
  flags: [...row.flags],
  duplicateOf: row.duplicateOf,
  setAside: row.setAside,
  topic: row.topic,
  topicName: row.topicName,
  strength: row.strength,
  outlier: row.outlier,
  arrived: row.arrived,
});
