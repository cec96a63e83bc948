import type { EventType } from "../model.ts";
import type { Db } from "./db.ts";
import { json, sql } from "./sql.ts";

export interface EventRow {
  readonly id: number;
  readonly projectId: number | null;
  readonly runId: number | null;
  readonly type: EventType;
  readonly data: Readonly<Record<string, unknown>>;
  readonly at: Date;
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

/** Events after one, oldest first, none of which another can still slip in before. */
export function eventsAfter(
  db: Db,
  { projectId, after, limit }: { projectId?: number | undefined; after: number; limit: number },
): Promise<EventRow[]> {
  return db.many(sql`
    select id, project_id as "projectId", run_id as "runId", type, data, at
    from event
    where id > ${after} and written_by < pg_snapshot_xmin(pg_current_snapshot())
      and (project_id = ${projectId ?? null} or ${projectId === undefined})
    order by id
    limit ${limit}`);
}
