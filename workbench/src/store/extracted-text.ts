import { promisify } from "node:util";
import { zstdCompress, zstdDecompress } from "node:zlib";
import type { ReadEvent } from "../model.ts";
import type { CacheLimits, CacheSize } from "./cache-size.ts";
import type { Db } from "./db.ts";
import { sql } from "./sql.ts";

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

/** Stands for a file's content and for all else that reading it depends on. */
export interface TextKey {
  readonly contentHash: Buffer;
  readonly readAs: Buffer;
}

/** What was read of a file before; undefined where it was not, or is kept no more. */
export async function extractedText(
  db: Db,
  { contentHash, readAs }: TextKey,
  now: Date,
): Promise<ReadEvent[] | undefined> {
  const row = await db.maybeOne<{ events: Buffer }>(sql`
    update extracted_text set used_at = ${now}
    where content_hash = ${contentHash} and read_as = ${readAs}
    returning events`);
  return row && (JSON.parse((await decompress(row.events)).toString()) as ReadEvent[]);
}

/** Keeps what was read of a file. */
export async function keepExtractedText(
  db: Db,
  { contentHash, readAs }: TextKey,
  { events, now }: { readonly events: readonly ReadEvent[]; readonly now: Date },
): Promise<void> {
  const plain = Buffer.from(JSON.stringify(events));
  await db.run(sql`
    insert into extracted_text (content_hash, read_as, events, plain_bytes, used_at)
    values (${contentHash}, ${readAs}, ${await compress(plain)}, ${plain.length}, ${now})
    on conflict do nothing`);
}

export function measureTexts(db: Db): Promise<CacheSize> {
  return db.one(sql`
    select count(*) as entries, coalesce(sum(length(events)), 0)::bigint as bytes,
      coalesce(sum(plain_bytes), 0)::bigint as "plainBytes", coalesce(sum(length(events)), 0)::bigint as "spareBytes",
      0 as "paidEntries"
    from extracted_text`);
}

export function pruneTexts(db: Db, { keepBytes, usedSince }: CacheLimits): Promise<number> {
  return db.run(sql`
    delete from extracted_text
    using (
      select content_hash, read_as, used_at,
        sum(length(events)) over (order by used_at desc, content_hash, read_as) as running
      from extracted_text
    ) as kept
    where extracted_text.content_hash = kept.content_hash and extracted_text.read_as = kept.read_as
      and (running > ${keepBytes} or kept.used_at < ${usedSince})`);
}

export function clearTexts(db: Db): Promise<number> {
  return db.run(sql`delete from extracted_text`);
}
