import type { EventType } from "../model.ts";
import type { Db } from "./db.ts";
import { eventChannel } from "./event.ts";
import { type Sql, sql } from "./sql.ts";

export interface WebhookRow {
  readonly id: number;
  readonly url: string;
  readonly types: readonly EventType[];
  readonly project: string | null;
  readonly disabledReason: string | null;
  readonly createdAt: Date;
  readonly failures: number;
  readonly nextTryAt: Date;
  readonly waiting: number;
  readonly last: DeliveryRow | null;
}

export interface DeliveryRow {
  readonly event: number;
  readonly type: EventType;
  readonly at: string;
  readonly attempts: number;
  readonly status: number | null;
  readonly error: string | null;
  readonly delivered: boolean;
}

/** All webhooks, or one, oldest first; their secrets stay in the database. */
export function listWebhooks(db: Db, { id }: { id?: number } = {}): Promise<WebhookRow[]> {
  return db.many(sql`
    select webhook.id, url, types, project.name as project, disabled_reason as "disabledReason",
      webhook.created_at as "createdAt", failures, next_try_at as "nextTryAt", waiting, last
    from webhook
    left join project on project.id = webhook.project_id
    cross join lateral (
      select count(*) as waiting from event where ${isMeant} and coalesce(event.number > cursor, true)
    ) as open
    left join lateral (
      select jsonb_build_object(
        'event', event_number, 'type', type, 'at', tried_at, 'attempts', attempts, 'status', status, 'error', error,
        'delivered', delivered_at is not null
      ) as last
      from delivery
      where webhook_id = webhook.id
      order by event_number desc
      limit 1
    ) as tried on true
    where ${id === undefined} or webhook.id = ${id ?? null}
    order by webhook.id`);
}

/** Whether an event is one that a webhook asked for. */
const isMeant: Sql = sql`
  (webhook.project_id is null or event.project_id = webhook.project_id)
  and (webhook.types = '{}' or event.type = any(webhook.types))`;

/** @param cursor number of the last event that it shall not hear of */
export async function insertWebhook(
  db: Db,
  {
    projectId,
    url,
    secret,
    types,
    cursor,
    now,
  }: {
    projectId: number | null;
    url: string;
    secret: string;
    types: readonly EventType[];
    cursor: number;
    now: Date;
  },
): Promise<number> {
  const { id } = await db.one<{ id: number }>(sql`
    insert into webhook (project_id, url, secret, types, cursor, created_at, next_try_at)
    values (${projectId}, ${url}, ${secret}, ${[...types]}::text[], ${cursor}, ${now}, now())
    returning id`);
  return id;
}

export async function deleteWebhook(db: Db, id: number): Promise<boolean> {
  return (await db.run(sql`delete from webhook where id = ${id}`)) === 1;
}

/** Where to send, and what to sign with. */
export function webhookTarget(
  db: Db,
  id: number,
): Promise<{ readonly url: string; readonly secret: string } | undefined> {
  return db.maybeOne(sql`select url, secret from webhook where id = ${id}`);
}

/** Lets the next try be made at once, also where there was to be none. */
export async function resumeWebhook(db: Db, id: number): Promise<boolean> {
  const resumed = await db.run(sql`
    update webhook set disabled_reason = null, failures = 0, failing_since = null, next_try_at = now()
    where id = ${id}`);
  return resumed === 1;
}

/** Lets whoever sends look at once. */
export const wakeSenders = (db: Db): Promise<void> => db.notify(eventChannel, "");

export async function hasWebhooks(db: Db): Promise<boolean> {
  const { any } = await db.one<{ any: boolean }>(
    sql`select exists (select from webhook where disabled_reason is null) as any`,
  );
  return any;
}

/** A webhook that is this process's to deliver to, until the lease ends. */
export interface ClaimedWebhook {
  readonly id: number;
  readonly lease: number;
  readonly url: string;
  readonly secret: string;
  readonly projectId: number | null;
  readonly types: readonly EventType[];
  readonly cursor: number;
  /** Of the event after the cursor, so far. */
  readonly failures: number;
  readonly failingMs: number;
}

const leaseMs = 30_000;
const leaseEnd = sql`now() + ${leaseMs}::int * interval '1 millisecond'`;

/** Hands a webhook that is due to one process; `skip locked` passes over those that another is claiming. */
export function claimWebhook(db: Db): Promise<ClaimedWebhook | undefined> {
  return db.maybeOne(sql`
    update webhook set lease = lease + 1, leased_until = ${leaseEnd}
    where id = (
      select id
      from webhook
      where disabled_reason is null and next_try_at <= now() and coalesce(leased_until <= now(), true)
        and cursor < (select coalesce(max(number), 0) from event)
      order by next_try_at, id
      limit 1
      for update skip locked
    )
    returning id, lease, url, secret, project_id as "projectId", types, cursor, failures,
      coalesce(1000 * extract(epoch from now() - failing_since)::float8, 0) as "failingMs"`);
}

interface Attempt {
  readonly event: { readonly number: number; readonly type: EventType };
  readonly attempts: number;
  readonly status: number | null;
  readonly error: string | null;
}

/** Keeps that an event arrived, and goes on behind it. @returns false when another process has the webhook by now */
export function keepDelivered(db: Db, webhook: ClaimedWebhook, attempt: Attempt): Promise<boolean> {
  return keep(
    db,
    webhook,
    attempt,
    sql`
    cursor = ${attempt.event.number}, failures = 0, failing_since = null, leased_until = ${leaseEnd}`,
  );
}

/**
 * Keeps that an event did not arrive, and gives the webhook back.
 *
 * @param disabledReason why it shall not be tried again
 */
export function keepFailed(
  db: Db,
  webhook: ClaimedWebhook,
  { delayMs, disabledReason, ...attempt }: Attempt & { delayMs: number; disabledReason: string | null },
): Promise<boolean> {
  return keep(
    db,
    webhook,
    attempt,
    sql`
    failures = failures + 1, failing_since = coalesce(failing_since, now()), disabled_reason = ${disabledReason},
    next_try_at = now() + ${delayMs}::float8 * interval '1 millisecond', leased_until = null`,
  );
}

function keep(db: Db, { id, lease }: ClaimedWebhook, attempt: Attempt, changes: Sql): Promise<boolean> {
  const { event, attempts, status, error } = attempt;
  return db.transaction(async (tx) => {
    const held = await tx.run(sql`update webhook set ${changes} where id = ${id} and lease = ${lease}`);
    if (held === 0) return false;
    const deliveredAt = error === null ? sql`now()` : sql`null`;
    await tx.run(sql`
      insert into delivery (webhook_id, event_number, type, attempts, status, error, tried_at, delivered_at)
      values (${id}, ${event.number}, ${event.type}, ${attempts}, ${status}, ${error}, now(), ${deliveredAt})
      on conflict (webhook_id, event_number) do update
      set attempts = excluded.attempts, status = excluded.status, error = excluded.error, tried_at = now(),
        delivered_at = excluded.delivered_at`);
    return true;
  });
}

/** Gives a webhook back; events up to a number were delivered or are not meant for it. */
export async function releaseWebhook(
  db: Db,
  { id, lease }: ClaimedWebhook,
  { upTo }: { upTo: number },
): Promise<void> {
  await db.run(sql`
    update webhook set cursor = greatest(cursor, ${upTo}), leased_until = null where id = ${id} and lease = ${lease}`);
}

/** Forgets old deliveries. */
export async function pruneDeliveries(db: Db, { olderThanDays }: { olderThanDays: number }): Promise<void> {
  await db.run(sql`delete from delivery where tried_at < now() - ${olderThanDays}::int * interval '1 day'`);
}
