import type { Db } from "./db.ts";
import { sql } from "./sql.ts";

/** A place in a file. */
export interface FileCursor {
  /** Members of an archive that lie before it. */
  readonly member: number;
  /** The last row of the table that lies before it: of the file, or of the archive's next member. */
  readonly row: number;
}

export interface FileRow {
  readonly id: number;
  readonly projectId: number;
  readonly sourceId: number;
  readonly path: string;
  readonly state: "waiting" | "read";
  /** How far it is committed; reading goes on behind it. */
  readonly cursor: FileCursor;
  readonly documents: number;
  readonly warnings: readonly string[];
}

const columns = sql`
  id, project_id as "projectId", source_id as "sourceId", path, state,
  jsonb_build_object('member', cursor_member, 'row', cursor_row) as cursor, documents, warnings`;

export interface NewFile {
  readonly projectId: number;
  readonly sourceId: number;
  readonly path: string;
  readonly location: string;
  readonly bytes: number;
  readonly contentHash: Buffer;
  readonly mappingHash: Buffer;
}

/** The file of this source at this place; made where it is missing, as it was where an earlier attempt made it. */
export function openFile(tx: Db, file: NewFile): Promise<FileRow> {
  return tx.one(sql`
    insert into file (project_id, source_id, path, location, bytes, content_hash, mapping_hash)
    values (
      ${file.projectId}, ${file.sourceId}, ${file.path}, ${file.location}, ${file.bytes},
      ${file.contentHash}, ${file.mappingHash}
    )
    on conflict (source_id, location) do update set bytes = excluded.bytes
    returning ${columns}`);
}

/**
 * Whether the project read this content from this place under this mapping in another source. One that could not be opened
 * then may be another time.
 */
export async function isKnownFile(
  db: Db,
  file: Pick<NewFile, "projectId" | "path" | "location" | "contentHash" | "mappingHash"> & {
    sourceId?: number;
  },
): Promise<boolean> {
  const { known } = await db.one<{ known: boolean }>(sql`
    select exists (
      select from file
      where project_id = ${file.projectId}
        and content_hash = ${file.contentHash}
        and mapping_hash = ${file.mappingHash}
        and (location = ${file.location} or path = ${file.path})
        and state = 'read'
        and source_id is distinct from ${file.sourceId ?? null}
        and not exists (select from rejection where file_id = file.id and reason = 'unreadable')
    ) as known`);
  return known;
}

/** Whether the project may have read this file before, told from its name and size alone. */
export async function isFileOfKnownSize(
  db: Db,
  file: Pick<NewFile, "projectId" | "path" | "location" | "bytes">,
): Promise<boolean> {
  const { known } = await db.one<{ known: boolean }>(sql`
    select exists (
      select from file
      where project_id = ${file.projectId}
        and bytes = ${file.bytes}
        and (location = ${file.location} or path = ${file.path})
        and state = 'read'
    ) as known`);
  return known;
}

/** Remembers how far a file was read; `read` when that is all of it. */
export async function advanceFile(
  tx: Db,
  progress: {
    id: number;
    cursor: FileCursor;
    documents: number;
    warnings: readonly string[];
    read: boolean;
  },
): Promise<void> {
  const { member, row } = progress.cursor;
  await tx.run(sql`
    update file
    set cursor_member = greatest(cursor_member, ${member}),
      cursor_row = case
        when cursor_member > ${member} then cursor_row
        when cursor_member < ${member} then ${row}
        else greatest(cursor_row, ${row})
      end,
      documents = documents + ${progress.documents},
      warnings = warnings || ${progress.warnings}::text[],
      state = case when ${progress.read} then 'read' else state end
    where id = ${progress.id}`);
}

export function filesOfSource(db: Db, sourceId: number): Promise<FileRow[]> {
  return db.many(sql`select ${columns} from file where source_id = ${sourceId} order by path, id`);
}

/** What a source was read from: its files, and one hash over their paths and contents. */
export function filesFingerprint(
  db: Db,
  sourceId: number,
): Promise<{ files: number; bytes: number; hash: string }> {
  return db.one(sql`
    select count(*) as files, coalesce(sum(bytes), 0)::bigint as bytes,
      encode(
        sha256(coalesce(string_agg(convert_to(path, 'UTF8') || content_hash, ''::bytea order by path, location), '')),
        'hex'
      ) as hash
    from file
    where source_id = ${sourceId}`);
}
