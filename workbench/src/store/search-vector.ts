import type { Db } from "./db.ts";
import { fromHalf, halfBytes } from "./half.ts";
import { type Sql, sql, sqlText } from "./sql.ts";
import { vectorsOfChunks } from "./vector.ts";

/** Where pgvector is, or why it cannot be used. */
export type Pgvector =
  | { readonly schema: string; readonly missing?: undefined }
  | { readonly schema?: undefined; readonly missing: string };

/** Chunks copied in one transaction. */
const chunksAtOnce = 5_000;

/** Looks for pgvector, and makes what it searches in where that is not there yet. */
export async function openPgvector(db: Db): Promise<Pgvector> {
  try {
    const { schema } = await db.one<{ schema: string | null }>(sql`select prepare_vector_search() as schema`);
    return schema === null ? { missing: "the database server has no pgvector" } : { schema };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { missing: `the database does not let pgvector be used: ${error.message}` };
  }
}

/** Whether the server has pgvector, installed in this database or not; changes nothing. */
export async function hasPgvector(db: Db): Promise<boolean> {
  return (await db.maybeOne(sql`select from pg_available_extensions where name = 'vector'`)) !== undefined;
}

/** What the server says of a statement: a connection that was lost is something else. */
const isRefusal = (error: unknown): error is Error =>
  error instanceof Error && "code" in error && "routine" in error;

/** The chunks of a project whose vectors under one model are searched. */
export interface SearchedVectors {
  readonly projectId: number;
  readonly modelId: number;
}

/**
 * Brings what pgvector searches up to a project's chunks that have a vector and may be found: takes out what was set aside
 * and what another model made, copies what is new. Chunks that are deleted take theirs along.
 */
export async function copyVectors(
  db: Db,
  { projectId, modelId, dimensions }: SearchedVectors & { readonly dimensions: number },
): Promise<void> {
  await db.run(sql`
    delete from search_vector
    where project_id = ${projectId} and (
      model_id <> ${modelId} or exists (
        select from chunk
        join document on document.id = document_id
        where chunk.id = chunk_id and set_aside
      )
    )`);
  for (let after: number | undefined = 0; after !== undefined; )
    after = await copySome(db, { projectId, modelId, dimensions, after });
}

/** One process at a time copies; a chunk that is being deleted is passed over. @returns the last one; undefined at the end */
function copySome(
  db: Db,
  {
    projectId,
    modelId,
    dimensions,
    after,
  }: SearchedVectors & { readonly dimensions: number; readonly after: number },
): Promise<number | undefined> {
  return db.transaction(async (tx) => {
    await tx.run(sql`select pg_advisory_xact_lock(hashtext('toposcope: vectors'), ${projectId}::int)`);
    const rows = await tx.many<{ id: number }>(sql`
      select chunk.id
      from chunk
      join document on document.id = document_id
      join vector on vector.model_id = ${modelId} and vector.text_hash = chunk.text_hash
      where chunk.project_id = ${projectId} and chunk.id > ${after} and not set_aside and not exists (
        select from search_vector where chunk_id = chunk.id and search_vector.model_id = ${modelId}
      )
      order by chunk.id
      limit ${chunksAtOnce}
      for key share of chunk skip locked`);
    if (rows.length === 0) return undefined;
    const chunks = rows.map(({ id }) => id);
    const { data } = await vectorsOfChunks(tx, { modelId, dimensions, chunks });
    const tuples = chunks.map((chunk, at) =>
      tupleOf({ chunk, modelId, projectId, vector: data.subarray(at * dimensions, (at + 1) * dimensions) }),
    );
    await tx.copyIn(
      sql`copy search_vector (chunk_id, model_id, project_id, half) from stdin (format binary)`,
      [copyHeader, ...tuples, copyEnd],
    );
    return chunks.at(-1);
  });
}

const copyHeader = Buffer.concat([Buffer.from("PGCOPY\n\xff\r\n\0", "latin1"), Buffer.alloc(8)]);
const copyEnd = Buffer.from([0xff, 0xff]);

interface Tuple extends SearchedVectors {
  readonly chunk: number;
  readonly vector: Float32Array;
}

/** A row as COPY reads it; pgvector takes the number of dimensions, two unused bytes and the 16-bit floats. */
function tupleOf({ chunk, modelId, projectId, vector }: Tuple): Buffer {
  const fields = Buffer.alloc(2 + 12 + 8 + 12 + 4 + 4);
  let at = fields.writeInt16BE(4);
  at = fields.writeBigInt64BE(BigInt(chunk), fields.writeInt32BE(8, at));
  at = fields.writeInt32BE(modelId, fields.writeInt32BE(4, at));
  at = fields.writeBigInt64BE(BigInt(projectId), fields.writeInt32BE(8, at));
  at = fields.writeInt32BE(4 + 2 * vector.length, at);
  fields.writeInt16BE(vector.length, at);
  return Buffer.concat([fields, halfBytes(vector).swap16()]);
}

/** The vectors of chunks under a model, by chunk; those that are gone meanwhile are left out. */
export async function vectorsByChunk(
  db: Db,
  { modelId, chunks }: { readonly modelId: number; readonly chunks: readonly number[] },
): Promise<Map<number, Float32Array>> {
  const rows = await db.many<{ id: number; half: Buffer }>(sql`
    select chunk.id, half
    from chunk
    join vector on vector.model_id = ${modelId} and vector.text_hash = chunk.text_hash
    where chunk.id = any(${chunks}::bigint[])`);
  return new Map(rows.map(({ id, half }) => [id, fromHalf(new Uint16Array(Uint8Array.from(half).buffer))]));
}

/** Which chunks alone, or which chunks not, may be found. */
export type Restriction = { readonly only: readonly number[] } | { readonly not: readonly number[] };

/**
 * The chunks nearest to a vector, the best first; of equals the lower one.
 *
 * @param schema where pgvector is
 *
 * Cost O(n·d) in the server: every vector of the project is compared.
 */
export async function nearestChunks(
  db: Db,
  {
    schema,
    projectId,
    modelId,
    query,
    limit,
    restriction,
  }: SearchedVectors & {
    readonly schema: string;
    readonly query: Float32Array;
    readonly limit: number;
    readonly restriction?: Restriction | undefined;
  },
): Promise<number[]> {
  const home = sqlText(`"${schema.replaceAll('"', '""')}"`);
  const rows = await db.many<{ id: number }>(sql`
    select chunk_id as id
    from search_vector
    where project_id = ${projectId} and model_id = ${modelId} and ${restricted(restriction)}
    order by half operator(${home}.<#>) ${`[${query.join()}]`}::${home}.halfvec, chunk_id
    limit ${limit}`);
  return rows.map(({ id }) => id);
}

function restricted(restriction: Restriction | undefined): Sql {
  if (!restriction) return sql`true`;
  return "only" in restriction
    ? sql`chunk_id = any(${restriction.only}::bigint[])`
    : sql`chunk_id <> all(${restriction.not}::bigint[])`;
}
