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
