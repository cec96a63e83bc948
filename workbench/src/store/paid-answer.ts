import type { CacheSize } from "./cache-size.ts";
import type { Db } from "./db.ts";
import { sql } from "./sql.ts";

/** An answer that was paid for, and the call in the ledger that paid. */
export interface PaidAnswer {
  readonly text: string;
  readonly callId: number;
}

/** What was answered to this very input, by its hash. */
export function paidAnswer(db: Db, promptHash: Buffer): Promise<PaidAnswer | undefined> {
  return db.maybeOne(sql`
    update paid_answer set used_at = now()
    where prompt_hash = ${promptHash}
    returning text, call_id as "callId"`);
}

/** Keeps an answer; the first of two that were asked for at once stays. */
export async function keepPaidAnswer(
  tx: Db,
  { promptHash, text, callId }: PaidAnswer & { promptHash: Buffer },
): Promise<void> {
  await tx.run(sql`
    insert into paid_answer (prompt_hash, text, call_id)
    values (${promptHash}, ${text}, ${callId})
    on conflict (prompt_hash) do nothing`);
}

/** Forgets what providers said about a project's texts, unless another project got the same said; the sums stay. */
export async function forgetAnswers(tx: Db, projectId: number): Promise<void> {
  await tx.run(sql`
    delete from paid_answer
    where prompt_hash in (select prompt_hash from provider_call where project_id = ${projectId})
      and not exists (
        select from provider_call as other
        where other.prompt_hash = paid_answer.prompt_hash and other.project_id <> ${projectId}
      )`);
  await tx.run(sql`update provider_call set error = null where project_id = ${projectId}`);
}

export function measureAnswers(db: Db): Promise<CacheSize> {
  return db.one(sql`
    select count(*) as entries, coalesce(sum(pg_column_size(text)), 0) as bytes,
      coalesce(sum(octet_length(text)), 0) as "plainBytes", 0 as "spareBytes", count(*) as "paidEntries"
    from paid_answer`);
}

/** All of them were paid for: no limit lets one go. */
export const pruneAnswers = async (): Promise<number> => 0;

export async function clearAnswers(db: Db, of: { readonly paid: boolean }): Promise<number> {
  return of.paid ? await db.run(sql`delete from paid_answer`) : 0;
}
