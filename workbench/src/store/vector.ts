import { type Matrix, matrix } from "@toposcope/algorithms";
import type { ModelStamp } from "../model.ts";
import type { Db } from "./db.ts";
import { halfBytes } from "./half.ts";
import { json, rowsOf, sql } from "./sql.ts";

/** The id under which vectors of this model are kept; `name` is what a setting calls it. */
export async function modelId(
  db: Db,
  { key, stamp, name }: { key: string; stamp: ModelStamp; name: string },
): Promise<number> {
  const { id } = await db.one<{ id: number }>(sql`
    insert into model (stamp_key, stamp, name)
    values (${key}, ${json(stamp)}::jsonb, ${name})
    on conflict (stamp_key) do update set name = excluded.name
    returning id`);
  return id;
}

export interface ChunkToEmbed {
  readonly id: number;
  readonly tokens: number;
  /** Where it stands in the order in which chunks are embedded. */
  readonly place: string;
}

/** A few chunks of a document that stand together stay so: their text is read once for all of them. */
const chunksTogether = 8;

/**
 * Chunks of a project whose texts have no vector under a model yet, one a text, a slice at a time. Any first part of them
 * is a fair sample of all, however the documents are sorted.
 */
export function chunksWithoutVector(
  db: Db,
  {
    projectId,
    modelId,
    after = { id: 0, place: "" },
    limit,
  }: {
    projectId: number;
    modelId: number;
    after?: Pick<ChunkToEmbed, "id" | "place"> | undefined;
    limit: number;
  },
): Promise<ChunkToEmbed[]> {
  return db.many(sql`
    select id, tokens, place
    from (
      select distinct on (text_hash) id, tokens, md5(concat_ws(' ', document_id, ordinal / ${chunksTogether}::int)) as place
      from chunk
      where project_id = ${projectId}
        and not exists (select from vector where model_id = ${modelId} and vector.text_hash = chunk.text_hash)
      order by text_hash, id
    ) as missing
    where (place, id) > (${after.place}, ${after.id}::bigint)
    order by place, id
    limit ${limit}`);
}

/**
 * How many chunks a project has, how many distinct texts among them have no vector under a model yet, and their tokens; how
 * many texts got theirs ahead of it, since a moment.
 */
export function embeddingNeed(
  db: Db,
  { projectId, modelId, since }: { projectId: number; modelId: number; since: Date },
): Promise<{ chunks: number; missing: number; ahead: number; tokens: number }> {
  return db.one(sql`
    select count(*) as chunks, count(distinct chunk.text_hash) filter (where vector.model_id is null) as missing,
      count(distinct chunk.text_hash) filter (where vector.used_at > ${since}) as ahead,
      coalesce(sum(chunk.tokens) filter (where vector.model_id is null), 0) as tokens
    from chunk
    left join vector on vector.model_id = ${modelId} and vector.text_hash = chunk.text_hash
    where project_id = ${projectId}`);
}

/** Of these texts, those that have no vector under a model. */
export async function hashesWithoutVector(
  db: Db,
  modelId: number,
  hashes: readonly Buffer[],
): Promise<Set<string>> {
  const rows = await db.many<{ hash: string }>(sql`
    select encode(hash, 'hex') as hash
    from unnest(${hashes}::bytea[]) as hash
    where not exists (select from vector where model_id = ${modelId} and text_hash = hash)`);
  return new Set(rows.map(({ hash }) => hash));
}

export async function insertVectors(
  tx: Db,
  {
    modelId,
    now,
    vectors,
  }: { modelId: number; now: Date; vectors: readonly { hash: Buffer; values: Float32Array }[] },
): Promise<void> {
  await tx.run(sql`
    insert into vector (model_id, text_hash, half, used_at)
    select ${modelId}, hash, half, ${now}
    from ${rowsOf(vectors, { hash: ["bytea", (row) => row.hash], half: ["bytea", (row) => halfBytes(row.values)] })}
    on conflict do nothing`);
}

/** A model under which a project has vectors. */
export interface ModelOfProject {
  readonly id: number;
  readonly name: string;
  readonly stamp: ModelStamp;
  /** How many chunks have a vector. */
  readonly chunks: number;
  /** Whether a run of the project used it; other projects may have embedded the same texts under another. */
  readonly isOwn: boolean;
}

/** The models under which a project has vectors: its own ones before others, the one with most vectors first. */
export function modelsOfProject(db: Db, projectId: number): Promise<ModelOfProject[]> {
  return db.many(sql`
    select model.id, model.name, stamp, count(*) as chunks,
      exists (select from run where run.project_id = ${projectId} and run.model_id = model.id) as "isOwn"
    from chunk
    join vector on vector.text_hash = chunk.text_hash
    join model on model.id = model_id
    where project_id = ${projectId}
    group by model.id
    order by "isOwn" desc, chunks desc, model.id`);
}

/** Ids of the chunks that have a vector under a model, in order; those of documents set aside left out. */
export async function chunksWithVector(
  db: Db,
  { projectId, modelId }: { projectId: number; modelId: number },
): Promise<number[]> {
  const rows = await db.many<{ id: number }>(sql`
    select chunk.id
    from chunk
    join document on document.id = document_id
    join vector on vector.model_id = ${modelId} and vector.text_hash = chunk.text_hash
    where chunk.project_id = ${projectId} and not set_aside
    order by chunk.id`);
  return rows.map(({ id }) => id);
}

/**
 * The vectors of chunks under a model, in the order of the ids. Chunks without a
 * vector are an Error: the stage before saw to it that there is none.
 *
 * @returns chunks × dimensions; 100,000 rows of 384 take about a second
 */
export async function vectorsOfChunks(
  db: Db,
  { modelId, dimensions, chunks }: { modelId: number; dimensions: number; chunks: readonly number[] },
): Promise<Matrix> {
  const bytes = new Uint8Array(dimensions * 2);
  const halves = new Float16Array(bytes.buffer);
  const values = new Float32Array(chunks.length * dimensions);
  let row = 0;
  for await (const half of fieldsOf(db.copyOut(copyVectors(modelId, chunks)))) {
    if (half.length !== bytes.length)
      throw new Error(`a vector of ${half.length} bytes among those of ${bytes.length}`);
    bytes.set(half);
    values.set(halves, row++ * dimensions);
  }
  if (row !== chunks.length) throw new Error(`${chunks.length} chunks have ${row} vectors`);
  return matrix(chunks.length, dimensions, values);
}

const copyVectors = (modelId: number, chunks: readonly number[]) => sql`
  copy (
    select half
    from unnest(${chunks}::bigint[]) with ordinality as wanted(id, ordinal)
    join chunk on chunk.id = wanted.id
    join vector on vector.model_id = ${modelId} and vector.text_hash = chunk.text_hash
    order by wanted.ordinal
  ) to stdout (format binary)`;

const copyHeaderBytes = 19;
const tupleHeaderBytes = 6;

/** The fields of a binary COPY of one column. */
async function* fieldsOf(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  let at = copyHeaderBytes;
  for await (const piece of pieces) {
    rest = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    while (at + tupleHeaderBytes <= rest.length) {
      const end = at + tupleHeaderBytes + rest.readInt32BE(at + 2);
      if (end > rest.length) break;
      yield rest.subarray(at + tupleHeaderBytes, end);
      at = end;
    }
    const kept = Math.min(at, rest.length);
    rest = rest.subarray(kept);
    at -= kept;
  }
}

export function modelById(db: Db, id: number): Promise<{ stamp: ModelStamp }> {
  return db.one(sql`select stamp from model where id = ${id}`);
}
