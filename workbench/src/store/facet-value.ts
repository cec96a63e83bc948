import type { Db } from "./db.ts";
import { join, rowsOf, type Sql, sql } from "./sql.ts";

/** How an answer was found. */
export type FacetHow = "model" | "extraction" | "computed";

/** What one document answers to a facet. */
export interface FacetValueRow {
  readonly facet: number;
  readonly document: number;
  /** What it says in words: one, several for a list, none where there is no answer. */
  readonly entries: readonly string[];
  /** Of a number itself, of a date its milliseconds. */
  readonly number: number | null;
  readonly reason: string | null;
  readonly how: FacetHow;
  readonly confidence: number | null;
  /** Where in the document's text the answer stands. */
  readonly evidence: readonly [start: number, end: number] | null;
  readonly model: string | null;
  readonly promptHash: string | null;
}

/** A facet as a run asks it. */
export interface AskedFacet {
  readonly id: number;
  readonly version: number;
}

/** Keeps answers, in place of older ones. Those to a question that is another one by now are left out. */
export async function saveFacetValues(
  tx: Db,
  facets: readonly AskedFacet[],
  values: readonly FacetValueRow[],
): Promise<void> {
  if (values.length === 0) return;
  await tx.run(sql`
    with asked as materialized (
      select facet.id
      from facet
      join ${rowsOf(facets, { id: ["bigint", (row) => row.id], version: ["int", (row) => row.version] })}
        on facet.id = rows.id and facet.version = rows.version
      for share of facet
    )
    insert into facet_value (
      facet_id, document_id, entries, number, reason, how, confidence, evidence_start, evidence_end, model, prompt_hash
    )
    select facet, document, array(select jsonb_array_elements_text(entries)), number, reason, how, confidence,
      evidence_start, evidence_end, model, prompt_hash
    from ${rowsOf(values, {
      facet: ["bigint", (row) => row.facet],
      document: ["bigint", (row) => row.document],
      entries: ["jsonb", (row) => row.entries],
      number: ["double precision", (row) => row.number],
      reason: ["text", (row) => row.reason],
      how: ["text", (row) => row.how],
      confidence: ["real", (row) => row.confidence],
      evidence_start: ["int", (row) => row.evidence?.[0]],
      evidence_end: ["int", (row) => row.evidence?.[1]],
      model: ["text", (row) => row.model],
      prompt_hash: ["text", (row) => row.promptHash],
    })}
    join asked on asked.id = facet
    join document as kept on kept.id = rows.document
    on conflict (facet_id, document_id) do update
    set entries = excluded.entries, number = excluded.number, reason = excluded.reason, how = excluded.how,
      confidence = excluded.confidence, evidence_start = excluded.evidence_start, evidence_end = excluded.evidence_end,
      model = excluded.model, prompt_hash = excluded.prompt_hash`);
}

interface Asking {
  readonly projectId: number;
  readonly facets: readonly AskedFacet[];
  /** Where there are answers, too. */
  readonly again: boolean;
}

/** Documents, of those that count, that have not answered one of the facets. */
function isAsked({ projectId, facets, again }: Asking): Sql {
  const current = sql`
    select facet.id
    from facet
    join ${rowsOf(facets, { id: ["bigint", (row) => row.id], version: ["int", (row) => row.version] })}
      on facet.id = rows.id and facet.version = rows.version`;
  return sql`document.project_id = ${projectId} and not set_aside and prepared and exists (
    select from (${current}) as current
    where ${again} or not exists (
      select from facet_value where facet_id = current.id and document_id = document.id
    )
  )`;
}

/** The documents to ask, in order, a slice at a time. */
export function documentsToAsk(
  db: Db,
  { after, limit, ...asking }: Asking & { readonly after: number; readonly limit: number },
): Promise<{ id: number; letters: number }[]> {
  return db.many(sql`
    select id, length(text) as letters
    from document
    where ${isAsked(asking)} and id > ${after}
    order by id
    limit ${limit}`);
}

/** Which of these documents have answered which of these facets. */
export function answersThere(
  db: Db,
  { documents, facets }: { documents: readonly number[]; facets: readonly number[] },
): Promise<{ facet: number; document: number }[]> {
  return db.many(sql`
    select facet_id as facet, document_id as document
    from facet_value
    where facet_id = any(${facets}::bigint[]) and document_id = any(${documents}::bigint[])`);
}

/** A document as a facet looks at it. */
export interface AskedDocument {
  readonly id: number;
  readonly title: string;
  readonly text: string;
  readonly language: string | null;
  readonly words: number;
  readonly date: string | null;
}

export function askedDocuments(db: Db, ids: readonly number[]): Promise<AskedDocument[]> {
  return db.many(sql`
    select id, title, text, language, words, date
    from document
    where id = any(${ids}::bigint[])
    order by id`);
}

/** How many documents answered each facet, and how. */
export function facetTallies(
  db: Db,
  projectId: number,
): Promise<{ facet: number; how: FacetHow; answered: number; empty: number }[]> {
  return db.many(sql`
    select facet_id as facet, how, count(*) filter (where reason is null) as answered,
      count(*) filter (where reason is not null) as empty
    from facet_value
    join facet on facet.id = facet_id
    join document on document.id = document_id and not set_aside
    where facet.project_id = ${projectId}
    group by facet_id, how
    order by facet_id, how`);
}

/** How many documents there are to ask. */
export async function countDocumentsToAsk(db: Db, projectId: number): Promise<number> {
  const { count } = await db.one<{ count: number }>(sql`
    select count(*) as count from document where project_id = ${projectId} and not set_aside and prepared`);
  return count;
}

/** What documents that count answer to a facet. */
export function facetColumn(
  db: Db,
  facet: number,
): Promise<Pick<FacetValueRow, "document" | "entries" | "number">[]> {
  return db.many(sql`
    select document_id as document, entries, number
    from facet_value
    join document on document.id = document_id and not set_aside
    where facet_id = ${facet} and reason is null
    order by document_id`);
}

/** What these documents answer to all facets of their project. */
export function valuesOfDocuments(db: Db, documents: readonly number[]): Promise<FacetValueRow[]> {
  return db.many(sql`
    select facet_id as facet, document_id as document, entries, number, reason, how, confidence,
      case when evidence_start is not null then array[evidence_start, evidence_end] end as evidence, model,
      prompt_hash as "promptHash"
    from facet_value
    where document_id = any(${documents}::bigint[])
    order by facet_id, document_id`);
}

/** How an answer compares with what is wanted. */
export type FacetComparison = "=" | "!=" | "<" | "<=" | ">" | ">=";

/** A condition on what documents answer to a facet. */
export interface FacetCondition {
  readonly facet: number;
  readonly comparison: FacetComparison;
  /** Empty: that there is no answer. */
  readonly text: string;
  /** The same as a number or moment, where it is one. */
  readonly number: number | null;
}

/** Which documents fulfil a condition. */
export function fulfils({ facet, comparison, text, number }: FacetCondition): Sql {
  const having = (condition: Sql) => sql`
    exists (
      select from facet_value
      where facet_id = ${facet} and document_id = document.id and reason is null and ${condition}
    )`;
  const equals = text === "" ? sql`not ${having(sql`true`)}` : having(isEqual(text, number));
  switch (comparison) {
    case "=":
      return equals;
    case "!=":
      return text === "" ? having(sql`true`) : sql`(${having(sql`true`)} and not ${equals})`;
    case "<":
      return having(sql`number < ${number}`);
    case "<=":
      return having(sql`number <= ${number}`);
    case ">":
      return having(sql`number > ${number}`);
    case ">=":
      return having(sql`number >= ${number}`);
  }
}

const isEqual = (text: string, number: number | null): Sql =>
  number === null
    ? sql`lower(${text}) = any(select lower(entry) from unnest(entries) as entry)`
    : sql`(number = ${number} or lower(${text}) = any(select lower(entry) from unnest(entries) as entry))`;

/** All conditions at once. */
export const fulfilsAll = (conditions: readonly FacetCondition[]): Sql =>
  join(conditions.map(fulfils), " and ");

/** The chunks of documents that have a vector under a model, in reading order. */
export function embeddedChunksOf(
  db: Db,
  { documents, modelId }: { documents: readonly number[]; modelId: number },
): Promise<{ chunk: number; document: number }[]> {
  return db.many(sql`
    select chunk.id as chunk, document_id as document
    from chunk
    join vector on model_id = ${modelId} and vector.text_hash = chunk.text_hash
    where document_id = any(${documents}::bigint[])
    order by document_id, ordinal`);
}
