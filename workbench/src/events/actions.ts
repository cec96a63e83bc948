import type { Context } from "../context.ts";
import type { EventView } from "../event-contract.ts";
import type { EventType } from "../model.ts";
import { type EventFilter, lastEventNumber, lastEvents, numberEvents } from "../store/event.ts";
import { requireProject } from "../store/project.ts";
import { eventView, followEvents } from "./event-hub.ts";

export interface WantedEvents {
  /** By default all. */
  readonly project?: string | undefined;
  readonly types?: readonly EventType[] | undefined;
}

/** What happened last, oldest first. @throws ToposcopeError PROJECT_NOT_FOUND */
export async function listEvents(
  { db }: Pick<Context, "db">,
  { limit, ...wanted }: WantedEvents & { readonly limit: number },
): Promise<EventView[]> {
  await numberEvents(db);
  const rows = await lastEvents(db, { ...(await filterOf({ db }, wanted)), limit });
  return rows.map(eventView).reverse();
}

/**
 * What happens from now on, or after an event: each once, in order, until the signal.
 *
 * @throws ToposcopeError PROJECT_NOT_FOUND
 */
export async function watchEvents(
  { db }: Pick<Context, "db">,
  wanted: WantedEvents & { readonly after?: number | undefined },
): Promise<(signal: AbortSignal) => AsyncIterable<EventView>> {
  const filter = await filterOf({ db }, wanted);
  const after = wanted.after ?? (await positionNow(db));
  return (signal) => followEvents(db, filter, { after, signal });
}

/** So that whoever was answered misses nothing from then on. */
async function positionNow(db: Context["db"]): Promise<number> {
  await numberEvents(db);
  return await lastEventNumber(db);
}

async function filterOf({ db }: Pick<Context, "db">, { project, types }: WantedEvents): Promise<EventFilter> {
  return { types, ...(project === undefined ? {} : { projectId: (await requireProject(db, project)).id }) };
}
