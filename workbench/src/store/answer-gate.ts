import type { Db } from "./db.ts";
import { json, sql } from "./sql.ts";

/** What a project's gate was measured on: another version of its passages, and it is measured anew. */
interface AnswerGateRow<Gate> {
  readonly version: string;
  readonly gate: Gate;
}

export function answerGate<Gate>(db: Db, projectId: number): Promise<AnswerGateRow<Gate> | undefined> {
  return db.maybeOne(sql`select version, gate from answer_gate where project_id = ${projectId}`);
}

export async function saveAnswerGate(
  db: Db,
  { projectId, version, gate }: { projectId: number; version: string; gate: object },
): Promise<void> {
  await db.run(sql`
    insert into answer_gate (project_id, version, gate) values (${projectId}, ${version}, ${json(gate)})
    on conflict (project_id) do update set version = excluded.version, gate = excluded.gate`);
}

/** A few chunks of a project, spread evenly over its documents by a hash of their ids: the same ones each time. */
export async function sampledChunks(
  db: Db,
  { projectId, limit }: { projectId: number; limit: number },
): Promise<number[]> {
  const rows = await db.many<{ id: number }>(sql`
    select chunk.id
    from chunk
    join document on document.id = document_id
    where chunk.project_id = ${projectId} and not set_aside
    order by hashint8(chunk.id), chunk.id
    limit ${limit}`);
  return rows.map(({ id }) => id);
}

/** Which of some places are chunks of a project: the documents and, from 0, the ordinals. */
export function chunkExists(
  db: Db,
  { projectId, document, ordinal }: { projectId: number; document: number; ordinal: number },
): Promise<boolean> {
  return db
    .maybeOne(sql`
      select from chunk
      where project_id = ${projectId} and document_id = ${document} and ordinal = ${ordinal}`)
    .then((row) => row !== undefined);
}
