import { ToposcopeError } from "../errors.ts";
import type { LlmPurpose, ProviderKind, Routing } from "../model.ts";
import type { Db } from "./db.ts";
import { json, sql } from "./sql.ts";

/** Which model a provider is asked for what. */
export type ProviderModels = { readonly [P in LlmPurpose]?: string };

export interface ProviderRow {
  readonly id: number;
  readonly name: string;
  readonly kind: ProviderKind;
  readonly baseUrl: string | null;
  readonly keySealed: Buffer | null;
  readonly keyHint: string | null;
  readonly priority: number;
  readonly requestsPerMinute: number | null;
  readonly tokensPerMinute: number | null;
  readonly concurrency: number | null;
  readonly enabled: boolean;
  readonly models: ProviderModels;
}

export type ProviderDraft = Omit<ProviderRow, "id">;

const columns = sql`
  id, name, kind, base_url as "baseUrl", key_sealed as "keySealed", key_hint as "keyHint", priority,
  requests_per_minute as "requestsPerMinute", tokens_per_minute as "tokensPerMinute", concurrency, enabled, models`;

/** All providers, those asked first first. */
export function listProviders(db: Db): Promise<ProviderRow[]> {
  return db.many(sql`select ${columns} from provider order by priority, id`);
}

/** @throws ToposcopeError PROVIDER_NOT_FOUND */
export async function requireProvider(db: Db, name: string): Promise<ProviderRow> {
  const row = await db.maybeOne<ProviderRow>(sql`select ${columns} from provider where name = ${name}`);
  if (!row) throw new ToposcopeError("PROVIDER_NOT_FOUND", `there is no provider ${name}`);
  return row;
}

/** @throws ToposcopeError PROVIDER_EXISTS */
export async function insertProvider(db: Db, draft: ProviderDraft & { now: Date }): Promise<void> {
  const added = await db.run(sql`
    insert into provider (name, kind, base_url, key_sealed, key_hint, priority, requests_per_minute,
      tokens_per_minute, concurrency, enabled, models, created_at)
    values (${draft.name}, ${draft.kind}, ${draft.baseUrl}, ${draft.keySealed}, ${draft.keyHint},
      ${draft.priority}, ${draft.requestsPerMinute}, ${draft.tokensPerMinute}, ${draft.concurrency},
      ${draft.enabled}, ${json(draft.models)}, ${draft.now})
    on conflict (name) do nothing`);
  if (added === 0) throw new ToposcopeError("PROVIDER_EXISTS", `there is a provider ${draft.name} already`);
}

/** Its name and kind stay: settings and the ledger speak of it by name. */
export async function updateProvider(db: Db, id: number, draft: ProviderDraft): Promise<void> {
  await db.run(sql`
    update provider
    set base_url = ${draft.baseUrl}, key_sealed = ${draft.keySealed}, key_hint = ${draft.keyHint},
      priority = ${draft.priority}, requests_per_minute = ${draft.requestsPerMinute},
      tokens_per_minute = ${draft.tokensPerMinute}, concurrency = ${draft.concurrency},
      enabled = ${draft.enabled}, models = ${json(draft.models)}
    where id = ${id}`);
}

/** @throws ToposcopeError PROVIDER_NOT_FOUND */
export async function deleteProvider(db: Db, name: string): Promise<void> {
  if ((await db.run(sql`delete from provider where name = ${name}`)) === 0)
    throw new ToposcopeError("PROVIDER_NOT_FOUND", `there is no provider ${name}`);
}

/** What holds for all providers together. Budgets are US dollars. */
export interface ProviderRules {
  readonly routing: Routing;
  readonly runBudget: number | null;
  readonly dayBudget: number | null;
  readonly projectBudget: number | null;
  /** Whether a model of unknown price may be asked although there is a budget. */
  readonly unpricedAllowed: boolean;
}

const ruleColumns = sql`
  routing, run_budget::float8 as "runBudget", day_budget::float8 as "dayBudget",
  project_budget::float8 as "projectBudget", unpriced_allowed as "unpricedAllowed"`;

export function providerRules(db: Db): Promise<ProviderRules> {
  return db.one(sql`select ${ruleColumns} from provider_rules`);
}

export function saveProviderRules(db: Db, rules: ProviderRules): Promise<ProviderRules> {
  return db.one(sql`
    update provider_rules
    set routing = ${rules.routing}, run_budget = ${rules.runBudget}, day_budget = ${rules.dayBudget},
      project_budget = ${rules.projectBudget}, unpriced_allowed = ${rules.unpricedAllowed}
    returning ${ruleColumns}`);
}

/** What a run, else its project, says about one setting; null where neither does. */
export async function settingOf(
  db: Db,
  of: { projectId: number; runId?: number | undefined },
  name: string,
): Promise<string | null> {
  const row = await db.maybeOne<{ value: string | null }>(sql`
    select case when run.id is null then project.settings ->> ${name} else run.settings ->> ${name} end as value
    from project
    left join run on run.id = ${of.runId ?? null}
    where project.id = ${of.projectId}`);
  return row?.value ?? null;
}
