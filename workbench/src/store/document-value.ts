import type { Db } from "./db.ts";
import { type Sql, sql } from "./sql.ts";

/** What a column of its table says of a document; the one taken for labels is also called `label`. */
export const valueIn = (column: string): Sql => sql`
  nullif(trim(coalesce(metadata ->> ${column}, case
    when ${column} = 'label' then label
    when ${column} = (select mapping ->> 'label' from source where source.id = document.source_id) then label
  end)), '')`;

/** What a column says of documents, in the order of the ids; null for nothing. */
export async function documentValues(
  db: Db,
  { documents, column }: { documents: readonly number[]; column: string },
): Promise<(string | null)[]> {
  const rows = await db.many<{ value: string | null }>(sql`
    select ${valueIn(column)} as value
    from unnest(${documents}::bigint[]) with ordinality as wanted(id, ordinal)
    left join document on document.id = wanted.id
    order by wanted.ordinal`);
  return rows.map(({ value }) => value);
}

/** How many documents of a project a column says something of. */
export async function documentsWithValue(
  db: Db,
  { projectId, column }: { projectId: number; column: string },
): Promise<number> {
  const { count } = await db.one<{ count: number }>(sql`
    select count(${valueIn(column)}) as count from document where project_id = ${projectId} and not set_aside`);
  return count;
}
