import type { Db } from "./db.ts";
import { rowsOf, sql } from "./sql.ts";
import { editInForce, topicsNow } from "./topics-now.ts";

/** The topic that a document is counted under. */
export interface MainTopicRow {
  readonly document: number;
  readonly topic: number;
  /** As the document has it: an ISO date, with or without a time. */
  readonly date: string | null;
}

/** The documents of a layer that are counted under a topic, in order. */
export function mainTopicsOf(db: Db, runId: number, layer: number): Promise<MainTopicRow[]> {
  return db.many(sql`
    with topic as materialized (select id, shown_as from ${topicsNow(runId)} as topic where layer = ${layer})
    select document_id as document, shown_as as topic, date
    from document_topic
    join topic on topic.id = topic_id
    join document on document.id = document_id
    where run_id = ${runId} and layer = ${layer} and main and shown_as is not null
      and ${editInForce(runId)} between since and till
    order by document_id`);
}

/** The first few chunks of documents that are members of the topic that each is counted under, in the order asked for. */
export function memberChunksOf(
  db: Db,
  {
    runId,
    layer,
    members,
    perDocument,
  }: {
    runId: number;
    layer: number;
    members: readonly Pick<MainTopicRow, "document" | "topic">[];
    perDocument: number;
  },
): Promise<{ chunk: number; document: number }[]> {
  return db.many(sql`
    with topic as materialized (select id, shown_as from ${topicsNow(runId)} as topic where layer = ${layer})
    select rows.document, held.chunk
    from ${rowsOf(members, {
      document: ["bigint", (member) => member.document],
      topic: ["int", (member) => member.topic],
    })}
    cross join lateral (
      select distinct chunk.id as chunk, chunk.ordinal
      from chunk
      join membership on membership.run_id = ${runId} and membership.layer = ${layer} and chunk_id = chunk.id
      join topic on topic.id = membership.topic_id
      where chunk.document_id = rows.document and shown_as = rows.topic
      order by chunk.ordinal
      limit ${perDocument}
    ) as held
    order by rows.ordinality, held.ordinal`);
}
