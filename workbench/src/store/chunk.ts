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
  /** What a search by words looks in. */
  readonly text: string;
  /** What counting terms needs of the text. */
  readonly contentWords: string;
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
      heading_path, text_hash, words, content_words
    )
    select ${projectId}, document, ordinal, start_offset, own_start, end_offset, tokens, first_page, last_page,
      array(select jsonb_array_elements_text(heading_path)), text_hash, to_tsvector('simple', text),
      content_words
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
      text: ["text", (chunk) => chunk.text],
      content_words: ["text", (chunk) => chunk.contentWords],
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
}

interface ChunkTextRow {
  id: number;
  document: number;
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
  text: string;
}

/** The texts of chunks, in the order of the ids; ids of chunks that are gone are left out. */
export async function chunkTexts(db: Db, ids: readonly number[]): Promise<ChunkText[]> {
  const chunks = await db.many<ChunkTextRow>(sql`
    select chunk.id, document_id as document, start_offset as start, end_offset as end, text_hash as "textHash",
      first_page as "firstPage", last_page as "lastPage", heading_path as "headingPath"
    from unnest(${ids}::bigint[]) with ordinality as wanted(id, ordinal)
    join chunk on chunk.id = wanted.id
    order by wanted.ordinal`);
  const documents = await db.many<DocumentTextRow>(sql`
    select id, title, row_number is not null as "isRow", language, text
    from document
    where id = any(${[...new Set(chunks.map(({ document }) => document))]}::bigint[])`);
  const byId = new Map(documents.map((document) => [document.id, document]));
  return chunks.map(({ id, document, start, end, textHash, firstPage, lastPage, headingPath }) => {
    const { title, isRow, language, text } = byId.get(document) as DocumentTextRow;
    const pages: [number, number] | null =
      firstPage === null || lastPage === null ? null : [firstPage, lastPage];
    return {
      id,
      document,
      title,
      isRow,
      language,
      text: text.slice(start, end),
      textHash,
      pages,
      headingPath,
    };
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

const mostQueryWords = 64;
/** Distinct words of a chunk of middling length; only how chunks differ from it matters. */
const usualWords = 150;
/** Words are looked up from the rarest on until this many chunks, or as many as there are, hold them together. */
const mostChunksPerWord = 20_000;

/**
 * Chunks that hold words of a query, best first; those of documents set aside left out. A word counts the more the fewer
 * chunks hold it, and the less the longer the chunk.
 *
 * @see Robertson & Zaragoza 2009 (BM25); deviates: repeated words saturate as in `ts_rank`, Σ 1/k²
 */
export function chunksByWords(
  db: Db,
  { projectId, query, limit }: { projectId: number; query: string; limit: number },
): Promise<{ id: number; score: number }[]> {
  return db.many(sql`
    with asked as materialized (
      select quote_literal(lexeme)::tsquery as word
      from unnest(to_tsvector('simple', ${query}))
      order by positions[1]
      limit ${mostQueryWords}
    ),
    counted as materialized (
      select word, holding.chunks, least(total.chunks, ${mostChunksPerWord}) as most, ln(1 + (total.chunks - holding.chunks + 0.5) / (holding.chunks + 0.5)) as weight
      from asked
      cross join (
        select count(*)::float as chunks from chunk where project_id = ${projectId}
      ) as total
      cross join lateral (
        select count(*)::float as chunks
        from (
          select from chunk where project_id = ${projectId} and words @@ word limit ${mostChunksPerWord}
        ) as held
      ) as holding
    ),
    telling as materialized (
      select word, weight
      from (
        select word, weight, chunks, most, sum(chunks) over (order by chunks, word::text) as together from counted
      ) as running
      where together <= most or together = chunks
    ),
    found as (
      select held.id, held.document_id, weight * ts_rank('{1, 1, 1, 1}', held.words, word) / (
        0.25 + 0.75 * length(held.words) / ${usualWords}
      ) as score
      from telling
      cross join lateral (
        select id, document_id, words
        from chunk
        where project_id = ${projectId} and words @@ word
        limit ${mostChunksPerWord}
      ) as held
    )
    select found.id, sum(score) as score
    from found
    join document on document.id = document_id and not set_aside
    group by found.id
    order by score desc, found.id
    limit ${limit}`);
}

/** Changes whenever chunks of a project come, get vectors, go, or are set aside. */
export async function chunksVersion(db: Db, projectId: number): Promise<string> {
  const { version } = await db.one<{ version: string }>(sql`
    select concat_ws(
      '/', count(chunk.id), max(chunk.id),
      (
        select md5(string_agg(id::text, ',' order by id)) from document where project_id = ${projectId} and set_aside
      ),
      (select max(id) from run where project_id = ${projectId} and state = 'completed'),
      (select current_run_id from project where id = ${projectId}),
      (select version from project join run_drift on run_id = current_run_id where project.id = ${projectId})
    ) as version
    from chunk
    where project_id = ${projectId}`);
  return version;
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
