import type { Db } from "./db.ts";
import { join, type Sql, sql } from "./sql.ts";
import { editInForce, topicsNow } from "./topics-now.ts";

/** What documents must meet to be counted. */
export type CountFilter =
  | { readonly kind: "value"; readonly column: string; readonly values: readonly string[] }
  | { readonly kind: "topic"; readonly topics: readonly { readonly id: number }[] }
  | { readonly kind: "date"; readonly from?: string; readonly to?: string }
  | { readonly kind: "language"; readonly language: string }
  | { readonly kind: "words"; readonly words: string };

/** How documents are told apart. */
export type CountGrouping =
  | { readonly kind: "column"; readonly column: string }
  | { readonly kind: "topic" | "language" | "year" | "month" };

interface CountScope {
  readonly projectId: number;
  /** The analysis whose topics are meant; null where there is none. */
  readonly runId: number | null;
  readonly filters: readonly CountFilter[];
  /** Only these count. */
  readonly documents?: readonly number[] | undefined;
}

/** What a column says of a document; `label` is the column that was taken for labels. */
const saidIn = (column: string): Sql =>
  column === "label" ? sql`nullif(trim(label), '')` : sql`nullif(trim(metadata ->> ${column}), '')`;

/** The documents of a project that count, those set aside left out. */
function counted({ projectId, runId, filters, documents }: CountScope): Sql {
  const all = filters.map((filter) => condition(filter, runId));
  if (documents !== undefined) all.push(sql`document.id = any(${documents}::bigint[])`);
  return join([sql`document.project_id = ${projectId} and not set_aside`, ...all], " and ");
}

function condition(filter: CountFilter, runId: number | null): Sql {
  switch (filter.kind) {
    case "value":
      return sql`${saidIn(filter.column)} = any(${[...filter.values]}::text[])`;
    case "language":
      return sql`language = ${filter.language}`;
    case "words":
      return sql`to_tsvector('simple', title || ' ' || text) @@ plainto_tsquery('simple', ${filter.words})`;
    case "topic":
      return sql`document.id in (
        select document_id from ${mainTopics(runId)} as main
        where main.id = any(${filter.topics.map(({ id }) => id)}::int[])
      )`;
    case "date": {
      const { from = "", to = "9999-12-31" } = filter;
      return sql`left(date, ${from.length}) >= ${from} and left(date, ${to.length}) <= ${to}`;
    }
  }
}

/** Each document with the topic of the suggested layer that it is counted under. */
const mainTopics = (runId: number | null): Sql => sql`(
  select distinct document_id, shown.id, shown.name
  from document_topic
  join layer on layer.run_id = document_topic.run_id and layer.layer = document_topic.layer and suggested
  join ${topicsNow(runId)} as topic on topic.id = topic_id
  join ${topicsNow(runId)} as shown on shown.id = topic.shown_as
  where document_topic.run_id = ${runId}::bigint and main and ${editInForce(runId)} between since and till
)`;

export async function countWhere(db: Db, scope: CountScope): Promise<number> {
  const { count } = await db.one<{ count: number }>(
    sql`select count(*) as count from document where ${counted(scope)}`,
  );
  return count;
}

export interface CountedGroup {
  readonly name: string;
  readonly documents: number;
}

/** How many documents each group has, the one of most first; documents in none are left out. */
export function countGroups(
  db: Db,
  { by, ...scope }: CountScope & { readonly by: CountGrouping },
): Promise<CountedGroup[]> {
  if (by.kind === "topic")
    return db.many(sql`
      select main.name, count(*) as documents
      from document
      join ${mainTopics(scope.runId)} as main on main.document_id = document.id
      where ${counted(scope)}
      group by main.id, main.name
      order by documents desc, name`);
  const key = {
    column: () => saidIn((by as { column: string }).column),
    language: () => sql`language`,
    year: () => sql`left(date, 4)`,
    month: () => sql`left(date, 7)`,
  }[by.kind]();
  return db.many(sql`
    select name, count(*) as documents
    from (select ${key} as name from document where ${counted(scope)}) as found
    where name is not null
    group by name
    order by documents desc, name collate "C"`);
}

/** The earliest and the latest date of documents; null where none has one. */
export function dateRange(
  db: Db,
  scope: CountScope,
): Promise<{ earliest: string | null; latest: string | null }> {
  return db.one(sql`
    select min(date) as earliest, max(date) as latest from document where ${counted(scope)}`);
}

/** Columns with few enough different short values to be named in a question, most telling first. */
export async function nameableColumns(
  db: Db,
  { projectId, mostValues, longest }: { projectId: number; mostValues: number; longest: number },
): Promise<{ name: string; values: string[] }[]> {
  return await db.many(sql`
    with said as materialized (
      select 'label' as name, trim(label) as value from document where project_id = ${projectId} and not set_aside
      union all
      select key, trim(value)
      from document, jsonb_each_text(metadata)
      where project_id = ${projectId} and not set_aside
    )
    select name, array_agg(distinct value) as values
    from said
    where value <> '' and length(value) <= ${longest}
    group by name
    having count(distinct value) <= ${mostValues}
    order by name <> 'label', count(distinct value), name`);
}

/** The names of a project's files, a few of them, and what their columns of labels were said to be. */
export async function fileWords(db: Db, projectId: number): Promise<{ paths: string[]; labels: string[] }> {
  return await db.one(sql`
    select
      array(select path from file where project_id = ${projectId} order by id limit 20) as paths,
      array(
        select distinct mapping ->> 'label' from source
        where project_id = ${projectId} and mapping ->> 'label' <> ''
      ) as labels`);
}
