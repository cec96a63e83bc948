import type { EventView } from "toposcope/event-contract";
import { ApiError, openEvents, readEvents } from "./api.ts";
import { pause } from "./pause.ts";

const firstDelayMs = 500;
const longestDelayMs = 15_000;

interface FollowOptions {
  readonly signal: AbortSignal;
  readonly onEvent: (event: EventView) => void;
}

/**
 * Tells of everything that happens in a project from now on. After a broken connection it goes on behind the last event
 * that came, so that none is missed.
 *
 * @throws ApiError when the server refuses to tell
 */
export async function followEvents(project: string, { signal, onEvent }: FollowOptions): Promise<void> {
  let lastId: string | undefined;
  for (let delayMs = firstDelayMs; !signal.aborted; delayMs = Math.min(2 * delayMs, longestDelayMs)) {
    try {
      for await (const { id, data } of readEvents(await openEvents(project, { signal, lastId }))) {
        lastId = id ?? lastId;
        delayMs = firstDelayMs;
        onEvent(JSON.parse(data) as EventView);
      }
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof ApiError && error.status >= 400 && error.status < 500) throw error;
    }
    await pause(delayMs, signal);
  }
}
