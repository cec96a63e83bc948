import type { Db } from "./db.ts";
import { type Sql, sql } from "./sql.ts";
import { editedTopics, editInForce } from "./topics-now.ts";

/**
 * Counts what topics hold by now, as they are shown after the edit in force: the numbers of an analysis that something was
 * placed into or deleted from.
 *
 * @param concerned topics (by their own ids, shown or not) whose members changed; without them, or where the counts are of
 *   another edit, all are counted
 */
export async function tallyTopics(tx: Db, runId: number, concerned?: readonly number[]): Promise<void> {
  const known = concerned !== undefined && (await isTallied(tx, runId));
  if (known && concerned.length === 0) return;
  if (!known) await tx.run(sql`delete from topic_tally where run_id = ${runId}`);
  await tx.run(sql`
    with topic as materialized (
      select id, shown_as from ${editedTopics(runId)} as topic where shown_as is not null
    ),
    counted as materialized (
      select distinct shown_as from topic where ${known ? holding(concerned) : sql`true`}
    ),
    held as materialized (select id, shown_as from topic where shown_as in (select shown_as from counted)),
    members as (
      select shown_as, count(*) as chunks
      from held
      join membership on membership.run_id = ${runId} and topic_id = held.id
      group by shown_as
    ),
    counts as (
      select shown_as, count(*) as documents
      from held
      join document_topic on document_topic.run_id = ${runId} and topic_id = held.id
        and main and ${editInForce(runId)} between since and till
      group by shown_as
    )
    insert into topic_tally (run_id, topic_id, edit, chunks, documents)
    select ${runId}, counted.shown_as, ${editInForce(runId)}, coalesce(chunks, 0), coalesce(documents, 0)
    from counted
    left join members using (shown_as)
    left join counts using (shown_as)
    on conflict (run_id, topic_id) do update
    set edit = excluded.edit, chunks = excluded.chunks, documents = excluded.documents`);
}

const holding = (topics: readonly number[]): Sql => sql`id = any(${[...topics]}::int[])`;

async function isTallied(tx: Db, runId: number): Promise<boolean> {
  const { tallied } = await tx.one<{ tallied: boolean }>(sql`
    select exists (
      select from topic_tally where run_id = ${runId} and edit = ${editInForce(runId)}
    ) as tallied`);
  return tallied;
}
