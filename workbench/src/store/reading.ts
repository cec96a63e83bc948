import type { Db } from "./db.ts";
import { sql } from "./sql.ts";

export interface ReadingRow {
  readonly document: number;
  readonly title: string;
  readonly weight: number;
  readonly at: Date;
}

/** Opening a document again so soon is the same reading of it. */
const sameReading = "30 minutes";

/** Keeps that somebody read a document, unless it is known already. @returns whether there is such a document */
export async function insertReading(
  db: Db,
  {
    projectId,
    document,
    reader,
    weight,
    at,
  }: { projectId: number; document: number; reader: string; weight: number; at: Date },
): Promise<boolean> {
  const { there } = await db.one<{ there: boolean }>(sql`
    with read as materialized (
      select id from document where project_id = ${projectId} and id = ${document}
    ),
    kept as (
      insert into reading (project_id, document_id, reader, weight, at)
      select ${projectId}, id, ${reader}, ${weight}, ${at}
      from read
      where not exists (
        select
        from reading
        where project_id = ${projectId} and reader = ${reader} and document_id = ${document}
          and weight = ${weight}::real
          and at between ${at}::timestamptz - ${sameReading}::interval and ${at}::timestamptz + ${sameReading}::interval
      )
    )
    select exists (select from read) as there`);
  return there;
}

/** What somebody read, the last reading first. */
export function readingsOf(
  db: Db,
  { projectId, reader, limit }: { projectId: number; reader: string; limit: number },
): Promise<ReadingRow[]> {
  return db.many(sql`
    select document_id as document, title, weight, at
    from reading
    join document on document.id = document_id
    where reading.project_id = ${projectId} and reader = ${reader}
    order by at desc, reading.id desc
    limit ${limit}`);
}

/** Who read something, and how much; who read last first. */
export function readersOf(
  db: Db,
  projectId: number,
): Promise<{ reader: string; readings: number; lastAt: Date }[]> {
  return db.many(sql`
    select reader, count(*) as readings, max(at) as "lastAt"
    from reading
    where project_id = ${projectId}
    group by reader
    order by "lastAt" desc, reader`);
}

/** Forgets what somebody read. @returns how many readings it were */
export function deleteReadings(
  db: Db,
  { projectId, reader }: { projectId: number; reader: string },
): Promise<number> {
  return db.run(sql`delete from reading where project_id = ${projectId} and reader = ${reader}`);
}
