import type { Db } from "./db.ts";
import { sql } from "./sql.ts";

/** What money can be spent under. */
export interface BudgetScopes {
  readonly projectId: number;
  readonly runId?: number | undefined;
}

/** The budgets that a call comes under, in US dollars; null where there is none. */
export interface Budgets {
  readonly run: number | null;
  readonly day: number | null;
  readonly project: number | null;
  readonly unpricedAllowed: boolean;
}

/**
 * The budgets of a call: what its run was given, else what its project has, else what holds for all. Project and rules are
 * read as they are now, so that raising one lets a run go on.
 */
export async function budgetsOf(db: Db, { projectId, runId }: BudgetScopes): Promise<Budgets> {
  return await db.one(sql`
    select case when 'budget' = any(run.overridden) then (run.settings ->> 'budget')::float8
        else coalesce((project.settings ->> 'budget')::float8, run_budget::float8) end as run,
      day_budget::float8 as day,
      coalesce((project.settings ->> 'projectBudget')::float8, project_budget::float8) as project,
      unpriced_allowed as "unpricedAllowed"
    from provider_rules
    left join project on project.id = ${projectId}
    left join run on run.id = ${runId ?? null}`);
}

/** A budget that does not allow what was asked. */
export interface BudgetShort {
  readonly what: "run" | "day" | "project";
  readonly cap: number;
  /** Spent already, and set aside by calls that are under way. */
  readonly used: number;
}

const reservationLifeMinutes = 60;

/**
 * Sets money aside under every budget of a call, or under none. Whoever reserves holds the rows of the scopes until the end
 * of the transaction, in their order, so that of any number of callers only so many get through as fit.
 *
 * @returns the reservation's id, or the budget that is too small
 */
export function reserveMoney(
  db: Db,
  of: BudgetScopes,
  { budgets, amount }: { budgets: Budgets; amount: number },
): Promise<number | BudgetShort> {
  return db.transaction(async (tx) => {
    const scopes = await scopesNow(tx, of);
    const capped = kinds.filter((kind) => budgets[kind] !== null && scopes[kind] !== undefined);
    const names = capped.map((kind) => scopes[kind] as string);
    await tx.run(sql`
      insert into spending (scope) select unnest(${[...names].sort()}::text[]) on conflict do nothing`);
    const held = await tx.many<{ scope: string; spent: number }>(sql`
      select scope, spent::float8 as spent from spending where scope = any(${names}) order by scope for update`);
    await tx.run(sql`
      delete from budget_reservation where made_at < now() - ${reservationLifeMinutes}::int * interval '1 minute'`);
    const reserved = await tx.many<{ scope: string; amount: number }>(sql`
      select scope, sum(amount)::float8 as amount from budget_reservation, unnest(scopes) as scope group by scope`);
    for (const what of capped) {
      const isOf = ({ scope }: { scope: string }) => scope === scopes[what];
      const used = (held.find(isOf)?.spent ?? 0) + (reserved.find(isOf)?.amount ?? 0);
      const cap = budgets[what] as number;
      if (used + amount > cap) return { what, cap, used };
    }
    const { id } = await tx.one<{ id: number }>(sql`
      insert into budget_reservation (scopes, amount)
      values (${Object.values(scopes)}::text[], ${amount})
      returning id`);
    return id;
  });
}

const kinds = ["run", "day", "project"] as const;

/** Gives back what was set aside; once more does nothing. */
export async function releaseMoney(db: Db, reservation: number): Promise<void> {
  await db.run(sql`delete from budget_reservation where id = ${reservation}`);
}

/** Adds a cost to the sums that budgets look at; in one order everywhere, so that nobody waits for whom waits for him. */
export async function addSpending(tx: Db, of: BudgetScopes, cost: number): Promise<void> {
  const scopes = Object.values(await scopesNow(tx, of)).sort();
  await tx.run(sql`
    insert into spending (scope, spent)
    select scope, ${cost}::numeric from unnest(${scopes}::text[]) as scope
    on conflict (scope) do update set spent = spending.spent + excluded.spent`);
}

type ScopeNames = { readonly [K in (typeof kinds)[number]]?: string };

/** A day is one of UTC, by the database's clock: machines that share it agree. */
async function scopesNow(db: Db, { projectId, runId }: BudgetScopes): Promise<ScopeNames> {
  const { today } = await db.one<{ today: string }>(
    sql`select to_char(now() at time zone 'utc', 'YYYY-MM-DD') as today`,
  );
  return {
    day: `day ${today}`,
    project: `project ${projectId}`,
    ...(runId !== undefined && { run: `run ${runId}` }),
  };
}

/** What was spent today, of all projects. */
export async function spentToday(db: Db): Promise<number> {
  const { day } = await scopesNow(db, { projectId: 0 });
  const row = await db.maybeOne<{ spent: number }>(
    sql`select spent::float8 as spent from spending where scope = ${day}`,
  );
  return row?.spent ?? 0;
}
