import type { ModelStamp } from "../model.ts";
import type { Db } from "./db.ts";
import { json, rowsOf, sql } from "./sql.ts";

/** The id under which vectors of this model are kept. */
export async function modelId(db: Db, key: string, stamp: ModelStamp): Promise<number> {
  const { id } = await db.one<{ id: number }>(sql`
    insert into model (stamp_key, stamp)
    values (${key}, ${json(stamp)}::jsonb)
    on conflict (stamp_key) do update set stamp = excluded.stamp
    returning id`);
  return id;
}

/** Chunks of a project whose texts have no vector under a model yet, one a text, in order, a slice at a time. */
export function chunksWithoutVector(
  db: Db,
  { projectId, modelId, after, limit }: { projectId: number; modelId: number; after: number; limit: number },
): Promise<{ id: number; tokens: number }[]> {
  return db.many(sql`
    select id, tokens
    from (
      select distinct on (text_hash) id, tokens
      from chunk
      where project_id = ${projectId}
        and not exists (select from vector where model_id = ${modelId} and vector.text_hash = chunk.text_hash)
      order by text_hash, id
    ) as missing
    where id > ${after}
    order by id
    limit ${limit}`);
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
  }: { modelId: number; now: Date; vectors: readonly { hash: Buffer; half: Buffer }[] },
): Promise<void> {
  await tx.run(sql`
    insert into vector (model_id, text_hash, half, used_at)
    select ${modelId}, hash, half, ${now}
    from ${rowsOf(vectors, { hash: ["bytea", (row) => row.hash], half: ["bytea", (row) => row.half] })}
    on conflict do nothing`);
}

/** How many of a project's chunks have a vector under each model. */
export function vectorCounts(
  db: Db,
  projectId: number,
): Promise<{ modelId: number; stamp: ModelStamp; chunks: number; missing: number }[]> {
  return db.many(sql`
    select model.id as "modelId", stamp, count(vector.text_hash) as chunks,
      count(*) - count(vector.text_hash) as missing
    from model
    cross join chunk
    left join vector on model_id = model.id and vector.text_hash = chunk.text_hash
    where project_id = ${projectId}
    group by model.id, stamp
    order by model.id`);
}

/**
 * The vectors of a project's distinct texts under a model, in the order in which chunks first hold them, as 16-bit floats
 * one after the other. Texts of documents set aside are left out.
 *
 * @returns texts × dimensions; 100,000 rows of 384 take about a second
 */
export async function vectorsOfProject(
  db: Db,
  { projectId, modelId, dimensions }: { projectId: number; modelId: number; dimensions: number },
): Promise<Uint16Array<ArrayBuffer>> {
  const rows: Uint16Array[] = [];
  const rowBytes = dimensions * 2;
  for await (const half of fieldsOf(db.copyOut(copyVectors(projectId, modelId)))) {
    if (half.length !== rowBytes)
      throw new Error(`a vector of ${half.length} bytes among those of ${rowBytes}`);
    rows.push(new Uint16Array(Uint8Array.from(half).buffer));
  }
  const all = new Uint16Array(rows.length * dimensions);
  rows.forEach((row, i) => {
    all.set(row, i * dimensions);
  });
  return all;
}

const copyVectors = (projectId: number, modelId: number) => sql`
  copy (
    select half
    from (
      select chunk.text_hash, min(chunk.id) as first_chunk
      from chunk
      join document on document.id = document_id
      where chunk.project_id = ${projectId} and not set_aside
      group by chunk.text_hash
    ) as text
    join vector on vector.model_id = ${modelId} and vector.text_hash = text.text_hash
    order by first_chunk
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

/** Forgets the vectors that no chunk uses, those unused longest first, until the others fit. @returns how many went */
export async function pruneVectors(db: Db, keepBytes: number): Promise<number> {
  return await db.run(sql`
    delete from vector
    using (
      select model_id, text_hash, sum(length(half)) over (order by used_at desc, text_hash) as running
      from vector
      where not exists (select from chunk where chunk.text_hash = vector.text_hash)
    ) as unused
    where vector.model_id = unused.model_id and vector.text_hash = unused.text_hash and running > ${keepBytes}`);
}
