import type { Heading, Metadata, QualityFlag, Turn } from "../model.ts";
import type { Db } from "./db.ts";
import { type FacetCondition, fulfilsAll } from "./facet-value.ts";
import { join, json, rowsOf, type Sql, sql } from "./sql.ts";
import { editInForce, topicsNow } from "./topics-now.ts";
import { insertTurns } from "./turn.ts";

export interface Note {
  readonly flag: QualityFlag;
  readonly detail: string | null;
}

export interface NewDocument {
  readonly path: string;
  readonly row: number | undefined;
  readonly externalId: string | undefined;
  readonly title: string;
  readonly text: string;
  readonly textHash: Buffer;
  readonly date: string | undefined;
  readonly label: string | undefined;
  readonly metadata: Metadata;
  readonly pages: readonly number[] | undefined;
  readonly headings: readonly Heading[];
  /** Absent where it is no conversation. */
  readonly turns?: readonly Turn[] | undefined;
  readonly flags: readonly Note[];
}

export async function insertDocuments(
  tx: Db,
  { projectId, sourceId, fileId, now }: { projectId: number; sourceId: number; fileId: number; now: Date },
  documents: readonly NewDocument[],
): Promise<void> {
  if (documents.length === 0) return;
  const inserted = await tx.many<{ id: number }>(sql`
    insert into document (
      project_id, source_id, file_id, path, row_number, external_id, title, text, text_hash, date, label, metadata,
      page_starts, headings, flags, created_at
    )
    select ${projectId}, ${sourceId}, ${fileId}, path, row_number, external_id, title, text, text_hash, date, label,
      metadata,
      case when jsonb_typeof(pages) = 'array' then array(select jsonb_array_elements_text(pages)::int) end,
      headings, flags, ${now}
    from ${rowsOf(documents, {
      path: ["text", (document) => document.path],
      row_number: ["bigint", (document) => document.row],
      external_id: ["text", (document) => document.externalId],
      title: ["text", (document) => document.title],
      text: ["text", (document) => document.text],
      text_hash: ["bytea", (document) => document.textHash],
      date: ["text", (document) => document.date],
      label: ["text", (document) => document.label],
      metadata: ["jsonb", (document) => document.metadata],
      pages: ["jsonb", (document) => document.pages],
      headings: ["jsonb", (document) => document.headings],
      flags: ["jsonb", (document) => document.flags],
    })}
    order by ordinality
    returning id`);
  const ids = inserted.map(({ id }) => id).sort((a, b) => a - b);
  const conversations = documents.map(({ text, turns = [] }, i) => ({ id: ids[i] as number, text, turns }));
  await insertTurns(
    tx,
    conversations.filter(({ turns }) => turns.length > 0),
  );
}

export interface UnpreparedDocument {
  readonly id: number;
  readonly title: string;
  readonly text: string;
  readonly row: number | null;
  readonly flags: readonly Note[];
}

/** Ids of the project's documents that a stage has yet to do, in order, a slice at a time. */
export function undoneDocumentIds(
  db: Db,
  {
    projectId,
    stage,
    after,
    limit,
  }: { projectId: number; stage: "prepare" | "chunk"; after: number; limit: number },
): Promise<{ id: number; letters: number }[]> {
  const undone = stage === "prepare" ? sql`not prepared` : sql`not chunked`;
  return db.many(sql`
    select id, length(text) as letters
    from document
    where project_id = ${projectId} and id > ${after} and ${undone}
    order by id
    limit ${limit}`);
}

/** Some of the project's documents that have no chunks yet, in no order: a fair sample of them. */
export function someUnchunked(
  db: Db,
  { projectId, limit }: { projectId: number; limit: number },
): Promise<{ id: number; letters: number }[]> {
  return db.many(sql`
    select id, length(text) as letters
    from document
    where id = any(array(
      select id from document where project_id = ${projectId} and not chunked order by md5(id::text) limit ${limit}
    ))
    order by md5(id::text)`);
}

export function unpreparedDocuments(db: Db, ids: readonly number[]): Promise<UnpreparedDocument[]> {
  return db.many(sql`
    select id, title, text, row_number as row, flags
    from document
    where id = any(${ids}::bigint[]) and not prepared
    order by id`);
}

export interface Preparation {
  readonly id: number;
  readonly language: string | null;
  readonly words: number;
  readonly tokens: number;
  readonly quality: number;
  readonly flags: readonly Note[];
  readonly signature: Buffer | null;
}

export async function savePreparations(tx: Db, preparations: readonly Preparation[]): Promise<void> {
  await tx.run(sql`
    update document
    set language = rows.language, words = rows.words, tokens = rows.tokens, quality = rows.quality,
      flags = rows.flags, signature = rows.signature, prepared = true
    from ${rowsOf(preparations, {
      id: ["bigint", (row) => row.id],
      language: ["text", (row) => row.language],
      words: ["int", (row) => row.words],
      tokens: ["int", (row) => row.tokens],
      quality: ["real", (row) => row.quality],
      flags: ["jsonb", (row) => row.flags],
      signature: ["bytea", (row) => row.signature],
    })}
    where document.id = rows.id`);
}

/** Half of a project's documents are at most this long, in characters. */
export async function medianCharacters(db: Db, projectId: number): Promise<number> {
  const { median } = await db.one<{ median: number }>(sql`
    select coalesce(percentile_disc(0.5) within group (order by length(text)), 0) as median
    from document
    where project_id = ${projectId}`);
  return median;
}

export function textsOf(db: Db, ids: readonly number[]): Promise<{ id: number; text: string }[]> {
  return db.many(sql`select id, text from document where id = any(${ids}::bigint[]) order by id`);
}

export interface DocumentFilter {
  readonly topic?: number;
  readonly flag?: QualityFlag;
  readonly setAside?: boolean;
  /** Words that title or text must hold. */
  readonly text?: string;
  /** Who must speak in it; with `text`, in what they say. */
  readonly role?: string;
  /** Those that came after the analysis, and fit a topic or none. */
  readonly arrived?: ArrivalFit;
  /** Id of the import that they came with. */
  readonly source?: number;
  /** What they must answer to facets. */
  readonly facets?: readonly FacetCondition[];
}

/** Whether a document that came after an analysis fits one of its topics. */
export type ArrivalFit = "placed" | "unplaced";

/** A document as lists show it. */
export interface ListedDocument {
  readonly id: number;
  readonly externalId: string | null;
  readonly title: string;
  readonly path: string;
  readonly row: number | null;
  readonly date: string | null;
  readonly label: string | null;
  readonly language: string | null;
  readonly words: number;
  readonly tokens: number;
  readonly pages: number | null;
  readonly quality: number;
  readonly flags: readonly Note[];
  readonly duplicateOf: number | null;
  readonly setAside: boolean;
  readonly topic: number | null;
  readonly topicName: string | null;
  readonly strength: number | null;
  readonly outlier: boolean | null;
  /** Of a document that came after the analysis. */
  readonly arrived: ArrivalFit | null;
}

const listed = sql`
  document.id, external_id as "externalId", title, path, row_number as row, date, label, language, words, tokens,
  cardinality(page_starts) as pages, quality, flags, duplicate_of as "duplicateOf", set_aside as "setAside",
  main.topic_id as topic, main.name as "topicName", main.relevance as strength,
  coalesce(main.outlier, not arrived.fits) as outlier,
  case when arrived.fits then 'placed' when not arrived.fits then 'unplaced' end as arrived`;

/** Joins each document with its main topic of the suggested layer of a run. */
function withMainTopic(runId: number | null): Sql {
  return sql`
    left join lateral (
      select shown.id as topic_id, shown.name, max(relevance) as relevance, (
        select bool_and(outlier)
        from chunk
        join membership on membership.run_id = ${runId}::bigint and membership.chunk_id = chunk.id
          and membership.layer = (select layer from layer where run_id = ${runId}::bigint and suggested)
        where chunk.document_id = document.id
      ) as outlier
      from document_topic
      join layer on layer.run_id = document_topic.run_id and layer.layer = document_topic.layer and suggested
      join ${topicsNow(runId)} as topic on topic.id = topic_id
      join ${topicsNow(runId)} as shown on shown.id = topic.shown_as
      where document_topic.run_id = ${runId}::bigint and document_id = document.id
        and ${editInForce(runId)} between since and till
      group by shown.id, shown.name
      having bool_or(document_topic.main)
    ) as main on true
    left join placed_document as arrived on arrived.run_id = ${runId}::bigint and arrived.document_id = document.id`;
}

function conditions(projectId: number, runId: number | null, filter: DocumentFilter): Sql {
  const all = [sql`document.project_id = ${projectId}`];
  if (filter.topic !== undefined)
    all.push(sql`document.id in (
      select document_id
      from document_topic
      join ${topicsNow(runId)} as topic on topic.id = topic_id
      where document_topic.run_id = ${runId}::bigint and shown_as = ${filter.topic}
        and ${editInForce(runId)} between since and till and (main or rank is not null)
    )`);
  if (filter.flag !== undefined) all.push(sql`flags @> ${json([{ flag: filter.flag }])}::jsonb`);
  if (filter.source !== undefined) all.push(sql`document.source_id = ${filter.source}`);
  if (filter.setAside !== undefined) all.push(sql`set_aside = ${filter.setAside}`);
  if (filter.arrived !== undefined)
    all.push(sql`document.id in (
      select document_id from placed_document where run_id = ${runId}::bigint and fits = ${filter.arrived === "placed"}
    )`);
  if (filter.facets !== undefined && filter.facets.length > 0) all.push(fulfilsAll(filter.facets));
  if (filter.role !== undefined) all.push(spokenBy(filter.role, filter.text ?? ""));
  else if (filter.text !== undefined)
    all.push(sql`(
      position(lower(${filter.text}) in lower(title)) > 0 or position(lower(${filter.text}) in lower(text)) > 0
    )`);
  return join(all, " and ");
}

const spokenBy = (role: string, words: string): Sql => sql`(
  roles @> ${[role]}::text[]
  and exists (
    select from turn
    where document_id = document.id and role = ${role} and position(lower(${words}) in lower(turn.text)) > 0
  )
)`;

/** Documents in the order they came, after a given one. */
export function listDocuments(
  db: Db,
  query: DocumentFilter & { projectId: number; runId: number | null; after: number; limit: number },
): Promise<ListedDocument[]> {
  return db.many(sql`
    select ${listed}
    from document ${withMainTopic(query.runId)}
    where ${conditions(query.projectId, query.runId, query)} and document.id > ${query.after}
    order by document.id
    limit ${query.limit}`);
}

export async function countDocuments(
  db: Db,
  query: DocumentFilter & { projectId: number; runId: number | null },
): Promise<number> {
  const { count } = await db.one<{ count: number }>(sql`
    select count(*) as count from document where ${conditions(query.projectId, query.runId, query)}`);
  return count;
}

export interface FullDocument extends ListedDocument {
  readonly text: string;
  readonly pageStarts: number[] | null;
  readonly headings: Heading[];
  readonly metadata: Metadata;
}

export function documentById(
  db: Db,
  { projectId, runId, id }: { projectId: number; runId: number | null; id: number },
): Promise<FullDocument | undefined> {
  return db.maybeOne(sql`
    select ${listed}, text, page_starts as "pageStarts", headings, metadata
    from document ${withMainTopic(runId)}
    where document.project_id = ${projectId} and document.id = ${id}`);
}

/** Documents with their metadata, for an export, a slice at a time. */
export function documentsWithMetadata(
  db: Db,
  {
    projectId,
    runId,
    after,
    limit,
  }: { projectId: number; runId: number | null; after: number; limit: number },
): Promise<(ListedDocument & { metadata: Metadata })[]> {
  return db.many(sql`
    select ${listed}, metadata
    from document ${withMainTopic(runId)}
    where document.project_id = ${projectId} and document.id > ${after}
    order by document.id
    limit ${limit}`);
}

export interface MetadataColumn {
  readonly name: string;
  /** JSON types that occur, null left out. */
  readonly types: readonly string[];
}

/** The columns that the project's tables brought along, in alphabetical order. */
export function metadataColumns(db: Db, projectId: number): Promise<MetadataColumn[]> {
  return db.many(sql`
    select key as name, coalesce(array_agg(distinct jsonb_typeof(value)) filter (where value <> 'null'), '{}') as types
    from document, jsonb_each(metadata)
    where project_id = ${projectId}
    group by key
    order by key`);
}

/** Changes the project too, whose analyses depend on it. @returns whether there is such a document */
export async function setAside(
  db: Db,
  { projectId, id, value }: { projectId: number; id: number; value: boolean },
): Promise<boolean> {
  return (
    (await db.run(sql`
      with changed as (
        update document set set_aside = ${value} where project_id = ${projectId} and id = ${id}
        returning project_id
      )
      update project set updated_at = greatest(updated_at, now()) from changed where project.id = changed.project_id`)) ===
    1
  );
}
