import type { Db } from "./db.ts";
import { valueIn } from "./document-value.ts";
import { type FacetCondition, fulfils } from "./facet-value.ts";
import { noProject, type ProjectRow, projectColumns } from "./project.ts";
import { join, rowsOf, type Sql, sql } from "./sql.ts";

/** A project as it is to be searched. */
export interface SearchedProject {
  readonly project: ProjectRow;
  /** Changes whenever chunks of the project come, get vectors, go, or are set aside, or another analysis is shown. */
  readonly version: string;
}

/** @throws ToposcopeError PROJECT_NOT_FOUND */
export async function searchedProject(db: Db, name: string): Promise<SearchedProject> {
  const row = await db.maybeOne<ProjectRow & { version: string }>(sql`
    select ${projectColumns},
      concat_ws(
        '/',
        (select sum(amount) from search_change where project_id = project.id),
        (select max(id) from run where project_id = project.id and state = 'completed'),
        current_run_id,
        (select version from run_drift where run_id = current_run_id),
        (select edit_in_force from run where id = current_run_id)
      ) as version
    from project
    where name = ${name}`);
  if (!row) throw noProject(name);
  const { version, ...project } = row;
  return { project, version };
}

/** Puts their sum in place of the many rows that count a project's changes; what others add or take meanwhile stands. */
export async function sumSearchChanges(db: Db, projectId: number): Promise<void> {
  await db.run(sql`
    with gone as (delete from search_change where project_id = ${projectId} returning amount)
    insert into search_change (project_id, amount)
    select ${projectId}, sum(amount) from gone having count(*) > 0`);
}

export interface SearchableChunk {
  readonly id: number;
  readonly document: number;
  readonly language: string | null;
  readonly setAside: boolean;
  readonly hasVector: boolean;
}

/** All chunks of a project, in the order of their ids. */
export function searchableChunks(
  db: Db,
  { projectId, modelId }: { projectId: number; modelId: number },
): Promise<SearchableChunk[]> {
  return db.many(sql`
    select chunk.id, document_id as document, language, set_aside as "setAside",
      vector.model_id is not null as "hasVector"
    from chunk
    join document on document.id = document_id
    left join vector on vector.model_id = ${modelId} and vector.text_hash = chunk.text_hash
    where chunk.project_id = ${projectId}
    order by chunk.id`);
}

export async function segmentIds(db: Db, projectId: number): Promise<number[]> {
  const rows = await db.many<{ id: number }>(sql`
    select id from search_segment where project_id = ${projectId} order by id`);
  return rows.map(({ id }) => id);
}

/** The bytes of one segment; undefined when another process has replaced it. */
export async function segmentData(db: Db, id: number): Promise<Buffer | undefined> {
  const row = await db.maybeOne<{ data: Buffer }>(sql`select data from search_segment where id = ${id}`);
  return row?.data;
}

/**
 * Puts segments in place of others, unless the project's segments are no longer those that are known. The lock keeps two
 * processes from storing the same chunks twice.
 *
 * @returns the ids of the new ones; undefined when nothing was done
 */
export function replaceSegments(
  db: Db,
  {
    projectId,
    known,
    remove,
    add,
  }: {
    projectId: number;
    known: readonly number[];
    remove: readonly number[];
    add: readonly Uint8Array[];
  },
): Promise<number[] | undefined> {
  return db.transaction(async (tx) => {
    await tx.run(sql`select from project where id = ${projectId} for no key update`);
    const now = await segmentIds(tx, projectId);
    if (now.join() !== known.join()) return undefined;
    await tx.run(sql`delete from search_segment where id = any(${remove}::bigint[])`);
    const ids: number[] = [];
    for (const data of add) {
      const { id } = await tx.one<{ id: number }>(sql`
        insert into search_segment (project_id, data)
        values (${projectId}, ${Buffer.from(data.buffer, data.byteOffset, data.byteLength)})
        returning id`);
      ids.push(id);
    }
    return ids;
  });
}

/** What documents must be; dates may be a year, a month or a day. */
export interface DocumentConditions {
  readonly source?: number | undefined;
  readonly language?: string | undefined;
  readonly label?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly columns?: readonly { readonly name: string; readonly value: string }[] | undefined;
  readonly documents?: readonly number[] | undefined;
  readonly facets?: readonly FacetCondition[] | undefined;
}

/** Ids of the documents of a project that meet all filters on documents; undefined where there is no such filter. */
export async function filteredDocuments(
  db: Db,
  projectId: number,
  filters: DocumentConditions,
): Promise<number[] | undefined> {
  const conditions = conditionsOf(filters);
  if (conditions.length === 0) return undefined;
  const rows = await db.many<{ id: number }>(sql`
    select id from document where project_id = ${projectId} and ${join(conditions, " and ")}`);
  return rows.map(({ id }) => id);
}

function conditionsOf({
  source,
  language,
  label,
  from,
  to,
  columns = [],
  documents,
  facets = [],
}: DocumentConditions): Sql[] {
  const all: Sql[] = [];
  if (source !== undefined) all.push(sql`source_id = ${source}`);
  if (language !== undefined) all.push(sql`language = ${language}`);
  if (label !== undefined) all.push(sql`label = ${label}`);
  if (from !== undefined) all.push(sql`date >= ${from}`);
  if (to !== undefined) all.push(sql`left(date, ${to.length}) <= ${to}`);
  if (documents !== undefined) all.push(sql`id = any(${documents}::bigint[])`);
  for (const { name, value } of columns) all.push(sql`${valueIn(name)} = ${value}`);
  return [...all, ...facets.map(fulfils)];
}

/** The chunks that stand at most so far before or after others, each with the one that it belongs to, in their order. */
export function chunksAround(
  db: Db,
  chunks: readonly { readonly chunk: number; readonly document: number; readonly ordinal: number }[],
  reach: number,
): Promise<{ of: number; id: number; isBefore: boolean }[]> {
  return db.many(sql`
    select rows.chunk as of, chunk.id, chunk.ordinal < rows.place as "isBefore"
    from ${rowsOf(chunks, {
      chunk: ["bigint", (row) => row.chunk],
      document: ["bigint", (row) => row.document],
      place: ["int", (row) => row.ordinal],
    })}
    join chunk on chunk.document_id = rows.document and chunk.ordinal <> rows.place
      and chunk.ordinal between rows.place - ${reach}::int and rows.place + ${reach}::int
    order by rows.chunk, chunk.ordinal`);
}

/** What documents are called in the data they came from, by their number; those without a name there are left out. */
export async function externalIds(db: Db, documents: readonly number[]): Promise<Map<number, string>> {
  const rows = await db.many<{ id: number; externalId: string }>(sql`
    select id, external_id as "externalId"
    from document
    where id = any(${documents}::bigint[]) and external_id is not null`);
  return new Map(rows.map(({ id, externalId }) => [id, externalId]));
}
