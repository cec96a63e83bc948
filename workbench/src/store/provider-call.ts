import type { LlmPurpose } from "../model.ts";
import type { ProviderCall } from "../providers/provider-account.ts";
import type { Db } from "./db.ts";
import { type Sql, sql } from "./sql.ts";

const hashBytes = (hex: string) => Buffer.from(hex, "hex");

/** Writes a call down; @returns its id */
export async function insertCall(tx: Db, call: ProviderCall): Promise<number> {
  const { of } = call;
  const { id } = await tx.one<{ id: number }>(sql`
    insert into provider_call (project_id, run_id, stage, topic_id, purpose, prompt, prompt_hash, provider, model,
      attempt, input_tokens, cached_input_tokens, output_tokens, cost, latency_ms, cached, error)
    values ((select id from project where id = ${of.projectId}), (select id from run where id = ${of.runId ?? null}),
      ${of.stage ?? null}, ${of.topicId ?? null}, ${call.purpose}, ${call.prompt}, ${hashBytes(call.promptHash)},
      ${call.provider}, ${call.model}, ${call.attempt}, ${call.inputTokens}, ${call.cachedInputTokens},
      ${call.outputTokens}, ${call.cost}, ${call.latencyMs}, ${call.cached}, ${call.error})
    returning id`);
  return id;
}

interface CallRow extends Omit<ProviderCall, "of"> {
  readonly projectId: number | null;
  readonly runId: number | null;
  readonly stage: string | null;
  readonly topicId: number | null;
}

export async function callById(db: Db, id: number): Promise<ProviderCall> {
  const { projectId, runId, stage, topicId, ...call } = await db.one<CallRow>(sql`
    select project_id as "projectId", run_id as "runId", stage, topic_id as "topicId", purpose, prompt,
      encode(prompt_hash, 'hex') as "promptHash", provider, model, attempt, input_tokens as "inputTokens",
      cached_input_tokens as "cachedInputTokens", output_tokens as "outputTokens", cost::float8 as cost, latency_ms as "latencyMs", cached, error
    from provider_call
    where id = ${id}`);
  return {
    ...call,
    of: {
      projectId: projectId ?? 0,
      runId: runId ?? undefined,
      stage: stage ?? undefined,
      topicId: topicId ?? undefined,
    },
  };
}

/** Sums over calls. */
export interface CallSums {
  readonly calls: number;
  /** Of the calls, those that failed. */
  readonly failures: number;
  /** Of the calls, those answered by what had been paid before. */
  readonly cached: number;
  readonly inputTokens: number;
  /** Of the input, those that providers had in their own caches. */
  readonly cachedInputTokens: number;
  readonly outputTokens: number;
  /** US dollars, as far as prices are known. */
  readonly cost: number;
  /** Of the calls, those that had an answer whose price is not known. */
  readonly unpriced: number;
}

/** What was answered from what is kept cost nothing again. */
const sums = sql`
  count(*) as calls, count(provider_call.error) as failures, count(*) filter (where cached) as cached,
  coalesce(sum(input_tokens) filter (where not cached), 0)::float8 as "inputTokens",
  coalesce(sum(cached_input_tokens) filter (where not cached), 0)::float8 as "cachedInputTokens",
  coalesce(sum(output_tokens) filter (where not cached), 0)::float8 as "outputTokens",
  coalesce(sum(cost) filter (where not cached), 0)::float8 as cost,
  count(*) filter (where cost is null and not cached and provider_call.error is null) as unpriced`;

const isAmong = (projectId: number | null): Sql =>
  projectId === null ? sql`true` : sql`provider_call.project_id = ${projectId}`;

export function totalCosts(db: Db, projectId: number | null): Promise<CallSums> {
  return db.one(sql`select ${sums} from provider_call where ${isAmong(projectId)}`);
}

export function costsByPurpose(
  db: Db,
  projectId: number | null,
): Promise<(CallSums & { readonly purpose: LlmPurpose })[]> {
  return db.many(sql`
    select purpose, ${sums} from provider_call where ${isAmong(projectId)} group by purpose order by cost desc, purpose`);
}

export function costsByModel(
  db: Db,
  projectId: number | null,
): Promise<(CallSums & { readonly provider: string; readonly model: string })[]> {
  return db.many(sql`
    select provider, model, ${sums}
    from provider_call
    where ${isAmong(projectId)}
    group by provider, model
    order by cost desc, provider, model`);
}

export interface RunCosts extends CallSums {
  readonly run: number;
  readonly number: number | null;
  readonly project: string;
}

/** By run, the newest first. */
export function costsByRun(
  db: Db,
  { projectId, limit }: { projectId: number | null; limit: number },
): Promise<RunCosts[]> {
  return db.many(sql`
    select run.id as run, run.number, project.name as project, ${sums}
    from provider_call
    join run on run.id = run_id
    join project on project.id = run.project_id
    where ${isAmong(projectId)}
    group by run.id, run.number, project.name
    order by run.id desc
    limit ${limit}`);
}
