import type { ColumnMapping } from "../model.ts";
import type { Db } from "./db.ts";
import { rowsOf, sql } from "./sql.ts";

export interface WatchRow {
  readonly id: number;
  readonly projectId: number;
  readonly project: string;
  readonly sourceId: number;
  readonly folder: string;
  readonly mapping: ColumnMapping;
  /** Whether servers follow it; else only a call of the command line does. */
  readonly served: boolean;
  readonly files: number;
  readonly createdAt: Date;
}

const columns = sql`
  watch.id, watch.project_id as "projectId", project.name as project, source_id as "sourceId", folder, mapping, served,
  (select count(*) from watched_file where watch_id = watch.id) as files, watch.created_at as "createdAt"`;
const joined = sql`watch join project on project.id = watch.project_id join source on source.id = source_id`;

/** The followed folders of a project, or all that servers follow. */
export function watchesOf(db: Db, of: { readonly projectId: number } | "served"): Promise<WatchRow[]> {
  const condition = of === "served" ? sql`served` : sql`watch.project_id = ${of.projectId}`;
  return db.many(sql`select ${columns} from ${joined} where ${condition} order by watch.id`);
}

export function watchOfFolder(
  db: Db,
  { projectId, folder }: { projectId: number; folder: string },
): Promise<WatchRow | undefined> {
  return db.maybeOne(sql`
    select ${columns} from ${joined} where watch.project_id = ${projectId} and folder = ${folder}`);
}

/** Lets a folder be followed; where it is already, by servers too if that is asked for. */
export async function insertWatch(
  tx: Db,
  watch: { projectId: number; sourceId: number; folder: string; served: boolean; now: Date },
): Promise<WatchRow> {
  const { id } = await tx.one<{ id: number }>(sql`
    insert into watch (project_id, source_id, folder, served, created_at)
    values (${watch.projectId}, ${watch.sourceId}, ${watch.folder}, ${watch.served}, ${watch.now})
    on conflict (project_id, folder) do update set served = watch.served or excluded.served
    returning id`);
  return await tx.one(sql`select ${columns} from ${joined} where watch.id = ${id}`);
}

/** @returns whether there was such a watch */
export async function deleteWatch(
  db: Db,
  { projectId, id }: { projectId: number; id: number },
): Promise<boolean> {
  return (await db.run(sql`delete from watch where project_id = ${projectId} and id = ${id}`)) === 1;
}

/** A file of a followed folder as it was when it was last taken. */
export interface WatchedFileRow {
  readonly location: string;
  readonly bytes: number;
  readonly modifiedMs: number;
}

export function watchedFiles(db: Db, watchId: number): Promise<WatchedFileRow[]> {
  return db.many(sql`
    select location, bytes, modified_ms as "modifiedMs" from watched_file where watch_id = ${watchId}`);
}

export async function saveWatchedFiles(
  tx: Db,
  watchId: number,
  files: readonly WatchedFileRow[],
): Promise<void> {
  await tx.run(sql`
    insert into watched_file (watch_id, location, bytes, modified_ms)
    select watch.id, location, bytes, modified_ms
    from watch, ${rowsOf(files, {
      location: ["text", (row) => row.location],
      bytes: ["bigint", (row) => row.bytes],
      modified_ms: ["double precision", (row) => row.modifiedMs],
    })}
    where watch.id = ${watchId}
    on conflict (watch_id, location) do update set bytes = excluded.bytes, modified_ms = excluded.modified_ms`);
}

export async function forgetWatchedFiles(
  tx: Db,
  watchId: number,
  locations: readonly string[],
): Promise<void> {
  await tx.run(sql`
    delete from watched_file where watch_id = ${watchId} and location = any(${[...locations]}::text[])`);
}

/** Watches' ids lie above this number as keys of advisory locks. */
const lockBase = 7_704_000_000_000;

/** Makes this session the one that follows a folder, until its connection ends. @returns false when another one does */
export async function lockWatch(session: Db, watchId: number): Promise<boolean> {
  const { locked } = await session.one<{ locked: boolean }>(
    sql`select pg_try_advisory_lock(${lockBase}::bigint + ${watchId}::bigint) as locked`,
  );
  return locked;
}

export async function unlockWatch(session: Db, watchId: number): Promise<void> {
  await session.run(sql`select pg_advisory_unlock(${lockBase}::bigint + ${watchId}::bigint)`);
}

/** What became of files that an import took: their documents with the topics they are counted under. */
export interface TakenDocument {
  readonly id: number;
  readonly location: string;
  readonly path: string;
  readonly row: number | null;
  readonly title: string;
}

export function documentsAt(
  db: Db,
  { projectId, locations }: { projectId: number; locations: readonly string[] },
): Promise<TakenDocument[]> {
  return db.many(sql`
    select document.id, location, document.path, row_number as row, title
    from file
    join document on document.file_id = file.id
    where file.project_id = ${projectId} and location = any(${[...locations]}::text[])
    order by document.id`);
}

/** The rejections of files, and which of the files were read to their end. */
export async function outcomesAt(
  db: Db,
  { projectId, locations }: { projectId: number; locations: readonly string[] },
): Promise<{
  read: string[];
  rejections: { path: string; row: number | null; reason: string; detail: string }[];
}> {
  const files = sql`file.project_id = ${projectId} and location = any(${[...locations]}::text[])`;
  const read = await db.many<{ location: string }>(
    sql`select distinct location from file where ${files} and state = 'read'`,
  );
  const rejections = await db.many<{ path: string; row: number | null; reason: string; detail: string }>(sql`
    select rejection.path, row_number as row, reason, detail
    from file
    join rejection on rejection.file_id = file.id
    where ${files}
    order by rejection.id`);
  return { read: read.map(({ location }) => location), rejections };
}

/** Fails when the connection is lost, and with it the lock. */
export async function holdsWatch(session: Db): Promise<void> {
  await session.run(sql`select`);
}
