import type { Db } from "./db.ts";
import { sql } from "./sql.ts";
import { editInForce, topicsNow } from "./topics-now.ts";

/** The chunks that have a vector under a model, document by document; those of documents set aside left out. */
export function chunksByDocument(
  db: Db,
  { projectId, modelId }: { projectId: number; modelId: number },
): Promise<{ chunk: number; document: number }[]> {
  return db.many(sql`
    select chunk.id as chunk, document_id as document
    from chunk
    join document on document.id = document_id
    join vector on vector.model_id = ${modelId} and vector.text_hash = chunk.text_hash
    where chunk.project_id = ${projectId} and not set_aside
    order by document_id, ordinal`);
}

/** The documents that have a date, as it is written. */
export function datedDocuments(db: Db, projectId: number): Promise<{ id: number; date: string }[]> {
  return db.many(sql`
    select id, date
    from document
    where project_id = ${projectId} and date is not null
    order by id`);
}

/** Documents by the ids that their table gave them; of an id that several have, the first. */
export async function documentsByExternalId(db: Db, projectId: number): Promise<Map<string, number>> {
  const rows = await db.many<{ externalId: string; id: number }>(sql`
    select external_id as "externalId", id
    from document
    where project_id = ${projectId} and external_id is not null
    order by id desc`);
  return new Map(rows.map(({ externalId, id }) => [externalId, id]));
}

/** A document as others point to it. */
export interface DocumentCard {
  readonly id: number;
  readonly title: string;
  readonly path: string;
  readonly date: string | null;
}

/** Documents in the order of the ids; ids of documents that are gone are left out. */
export function documentCards(db: Db, ids: readonly number[]): Promise<DocumentCard[]> {
  return db.many(sql`
    select document.id, title, path, date
    from unnest(${ids}::bigint[]) with ordinality as wanted(id, ordinal)
    join document on document.id = wanted.id
    order by wanted.ordinal`);
}

/** How many documents are about each topic of a layer, and how many of these are also about one topic. */
export function sharedDocuments(
  db: Db,
  { runId, topicId }: { runId: number; topicId: number },
): Promise<{ topic: number; documents: number; shared: number }[]> {
  return db.many(sql`
    with topic as materialized (select id, layer, shown_as from ${topicsNow(runId)} as topic where shown_as is not null),
    about as materialized (
      select distinct document_id, shown_as as topic_id
      from document_topic
      join topic on topic.id = topic_id
      where run_id = ${runId} and rank is not null and ${editInForce(runId)} between since and till
        and topic.layer = (select layer from topic where id = ${topicId})
    )
    select topic_id as topic, count(*) as documents, count(own.document_id) as shared
    from about
    left join (select document_id from about where topic_id = ${topicId}) as own using (document_id)
    group by topic_id
    order by topic_id`);
}
