import type { CacheLimits, CacheSize } from "./cache-size.ts";
import type { Db } from "./db.ts";
import { sql } from "./sql.ts";

/** Vectors that an endpoint was asked for: they cost money. */
const paid = sql`stamp ->> 'pooling' = 'remote'`;
/** A vector that no chunk has. */
const spare = sql`not exists (select from chunk where chunk.text_hash = vector.text_hash)`;

export function measureVectors(db: Db): Promise<CacheSize> {
  return db.one(sql`
    select count(*) as entries, coalesce(sum(pg_column_size(half)), 0)::bigint as bytes,
      coalesce(sum(length(half) * 2), 0)::bigint as "plainBytes",
      coalesce(sum(pg_column_size(half)) filter (where ${spare}), 0)::bigint as "spareBytes",
      count(*) filter (where ${paid}) as "paidEntries"
    from vector
    join model on model.id = model_id`);
}

/** Drops vectors that no chunk has and that were not paid for: the old ones, and those used longest ago that do not fit. */
export async function pruneVectors(db: Db, { keepBytes, usedSince }: CacheLimits): Promise<number> {
  const { isDue } = await db.one<{ isDue: boolean }>(sql`
    select pg_table_size('vector') > ${keepBytes} or exists (
      select from vector where used_at < ${usedSince}
    ) as "isDue"`);
  if (!isDue) return 0;
  return await db.run(sql`
    delete from vector
    using (
      select model_id, text_hash, used_at, sum(pg_column_size(half)) over (order by used_at desc, text_hash) as running
      from vector
      join model on model.id = model_id
      where ${spare} and not ${paid}
    ) as unused
    where vector.model_id = unused.model_id and vector.text_hash = unused.text_hash
      and (running > ${keepBytes} or unused.used_at < ${usedSince})`);
}

export function clearVectors(db: Db, of: { readonly paid: boolean }): Promise<number> {
  return db.run(sql`
    delete from vector
    using model
    where model.id = model_id and ${spare} and (${of.paid} or not ${paid})`);
}

/** Notes that a project's vectors are in use; told once a day, which is as finely as their age is looked at. */
export async function touchVectors(
  db: Db,
  { projectId, modelId, now }: { projectId: number; modelId: number; now: Date },
): Promise<void> {
  await db.run(sql`
    update vector
    set used_at = ${now}
    from chunk
    where chunk.project_id = ${projectId} and vector.model_id = ${modelId} and vector.text_hash = chunk.text_hash
      and used_at < ${now}::timestamptz - interval '1 day'`);
}
