import type { EventType } from "../model.ts";
import type { Db } from "./db.ts";
import { json, sql } from "./sql.ts";

export interface EventRow {
  /** In the order in which events can be read. */
  readonly number: number;
  readonly projectId: number | null;
  readonly project: string | null;
  readonly runId: number | null;
  readonly type: EventType;
  readonly data: Readonly<Record<string, unknown>>;
  readonly at: Date;
}

/** Which events someone wants to hear of. */
export interface EventFilter {
  readonly projectId?: number | undefined;
  /** All where there is none. */
  readonly types?: readonly EventType[] | undefined;
}

export const eventChannel = "toposcope_event";

/** Keeps that something happened, in the transaction that made it so, and tells listeners at its commit. */
export async function addEvent(
  tx: Db,
  {
    projectId,
    runId = null,
    type,
    data = {},
  }: {
    projectId: number | null;
    runId?: number | null;
    type: EventType;
    data?: Readonly<Record<string, unknown>>;
  },
): Promise<void> {
  await tx.run(sql`
    insert into event (project_id, run_id, type, data)
    values (${projectId}, ${runId}, ${type}, ${json(data)}::jsonb)`);
  await tx.notify(eventChannel, String(projectId ?? ""));
}

/** Above every advisory lock of a worker. */
const numberingLock = 7_703_000_000_000;

/**
 * Numbers the events that were committed since the last time. One process does it at a time, until its commit: so whoever
 * has read up to a number has missed nothing before it.
 */
export async function numberEvents(db: Db): Promise<void> {
  const { waiting } = await db.one<{ waiting: boolean }>(
    sql`select exists (select from event where number is null) as waiting`,
  );
  if (!waiting) return;
  await db.transaction(async (tx) => {
    await tx.run(sql`select pg_advisory_xact_lock(${numberingLock}::bigint)`);
    await tx.run(sql`
      with numbered as materialized (
        select id, nextval('event_number') as number
        from (select id from event where number is null order by id) as committed
      )
      update event set number = numbered.number from numbered where event.id = numbered.id`);
  });
}

/** Events after one, oldest first, of those that are numbered. */
export function eventsAfter(
  db: Db,
  { after, limit, ...filter }: EventFilter & { readonly after: number; readonly limit: number },
): Promise<EventRow[]> {
  return db.many(sql`
    select ${columns}
    where event.number > ${after} and ${isWanted(filter)}
    order by event.number
    limit ${limit}`);
}

/** The last events, newest first. */
export function lastEvents(
  db: Db,
  { limit, ...filter }: EventFilter & { readonly limit: number },
): Promise<EventRow[]> {
  return db.many(sql`
    select ${columns}
    where event.number is not null and ${isWanted(filter)}
    order by event.number desc
    limit ${limit}`);
}

const columns = sql`
  event.number, project_id as "projectId", project.name as project, run_id as "runId", type, data, at
  from event
  left join project on project.id = project_id`;

const isWanted = ({ projectId, types = [] }: EventFilter) => sql`
  (project_id = ${projectId ?? null} or ${projectId === undefined})
  and (type = any(${[...types]}::text[]) or ${types.length === 0})`;

/** The number of the last event that can be read; 0 where there is none. */
export async function lastEventNumber(db: Db): Promise<number> {
  const { number } = await db.one<{ number: number }>(
    sql`select coalesce(max(number), 0) as number from event`,
  );
  return number;
}

/** Forgets old events. @returns how many there were */
export function pruneEvents(db: Db, { olderThanDays }: { olderThanDays: number }): Promise<number> {
  return db.run(sql`delete from event where at < now() - ${olderThanDays}::int * interval '1 day'`);
}
