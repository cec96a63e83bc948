import { createHash } from "node:crypto";
import type { ChunkSpan, Heading } from "../model.ts";
import type { Db } from "./db.ts";
import { rowsOf, type Sql, sql } from "./sql.ts";

export interface UnchunkedDocument {
  readonly id: number;
  readonly title: string;
  readonly text: string;
  /** Whether the title came from a table's column and so is part of what is embedded. */
  readonly isRow: boolean;
  readonly pageStarts: number[] | null;
  readonly headings: Heading[];
  readonly language: string | null;
}

export function unchunkedDocuments(db: Db, ids: readonly number[]): Promise<UnchunkedDocument[]> {
  return db.many(sql`
    select id, title, text, row_number is not null as "isRow", page_starts as "pageStarts", headings, language
    from document
    where id = any(${ids}::bigint[]) and not chunked
    order by id`);
}

export interface NewChunk extends ChunkSpan {
  readonly document: number;
  readonly ordinal: number;
  /** SHA-256 of what is embedded. */
  readonly textHash: Buffer;
  /** What counting terms needs of the text. */
  readonly contentWords: string;
  /** Who speaks in it; absent where the document is no conversation. */
  readonly roles?: readonly string[] | undefined;
}

/** Stores the chunks of documents and marks these as chunked. */
export async function insertChunks(
  tx: Db,
  {
    projectId,
    documents,
    chunks,
  }: { projectId: number; documents: readonly number[]; chunks: readonly NewChunk[] },
): Promise<void> {
  await tx.run(sql`
    insert into chunk (
      project_id, document_id, ordinal, start_offset, own_start, end_offset, tokens, first_page, last_page,
      heading_path, text_hash, content_words, roles
    )
    select ${projectId}, document, ordinal, start_offset, own_start, end_offset, tokens, first_page, last_page,
      array(select jsonb_array_elements_text(heading_path)), text_hash, content_words,
      case when jsonb_typeof(roles) = 'array' then array(select jsonb_array_elements_text(roles)) end
    from ${rowsOf(chunks, {
      document: ["bigint", (chunk) => chunk.document],
      ordinal: ["int", (chunk) => chunk.ordinal],
      start_offset: ["int", (chunk) => chunk.start],
      own_start: ["int", (chunk) => chunk.ownStart],
      end_offset: ["int", (chunk) => chunk.end],
      tokens: ["int", (chunk) => chunk.tokens],
      first_page: ["int", (chunk) => chunk.pages?.[0]],
      last_page: ["int", (chunk) => chunk.pages?.[1]],
      heading_path: ["jsonb", (chunk) => chunk.headingPath],
      text_hash: ["bytea", (chunk) => chunk.textHash],
      content_words: ["text", (chunk) => chunk.contentWords],
      roles: ["jsonb", (chunk) => chunk.roles],
    })}
    order by rows.ordinality`);
  await tx.run(sql`update document set chunked = true where id = any(${documents}::bigint[])`);
}

/** A chunk with the words it stands for. Cut from the document's text here, since PostgreSQL counts code points. */
export interface ChunkText {
  readonly id: number;
  readonly document: number;
  readonly title: string;
  readonly isRow: boolean;
  readonly language: string | null;
  readonly text: string;
  readonly textHash: Buffer;
  readonly pages: [number, number] | null;
  readonly headingPath: string[];
  /** Place among the chunks of its document, from 0. */
  readonly ordinal: number;
  /** Where the text stands in the document's. */
  readonly start: number;
  readonly end: number;
  readonly externalId: string | null;
  readonly date: string | null;
  readonly label: string | null;
}

interface ChunkTextRow {
  id: number;
  document: number;
  ordinal: number;
  start: number;
  end: number;
  textHash: Buffer;
  firstPage: number | null;
  lastPage: number | null;
  headingPath: string[];
}

interface DocumentTextRow {
  id: number;
  title: string;
  isRow: boolean;
  language: string | null;
  externalId: string | null;
  date: string | null;
  label: string | null;
  text: string;
}

/** The texts of chunks, in the order of the ids; ids of chunks that are gone are left out. */
export async function chunkTexts(db: Db, ids: readonly number[]): Promise<ChunkText[]> {
  const chunks = await db.many<ChunkTextRow>(sql`
    select chunk.id, document_id as document, chunk.ordinal, start_offset as start, end_offset as end,
      text_hash as "textHash",
      first_page as "firstPage", last_page as "lastPage", heading_path as "headingPath"
    from unnest(${ids}::bigint[]) with ordinality as wanted(id, ordinal)
    join chunk on chunk.id = wanted.id
    order by wanted.ordinal`);
  const documents = await db.many<DocumentTextRow>(sql`
    select id, title, row_number is not null as "isRow", language, external_id as "externalId", date, label, text
    from document
    where id = any(${[...new Set(chunks.map(({ document }) => document))]}::bigint[])`);
  const byId = new Map(documents.map((document) => [document.id, document]));
  return chunks.map(({ firstPage, lastPage, ...chunk }) => {
    const { id: _, ...document } = byId.get(chunk.document) as DocumentTextRow;
    const pages: [number, number] | null =
      firstPage === null || lastPage === null ? null : [firstPage, lastPage];
    return { ...document, ...chunk, pages, text: document.text.slice(chunk.start, chunk.end) };
  });
}

/** The content words of chunks in the order of the ids; null in chunks that were made before there were any. */
export function contentWordsOf(
  db: Db,
  ids: readonly number[],
): Promise<{ id: number; language: string | null; words: string | null }[]> {
  return db.many(sql`
    select chunk.id, language, content_words as words
    from unnest(${ids}::bigint[]) with ordinality as wanted(id, place)
    join chunk on chunk.id = wanted.id
    join document on document.id = document_id
    order by place`);
}

export interface ChunkRow {
  readonly id: number;
  readonly ordinal: number;
  readonly start: number;
  readonly end: number;
  readonly pages: [number, number] | null;
  readonly headingPath: string[];
}

export function chunksOfDocument(db: Db, documentId: number): Promise<ChunkRow[]> {
  return db.many(sql`
    select id, ordinal, start_offset as start, end_offset as end,
      case when first_page is not null then array[first_page, last_page] end as pages,
      heading_path as "headingPath"
    from chunk
    where document_id = ${documentId}
    order by ordinal`);
}

export function chunksOfDocuments(
  db: Db,
  documentIds: readonly number[],
): Promise<{ id: number; document: number }[]> {
  return db.many(sql`
    select id, document_id as document
    from chunk
    where document_id = any(${documentIds}::bigint[])
    order by document_id, ordinal`);
}

export async function chunkBelongsTo(db: Db, projectId: number, chunkId: number): Promise<boolean> {
  const found = await db.maybeOne(sql`select from chunk where id = ${chunkId} and project_id = ${projectId}`);
  return found !== undefined;
}

export interface AnalysedChunkRow {
  readonly id: number;
  readonly document: number;
  readonly textHash: Buffer;
}

/**
 * The chunks of an analysis: those of documents that were not set aside, in the order in which one would read the files.
 * Ids would not do: they depend on which worker read which file first.
 */
export function analysedChunks(db: Db, projectId: number): Promise<AnalysedChunkRow[]> {
  return chunksToAnalyse(db, projectId, sql`true`);
}

/** Of the chunks of an analysis those that have a vector under a model by now, in the same order. */
export function embeddedChunks(
  db: Db,
  { projectId, modelId }: { projectId: number; modelId: number },
): Promise<AnalysedChunkRow[]> {
  return chunksToAnalyse(
    db,
    projectId,
    sql`exists (select from vector where model_id = ${modelId} and vector.text_hash = chunk.text_hash)`,
  );
}

function chunksToAnalyse(db: Db, projectId: number, condition: Sql): Promise<AnalysedChunkRow[]> {
  return db.many(sql`
    select chunk.id, document_id as document, chunk.text_hash as "textHash"
    from chunk
    join document on document.id = document_id
    join file on file.id = file_id
    where chunk.project_id = ${projectId} and not set_aside and ${condition}
    order by document.source_id, file.path collate "C", file.location collate "C", document.id, chunk.ordinal`);
}

/** How many chunks an analysis of a project is about. */
export async function countAnalysed(db: Db, projectId: number): Promise<number> {
  const { chunks } = await db.one<{ chunks: number }>(sql`
    select count(*) as chunks
    from chunk
    join document on document.id = document_id
    where chunk.project_id = ${projectId} and not set_aside`);
  return chunks;
}

/** The hash of each chunk's text, in base64, by chunk id; chunks that are gone are left out. */
export async function textHashes(db: Db, ids: readonly number[]): Promise<Map<number, string>> {
  const rows = await db.many<{ id: number; textHash: Buffer }>(sql`
    select id, text_hash as "textHash" from chunk where id = any(${ids}::bigint[])`);
  return new Map(rows.map(({ id, textHash }) => [id, textHash.toString("base64")]));
}

/** What an analysis of a project's chunks depends on, as one hash; null when there are none. */
export async function chunksFingerprint(db: Db, projectId: number): Promise<string | null> {
  const { hash } = await db.one<{ hash: string | null }>(sql`
    select encode(sha256(string_agg(chunk.text_hash || int8send(chunk.id), ''::bytea order by chunk.id)), 'hex') as hash
    from chunk
    join document on document.id = document_id
    where chunk.project_id = ${projectId} and not set_aside`);
  return hash;
}

/** The same hash as `chunksFingerprint`, of chunks that were read already. */
export function fingerprintOf(chunks: readonly AnalysedChunkRow[]): string {
  const sum = createHash("sha256");
  const id = Buffer.alloc(8);
  for (const chunk of chunks.toSorted((a, b) => a.id - b.id)) {
    id.writeBigInt64BE(BigInt(chunk.id));
    sum.update(chunk.textHash).update(id);
  }
  return sum.digest("hex");
}

/** Stands for the texts of chunks in their order, whatever their ids. */
export function textsFingerprint(chunks: readonly Pick<AnalysedChunkRow, "textHash">[]): string {
  const sum = createHash("sha256");
  for (const { textHash } of chunks) sum.update(textHash);
  return sum.digest("hex");
}

/** Where chunks stand, in the order of the ids. */
export function chunkDocuments(
  db: Db,
  ids: readonly number[],
): Promise<{ chunk: number; document: number; externalId: string | null; ordinal: number }[]> {
  return db.many(sql`
    select chunk.id as chunk, document_id as document, external_id as "externalId", chunk.ordinal
    from unnest(${ids}::bigint[]) with ordinality as wanted(id, place)
    join chunk on chunk.id = wanted.id
    join document on document.id = chunk.document_id
    order by place`);
}
