import type { Db } from "./db.ts";
import { sql } from "./sql.ts";

/** Who asks for which answers. */
interface AnswerClaim {
  readonly claimant: string;
  readonly promptHashes: readonly Buffer[];
}

/** A claim whose process has died or sleeps is free after so long. */
const leaseSeconds = 12;
/** How often a claim is to be renewed. */
export const claimRenewalMs = 3_000;

/**
 * Claims answers, all of them or none. The unique key decides between two that come at once; the order of the hashes keeps
 * them from waiting for each other.
 *
 * @returns false while somebody else asks for one of them
 */
export async function claimAnswers(db: Db, { claimant, promptHashes }: AnswerClaim): Promise<boolean> {
  const claimed = await db.run(sql`
    insert into answer_claim (prompt_hash, claimant, until)
    select prompt_hash, ${claimant}::uuid, clock_timestamp() + ${leaseSeconds}::int * interval '1 second'
    from unnest(${[...promptHashes]}::bytea[]) as prompt_hash
    order by prompt_hash
    on conflict (prompt_hash) do update set claimant = excluded.claimant, until = excluded.until
    where answer_claim.until < clock_timestamp()`);
  if (claimed === promptHashes.length) return true;
  if (claimed > 0) await releaseAnswers(db, claimant);
  return false;
}

export async function renewClaim(db: Db, claimant: string): Promise<void> {
  await db.run(sql`
    update answer_claim set until = clock_timestamp() + ${leaseSeconds}::int * interval '1 second'
    where claimant = ${claimant}::uuid`);
}

/** Once more does nothing. */
export async function releaseAnswers(db: Db, claimant: string): Promise<void> {
  await db.run(sql`delete from answer_claim where claimant = ${claimant}::uuid`);
}
