import type { Db } from "./db.ts";
import { json, sql } from "./sql.ts";

/** What a project's answers are measured by, as it was measured on so many chunks. */
export interface AnswerGateRow {
  readonly chunks: number;
  readonly gate: unknown;
}

export function answerGate(
  db: Db,
  { projectId, model }: { projectId: number; model: string },
): Promise<AnswerGateRow | undefined> {
  return db.maybeOne(sql`
    select chunks, gate from answer_gate where project_id = ${projectId} and model = ${model}`);
}

export async function saveAnswerGate(
  db: Db,
  { projectId, model, chunks, gate }: AnswerGateRow & { projectId: number; model: string },
): Promise<void> {
  await db.run(sql`
    insert into answer_gate (project_id, model, chunks, gate)
    values (${projectId}, ${model}, ${chunks}, ${json(gate)})
    on conflict (project_id, model) do update set chunks = excluded.chunks, gate = excluded.gate`);
}

/** Whether a document of a project has so many chunks, counted from 0. */
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
