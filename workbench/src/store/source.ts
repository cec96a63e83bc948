import type { ColumnMapping } from "../model.ts";
import type { Db } from "./db.ts";
import { json, sql } from "./sql.ts";

export type SourceKind = "folder" | "files" | "table" | "upload" | "stdin";

export interface SourceRow {
  readonly id: number;
  readonly projectId: number;
  readonly kind: SourceKind;
  /** As shown to the user. */
  readonly location: string;
  readonly mapping: ColumnMapping;
  readonly createdAt: Date;
}

const columns = sql`id, project_id as "projectId", kind, location, mapping, created_at as "createdAt"`;

export function insertSource(
  db: Db,
  source: { projectId: number; kind: SourceKind; location: string; mapping: ColumnMapping; now: Date },
): Promise<SourceRow> {
  return db.one(sql`
    insert into source (project_id, kind, location, mapping, created_at)
    values (${source.projectId}, ${source.kind}, ${source.location}, ${json(source.mapping)}::jsonb, ${source.now})
    returning ${columns}`);
}

export function sourceById(db: Db, id: number): Promise<SourceRow | undefined> {
  return db.maybeOne(sql`select ${columns} from source where id = ${id}`);
}

/** Whether the newest import of a project came to its end, so that nothing of what was read is left undone. */
export async function isLastImportComplete(db: Db, projectId: number): Promise<boolean> {
  const last = await db.maybeOne<{ state: string }>(sql`
    select state from run where project_id = ${projectId} and kind = 'import' order by id desc limit 1`);
  return last === undefined || last.state === "completed";
}

/** Whether an analysis after this run has anything to find: documents that it brought, or older ones without topics. */
export async function bringsNews(
  db: Db,
  { projectId, sourceId }: { projectId: number; sourceId: number | null },
): Promise<boolean> {
  if (sourceId === null) return true;
  const row = await db.maybeOne(sql`
    select from document
    where project_id = ${projectId}
      and (source_id = ${sourceId} or (select current_run_id is null from project where id = ${projectId}))
    limit 1`);
  return row !== undefined;
}

/** Newest first. */
export function sourcesOf(db: Db, projectId: number): Promise<SourceRow[]> {
  return db.many(sql`select ${columns} from source where project_id = ${projectId} order by id desc`);
}
