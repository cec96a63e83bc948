import type { QualityFlag } from "../model.ts";
import type { Db } from "./db.ts";
import type { Note } from "./document.ts";
import { rowsOf, sql } from "./sql.ts";

/** A mark that a document gets for what other documents are. */
export interface Mark {
  readonly id: number;
  readonly flag: "exact-duplicate" | "near-duplicate" | "id-used-before";
  readonly detail: string | null;
  readonly original: number | null;
}

const markFlags = ["exact-duplicate", "near-duplicate", "id-used-before"] satisfies QualityFlag[];
/** Each statement ends within its deadline, however many documents there are. */
const documentsAtOnce = 2_000;

/** The order of documents that does not depend on which worker read which file first. */
const readingOrder = sql`document.source_id, file.path collate "C", file.location collate "C", document.id`;

/** What a search for duplicates compares, in reading order. Formulas say nothing themselves and are not compared. */
export function signaturesOf(
  db: Db,
  projectId: number,
): Promise<{ id: number; textHash: Buffer | null; signature: Buffer | null }[]> {
  return db.many(sql`
    select document.id,
      case when not is_formula then text_hash end as "textHash",
      case when not is_formula then signature end as signature
    from document
    join file on file.id = file_id,
    lateral (select flags @> '[{"flag": "formula"}]' as is_formula) as looked
    where document.project_id = ${projectId}
    order by ${readingOrder}`);
}

/** Documents whose external id an earlier document of the project has, each with the first of them. */
export function repeatedIds(
  db: Db,
  projectId: number,
): Promise<{ id: number; externalId: string; first: number }[]> {
  return db.many(sql`
    select id, external_id as "externalId", first
    from (
      select document.id, external_id, first_value(document.id) over (partition by external_id order by ${readingOrder}) as first
      from document
      join file on file.id = file_id
      where document.project_id = ${projectId} and external_id is not null
    ) as used
    where id <> first
    order by id`);
}

/** The marks of one document: what it is a copy of, and its flags in the order of their names. */
interface Marks {
  readonly id: number;
  readonly original: number | null;
  readonly notes: readonly Note[];
}

/**
 * Replaces these marks of the project's documents; those of whom the same is said again are left alone.
 *
 * @returns the documents touched, with all their flags
 */
export async function replaceMarks(
  tx: Db,
  projectId: number,
  marks: readonly Mark[],
): Promise<{ id: number; flags: Note[] }[]> {
  const wanted = Map.groupBy(marks, ({ id }) => id);
  const before = new Map((await markedDocuments(tx, projectId)).map((marked) => [marked.id, marked]));
  const changed = [...new Set([...before.keys(), ...wanted.keys()])]
    .map((id) => marksOf(id, wanted.get(id) ?? []))
    .filter((marked) => !isSame(marked, before.get(marked.id)));
  const touched: { id: number; flags: Note[] }[] = [];
  for (let at = 0; at < changed.length; at += documentsAtOnce)
    touched.push(...(await setMarks(tx, changed.slice(at, at + documentsAtOnce))));
  return touched;
}

function marksOf(id: number, marks: readonly Mark[]): Marks {
  const original = marks.reduce<number | null>((found, mark) => mark.original ?? found, null);
  const notes = marks.map(({ flag, detail }) => ({ flag, detail }));
  return { id, original, notes: notes.sort((a, b) => markFlags.indexOf(a.flag) - markFlags.indexOf(b.flag)) };
}

function isSame(a: Marks, b: Marks | undefined): boolean {
  return (
    a.original === (b?.original ?? null) &&
    a.notes.length === (b?.notes.length ?? 0) &&
    a.notes.every(({ flag, detail }, at) => flag === b?.notes[at]?.flag && detail === b.notes[at]?.detail)
  );
}

function markedDocuments(tx: Db, projectId: number): Promise<Marks[]> {
  return tx.many(sql`
    select id, duplicate_of as original, notes
    from document,
    lateral (
      select jsonb_agg(note order by array_position(${markFlags}::text[], note ->> 'flag')) as notes
      from jsonb_array_elements(flags) as note
      where note ->> 'flag' = any(${markFlags}::text[])
    ) as noted
    where project_id = ${projectId} and flags <> '[]' and notes is not null`);
}

function setMarks(tx: Db, marked: readonly Marks[]): Promise<{ id: number; flags: Note[] }[]> {
  return tx.many(sql`
    update document
    set duplicate_of = rows.original,
      flags = (
        select coalesce(jsonb_agg(note order by place), '[]')
        from jsonb_array_elements(flags) with ordinality as noted(note, place)
        where note ->> 'flag' <> all(${markFlags}::text[])
      ) || rows.notes
    from ${rowsOf(marked, {
      id: ["bigint", ({ id }) => id],
      original: ["bigint", ({ original }) => original],
      notes: ["jsonb", ({ notes }) => notes],
    })}
    where document.id = rows.id
    returning document.id, flags`);
}

/** Keeps how good documents are. */
export async function saveQualities(
  tx: Db,
  qualities: readonly { readonly id: number; readonly quality: number }[],
): Promise<void> {
  for (let at = 0; at < qualities.length; at += documentsAtOnce) {
    const rows = qualities.slice(at, at + documentsAtOnce);
    await tx.run(sql`
      update document
      set quality = rows.quality
      from ${rowsOf(rows, { id: ["bigint", (row) => row.id], quality: ["real", (row) => row.quality] })}
      where document.id = rows.id and document.quality <> rows.quality`);
  }
}
