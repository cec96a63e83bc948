import type { Db } from "./db.ts";
import { sql } from "./sql.ts";

/** A provider's limits, as the bucket that each is kept in: so much it holds, so much comes back in a second. */
export interface AllowanceLimits {
  readonly requests: number;
  readonly requestsPerSecond: number;
  readonly tokens: number;
  readonly tokensPerSecond: number;
}

/** As much as is in the buckets by now; `kept` is the row, `excluded.counted_at` the database's own time. */
const grown = (limits: AllowanceLimits) => {
  const seconds = sql`greatest(0, extract(epoch from excluded.counted_at - kept.counted_at)::float8)`;
  return {
    requests: sql`least(${limits.requests}::float8, kept.requests + ${limits.requestsPerSecond}::float8 * ${seconds})`,
    tokens: sql`least(${limits.tokens}::float8, kept.tokens + ${limits.tokensPerSecond}::float8 * ${seconds})`,
  };
};

/**
 * Takes one request and so many tokens out of a provider's buckets, whichever worker asks; more tokens than a bucket holds
 * are let through when it is full. The row's lock makes the workers take turns.
 *
 * @returns 0 when they were taken, else after how many milliseconds to ask again
 */
export async function takeAllowance(
  db: Db,
  { provider, tokens, limits }: { provider: string; tokens: number; limits: AllowanceLimits },
): Promise<number> {
  const now = grown(limits);
  const needed = Math.min(tokens, limits.tokens);
  const taken = await db.run(sql`
    insert into provider_allowance as kept (provider, requests, tokens, counted_at)
    values (${provider}, ${limits.requests - 1}, ${limits.tokens - tokens}, clock_timestamp())
    on conflict (provider) do update
    set requests = ${now.requests} - 1,
      tokens = ${now.tokens} - ${tokens}::float8,
      counted_at = greatest(kept.counted_at, excluded.counted_at)
    where ${now.requests} >= 1 and ${now.tokens} >= ${needed}::float8
      and coalesce(kept.closed_until <= excluded.counted_at, true)`);
  return taken === 1 ? 0 : await waitMs(db, { provider, needed, limits });
}

async function waitMs(
  db: Db,
  { provider, needed, limits }: { provider: string; needed: number; limits: AllowanceLimits },
): Promise<number> {
  const { ms } = await db.one<{ ms: number }>(sql`
    select 1000 * greatest(
      (1 - requests) / ${limits.requestsPerSecond}::float8 - since,
      (${needed}::float8 - tokens) / ${limits.tokensPerSecond}::float8 - since,
      extract(epoch from closed_until - clock_timestamp())::float8,
      0.01
    ) as ms
    from provider_allowance,
      lateral (select extract(epoch from clock_timestamp() - counted_at)::float8 as since) as time
    where provider = ${provider}`);
  return Math.ceil(ms);
}

/** Puts tokens back that were not used; a negative number takes those that were used beyond. */
export async function returnTokens(
  db: Db,
  { provider, tokens }: { provider: string; tokens: number },
): Promise<void> {
  await db.run(
    sql`update provider_allowance set tokens = tokens + ${tokens}::float8 where provider = ${provider}`,
  );
}

/** Lets nobody ask a provider for a while: it said so. */
export async function closeProvider(
  db: Db,
  { provider, milliseconds }: { provider: string; milliseconds: number },
): Promise<void> {
  await db.run(sql`
    update provider_allowance
    set closed_until = greatest(closed_until, clock_timestamp() + ${milliseconds} * interval '1 millisecond')
    where provider = ${provider}`);
}
