import type { Db } from "./db.ts";
import { json, sql } from "./sql.ts";

/** A big array that an analysis made: its numbers as little-endian bytes, and its shape. */
export interface Artifact {
  readonly shape: readonly number[];
  readonly data: Buffer;
}

/** Keeps an artifact with the run; one of the same name is replaced. */
export async function saveArtifact(
  tx: Db,
  runId: number,
  name: string,
  { shape, data }: { shape: readonly number[]; data: ArrayBufferView },
): Promise<void> {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  await tx.run(sql`
    insert into artifact (run_id, name, shape, data)
    values (${runId}, ${name}, ${json(shape)}::jsonb, ${bytes})
    on conflict (run_id, name) do update set shape = excluded.shape, data = excluded.data`);
}

async function readArtifact(db: Db, runId: number, name: string): Promise<Artifact> {
  return await db.one<Artifact>(
    sql`select shape, data from artifact where run_id = ${runId} and name = ${name}`,
  );
}

/** The bytes in memory of their own, aligned as typed arrays want them. */
const aligned = (data: Buffer) => Uint8Array.from(data).buffer;

export async function readFloats(db: Db, runId: number, name: string) {
  const { shape, data } = await readArtifact(db, runId, name);
  return { shape, data: new Float32Array(aligned(data)) };
}

export async function readIntegers(db: Db, runId: number, name: string) {
  const { shape, data } = await readArtifact(db, runId, name);
  return { shape, data: new Int32Array(aligned(data)) };
}

/** Drops what only the stages of a finished run needed. */
export async function deleteArtifacts(tx: Db, runId: number, names: readonly string[]): Promise<void> {
  await tx.run(sql`delete from artifact where run_id = ${runId} and name = any(${names}::text[])`);
}

export async function readBytes(db: Db, runId: number, name: string): Promise<Buffer> {
  return (await readArtifact(db, runId, name)).data;
}
