import { artifacts } from "./analysis.ts";
import { saveArtifact } from "./artifact.ts";
import type { Db } from "./db.ts";
import { fromHalf } from "./half.ts";
import { sql } from "./sql.ts";
import type { KeywordScore } from "./topic.ts";
import { topicsNow } from "./topics-now.ts";

/** SHA-256 of what was embedded of each chunk, in the order of the ids. */
export async function textHashesOf(db: Db, chunks: readonly number[]): Promise<Buffer[]> {
  const rows = await db.many<{ hash: Buffer }>(sql`
    select text_hash as hash
    from unnest(${chunks}::bigint[]) with ordinality as wanted(id, ordinal)
    join chunk on chunk.id = wanted.id
    order by wanted.ordinal`);
  if (rows.length !== chunks.length) throw new Error(`${chunks.length} chunks have ${rows.length} hashes`);
  return rows.map(({ hash }) => hash);
}

/** Keeps what an analysis leaves behind to place other texts, as its file, and the first topic id that is free. */
export async function saveTopicModel(
  tx: Db,
  runId: number,
  { file, nextId }: { file: Uint8Array; nextId: number },
): Promise<void> {
  await saveArtifact(tx, runId, artifacts.model, { shape: [file.length], data: file });
  await tx.run(sql`update run set next_topic = ${nextId} where id = ${runId}`);
}

/** @returns undefined for an analysis that left none behind */
export async function topicModelFile(db: Db, runId: number): Promise<Buffer | undefined> {
  const row = await db.maybeOne<{ data: Buffer }>(
    sql`select data from artifact where run_id = ${runId} and name = ${artifacts.model}`,
  );
  return row?.data;
}

/** Keeps the names that guidance gave to topics until they are settled. */
export async function saveGivenNames(
  tx: Db,
  runId: number,
  names: readonly (readonly (string | null)[])[],
): Promise<void> {
  const data = Buffer.from(JSON.stringify(names));
  await saveArtifact(tx, runId, artifacts.givenNames, { shape: [data.length], data });
}

export async function givenNamesOf(db: Db, runId: number): Promise<(string | null)[][]> {
  const row = await db.maybeOne<{ data: Buffer }>(
    sql`select data from artifact where run_id = ${runId} and name = ${artifacts.givenNames}`,
  );
  return row ? (JSON.parse(row.data.toString()) as (string | null)[][]) : [];
}

/** A topic of an analysis, with what edits say of it. */
export interface ModelTopicRow {
  readonly id: number;
  readonly layer: number;
  /** The topic that its members are counted under; null where it was left out or split. */
  readonly shownAs: number | null;
  readonly name: string;
  readonly isNamedByHand: boolean;
  readonly keywords: readonly KeywordScore[];
  readonly size: number;
  readonly parent: number | null;
  readonly centroid: Float32Array;
}

/** All topics of an analysis as its edits in force have them, shown or not, by id. */
export async function modelTopics(db: Db, runId: number): Promise<ModelTopicRow[]> {
  const rows = await db.many<Omit<ModelTopicRow, "centroid"> & { centroid: Buffer }>(sql`
    select id, layer, shown_as as "shownAs", name, name <> own_name as "isNamedByHand", keywords, size, parent, centroid
    from ${topicsNow(runId)} as topic
    order by id`);
  return rows.map((row) => ({
    ...row,
    centroid: fromHalf(new Uint16Array(Uint8Array.from(row.centroid).buffer)),
  }));
}

/** The id of the model of a stamp. */
export async function modelIdOf(db: Db, stampKey: string): Promise<number> {
  const { id } = await db.one<{ id: number }>(sql`select id from model where stamp_key = ${stampKey}`);
  return id;
}

/** The passages of a document; put end to end they are its text. */
export function documentPassages(
  db: Db,
  documentId: number,
): Promise<{ id: number; start: number; end: number }[]> {
  return db.many(sql`
    select id, own_start as start, end_offset as end from chunk where document_id = ${documentId} order by ordinal`);
}
