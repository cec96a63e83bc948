import type { Turn } from "../model.ts";
import type { Db } from "./db.ts";
import { rowsOf, sql } from "./sql.ts";

/** A turn with its words. */
export interface StoredTurn extends Omit<Turn, "speaker"> {
  readonly speaker: string | null;
  readonly text: string;
}

/** Stores what was said in documents, and who speaks in each. */
export async function insertTurns(
  tx: Db,
  documents: readonly { readonly id: number; readonly text: string; readonly turns: readonly Turn[] }[],
): Promise<void> {
  const turns = documents.flatMap(({ id, text, turns }) =>
    turns.map((turn, ordinal) => ({ ...turn, id, ordinal, text })),
  );
  if (turns.length === 0) return;
  await tx.run(sql`
    insert into turn (document_id, ordinal, role, speaker, start_offset, said_offset, end_offset, text)
    select document, ordinal, role, speaker, start_offset, said_offset, end_offset, text
    from ${rowsOf(turns, {
      document: ["bigint", (turn) => turn.id],
      ordinal: ["int", (turn) => turn.ordinal],
      role: ["text", (turn) => turn.role],
      speaker: ["text", (turn) => turn.speaker],
      start_offset: ["int", (turn) => turn.start],
      said_offset: ["int", (turn) => turn.said],
      end_offset: ["int", (turn) => turn.end],
      text: ["text", (turn) => turn.text.slice(turn.said, turn.end)],
    })}`);
  await tx.run(sql`
    update document
    set roles = array(select role from turn where document_id = document.id group by role order by min(ordinal))
    where id = any(${documents.map(({ id }) => id)}::bigint[])`);
}

/** What was said in a document, in order; nothing where it is no conversation. */
export async function turnsOf(db: Db, document: number): Promise<StoredTurn[]> {
  return (await turnsOfDocuments(db, [document])).get(document) ?? [];
}

/** The same for several documents, by document. */
export async function turnsOfDocuments(
  db: Db,
  documents: readonly number[],
): Promise<Map<number, StoredTurn[]>> {
  const rows = await db.many<StoredTurn & { document: number }>(sql`
    select document_id as document, role, speaker, start_offset as start, said_offset as said, end_offset as end, text
    from turn
    where document_id = any(${documents}::bigint[])
    order by document_id, ordinal`);
  const grouped = Map.groupBy(rows, ({ document }) => document);
  return new Map([...grouped].map(([id, turns]) => [id, turns.map(({ document: _, ...turn }) => turn)]));
}

/** What a role says within a chunk: its words as stretches of the chunk's text, in order. */
export interface SaidInChunk {
  readonly language: string | null;
  readonly stretches: readonly { readonly start: number; readonly text: string }[];
}

/** What a role says in chunks, by chunk; those in which it says nothing are left out. */
export async function saidInChunks(
  db: Db,
  { chunks, role }: { readonly chunks: readonly number[]; readonly role: string },
): Promise<Map<number, SaidInChunk>> {
  const rows = await db.many<{
    chunk: number;
    start: number;
    end: number;
    language: string | null;
    said: number;
    text: string;
  }>(sql`
    select chunk.id as chunk, chunk.start_offset as start, chunk.end_offset as end, language,
      said_offset as said, turn.text
    from chunk
    join document on document.id = chunk.document_id
    join turn on turn.document_id = chunk.document_id
    where chunk.id = any(${chunks}::bigint[]) and role = ${role}
      and said_offset < chunk.end_offset and turn.end_offset > chunk.start_offset
    order by chunk.id, turn.ordinal`);
  const grouped = Map.groupBy(rows, ({ chunk }) => chunk);
  return new Map(
    [...grouped].map(([chunk, own]) => [
      chunk,
      {
        language: own[0]?.language ?? null,
        stretches: own.flatMap(({ start, end, said, text }) => {
          const from = Math.max(start, said);
          const part = text.slice(from - said, end - said);
          return part.trim() === "" ? [] : [{ start: from - start, text: part }];
        }),
      },
    ]),
  );
}

/** The chunks of a project in which a role speaks. */
export async function chunksOfRole(db: Db, projectId: number, role: string): Promise<Set<number>> {
  const rows = await db.many<{ id: number }>(sql`
    select chunk.id
    from document
    join chunk on chunk.document_id = document.id
    where document.project_id = ${projectId} and document.roles @> ${[role]}::text[]
      and chunk.roles @> ${[role]}::text[]`);
  return new Set(rows.map(({ id }) => id));
}

/** Who speaks in chunks, by chunk; those of no conversation are left out. */
export async function rolesOfChunks(db: Db, chunks: readonly number[]): Promise<Map<number, string[]>> {
  const rows = await db.many<{ id: number; roles: string[] }>(sql`
    select id, roles from chunk where id = any(${chunks}::bigint[]) and roles is not null`);
  return new Map(rows.map(({ id, roles }) => [id, roles]));
}

/** The roles that speak in a project's conversations, those of most conversations first. */
export async function rolesOfProject(db: Db, projectId: number): Promise<string[]> {
  const rows = await db.many<{ role: string }>(sql`
    select role
    from document, unnest(roles) as role
    where project_id = ${projectId} and roles is not null
    group by role
    order by count(*) desc, role
    limit 50`);
  return rows.map(({ role }) => role);
}
