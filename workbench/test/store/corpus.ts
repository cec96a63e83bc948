import { createHash } from "node:crypto";
import { insertChunks, type NewChunk } from "../../src/store/chunk.ts";
import type { Db } from "../../src/store/db.ts";
import { insertDocuments, type NewDocument } from "../../src/store/document.ts";
import { openFile } from "../../src/store/file.ts";
import { insertProject } from "../../src/store/project.ts";
import { insertSource } from "../../src/store/source.ts";
import { sql } from "../../src/store/sql.ts";

export const now = new Date("2026-11-21T12:00:00.000Z");
export const hashOf = (text: string): Buffer => createHash("sha256").update(text).digest();

export interface TestCorpus {
  readonly projectId: number;
  readonly sourceId: number;
  readonly fileId: number;
  /** In the order of the documents given. */
  readonly documentIds: number[];
}

export function newDocument(text: string, other: Partial<NewDocument> = {}): NewDocument {
  return {
    path: "a.txt",
    row: undefined,
    externalId: undefined,
    title: text.slice(0, 20),
    text,
    textHash: hashOf(text),
    date: undefined,
    label: undefined,
    metadata: {},
    pages: undefined,
    headings: [],
    flags: [],
    ...other,
  };
}

/** A project with one source, one file and these documents. */
export async function createCorpus(
  db: Db,
  name: string,
  documents: readonly NewDocument[],
): Promise<TestCorpus> {
  const project = await insertProject(db, { name, chunkTokens: 1_000, chunkOverlap: 150, now });
  const projectId = project?.id ?? 0;
  const source = await insertSource(db, { projectId, kind: "files", location: "a.txt", mapping: {}, now });
  const file = await openFile(db, {
    projectId,
    sourceId: source.id,
    path: "a.txt",
    location: `/${name}/a.txt`,
    bytes: 3,
    contentHash: hashOf(name),
    mappingHash: hashOf("{}"),
  });
  await insertDocuments(db, { projectId, sourceId: source.id, fileId: file.id, now }, documents);
  const rows = await db.many<{ id: number }>(
    sql`select id from document where project_id = ${projectId} order by id`,
  );
  return { projectId, sourceId: source.id, fileId: file.id, documentIds: rows.map(({ id }) => id) };
}

/** Stores chunks of a document from offsets, one after the other; @returns their ids. */
export async function storeChunks(
  db: Db,
  { projectId, document, text }: { projectId: number; document: number; text: string },
  spans: readonly (readonly [start: number, end: number])[],
): Promise<number[]> {
  const chunks: NewChunk[] = spans.map(([start, end], ordinal) => ({
    document,
    ordinal,
    start,
    ownStart: start,
    end,
    tokens: end - start,
    headingPath: ["Part, one", 'with "quotes"'],
    textHash: hashOf(text.slice(start, end)),
    contentWords: text.slice(start, end),
  }));
  await db.transaction((tx) => insertChunks(tx, { projectId, documents: [document], chunks }));
  const rows = await db.many<{ id: number }>(
    sql`select id from chunk where document_id = ${document} order by ordinal`,
  );
  return rows.map(({ id }) => id);
}

/** A completed analysis with two layers; document i has topic i % 2 of the suggested second layer as its main one. */
export async function storeAnalysis(db: Db, { projectId, documentIds }: TestCorpus): Promise<number> {
  const { id } = await db.one<{ id: number }>(sql`
    insert into run (project_id, kind, number, state, settings, correlation_id, created_at)
    values (${projectId}, 'analysis', 1, 'completed', '{"model": "static"}', 'c', ${now})
    returning id`);
  await db.run(
    sql`insert into layer (run_id, layer, suggested, coverage) values (${id}, 0, false, 1), (${id}, 1, true, 1)`,
  );
  await db.run(sql`
    insert into topic (run_id, id, layer, name, keywords, size, documents, centroid, exemplars)
    select ${id}, topic, case when topic < 2 then 1 else 0 end, 'topic ' || topic, '[]', 1, 1, '', '{}'
    from generate_series(0, 3) as topic`);
  await db.run(sql`
    insert into document_topic (run_id, document_id, layer, topic_id, relevance, main, rank)
    select ${id}, document, 1 - shift / 2, (ordinality - 1) % 2 + shift, 0.75, true, 'primary'
    from unnest(${documentIds}::bigint[]) with ordinality as listed(document, ordinality), unnest(array[0, 2]) as shift`);
  await db.run(sql`update project set current_run_id = ${id} where id = ${projectId}`);
  return id;
}
