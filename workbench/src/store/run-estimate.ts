import type { LlmPurpose } from "../model.ts";
import type { EstimatedCost, Tokens } from "../providers/estimate.ts";
import type { Db } from "./db.ts";
import { sql } from "./sql.ts";

/** Keeps what a run is expected to cost, to be seen beside what it did cost. */
export async function insertRunEstimate(db: Db, runId: number, estimate: EstimatedCost): Promise<void> {
  await db.run(sql`
    insert into run_estimate (run_id, calls, input_tokens, cached_input_tokens, output_tokens, least_cost, most_cost)
    values (${runId}, ${estimate.calls}, ${estimate.inputTokens}, ${estimate.cachedInputTokens},
      ${estimate.outputTokens}, ${estimate.leastCost}, ${estimate.mostCost})
    on conflict (run_id) do nothing`);
}

export function runEstimates(
  db: Db,
  runs: readonly number[],
): Promise<(EstimatedCost & { readonly runId: number })[]> {
  return db.many(sql`
    select run_id as "runId", calls, input_tokens as "inputTokens", cached_input_tokens as "cachedInputTokens",
      output_tokens as "outputTokens",
      least_cost::float8 as "leastCost", most_cost::float8 as "mostCost"
    from run_estimate
    where run_id = any(${[...runs]}::bigint[])`);
}

/** What there is to ask about. */
export interface ToAsk {
  /** Of all layers of the analysis shown. */
  readonly topics: number;
  readonly documents: number;
}

export function countToAsk(
  db: Db,
  { projectId, runId }: { projectId: number; runId: number | null },
): Promise<ToAsk> {
  return db.one(sql`
    select (select count(*) from topic where run_id = ${runId}) as topics,
      (select count(*) from document where project_id = ${projectId}) as documents`);
}

/** What calls for a purpose took on average: of a project, or of all where it has made few. */
export function usualTokens(
  db: Db,
  { projectId, purpose }: { projectId: number; purpose: LlmPurpose },
): Promise<Tokens | undefined> {
  return db.maybeOne(sql`
    select avg(input_tokens)::float8 as "inputTokens", avg(cached_input_tokens)::float8 as "cachedInputTokens",
      avg(output_tokens)::float8 as "outputTokens"
    from (
      select input_tokens, cached_input_tokens, output_tokens, coalesce(project_id = ${projectId}, false) as is_own
      from provider_call
      where purpose = ${purpose} and not cached and error is null
    ) as made
    group by is_own
    having count(*) >= 10
    order by is_own desc
    limit 1`);
}
